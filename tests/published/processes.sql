-- Questions about processes, each shaped as rule packs publish them.  tests/live/published.c says how a block is read.

-- Whose program is no longer on the disk?
-- columns: name,path,pid
-- finds: .pid == $deleted and (.path | endswith("/.gone"))
SELECT name, path, pid FROM processes WHERE on_disk = 0;

-- The same with the flag as text, and everything known of the process.
-- columns: pid,name,path,cmdline,state,cwd,root,uid,gid,euid,egid,suid,sgid,on_disk,wired_size,resident_size,total_size,user_time,system_time,disk_bytes_read,disk_bytes_written,start_time,parent,pgroup,threads,nice,cgroup_path,...
-- finds: .pid == $deleted and .on_disk == 0 and .state == "S" and .threads == 1
select * from processes where on_disk = '0' and path <> "";

-- Who was started with a library in front of all others?
-- columns: pid,key,value,name,path,cmdline,cwd
-- finds: .pid == $preloaded and .key == "LD_PRELOAD" and (.value | endswith("/evil.so"))
SELECT process_envs.pid, process_envs.key, process_envs.value, processes.name, processes.path, processes.cmdline, processes.cwd
FROM process_envs JOIN processes USING (pid) WHERE key = 'LD_PRELOAD';

-- Who sets variables that the loader listens to, and for how long has he run?
-- columns: pid,process_name,env_key,env_value,age
-- finds: .pid == $preloaded and .age >= 0 and .age < 3600
SELECT p.pid, p.name AS process_name, pe.key AS env_key, pe.value AS env_value, (strftime('%s', 'now') - p.start_time) AS age
FROM processes p JOIN process_envs pe ON p.pid = pe.pid
WHERE pe.key IN ("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT") AND pe.value != "";

-- Which processes have no variable of the kind that every login gives?
-- columns: pid,name
SELECT p.pid, p.name FROM processes p LEFT JOIN process_envs e ON e.pid = p.pid AND e.key = 'PATH'
WHERE e.pid IS NULL AND p.path != '' AND p.euid = 0;

-- Who runs from a directory that anybody may write to?
-- columns: pid,path,cwd,username
-- finds: .pid == $deleted and .username == "root"
SELECT p.pid, p.path, p.cwd, u.username FROM processes p LEFT JOIN users u ON p.uid = u.uid
WHERE p.path LIKE '/tmp/%' OR p.path LIKE '/var/tmp/%' OR p.path LIKE '/dev/shm/%';

-- Whose program has a name that ls does not show?
-- columns: pid,path,basename,dirname
-- finds: .pid == $deleted and .basename == ".gone" and (.dirname | startswith("/"))
SELECT pid, path, REGEX_MATCH(path, '.*/(.*)', 1) AS basename, REGEX_MATCH(path, '(.*)/', 1) AS dirname
FROM processes WHERE basename LIKE '.%' ORDER BY pid;

-- Whose program, or the directory that it is in, begins with a dot, with home directories shortened to ~?
-- columns: pid,short_path,top_dirs
-- finds: .pid == $deleted and .top_dirs != null
SELECT p.pid, REPLACE(p.path, u.directory, '~') AS short_path,
  CONCAT(SPLIT(p.path, '/', 0), '/', SPLIT(p.path, '/', 1)) AS top_dirs
FROM processes p JOIN users u ON u.uid = p.uid WHERE p.path GLOB '*/.*';

-- Who calls himself a thread of the kernel and has a program?
-- columns: pid,name,path,cmdline,parent
-- finds: .pid == $disguised and .name == "kworker/9:9"
SELECT pid, name, path, cmdline, parent FROM processes
WHERE (name LIKE 'kworker%' OR name LIKE 'kthread%' OR name LIKE '[%]') AND path != '' AND parent != 2;

-- Whose name is another than that of his program?
-- columns: pid,name,short_filename,short_name
-- finds: .pid == $disguised and .short_filename == "hol" and .short_name == "kwo"
SELECT pid, name, SUBSTR(REGEX_MATCH(path, '.*/(.*?)$', 1), 1, 3) AS short_filename, SUBSTR(name, 1, 3) AS short_name
FROM processes WHERE path LIKE '/%' AND short_filename != short_name;

