-- The host itself.
SELECT 'host' AS key, coalesce(n.host, 'unknown host') AS item, NULL AS identity, NULL AS cookie, NULL AS started, NULL AS source, NULL AS gap,
       0 AS runs, coalesce(n.host, '') AS name, coalesce(n.kernel, '') AS kernel, coalesce(n.architecture, '') AS architecture,
       nullif(n.machine_id, '') AS machine_id
FROM snapshots AS n
WHERE n.snapshot_id = ?1
