-- title: Snapshot
-- shape: facts
-- caption: Which host, and how it was captured. Times are those of the host's clock, UTC.
-- columns: archive_sha256 code, collect_command code, collect_sha256 code
SELECT s.host, (SELECT coalesce(pretty_name, nullif(name, 'Unknown')) FROM os_version LIMIT 1) AS system, s.kernel || ' ' || coalesce(s.architecture, '') AS kernel,
       s.started_at || coalesce(' to ' || s.finished_at, ', with no end') AS captured,
       strftime('%Y-%m-%dT%H:%M:%SZ', s.booted_ns / 1000000000, 'unixepoch') AS host_started,
       iif(s.clock_error_ns IS NULL, 'not synchronised', 'synchronised, within ' || s.clock_error_ns / 1000000 || ' ms') AS clock,
       coalesce(s.operator || ', as ', '') || 'user ' || coalesce((SELECT u.username FROM users AS u WHERE u.uid = s.uid LIMIT 1), s.uid, 'unknown') AS captured_by,
       s.case_id AS "case", s.note,
       iif((SELECT count(*) FROM members WHERE verified = 0 AND bytes IS NOT NULL) = 0, 'yes: each member has the digest that collect wrote',
           printf('no: %d members have another digest, or none', (SELECT count(*) FROM members WHERE verified = 0 AND bytes IS NOT NULL))) AS verified,
       iif(s.complete, 'yes', 'no (' || s.result || ')'
           || coalesce(': ' || (SELECT group_concat(n || ' ' || state, ', ')
                                FROM (SELECT state, count(*) AS n FROM members WHERE state IN ('denied', 'timeout', 'truncated', 'error', 'skipped', 'unlisted')
                                      GROUP BY state ORDER BY n DESC, state)), '')) AS complete,
       s.archive_name AS archive, s.archive_bytes, s.archive_sha256, s.loaded_at AS loaded,
       s.tool_version AS collect_version, s.tool_sha256 AS collect_sha256,
       iif(json_valid(s.meta), (SELECT group_concat(a.value, ' ') FROM json_each(s.meta, '$.argv') AS a), NULL) AS collect_command
FROM snapshots AS s;
