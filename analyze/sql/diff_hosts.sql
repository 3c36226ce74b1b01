-- Of snapshots ?1 and ?2: whether they are of one host, and of one boot; when the second one was booted, both boots, and as whom collect ran.
SELECT a.host_key = b.host_key, a.boot_key = b.boot_key, strftime('%Y-%m-%dT%H:%M:%SZ', t.booted_ns / 1000000000, 'unixepoch'),
       s.boot_id, t.boot_id, s.uid, t.uid
FROM snapshot_hosts AS a
JOIN snapshot_hosts AS b ON b.snapshot_id = ?2
JOIN snapshots AS s ON s.snapshot_id = ?1
JOIN snapshots AS t ON t.snapshot_id = ?2
WHERE a.snapshot_id = ?1
