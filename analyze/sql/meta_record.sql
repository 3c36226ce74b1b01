-- What a reader must know of meta.json, ?1.  Fails when it is not JSON.
SELECT ?1 ->> '$.format', ?1 ->> '$.host.byte_order', ?1 ->> '$.host.word_bits', ?1 ->> '$.self.namespaces.net'
