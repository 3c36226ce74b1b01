-- title: the kernel says that a foreign module was loaded, and no listed module is one
-- severity: medium
-- attack: T1547.006
-- facts: the taint flags of the kernel say that an unsigned module, or one from outside its tree, was loaded, or one by force; no module of
--   /proc/modules has that mark
-- ruled out: modules that are listed with the mark, as DKMS makes them
-- not excludable: a module that was unloaded since: the mark stays until the host is started again
-- on the host: cat /proc/sys/kernel/tainted; dmesg | grep -i taint
-- needs: proc/modules proc/sys/kernel/tainted
-- only if: sysctls WHERE snapshot_id = ?1 AND name = 'kernel/tainted' AND value <> '0'
SELECT t.letter AS subject,
       printf('%s, and no listed module is marked so', t.reason) AS what,
       printf('bit %d of kernel.tainted is set: %s', t.bit, t.reason) AS fact, t.member_id AS fact_member_id,
       printf('no module of /proc/modules has the letter %s', t.letter) AS other, m.member_id AS other_member_id
FROM kernel_taints AS t
JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'proc/modules' AND m.state IN ('ok', 'empty')
WHERE t.snapshot_id = ?1 AND t.letter IN ('O', 'E', 'F')
  -- kernel_taints also counts modules that only /sys/module shows: those are what hides.
  AND NOT EXISTS (SELECT 1 FROM proc_modules AS p WHERE p.snapshot_id = ?1 AND instr(p.taints, t.letter))
