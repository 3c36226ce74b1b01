-- title: the kernel starts a program from a place that is not the system's
-- severity: medium
-- attack: T1546
-- facts: a setting of the kernel names a program that it runs as root (core_pattern, modprobe, hotplug, poweroff_cmd); its path is not one of the
--   system's
-- ruled out: apport, systemd-coredump, abrt and other programs below /usr, /lib, /sbin, /bin and /opt
-- not excludable: none that is known
-- on the host: sysctl kernel.core_pattern kernel.modprobe kernel.poweroff_cmd
SELECT s.name AS subject,
       iif(ltrim(s.value, '|') GLOB '/tmp/*' OR ltrim(s.value, '|') GLOB '/var/tmp/*' OR ltrim(s.value, '|') GLOB '/dev/shm/*'
           OR s.value GLOB '*/docker/overlay*' OR s.value GLOB '*/upper/*' OR s.value GLOB '*/diff/*', 'high', NULL) AS severity,
       printf('%s is %s', s.name, s.value) AS what,
       printf('%s is %s', s.name, s.value) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       'the kernel runs it as root, outside of all containers' AS other
FROM sysctls AS s
WHERE s.snapshot_id = ?1
  AND (s.name = 'kernel/core_pattern' AND s.value GLOB '|*'
       OR s.name IN ('kernel/modprobe', 'kernel/hotplug', 'kernel/poweroff_cmd') AND s.value <> '')
  AND ltrim(s.value, '| ') NOT GLOB '/usr/*' AND ltrim(s.value, '| ') NOT GLOB '/lib*' AND ltrim(s.value, '| ') NOT GLOB '/sbin/*'
  AND ltrim(s.value, '| ') NOT GLOB '/bin/*' AND ltrim(s.value, '| ') NOT GLOB '/opt/*'