-- Who has more rights than he was started with?
-- columns: pid,name,uid,euid,gid,egid
-- finds: .pid == $lowered and .uid == 1 and .euid == 0
SELECT pid, name, uid, euid, gid, egid FROM processes WHERE uid != euid OR gid != egid;

-- Who runs as root, under a parent that does not?
-- columns: pid,child_name,child_euid,parent_pid,parent_name
SELECT child.pid, child.name AS child_name, child.euid AS child_euid, par.pid AS parent_pid, par.name AS parent_name
FROM processes AS child JOIN processes AS par ON child.parent = par.pid
WHERE child.euid < par.euid AND child.path NOT IN ('/usr/bin/sudo', '/usr/bin/su', '/usr/bin/fusermount3');

-- Three generations, each with the digest of its program.
-- columns: p0_pid,p0_path,p0_name,p0_sha256,p1_pid,p1_name,p1_sha256,p2_pid,p2_name,exception_key
-- finds: .p0_pid == $listener and .p1_pid == $tests and (.p0_sha256 | length) == 64
SELECT
  p0.pid AS p0_pid, p0.path AS p0_path, p0.name AS p0_name, p0_hash.sha256 AS p0_sha256,
  p1.pid AS p1_pid, p1.name AS p1_name, p1_hash.sha256 AS p1_sha256,
  p2.pid AS p2_pid, p2.name AS p2_name,
  CONCAT(MIN(p0.euid, 500), ',', p0.name, ',', COALESCE(p1.name, 'none')) AS exception_key
FROM processes p0
  LEFT JOIN hash p0_hash ON p0.path = p0_hash.path
  LEFT JOIN processes p1 ON p0.parent = p1.pid
  LEFT JOIN hash p1_hash ON p1.path = p1_hash.path
  LEFT JOIN processes p2 ON p1.parent = p2.pid
WHERE p0.path NOT LIKE '/usr/%' AND p0.path != '' AND exception_key NOT IN ('0,none,none')
GROUP BY p0.pid;

-- Whose parent is gone from the disk?
-- columns: pid,name,parent_path,parent_on_disk
SELECT p.pid, p.name, parent.path AS parent_path, parent.on_disk AS parent_on_disk
FROM processes p INNER JOIN processes parent ON p.parent = parent.pid
WHERE parent.on_disk != 1 AND parent.path != '' AND p.parent NOT IN (1, 2);

-- Whose parent is not there at all?
-- columns: pid,name,parent
SELECT pid, name, parent FROM processes WHERE parent NOT IN (SELECT pid FROM processes) AND parent NOT IN (0, -1);

-- A scanner, and who had it run.
-- columns: pid,name,path,cmdline,cwd,start_time,parent,parent_name,username
-- finds: .pid == $listener and .parent == $tests and .username == "root"
SELECT p.pid, name, p.path, cmdline, cwd, start_time, parent,
  (SELECT name FROM processes WHERE pid = p.parent) AS parent_name,
  (SELECT username FROM users WHERE uid = p.uid) AS username
FROM processes AS p WHERE cmdline LIKE 'holder %tcp4-listen%';

-- What takes most of the memory?
-- columns: pid,name,memory_used
SELECT pid, name, ROUND((total_size * '10e-7'), 2) AS memory_used FROM processes ORDER BY total_size DESC LIMIT 10;

-- What takes most of the time, in percent of all?
-- columns: pid,pct,uid,name
SELECT pid, ROUND(((user_time + system_time) * 100.0) / (t.tt + 1), 2) AS pct, uid, name
FROM processes, (SELECT (SUM(user_time) + SUM(system_time)) AS tt FROM processes) AS t ORDER BY pct DESC LIMIT 5;

-- Does the tool that ought to run do so?
-- columns: process_exists
-- finds: .process_exists == 0
SELECT IFNULL(process_count, 0) AS process_exists
FROM (SELECT count(*) AS process_count FROM processes WHERE path = '/opt/no/such/agent' OR lower(path) LIKE 'c:\agent.exe')
WHERE process_exists != 1;

-- Do both of two daemons run?
-- columns: score
SELECT score FROM (SELECT CASE WHEN COUNT(*) = 2 THEN 1 ELSE 0 END AS score FROM processes WHERE (name = 'clamd') OR (name = 'freshclam'))
WHERE score == 1;

