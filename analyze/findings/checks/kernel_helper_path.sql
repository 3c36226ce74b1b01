-- title: the kernel starts a program from a place that is not the system's
-- severity: medium
-- attack: T1546
-- facts: a setting of the kernel names a program that it runs as root (core_pattern, modprobe, hotplug, uevent_helper, poweroff_cmd), or to which it
--   hands files that somebody executes (binfmt_misc); its path is not one of the system's
-- ruled out: apport, systemd-coredump, abrt, qemu-user and other programs below /usr, /lib, /sbin, /bin and /opt; entries of binfmt_misc that are
--   switched off
-- not excludable: the interpreters of WSL (/init) and of Rosetta
-- on the host: sysctl kernel.core_pattern kernel.modprobe kernel.poweroff_cmd; cat /sys/kernel/uevent_helper; head /proc/sys/fs/binfmt_misc/*
SELECT u.source || coalesce(' ' || u.name, '') AS subject,
       iif(u.path GLOB '/tmp/*' OR u.path GLOB '/var/tmp/*' OR u.path GLOB '/dev/shm/*' OR u.path GLOB '/run/*' OR u.path GLOB '*/.*'
           OR u.path GLOB '*/overlay*' OR u.path GLOB '*/upper/*' OR u.path GLOB '*/diff/*', 'high', NULL) AS severity,
       printf('%s%s is %s', u.source, coalesce(' ' || u.name, ''), u.command) AS what,
       printf('%s%s is %s', u.source, coalesce(' ' || u.name, ''), u.command) AS fact, u.member_id AS fact_member_id,
       iif(u.source = 'binfmt_misc', 'files are handed to it by the kernel', 'the kernel runs it as root, outside of all containers') AS other
FROM (SELECT *, trim(command, '| ') AS path FROM usermode_helpers WHERE snapshot_id = ?1 AND enabled) AS u
WHERE u.path NOT GLOB '/usr/*' AND u.path NOT GLOB '/lib*' AND u.path NOT GLOB '/sbin/*' AND u.path NOT GLOB '/bin/*' AND u.path NOT GLOB '/opt/*'
