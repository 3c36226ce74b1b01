-- What of the temporary table indicators is in the snapshots; ?1 is by how many nanoseconds the clock of a sensor and the run of a snapshot may
-- be apart.  Once for all snapshots of a host that show it: a process is the same by
-- boot, number and start, a socket by its addresses.
WITH
runs AS MATERIALIZED (
    SELECT n.snapshot_id, n.host, n.started_at, n.started_ns, coalesce(n.finished_ns, n.started_ns) AS finished_ns, n.booted_ns,
           1000000000 / n.clock_ticks AS tick_ns, h.host_key, h.boot_key
    FROM snapshots AS n
    JOIN snapshot_hosts AS h ON h.snapshot_id = n.snapshot_id
),
-- Every address that a snapshot has of others, IPv4 as what it is.
seen AS MATERIALIZED (
    SELECT snapshot_id, socket_id, NULL AS what, member_id, line,
           iif(substr(remote_ip, 1, 12) = x'00000000000000000000ffff', substr(remote_ip, 13), remote_ip) AS ip
    FROM sockets
    WHERE family IN (2, 10) AND remote_port > 0
    UNION ALL
    SELECT snapshot_id, NULL, 'tracked connection from ' || orig_source_address || ' to ' || orig_destination_address, member_id, line, orig_source_ip
    FROM conntrack_entries
    UNION ALL
    SELECT snapshot_id, NULL, 'tracked connection from ' || orig_source_address || ' to ' || orig_destination_address, member_id, line,
           orig_destination_ip
    FROM conntrack_entries
    UNION ALL
    SELECT snapshot_id, NULL, 'login of ' || username || ' on ' || tty, member_id, line, address_bytes(address) FROM utmp WHERE address IS NOT NULL
    UNION ALL
    SELECT snapshot_id, NULL, '/etc/hosts: ' || address || ' ' || coalesce(hostnames, ''), member_id, line, address_bytes(address) FROM hosts_file
    UNION ALL
    SELECT snapshot_id, NULL, '/etc/resolv.conf: ' || keyword || ' ' || value, member_id, line, address_bytes(value)
    FROM resolv_conf WHERE keyword = 'nameserver'
),
addresses AS MATERIALIZED (SELECT DISTINCT ip FROM seen WHERE ip IS NOT NULL),
-- An address is looked up once, and once for each length of prefix that a network of the lists has.
prefixes AS MATERIALIZED (SELECT DISTINCT bits, length(key) AS bytes FROM temp.indicators WHERE kind = 'network'),
meant AS MATERIALIZED (
    SELECT a.ip, i.indicator_id
    FROM addresses AS a CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'address' AND i.key = a.ip
    UNION
    SELECT a.ip, i.indicator_id
    FROM addresses AS a
    CROSS JOIN prefixes AS p
    CROSS JOIN temp.indicators AS i
    WHERE length(a.ip) = p.bytes AND i.kind = 'network' AND i.key = network_of(a.ip, p.bits) AND i.bits = p.bits
),
-- The words of /etc/hosts and of the search list of /etc/resolv.conf, and the domains that they are in.
words (snapshot_id, member_id, line, what, word, rest) AS (
    SELECT snapshot_id, member_id, line, '/etc/hosts: ' || address || ' ' || hostnames, '', lower(hostnames) || ' ' FROM hosts_file
    WHERE hostnames IS NOT NULL
    UNION ALL
    SELECT snapshot_id, member_id, line, '/etc/resolv.conf: ' || keyword || ' ' || value, '', lower(value) || ' '
    FROM resolv_conf WHERE keyword IN ('search', 'domain')
    UNION ALL
    SELECT snapshot_id, member_id, line, what, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM words WHERE rest <> ''
),
domains (snapshot_id, member_id, line, what, domain) AS (
    SELECT snapshot_id, member_id, line, what, word FROM words WHERE word <> ''
    UNION ALL
    SELECT snapshot_id, member_id, line, what, substr(domain, instr(domain, '.') + 1) FROM domains WHERE instr(domain, '.')
),
-- Everything with a path, without the mark of a file that is gone.
paths AS (
    SELECT snapshot_id, pid, 'its ' || link AS role, member_id, line, target FROM process_links
    WHERE link IN ('exe', 'cwd', 'root') AND tid = pid AND target <> '/'
    UNION ALL
    SELECT snapshot_id, pid, 'its open file', member_id, line, target FROM process_fds WHERE type = 'file'
    UNION ALL
    SELECT snapshot_id, NULL, 'unix socket', member_id, line, path FROM sockets WHERE family = 1 AND path IS NOT NULL
    UNION ALL
    SELECT snapshot_id, pid, 'mapped file', member_id, line, path FROM process_maps WHERE path GLOB '/*'
    UNION ALL
    SELECT snapshot_id, NULL, 'in /etc/ld.so.preload', member_id, line, library FROM ld_so_preload
),
hits AS (
    -- sockets, by address, by flow, by port
    SELECT m.indicator_id, s.snapshot_id, s.socket_id, NULL AS pid, s.what, s.member_id, s.line
    FROM seen AS s CROSS JOIN meant AS m
    WHERE m.ip = s.ip
    UNION ALL
    SELECT i.indicator_id, s.snapshot_id, s.socket_id, NULL, NULL, s.member_id, s.line
    FROM sockets AS s
    CROSS JOIN temp.indicators AS i
    CROSS JOIN runs AS r
    WHERE s.community_id IS NOT NULL AND i.kind = 'flow' AND i.key = s.community_id AND r.snapshot_id = s.snapshot_id
      AND i.begin_ns <= r.finished_ns + ?1 AND i.end_ns >= r.started_ns - ?1
    UNION ALL
    SELECT i.indicator_id, s.snapshot_id, s.socket_id, NULL, NULL, s.member_id, s.line
    FROM sockets AS s
    CROSS JOIN temp.indicators AS i
    CROSS JOIN inet_sockets AS v
    WHERE s.family IN (2, 10) AND i.kind = 'port' AND i.key IN (s.local_port, s.remote_port) AND v.socket_id = s.socket_id
      AND v.service_port = i.key
    UNION ALL
    SELECT i.indicator_id, d.snapshot_id, NULL, NULL, d.what, d.member_id, d.line
    FROM domains AS d CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'domain' AND i.key = d.domain
    UNION ALL
    SELECT i.indicator_id, h.snapshot_id, NULL, h.pid, 'runs a program with that digest', h.member_id, h.line
    FROM executable_hashes AS h CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'digest' AND i.key = h.sha256
    UNION ALL
    SELECT i.indicator_id, p.snapshot_id, NULL, p.pid, p.role || ' ' || p.target, p.member_id, p.line
    FROM paths AS p CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'path' AND i.key = iif(substr(p.target, -10) = ' (deleted)', substr(p.target, 1, length(p.target) - 10), p.target)
    UNION ALL
    SELECT i.indicator_id, p.snapshot_id, NULL, p.pid, 'its name', p.member_id, p.line
    FROM process_stat AS p CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'name' AND i.key = p.comm AND p.tid = p.pid
    UNION ALL
    SELECT i.indicator_id, g.snapshot_id, NULL, g.pid, 'its program ' || g.program, g.member_id, g.line
    FROM process_programs AS g CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'name' AND i.key = iif(substr(g.file_name, -10) = ' (deleted)', substr(g.file_name, 1, length(g.file_name) - 10), g.file_name)
    UNION ALL
    SELECT i.indicator_id, t.snapshot_id, NULL, t.pid, 'runs as the user', t.member_id, t.line
    FROM passwd_file AS u
    CROSS JOIN temp.indicators AS i
    CROSS JOIN process_status AS t
    WHERE i.kind = 'user' AND i.key = u.username AND t.snapshot_id = u.snapshot_id AND t.euid = u.uid AND t.tid = t.pid
    UNION ALL
    SELECT i.indicator_id, l.snapshot_id, NULL, NULL, 'login on ' || l.tty || ' from ' || l.host, l.member_id, l.line
    FROM utmp AS l CROSS JOIN temp.indicators AS i
    WHERE i.kind = 'user' AND i.key = l.username AND l.type = 7
),
-- A socket is the hit of each process that holds it.
held AS (
    SELECT h.indicator_id, h.snapshot_id, coalesce(h.pid, f.pid) AS pid, h.member_id, h.line,
           coalesce(h.what, coalesce(s.protocol_name, s.protocol) || ' ' || s.local_address || ' port ' || s.local_port
                            || iif(s.remote_port > 0, ', ' || s.remote_address || ' port ' || s.remote_port, '')
                            || iif(s.ownership = 'owned', '', ' (' || s.ownership || ')')) AS what
    FROM hits AS h
    LEFT JOIN sockets AS s ON s.socket_id = h.socket_id
    LEFT JOIN process_fds AS f ON f.snapshot_id = s.snapshot_id AND f.type = 'socket' AND f.inode = s.inode AND s.ownership = 'owned'
)
SELECT kind, value AS indicator, note, place AS list, host, pid, comm AS process_name, program, user, container_id, what, since, first_seen,
       last_seen, snapshots, evidence, snapshot_id, indicator_id
