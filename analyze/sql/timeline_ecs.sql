-- Processes and connections as events of the Elastic Common Schema, between ?1 and ?2, nanoseconds since the epoch.
-- The name of a column is the path of its field, with [] behind it where the schema wants a list.
--
-- A process is an event at its start.  A connection has no time of its own: it is the state that was found when its row was read, once for all
-- snapshots that show the same socket.  Its source is the end that connected.
WITH
runs AS MATERIALIZED (
    SELECT n.snapshot_id, n.host, n.machine_id, n.boot_id, n.started_ns, h.boot_key, 1000000000 / n.clock_ticks AS tick_ns,
           first_value(n.booted_ns) OVER (PARTITION BY h.boot_key ORDER BY n.booted_ns IS NULL, n.started_ns, n.snapshot_id) AS booted_ns
    FROM snapshots AS n JOIN snapshot_hosts AS h ON h.snapshot_id = n.snapshot_id
),
seen AS MATERIALIZED (
    SELECT s.socket_id, s.snapshot_id, coalesce(m.started_ns, r.started_ns) AS time_ns, min(r.started_ns)
    FROM runs AS r
    JOIN sockets AS s ON s.snapshot_id = r.snapshot_id
    LEFT JOIN members AS m ON m.member_id = s.member_id
    WHERE s.family IN (2, 10) AND s.remote_port > 0 AND s.ownership <> 'collector'
    GROUP BY r.boot_key, s.net_namespace, s.protocol, s.inode, s.local_ip, s.local_port, s.remote_ip, s.remote_port
),
-- Materialized, since the view computes the direction with queries of its own, which would be written for each use of it.
ends AS MATERIALIZED (
    SELECT e.time_ns, i.snapshot_id, i.pid, i.state, i.direction, i.service_port, i.local_address, i.local_ip, i.local_port, i.remote_address,
           i.remote_ip, i.remote_port, i.community_id, s.protocol_name, m.path || ':' || i.line AS evidence
    FROM seen AS e
    CROSS JOIN sockets AS s
    CROSS JOIN inet_sockets AS i
    LEFT JOIN members AS m ON m.member_id = i.member_id
    WHERE s.socket_id = e.socket_id AND i.socket_id = e.socket_id AND e.time_ns BETWEEN ?1 AND ?2
),
-- IPv4 addresses of IPv6 sockets are what they are on the wire.
placed AS (
    SELECT *, iif(substr(local_ip, 1, 12) = x'00000000000000000000ffff', substr(local_address, 8), local_address) AS here,
           iif(substr(remote_ip, 1, 12) = x'00000000000000000000ffff', substr(remote_address, 8), remote_address) AS there,
           iif(length(remote_ip) = 4 OR substr(remote_ip, 1, 12) = x'00000000000000000000ffff', 'ipv4', 'ipv6') AS ip_version,
           direction = 'in' OR direction = 'local' AND service_port = local_port AS serves
    FROM ends
),
events AS MATERIALIZED (
    SELECT t.time_ns, 'event' AS kind, 'process' AS category, 'start' AS type, 'process-started' AS action, t.message, t.first_snapshot_id AS snapshot_id,
           t.pid, t.evidence, NULL AS source_ip, NULL AS source_port, NULL AS destination_ip, NULL AS destination_port, NULL AS transport,
           NULL AS ip_version, NULL AS direction, NULL AS community_id, NULL AS state
    FROM timeline AS t
    WHERE t.event = 'process' AND t.time_ns BETWEEN ?1 AND ?2
    UNION ALL
    SELECT time_ns, 'state', 'network', 'connection', 'connection-seen',
           protocol_name || ' ' || here || ' port ' || local_port || ', ' || there || ' port ' || remote_port || coalesce(', ' || state, ''), snapshot_id,
           pid, evidence, iif(serves, there, here), iif(serves, remote_port, local_port), iif(serves, here, there),
           iif(serves, local_port, remote_port), protocol_name, ip_version,
           CASE direction WHEN 'in' THEN 'ingress' WHEN 'out' THEN 'egress' WHEN 'local' THEN 'internal' ELSE 'unknown' END, community_id, state
    FROM placed
),
-- What is known of each process, once for all of its connections.
owners AS MATERIALIZED (
    SELECT e.snapshot_id, e.pid, p.comm, l.target,
           (SELECT v.value FROM process_values AS v
            WHERE v.snapshot_id = e.snapshot_id AND v.pid = e.pid AND v.file = 'cmdline') AS command_line,
           strftime('%Y-%m-%dT%H:%M:%S', (r.booted_ns + p.starttime * r.tick_ns) / 1000000000, 'unixepoch')
           || printf('.%06dZ', (r.booted_ns + p.starttime * r.tick_ns) / 1000 % 1000000) AS started,
           nullif(p.ppid, 0) AS parent,
           (SELECT d.sha256 FROM executable_hashes AS d WHERE d.snapshot_id = e.snapshot_id AND d.pid = e.pid) AS sha256,
           t.euid,
           (SELECT u.username FROM passwd_file AS u WHERE u.snapshot_id = e.snapshot_id AND u.uid = t.euid ORDER BY u.line LIMIT 1) AS username,
           c.container_id, c.runtime
    FROM (SELECT DISTINCT snapshot_id, pid FROM events WHERE pid IS NOT NULL) AS e
    JOIN runs AS r ON r.snapshot_id = e.snapshot_id
    LEFT JOIN process_stat AS p ON p.snapshot_id = e.snapshot_id AND p.pid = e.pid AND p.tid = e.pid
    LEFT JOIN process_status AS t ON t.snapshot_id = e.snapshot_id AND t.pid = e.pid AND t.tid = e.pid
    LEFT JOIN process_links AS l ON l.snapshot_id = e.snapshot_id AND l.pid = e.pid AND l.tid = e.pid AND l.link = 'exe'
    LEFT JOIN process_containers AS c ON c.snapshot_id = e.snapshot_id AND c.pid = e.pid
)
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.time_ns / 1000000000, 'unixepoch') || printf('.%06dZ', e.time_ns / 1000 % 1000000) AS "@timestamp",
       e.message,
       '8.11.0' AS "ecs.version",
       e.kind AS "event.kind", e.category AS "event.category[]", e.type AS "event.type[]", e.action AS "event.action",
       'stillframe' AS "event.module", 'stillframe.' || e.category AS "event.dataset",
       r.host AS "host.name", r.machine_id AS "host.id", r.boot_id AS "host.boot.id",
       e.pid AS "process.pid", p.comm AS "process.name", p.target AS "process.executable", p.command_line AS "process.command_line",
       p.started AS "process.start", p.parent AS "process.parent.pid", p.sha256 AS "process.hash.sha256",
       CAST(p.euid AS TEXT) AS "user.id", p.username AS "user.name",
       p.container_id AS "container.id", p.runtime AS "container.runtime",
       e.source_ip AS "source.ip", e.source_port AS "source.port", e.destination_ip AS "destination.ip", e.destination_port AS "destination.port",
       e.transport AS "network.transport", e.ip_version AS "network.type", e.direction AS "network.direction",
       e.community_id AS "network.community_id",
       e.state AS "stillframe.state", e.evidence AS "stillframe.evidence", e.snapshot_id AS "stillframe.snapshot_id"
FROM events AS e
JOIN runs AS r ON r.snapshot_id = e.snapshot_id
LEFT JOIN owners AS p ON p.snapshot_id = e.snapshot_id AND p.pid = e.pid
ORDER BY e.time_ns, r.host, e.kind, e.message;
