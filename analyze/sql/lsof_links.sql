-- The working directory, root and program of the thread ?2 of the process ?1, in lsof's order, and last the directory of its descriptors
-- where that could not be read.  Device, inode, size and links of the program are those of programs; in snapshots before it, those that
-- collect --hash-exe or --maps took.
SELECT l.link, l.target, l.errno,
       iif(l.link = 'exe', (SELECT m.device FROM process_maps AS m WHERE m.pid = ?1 AND m.path = l.target LIMIT 1), NULL),
       iif(l.link = 'exe', coalesce(p.device_number, (SELECT h.device FROM executable_hashes AS h WHERE h.pid = ?1)), NULL),
       iif(l.link = 'exe', coalesce(p.inode, (SELECT h.inode FROM executable_hashes AS h WHERE h.pid = ?1),
                                    (SELECT m.inode FROM process_maps AS m WHERE m.pid = ?1 AND m.path = l.target LIMIT 1)), NULL),
       iif(l.link = 'exe', coalesce(p.size, (SELECT h.bytes FROM executable_hashes AS h WHERE h.pid = ?1)), NULL),
       p.nlink
FROM process_links AS l
LEFT JOIN program_processes AS o ON l.link = 'exe' AND o.pid = ?1
LEFT JOIN programs AS p ON p.program = o.program AND p.path = l.target
WHERE l.pid = ?1 AND l.tid = ?2 AND l.link IN ('cwd', 'root', 'exe', 'fd')
ORDER BY instr('cwd root exe fd', l.link);
