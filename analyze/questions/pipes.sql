-- Which process writes into a pipe that another one reads.
SELECT w.snapshot_id, n.host, w.pid AS writer_pid, p.name AS writer, w.fd AS writer_fd, w.inode, w.partner_pid AS reader_pid,
       q.name AS reader, w.partner_fd AS reader_fd
FROM process_open_pipes AS w
JOIN snapshots AS n USING (snapshot_id)
LEFT JOIN processes AS p ON p.snapshot_id = w.snapshot_id AND p.pid = w.pid
LEFT JOIN processes AS q ON q.snapshot_id = w.snapshot_id AND q.pid = w.partner_pid
WHERE w.mode = 'w'
ORDER BY w.snapshot_id, w.inode, w.pid, w.partner_pid;
