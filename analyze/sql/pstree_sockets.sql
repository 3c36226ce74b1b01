-- The sockets that each process holds, once each, with the other end where it was captured.
WITH
-- Each end of a connection: a row of the views has both where both are in this snapshot.
both_ends AS MATERIALIZED (
    SELECT snapshot_id, socket_id, pids, ownership, peer_snapshot_id, peer_socket_id, peer_pids, peer_ownership, peer_host
    FROM connections WHERE candidates = 1
    UNION ALL
    SELECT snapshot_id, socket_id, pids, ownership, snapshot_id, peer_socket_id, peer_pids, peer_ownership, NULL
    FROM unix_connections WHERE peer_socket_id IS NOT NULL
),
ends AS (
    SELECT socket_id, peer_snapshot_id, peer_pids, peer_ownership, iif(peer_snapshot_id <> snapshot_id, peer_host || ': ', '') AS place
    FROM both_ends
    UNION ALL
    SELECT peer_socket_id, snapshot_id, pids, ownership, '' FROM both_ends WHERE peer_snapshot_id = snapshot_id
),
peers AS MATERIALIZED (
    SELECT e.socket_id,
           e.place || CASE WHEN e.peer_pids IS NULL THEN '- (' || e.peer_ownership || ')'
                           WHEN instr(e.peer_pids, ',') > 0 THEN 'pids ' || e.peer_pids
                           ELSE coalesce((SELECT s.comm FROM main.process_stat AS s
                                          WHERE s.snapshot_id = e.peer_snapshot_id AND s.pid = CAST(e.peer_pids AS INTEGER)
                                            AND s.tid = s.pid), '?') || '(' || e.peer_pids || ')' END AS peer
    FROM ends AS e
    GROUP BY e.socket_id
),
protocol_words (protocol, name) AS (VALUES (6, 'tcp'), (17, 'udp'), (1, 'icmp'), (58, 'icmp6'), (33, 'dccp'), (132, 'sctp'),
                                           (136, 'udplite'), (255, 'raw'), (262, 'mptcp')),
held AS MATERIALIZED (SELECT DISTINCT pid, socket_id FROM socket_owners)
SELECT h.pid, s.socket_id,
       CASE WHEN s.family = 1 THEN 'unix' WHEN s.family = 16 THEN 'netlink' WHEN s.family = 17 THEN 'packet' WHEN s.family = 40 THEN 'vsock'
            WHEN s.family IN (2, 10)
            THEN coalesce((SELECT w.name FROM protocol_words AS w WHERE w.protocol = s.protocol), 'protocol ' || s.protocol)
            ELSE coalesce('family ' || s.family, 'socket') END,
       CASE WHEN s.family IN (2, 10, 40) THEN iif(instr(s.local_address, ':') > 0, '[' || s.local_address || ']', s.local_address) || ':' || s.local_port
            ELSE s.path END,
       CASE WHEN s.family IN (2, 10, 40) AND s.remote_port > 0
            THEN iif(instr(s.remote_address, ':') > 0, '[' || s.remote_address || ']', s.remote_address) || ':' || s.remote_port END,
       s.state, p.peer
FROM held AS h
JOIN sockets AS s ON s.socket_id = h.socket_id
LEFT JOIN peers AS p ON p.socket_id = h.socket_id
ORDER BY h.pid, s.family, s.protocol, s.local_port, s.socket_id;
