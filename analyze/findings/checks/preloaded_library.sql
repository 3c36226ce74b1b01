-- title: /etc/ld.so.preload names a library
-- severity: high
-- attack: T1574.006
-- facts: the file names a library, which every program that is linked dynamically loads first; a host as it is installed has no such file
-- ruled out: none
-- not excludable: libarmmem of Raspberry Pi OS, snoopy, the agents of some vendors, memory allocators
-- on the host: cat /etc/ld.so.preload, with a program that is linked statically; sha256sum of what it names
SELECT p.library AS subject, printf('/etc/ld.so.preload names %s', p.library) AS what,
       printf('/etc/ld.so.preload names %s', p.library) AS fact, p.member_id AS fact_member_id, p.line AS fact_line,
       'a host as it is installed has no such file' AS other
FROM ld_so_preload AS p
WHERE p.snapshot_id = ?1
