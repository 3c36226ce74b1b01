-- title: a setting that blinds the tools of the host
-- severity: medium
-- attack: T1562.001
-- facts: ftrace is switched off (kernel.ftrace_enabled), so that tracing tools see nothing, or /proc hides the processes of other users (hidepid); a
--   host as it is installed has neither
-- ruled out: procfs mounts that are not /proc itself
-- not excludable: hidepid on purpose, which is of low severity; hosts for real-time work, where ftrace is off
-- on the host: sysctl kernel.ftrace_enabled; grep ' /proc ' /proc/self/mountinfo
SELECT 'kernel.ftrace_enabled' AS subject, NULL AS severity, 'ftrace is switched off' AS what,
       printf('kernel.ftrace_enabled is %s', s.value) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       'a host as it is installed has it on' AS other
FROM sysctls AS s
WHERE s.snapshot_id = ?1 AND s.name = 'kernel/ftrace_enabled' AND s.value = '0'
UNION ALL
SELECT 'hidepid of /proc', 'low', 'users see their own processes alone in /proc',
       printf('/proc is mounted with %s', m.super_options), m.member_id, m.line, 'a host as it is installed has no hidepid'
FROM mountinfo AS m
WHERE m.snapshot_id = ?1 AND m.mount_point = '/proc' AND m.fs_type = 'proc' AND m.super_options GLOB '*hidepid=[1-9i]*'
