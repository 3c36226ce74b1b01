-- The sockets that descriptors of snapshot ?1 name, in order, but for those that may be collect's own.
SELECT f.inode
FROM process_fds AS f
WHERE f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode IS NOT NULL
  AND f.inode NOT IN (SELECT c.inode FROM collector_sockets AS c WHERE c.snapshot_id = ?1)
ORDER BY f.inode;
