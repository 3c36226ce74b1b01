-- The files that the process ?1 has mapped, each once, but for its program: ?2 is the path of that.
SELECT device, inode, path FROM process_maps
WHERE pid = ?1 AND inode > 0 AND path IS NOT NULL AND path IS NOT ?2
GROUP BY device, inode
ORDER BY min(line);