FROM (
    SELECT h.indicator_id, i.kind, i.value, i.note, i.list || ':' || i.place AS place, r.host, h.pid, p.comm,
           (SELECT l.target FROM process_links AS l
            WHERE l.snapshot_id = h.snapshot_id AND l.pid = h.pid AND l.tid = h.pid AND l.link = 'exe') AS program,
           coalesce((SELECT u.username FROM passwd_file AS u WHERE u.snapshot_id = h.snapshot_id AND u.uid = t.euid ORDER BY u.line LIMIT 1),
                    CAST(t.euid AS TEXT)) AS user,
           (SELECT c.container_id FROM process_containers AS c WHERE c.snapshot_id = h.snapshot_id AND c.pid = h.pid) AS container_id,
           h.what,
           strftime('%Y-%m-%dT%H:%M:%SZ', (r.booted_ns + iif(p.starttime BETWEEN 0 AND 900000000000, p.starttime, NULL) * r.tick_ns) / 1000000000,
                    'unixepoch') AS since,
           r.started_at AS first_seen, max(r.started_at) OVER again AS last_seen, count(*) OVER again AS snapshots,
           (SELECT m.path FROM members AS m WHERE m.member_id = h.member_id) || ':' || h.line AS evidence, h.snapshot_id,
               row_number() OVER (again ORDER BY r.started_ns, h.snapshot_id) AS nth
    FROM (SELECT *, min(line) FROM held GROUP BY indicator_id, snapshot_id, pid, what) AS h
    JOIN runs AS r ON r.snapshot_id = h.snapshot_id
    JOIN temp.indicators AS i ON i.indicator_id = h.indicator_id
    LEFT JOIN process_stat AS p ON p.snapshot_id = h.snapshot_id AND p.pid = h.pid AND p.tid = h.pid
    LEFT JOIN process_status AS t ON t.snapshot_id = h.snapshot_id AND t.pid = h.pid AND t.tid = h.pid
    WINDOW again AS (PARTITION BY h.indicator_id, r.host_key, r.boot_key, h.pid, p.starttime, h.what)
)
WHERE nth = 1
ORDER BY host, indicator_id, pid, what;
