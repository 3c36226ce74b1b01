-- title: a module that /proc/modules does not list
-- severity: high
-- attack: T1014
-- facts: /sys/module has the module as a live one, or /proc/kallsyms has symbols of it; /proc/modules, which lsmod reads, does not have it
-- ruled out: modules that are built in; modules that are just loaded or unloaded, by the state that /sys/module has; a module that was loaded while
--   the snapshot was taken, since /proc/modules is read last
-- not excludable: a module that was unloaded between the reads, less than a second apart
-- on the host: ls /sys/module beside lsmod; grep '\[NAME\]' /proc/kallsyms
-- needs: proc/modules
-- reads: views/modules views/symbols
SELECT v.name AS subject, printf('module %s is loaded, and /proc/modules does not list it', v.name) AS what,
       v.fact AS fact, v.member_id AS fact_member_id, v.line AS fact_line,
       printf('/proc/modules does not have %s', v.name) AS other, m.member_id AS other_member_id
FROM (SELECT name, printf('/sys/module/%s has the state live', name) AS fact, member_id, line
      FROM sysfs_objects WHERE snapshot_id = ?1 AND kind = 'module' AND key = 'initstate' AND value = 'live'
      UNION ALL
      SELECT module, printf('/proc/kallsyms has %d symbols of %s', symbols, module), member_id, line
      FROM kernel_symbols WHERE snapshot_id = ?1 AND symbol IS NULL) AS v
JOIN members AS m ON m.snapshot_id = ?1 AND m.path = 'proc/modules' AND m.state IN ('ok', 'empty')
WHERE v.name NOT IN (SELECT name FROM proc_modules WHERE snapshot_id = ?1)
  AND v.name NOT IN (SELECT name FROM sysfs_objects WHERE snapshot_id = ?1 AND kind = 'module' AND key = 'initstate' AND value <> 'live')
