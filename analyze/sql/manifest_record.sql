-- The parts of one line of the manifest, ?1.  Fails when the line is not JSON.
SELECT ?1 ->> '$.path', ?1 ->> '$.source', ?1 ->> '$.state', ?1 ->> '$.errno', ?1 ->> '$.reason',
       ?1 ->> '$.bytes', ?1 ->> '$.sha256', ?1 ->> '$.start', ?1 ->> '$.monotonic', ?1 ->> '$.took',
       ?1 ->> '$.segment', ?1 ->> '$.previous',
       ?1 ->> '$.end.result', ?1 ->> '$.end.members', ?1 ->> '$.end.bytes', ?1 ->> '$.end.realtime'
