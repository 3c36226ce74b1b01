-- Processes whose standard input and output are one socket: a shell like that is somebody's from afar.
SELECT i.snapshot_id, n.host, i.pid, p.name, p.path, p.cmdline, p.uid, i.local_address, i.local_port, i.remote_address, i.remote_port, i.state
FROM process_open_sockets AS i
JOIN process_open_sockets AS o ON o.snapshot_id = i.snapshot_id AND o.pid = i.pid AND o.tid = i.tid AND o.socket = i.socket
JOIN snapshots AS n ON n.snapshot_id = i.snapshot_id
LEFT JOIN processes AS p ON p.snapshot_id = i.snapshot_id AND p.pid = i.pid
WHERE i.fd = 0 AND o.fd = 1 AND i.pid > 0 AND i.family IN (2, 10)
ORDER BY i.snapshot_id, i.pid;
