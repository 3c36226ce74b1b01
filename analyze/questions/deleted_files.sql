-- Files that were deleted and that a process still holds, with the line of the archive that says so.
SELECT f.snapshot_id, n.host, f.pid, p.name, f.fd, f.mode, f.target, m.path AS member, f.line
FROM process_fds AS f
JOIN snapshots AS n USING (snapshot_id)
JOIN members AS m ON m.snapshot_id = f.snapshot_id AND m.member_id = f.member_id
LEFT JOIN processes AS p ON p.snapshot_id = f.snapshot_id AND p.pid = f.pid
WHERE f.target LIKE '/%(deleted)'
ORDER BY f.snapshot_id, f.pid, f.fd;
