-- title: What could not be known
-- caption: What was not read, or not understood: nothing that is missing in this report is proof that it was not there.
-- empty: Everything that was tried was read whole, and understood.
-- columns: what code, first code
SELECT kind, what, count, first, why
FROM (SELECT 1 AS place, iif(made, 'check not wholly made', 'check not made') AS kind, group_concat(key, ', ') AS what, count(*) AS count, NULL AS first,
             'since ' || reason AS why
      FROM (SELECT * FROM finding_runs WHERE reason IS NOT NULL ORDER BY key)
      GROUP BY made, reason
      UNION ALL
      SELECT 1, 'check not made', 'any check', 0, NULL, 'the snapshot was loaded with --no-findings' WHERE NOT EXISTS (SELECT 1 FROM finding_runs)
      UNION ALL
      SELECT 2, 'not read: ' || state, iif(path GLOB 'proc/[0-9]*/*', 'proc/PID/' || substr(substr(path, 6), instr(substr(path, 6), '/') + 1), path), count(*),
             min(path), coalesce(nullif(errno, ''), reason)
      FROM members
      WHERE state IN ('denied', 'timeout', 'truncated', 'error', 'skipped', 'vanished', 'unlisted')
      GROUP BY state, 3, coalesce(nullif(errno, ''), reason)
      UNION ALL
      SELECT 3, 'not verified', path, 1, path, 'its digest is not the one that collect wrote' FROM members WHERE verified = 0 AND bytes IS NOT NULL
      UNION ALL
      SELECT 4, 'not understood', coalesce(m.path, 'the archive'), count(*), m.path || coalesce(':' || min(p.line), ''),
             'want ' || p.want || coalesce(', have ' || p.have, '')
      FROM problems AS p LEFT JOIN members AS m ON m.member_id = p.member_id
      GROUP BY m.path, p.want)
ORDER BY place, count DESC, kind, what, why;
