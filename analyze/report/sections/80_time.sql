-- title: Time
-- shape: bars
-- caption: Boot, process starts, logins and the capture, by the host's clock, UTC; the newest first.
-- empty: Nothing has a time that is known.
-- columns: at_ns hidden, what text
SELECT at_ns, strftime('%Y-%m-%d %H:%M:%S', at_ns / 1000000000, 'unixepoch') AS time, event, what, pid, user
FROM (SELECT booted_ns AS at_ns, 'boot' AS event, 'the host was started' AS what, NULL AS pid, NULL AS user FROM snapshots
      UNION ALL
      SELECT started_ns, 'capture', 'collect began', tool_pid, operator FROM snapshots
      UNION ALL
      SELECT finished_ns, 'capture', 'collect ended', tool_pid, operator FROM snapshots
      UNION ALL
      SELECT u.time * 1000000000, iif(u.type = 7, 'login', 'logout'), iif(u.type = 7, 'login of ' || u.username, 'logout') || ' on ' || u.tty
             || iif(u.host <> '', ' from ' || u.host, ''), u.pid, nullif(u.username, '')
      FROM utmp AS u WHERE u.type IN (7, 8) AND u.time BETWEEN 1 AND 9000000000
      UNION ALL
      SELECT p.start_time * 1000000000, 'process', p.name || ' started'
             || coalesce(': ' || nullif(p.cmdline, ''), ': ' || nullif(p.path, ''),
                         (SELECT ': a kernel thread' FROM process_stat AS t WHERE t.pid = p.pid AND t.tid = p.pid AND t.flags & 0x200000 LIMIT 1), ''), p.pid,
             coalesce((SELECT u.username FROM users AS u WHERE u.uid = p.euid LIMIT 1), nullif(p.euid, -1))
      FROM processes AS p WHERE p.start_time BETWEEN 1 AND 9000000000 AND p.pid IS NOT (SELECT tool_pid FROM snapshots))
WHERE at_ns > 0
ORDER BY at_ns DESC, event, pid, what;
