-- title: the kernel says that a foreign module was loaded, and no listed module is one
-- severity: medium
-- attack: T1547.006
-- facts: the taint flags of the kernel say that an unsigned module, or one from outside its tree, was loaded; no module of /proc/modules has that mark
-- ruled out: modules that are listed with the mark, as DKMS makes them
-- not excludable: a module that was unloaded since: the mark stays until the host is started again
-- on the host: cat /proc/sys/kernel/tainted; dmesg | grep -i taint
-- needs: proc/modules proc/sys/kernel/tainted
SELECT t.name AS subject,
       printf('the kernel is tainted by %s, and no listed module is marked so', t.meaning) AS what,
       printf('kernel.tainted is %s: bit %d is set', s.value, t.bit) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('no module of /proc/modules has the letter %s', t.name) AS other, m.member_id AS other_member_id
FROM sysctls AS s
JOIN (SELECT 'O' AS name, 12 AS bit, 'a module from outside its tree' AS meaning UNION ALL SELECT 'E', 13, 'an unsigned module'
      UNION ALL SELECT 'F', 1, 'a module that was forced in') AS t ON CAST(s.value AS INTEGER) & (1 << t.bit)
JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'proc/modules' AND m.state IN ('ok', 'empty')
WHERE s.snapshot_id = ?1 AND s.name = 'kernel/tainted'
  AND NOT EXISTS (SELECT 1 FROM proc_modules AS p WHERE p.snapshot_id = ?1 AND instr(p.taints, t.name))
