-- Questions about descriptors, pipes, mappings, digests, each shaped as rule packs publish them.

-- Who has a file open below a directory that anybody may write to?
-- columns: pid,name,path
-- finds: .pid == $unix and (.path | endswith("/loot.txt"))
SELECT DISTINCT pof.pid, p.name, pof.path FROM process_open_files pof LEFT JOIN processes p ON pof.pid = p.pid
WHERE pof.path LIKE '/tmp/%' OR pof.path LIKE '/dev/shm/%' OR pof.path LIKE '%loot%';

-- Who has a file open that is not there any more?
-- columns: pid,fd,path
SELECT pid, fd, path FROM process_open_files WHERE path LIKE '%(deleted)' OR path GLOB '/memfd:*';

-- Who has a lock file open, and by which pattern?
-- columns: pid,path,dir,filename
SELECT pid, path, parent_directory(path) AS dir, regex_split(path, '/', 1) AS filename FROM process_open_files WHERE path LIKE '%.lock' OR path LIKE '%.pid';

-- Devices that are seldom opened.
-- columns: pid,name,device,device_class
SELECT pof.pid, p.name, pof.path AS device, REGEX_MATCH(pof.path, '(/dev/[a-z]+)', 1) AS device_class
FROM process_open_files pof JOIN processes p USING (pid) WHERE pof.path LIKE '/dev/%' AND device_class NOT IN ('/dev/null', '/dev/zero', '/dev/urandom', '/dev/pts', '/dev/tty');

-- How many descriptors has each process?
-- columns: pid,name,n
SELECT pid, name, COUNT(fd) AS n FROM process_open_files JOIN processes USING (pid) GROUP BY pid ORDER BY n DESC LIMIT 20;

-- Open files beside what is known of the file; mode is that of the file.
-- columns: pid,path,mode,size
SELECT pid, path, mode, size FROM process_open_files JOIN file USING (path);

-- Pipes from one process to another.
-- columns: pid,fd,mode,partner_pid,partner_fd,name,partner_name
-- finds: .pid == $listener and .fd == 0 and .mode == "r" and .partner_pid == $tests
SELECT pipes.pid, pipes.fd, pipes.mode, pipes.partner_pid, pipes.partner_fd, p.name, pp.name AS partner_name
FROM process_open_pipes pipes JOIN processes p ON pipes.pid = p.pid JOIN processes pp ON pipes.partner_pid = pp.pid WHERE pipes.pid != pipes.partner_pid;

-- Pipes as they are.
-- columns: pid,fd,mode,inode,type,partner_pid,partner_fd,partner_mode,...
-- finds: .pid == $listener and .type == "anonymous"
select * from process_open_pipes;

-- Libraries in memory that are not of the system.
-- columns: pid,name,library
-- finds: .pid == $preloaded and (.library | endswith("/evil.so"))
SELECT DISTINCT pmm.pid, p.name, pmm.path AS library FROM process_memory_map pmm JOIN processes p USING (pid)
WHERE pmm.path LIKE '%.so%' AND pmm.path NOT LIKE '/usr/lib%' AND pmm.path NOT LIKE '/lib%' AND pmm.pseudo = 0;

-- Memory that may be written and run.
-- columns: pid,start,end,permissions,path
SELECT pid, start, end, permissions, path FROM process_memory_map WHERE permissions LIKE '%w%' AND permissions LIKE '%x%' AND path NOT LIKE '[%';

-- The mapped programs whose file is gone.
-- columns: pid,path
-- finds: .pid == $deleted and (.path | endswith("/.gone (deleted)"))
SELECT pid, path FROM process_memory_map WHERE path LIKE '% (deleted)' AND permissions LIKE '__x_' GROUP BY pid, path;

-- Programs that run, with digest, most often run first.
-- columns: path,sha256,instances
-- finds: .instances > 1 and (.path | endswith("/holder")) and (.sha256 | length) == 64
SELECT p.path, h.sha256, COUNT(*) AS instances FROM processes p JOIN hash h ON p.path = h.path WHERE p.path != '' GROUP BY p.path, h.sha256 ORDER BY instances DESC;

-- Is a digest that is looked for among them, in capitals?
-- columns: pid,name,path,sha256
-- finds: .pid == $listener
SELECT p.pid, p.name, p.path, h.sha256 FROM processes p, hash h WHERE p.path = h.path
AND h.sha256 IN (SELECT UPPER(sha256) FROM hash WHERE path LIKE '%/holder' UNION SELECT 'EB93FFE0A4BC3B3BFC03F1A4D07BF0F2BCD7B3F0');

-- Digests and dates of programs by their paths.
-- columns: sha256,path,filename,btime,mtime
SELECT hash.sha256, fi.path, fi.filename, datetime(fi.btime, 'unixepoch', 'UTC') AS btime, datetime(fi.mtime, 'unixepoch', 'UTC') AS mtime
FROM hash JOIN file fi USING (path) WHERE ((fi.path LIKE '/home/%%/.%') OR (fi.path LIKE '/root/.%')) AND type = 'regular';

-- Files with owners, group and dates, as far as they are known.
-- columns: filename,path,file_owner,group_owner,modified,size_bytes,sha256
-- finds: .filename == "holder" and .size_bytes > 10000 and (.sha256 | length) == 64
SELECT f.filename, f.path, u.username AS file_owner, g.groupname AS group_owner, datetime(f.mtime, 'unixepoch') AS modified,
  f.size AS size_bytes, h.sha256
FROM file f LEFT JOIN users u ON f.uid = u.uid LEFT JOIN groups g ON f.gid = g.gid LEFT JOIN hash h ON f.path = h.path
WHERE f.path LIKE '%/holder' OR f.directory = '/etc/init.d' ORDER BY f.mtime DESC;

-- Programs with the bit that changes the user.
-- columns: path,mode,uid
SELECT f.path, f.mode, f.uid FROM file f JOIN processes p ON f.path = p.path WHERE f.mode LIKE '4%' OR f.mode LIKE '2%' GROUP BY f.path;

-- The digest of the file that the kernel was booted from.
-- columns: path,version,sha256
SELECT path, version, sha256 FROM kernel_info JOIN hash USING (path);