-- Shells that talk to another host by their command line.
-- columns: pid,name,cmdline,uid,username
-- finds: .pid == $shell and .name == "bash"
SELECT p.pid, p.name, p.cmdline, p.uid, u.username FROM processes p JOIN users u USING (uid)
WHERE p.name IN ('sh', 'bash', 'dash', 'zsh', 'ksh') AND (p.cmdline LIKE '%-i%' OR p.cmdline LIKE '%/dev/tcp/%') ORDER BY p.start_time;

-- Command lines taken apart into words, and those that are a path.
-- columns: pid,word
-- finds: .pid == $listener and .word == "tcp4-listen:0.0.0.0,\($port)"
WITH RECURSIVE words(pid, word, rest) AS (
  SELECT pid, '', cmdline || ' ' FROM processes WHERE cmdline LIKE 'holder %'
  UNION ALL
  SELECT pid, substr(rest, 0, instr(rest, ' ')), substr(rest, instr(rest, ' ') + 1) FROM words WHERE rest != ''
)
SELECT pid, word FROM words WHERE word != '' ORDER BY pid;

-- Who was started in the last hour, and when?
-- columns: pid,name,started
-- finds: .pid == $listener and (.started | test("^20[0-9][0-9]-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$"))
SELECT pid, name, strftime('%Y-%m-%dT%H:%M:%SZ', datetime(start_time, 'unixepoch')) AS started
FROM processes WHERE start_time > (strftime('%s', 'now') - 3600);

-- The same by the table of the time.
-- columns: pid,start_time
-- finds: .pid == $listener
SELECT pid, start_time FROM processes WHERE start_time > ((SELECT unix_time FROM time) - 3600) AND start_time <= (SELECT unix_time FROM time);

-- Daemons of root that live long and whose parent is the first process.
-- columns: path,name,children,runtime
SELECT p0.path, p0.name, group_concat(DISTINCT p0.pid) AS children, MAX(strftime('%s', 'now') - p0.start_time) AS runtime
FROM processes p0 WHERE p0.euid = 0 AND p0.parent = 1 AND p0.path != '' GROUP BY p0.path, p0.name HAVING runtime > 15;

-- Which zombies are there, and whose?
-- columns: pid,name,parent,parent_cmdline
SELECT z.pid, z.name, z.parent, p.cmdline AS parent_cmdline FROM processes z LEFT OUTER JOIN processes p ON z.parent = p.pid WHERE z.state = 'Z';

-- Who lives in another network namespace than the first process?
-- columns: pid,name,path,net_namespace
-- finds: .pid == $inside and .net_namespace == $namespace
SELECT p.pid, p.name, p.path, pn.net_namespace FROM processes p JOIN process_namespaces pn USING (pid)
WHERE pn.net_namespace != (SELECT net_namespace FROM process_namespaces WHERE pid = 1) AND pn.net_namespace != '';

-- The same with the number as a number, and the other namespaces beside it.
-- columns: pid,cgroup_namespace,ipc_namespace,mnt_namespace,net_namespace,pid_namespace,user_namespace,uts_namespace,...
-- finds: .pid == $inside and .mnt_namespace != "" and .pid_namespace != ""
SELECT * FROM process_namespaces WHERE net_namespace = 4026500000 OR net_namespace > '0';

-- How many live in each namespace?
-- columns: net_namespace,members,names
-- finds: .net_namespace == $namespace and .members == 1 and .names == "holder"
SELECT net_namespace, COUNT(*) AS members, group_concat(DISTINCT name) AS names
FROM process_namespaces JOIN processes USING (pid) GROUP BY net_namespace ORDER BY members DESC;

-- What belongs to a container, as far as its cgroup says?
-- columns: pid,name,cgroup_path,container_id
SELECT pid, name, cgroup_path, REGEX_MATCH(cgroup_path, '([a-f0-9]{64})', 1) AS container_id
FROM processes WHERE cgroup_path LIKE '%docker%' OR cgroup_path LIKE '%containerd%' OR cgroup_path LIKE '%kubepods%' OR cgroup_path LIKE '%libpod%';

-- How many processes has each user?
-- columns: username,uid,count
-- finds: .username == "root" and .count > 1
SELECT u.username, p.uid, COUNT(1) AS count FROM processes p, users u WHERE p.uid = u.uid GROUP BY p.uid HAVING count > 0 ORDER BY 3 DESC;
