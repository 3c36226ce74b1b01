-- What the numbers of the tasks of a snapshot are measured by.
SELECT clock_ticks, page_size, booted_ns, started_ns,
       (SELECT m.value FROM host_counters AS m WHERE m.file = 'meminfo' AND m.key = 'MemTotal' AND m.item = 0 AND m.unit = 'kB')
FROM snapshots;
