-- Questions about the host as a whole, each shaped as rule packs publish them.

-- Who is root, and is not called so?
-- columns: username,gid,uid,shell,description
SELECT username, gid, uid, shell, description FROM users WHERE username != 'root' AND uid LIKE "0";

-- Who may log in?
-- columns: uid,username,shell
-- finds: .uid == 0 and .username == "root"
SELECT uid, username, shell FROM users WHERE NOT (shell == '/usr/sbin/nologin' OR shell == '/bin/false') AND shell NOT LIKE '%/sync';

-- Users and the name of their group, with the type that other systems have.
-- columns: uid,username,type,groupname
-- finds: .uid == 0 and .type == null and .groupname == "root"
SELECT uid, username, u.type AS type, groupname FROM users u JOIN groups g ON g.gid = u.gid;

-- Who is in a group of administrators?
-- columns: username,groupname
SELECT u.username, g.groupname FROM users u INNER JOIN user_groups ug ON u.uid = ug.uid INNER JOIN groups g USING (gid)
WHERE g.groupname IN ('sudo', 'wheel', 'admin', 'adm', 'docker') OR g.gid = '0';

-- How many groups has each user?
-- columns: username,n
-- finds: .username == "root" and .n >= 1
select u.username, count(*) as n from users u, user_groups ug where u.uid = ug.uid group by u.uid;

-- Who is logged in, and what does he run?
-- columns: user,host,time,name,cmdline,cwd,root
SELECT user, host, time, p.name, p.cmdline, p.cwd, p.root FROM logged_in_users liu, processes p
WHERE liu.pid = p.pid AND liu.type = 'user' AND liu.user <> '' ORDER BY time;

-- All of the logins beside the process.
-- columns: type,user,tty,host,time,pid,...
SELECT liu.*, p.name FROM logged_in_users liu LEFT JOIN processes p ON liu.pid = p.pid;

-- Names that stand for other addresses.
-- columns: address,hostnames,...
SELECT * FROM etc_hosts WHERE address NOT IN ('127.0.0.1', '::1');

-- Who answers for names?
-- columns: id,type,address,netmask,options,...
SELECT * FROM dns_resolvers WHERE type = 'nameserver' AND netmask = 32;

-- Is the address space laid out at random?
-- columns: aslr
-- finds: .aslr == ($aslr == 2 | if . then 1 else 0 end)
WITH aslr_enabled AS (SELECT COUNT(*) AS aslr FROM system_controls WHERE name == 'kernel.randomize_va_space' AND current_value == 2)
SELECT * FROM aslr_enabled;

-- Is a setting what it should be?
-- columns: name,current_value,verdict
-- finds: .name == "kernel.randomize_va_space" and .current_value == ($aslr | tostring)
SELECT name, current_value, IIF(current_value = '2', 'ok', 'weak') AS verdict FROM system_controls
WHERE subsystem = 'kernel' AND name IN ('kernel.randomize_va_space', 'kernel.kptr_restrict', 'kernel.dmesg_restrict', 'kernel.yama.ptrace_scope');

-- Does it forward packets?
-- columns: name,current_value
SELECT name, current_value FROM system_controls WHERE name LIKE 'net.ipv4%forward%' AND current_value > 0 UNION
SELECT name, current_value FROM system_controls WHERE oid = '4.30.41.1';

-- File systems that are mounted so that programs with the bit may run.
-- columns: device,device_alias,path,type,flags
-- finds: .path == "/proc" and .type == "proc"
SELECT device, device_alias, path, type, flags FROM mounts WHERE flags NOT LIKE '%nosuid%' OR path IN ('/tmp', '/dev/shm', '/proc');

-- Something mounted over the directory of a process.
-- columns: path,type,pid
SELECT m.path, m.type, SPLIT(m.path, '/', 1) AS pid FROM mounts m WHERE m.path LIKE '/proc/%' AND CAST(SPLIT(m.path, '/', 1) AS INT) > 0;

-- Modules that are not of the kernel's tree, by size.
-- columns: name,size,used_by,status,address,...
SELECT * FROM kernel_modules WHERE status = 'Live' AND name NOT IN ('bridge', 'overlay') ORDER BY size DESC;

-- The kernel, with its command line taken apart.
-- columns: version,arguments,path,device,major
-- finds: .version == $kernel
SELECT version, arguments, path, device, CAST(SPLIT(version, '.', 0) AS INTEGER) AS major FROM kernel_info;

-- The distribution, and how new it is.
-- columns: name,version,major,minor,platform,is_old
-- finds: .platform == $platform
SELECT name, version, major, minor, platform, CASE WHEN major < 11 THEN 'yes' ELSE 'no' END AS is_old FROM os_version;

-- The machine.
-- columns: hostname,cpu_brand,physical_memory,host_uuid
-- finds: .hostname == $host and .physical_memory > 1000000
SELECT hostname, cpu_brand, physical_memory, uuid AS host_uuid FROM system_info;

-- How much of the memory is free, in percent?
-- columns: total_mb,free_pct
-- finds: .total_mb > 1 and .free_pct >= 0 and .free_pct <= 100
SELECT memory_total / 1024 / 1024 AS total_mb, ROUND((memory_free * 1.0 / memory_total) * 100, 1) AS free_pct FROM memory_info;

-- For how long does the host run, and since when?
-- columns: days,hours,total_seconds,booted
-- finds: .total_seconds > 0
SELECT days, hours, total_seconds, datetime((SELECT unix_time FROM time) - total_seconds, 'unixepoch') AS booted FROM uptime;

-- Load, and time of each processor.
-- columns: period,average
-- finds: .period == "15m"
SELECT period, average FROM load_average WHERE average >= '0';

-- Processors that wait for discs.
-- columns: core,busy
-- finds: .core == 0 and .busy >= 0
SELECT core, ROUND(100.0 * (user + system) / (user + nice + system + idle + iowait + 1), 2) AS busy FROM cpu_time;

-- The time and the tool in one row.
-- columns: weekday,year,month,day,hour,minutes,seconds,timezone,local_timezone,unix_time,timestamp,datetime,iso_8601,...
-- finds: .timezone == "UTC" and .year > 2020
select * from time, osquery_info;

-- What the tool itself takes.
-- columns: version,resident_size,user_time,system_time,counter
SELECT i.version, p.resident_size, p.user_time, p.system_time, time.minutes AS counter FROM osquery_info i, processes p, time WHERE p.pid = i.pid;

-- Everything about the host as one document.
-- columns: doc
-- finds: (.doc | fromjson | .host) == $host and (.doc | fromjson | .listeners | length) > 0
SELECT json_object('host', hostname, 'listeners', (SELECT json_group_array(DISTINCT port) FROM listening_ports WHERE port > 0)) AS doc FROM system_info;

-- Is it another release than the one that all should have?
-- columns: platform,codename,build
-- finds: .platform == $platform
SELECT platform, codename, build FROM os_version WHERE codename != 'no-such-release' AND build NOT LIKE 'x%';
