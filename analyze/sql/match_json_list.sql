-- The indicators of a document, ?1: a bundle of STIX 2, or attributes of MISP in whatever they are wrapped.  Attributes that MISP marks as context
-- (to_ids) are none.
SELECT 'pattern', o.value ->> '$.pattern', coalesce(o.value ->> '$.name', o.value ->> '$.id'), o.fullkey
FROM json_each(?1, '$.objects') AS o
WHERE ?1 ->> '$.type' = 'bundle' AND o.type = 'object' AND o.value ->> '$.type' = 'indicator'
  AND coalesce(o.value ->> '$.pattern_type', 'stix') = 'stix' AND o.value ->> '$.pattern' IS NOT NULL
UNION ALL
SELECT t.value ->> '$.type', t.value ->> '$.value', coalesce(nullif(t.value ->> '$.comment', ''), t.value ->> '$.category'), t.fullkey
FROM json_tree(?1) AS t
WHERE ?1 ->> '$.type' IS NOT 'bundle' AND t.type = 'object' AND json_type(t.value, '$.type') = 'text' AND json_type(t.value, '$.value') = 'text'
  AND coalesce(t.value ->> '$.to_ids', 1);
