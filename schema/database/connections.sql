-- Views of both ends: connections of inet and unix sockets, pipes.
--
-- A peer is shown only where nothing else can be the other end.  Where several sockets could be, or several places have the address,
-- `candidates` says how many and the columns of the peer are NULL.  A descriptor may be shared: `pids` are all processes that
-- hold an end, `pid` is the process when there is only one.

CREATE VIEW connections (
    -- A connection (tcp, udp, udplite, sctp, dccp, mptcp), also half-closed, and its other end where that was captured: in the same namespace, in another namespace of the snapshot, or on another host. A connection within a snapshot is one row; a connection between two hosts is one row in the snapshot of each host.
    snapshot_id, -- the snapshot
    protocol, -- IPPROTO_*
    state, -- state of this end; for TCP, FIN_WAIT2 and CLOSE_WAIT are the ends of a half-closed one
    local_address, -- this end, as text; where both ends are in the snapshot, this end is the one that connected, as far as listeners tell
    local_port, -- port
    remote_address, -- the other end, as text
    remote_port, -- port
    interface_index, -- interface that this end is bound to, or that its link-local addresses belong to, 0 none; NULL where no dump tells
    interface_name, -- name of that interface
    net_namespace, -- namespace of this end
    socket_id, -- this end in sockets
    inode, -- inode of its socket, 0 when it is not accepted yet, or closed by its process
    pid, -- the process that holds it; NULL when there is none, or several
    pids, -- all processes that hold it, joined by commas
    ownership, -- owned, or why nobody holds it
    initiator, -- local or remote, the end that connected: somebody listens to the address and port of the other end, or conntrack tells; NULL when nothing tells
    how, -- where the other end was found: namespace (the same), snapshot (another namespace, which has the address), host (a namespace of another host, which has the address), translated (behind an address translation that conntrack shows, in any of these places; sockets has its own addresses); NULL when it was not found
    candidates, -- number of sockets that may be the other end: 1 when it was found, 0 when there is none (no_peer_reason says why), more when several have the address or the ports
    peer_snapshot_id, -- the snapshot of the other end
    peer_host, -- its host, as it was called then
    peer_net_namespace, -- its namespace
    peer_state, -- its state
    peer_socket_id, -- the other end in sockets
    peer_inode, -- inode of its socket
    peer_pid, -- the process that holds it; NULL when there is none, or several
    peer_pids, -- all processes that hold it
    peer_ownership, -- owned, or why nobody holds it
    no_peer_reason, -- why the other end was not found, NULL when it was: several (see candidates); translated (conntrack shows a translation of the addresses, and the end behind it was not captured); foreign_address (the namespace does not have the local address: a transparent proxy uses it, or it was removed since); addresses_unknown (the addresses of this namespace, or of a namespace with a fitting end, were not all read); not_there (the host with the remote address was captured at about that time and has no such end: the end was closed meanwhile, not read, or hidden); other_time (a captured host has the remote address, but more than an hour away by the clocks, or not in its nearest snapshot, and was not searched); not_captured (no host in the database has the remote address)
    seconds_apart, -- between two hosts: time between the two snapshots by their clocks, more than an hour only where the connections themselves prove it; NULL within one snapshot
    clock_offset_ns, -- between two hosts: see snapshot_neighbours; beyond an hour, where it cannot be told otherwise, by the last data sent and received
    clock_error_ns, -- between two hosts: see snapshot_neighbours; a second where the offset comes from the data of connections
    member_id, -- where this end was read
    line, -- line of that member
    peer_member_id, -- where the other end was read
    peer_line, -- line of that member
    translation_member_id, -- where the conntrack row was read that translates what this end sends; NULL for none
    translation_line, -- line of that member
    next_translation_member_id, -- where the conntrack row was read that translates it once more; NULL for none
    next_translation_line, -- line of that member
    family_name, -- inet or inet6
    protocol_name, -- the protocol in a word: tcp, udp, …; as in sockets
    community_id -- Community ID (version 1, seed 0) of its packets, as Suricata and Zeek write it, by the addresses of this end; NULL for a protocol that has none: as in sockets
) AS
WITH
hosts AS MATERIALIZED (
    SELECT h.snapshot_id, h.boot_key, h.view_key, h.started_ns, h.finished_ns, h.nearest_from_ns, h.nearest_until_ns, s.booted_ns,
           s.clock_error_ns
    FROM snapshot_hosts AS h
    JOIN snapshots AS s ON s.snapshot_id = h.snapshot_id
),
-- An IPv4 connection of an IPv6 socket has mapped addresses, and the other end may not.  Not materialized: sockets has the index.
-- `identity` is what a socket has in common in all snapshots of its boot.
ends AS NOT MATERIALIZED (
    SELECT snapshot_id, protocol, state, local_address, local_ip, local_port, remote_address, remote_port, net_namespace, socket_id,
           inode, ownership, member_id, line, diag_member_id, diag_line, interface_index, interface_name, family_name, protocol_name,
           community_id, coalesce(interface_index, 0) AS bound,
           iif(substr(local_ip, 1, 12) = x'00000000000000000000ffff', substr(local_ip, 13), local_ip) AS here,
           iif(substr(remote_ip, 1, 12) = x'00000000000000000000ffff', substr(remote_ip, 13), remote_ip) AS there,
           remote_ip = x'00000000000000000000000000000001'
           OR substr(remote_ip, length(remote_ip) - 3, 1) = x'7f'
              AND (length(remote_ip) = 4 OR substr(remote_ip, 1, 12) = x'00000000000000000000ffff') AS is_loopback,
           net_namespace || '/' || coalesce(nullif(inode, 0), 'c' || cookie, 's' || socket_id) AS identity
    FROM sockets
    WHERE family IN (2, 10) AND protocol IN (6, 17, 33, 132, 136, 262) AND +remote_port > 0
      AND state IN ('ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSING')
),
-- When the last data was sent and received, by the clock of the host.
talks AS NOT MATERIALIZED (
    SELECT e.*, m.started_ns - i.last_data_sent * 1000000 AS sent_ns, m.started_ns - i.last_data_recv * 1000000 AS received_ns
    FROM ends AS e
    JOIN members AS m ON m.member_id = e.diag_member_id
    JOIN tcp_info AS i ON i.snapshot_id = e.snapshot_id AND i.member_id = e.diag_member_id AND i.line = e.diag_line
),
-- Who has an address at the time of a snapshot: the namespaces of that snapshot itself, and of each other host's snapshot that is
-- nearest to it in time, within an hour, since addresses and ports come round again.  A place is a namespace of a kernel, however often it
-- was captured.  The first condition is for the index; the others decide.  Here and below `hosts` has no index: as the first of a join, SQLite
-- would read all of it for each socket; behind others, it makes one, once.
holders AS NOT MATERIALIZED (
    SELECT n.snapshot_id, q.ip, q.snapshot_id AS near_id, q.net_namespace, w.boot_key || '/' || q.net_namespace AS place, w.boot_key,
           w.started_ns, w.finished_ns, s.started_ns AS own_started_ns, s.finished_ns AS own_finished_ns,
           max(0, w.started_ns - s.finished_ns, s.started_ns - w.finished_ns) AS apart_ns
    FROM snapshots AS n
    CROSS JOIN namespace_addresses AS q
    CROSS JOIN hosts AS s
    CROSS JOIN hosts AS w
    WHERE q.started_ns BETWEEN n.started_ns - 3600000000000 - (SELECT max(finished_ns - started_ns) FROM hosts)
                           AND coalesce(n.finished_ns, n.started_ns) + 3600000000000
      AND s.snapshot_id = n.snapshot_id AND w.snapshot_id = q.snapshot_id
      AND (w.snapshot_id = s.snapshot_id
           OR (w.view_key <> s.view_key AND s.started_ns >= w.nearest_from_ns AND s.started_ns < w.nearest_until_ns
               AND max(w.started_ns - s.finished_ns, s.started_ns - w.finished_ns) <= 3600000000000))
),
-- What may be on the way of a snapshot's connections: the translations in that snapshot, and in those of other hosts as above.
routes AS NOT MATERIALIZED (
    SELECT s.snapshot_id AS seen_from_id, s.boot_key AS own_boot_key, w.boot_key, t.*,
           hex(t.new_from_ip) || t.new_from_port || '/' || hex(t.new_to_ip) || t.new_to_port AS becomes
    FROM translations AS t
    CROSS JOIN hosts AS s
    CROSS JOIN hosts AS w
    WHERE w.snapshot_id = t.snapshot_id
      AND (w.snapshot_id = s.snapshot_id
           OR (w.view_key <> s.view_key AND s.started_ns >= w.nearest_from_ns AND s.started_ns < w.nearest_until_ns
               AND max(w.started_ns - s.finished_ns, s.started_ns - w.finished_ns) <= 3600000000000))
),
-- Who has an address, from where a translation is: in its namespace (0), in another one of that kernel (1), elsewhere (2).
around AS NOT MATERIALIZED (
    SELECT q.*, t.translation_id, iif(q.boot_key = w.boot_key, iif(q.net_namespace = t.net_namespace, 0, 1), 2) AS far
    FROM translations AS t
    CROSS JOIN hosts AS w
    CROSS JOIN holders AS q
    WHERE w.snapshot_id = t.snapshot_id
),
-- The translation of what an end sends; less than 0, how many there may be.  The address must be its own, and nobody nearer to the
-- translation may have it: then that one is meant.
sent AS (
    SELECT a.*,
           (SELECT iif(count(DISTINCT t.becomes) = 1, min(t.translation_id), -count(DISTINCT t.becomes)) FROM routes AS t
            WHERE t.seen_from_id = a.snapshot_id AND t.from_port = a.local_port AND t.to_port = a.remote_port
              AND t.from_ip = a.here AND t.to_ip = a.there AND t.protocol = a.protocol
              AND EXISTS (SELECT 1 FROM namespace_addresses AS q
                          WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.here AND q.net_namespace = a.net_namespace)
              AND NOT EXISTS (SELECT 1 FROM around AS q
                              WHERE q.translation_id = t.translation_id AND q.snapshot_id = a.snapshot_id AND q.ip = a.here
                                AND q.far < iif(t.boot_key = t.own_boot_key, iif(t.net_namespace = a.net_namespace, 0, 1), 2))
            HAVING count(*) > 0) AS first_id
    FROM ends AS a
),
-- A second translation of that, as from a container of one host to a published port of another one; and what the other end has then.
-- `once`, here and below: SQLite does not merge a query with a window into the one around it, where it would write the
-- subqueries once for each use of their value, and run them as often.
asked AS (
    SELECT a.*, coalesce(t.new_to_ip, a.there) AS want_here, coalesce(t.new_to_port, a.remote_port) AS want_local_port,
           coalesce(t.new_from_ip, a.here) AS want_there, coalesce(t.new_from_port, a.local_port) AS want_remote_port
    FROM (SELECT a.*, row_number() OVER (PARTITION BY a.snapshot_id) AS once,
                 coalesce((SELECT iif(count(DISTINCT u.becomes) = 1, min(u.translation_id), -count(DISTINCT u.becomes))
                           FROM translations AS t
                           CROSS JOIN routes AS u
                           WHERE t.translation_id = a.first_id AND u.seen_from_id = a.snapshot_id AND u.from_port = t.new_from_port
                             AND u.to_port = t.new_to_port AND u.from_ip = t.new_from_ip AND u.to_ip = t.new_to_ip
                             AND u.protocol = t.protocol
                           HAVING count(*) > 0), a.first_id) AS last_id
          FROM sent AS a) AS a
    LEFT JOIN translations AS t ON t.translation_id = a.last_id
),
-- The socket_id of the other end, or, less than 0, how many there may be; NULL for none.
--
-- Where this end is translated, the other one is in the place nearest to the translation that has the address behind it.  Both ways
-- must lead to one another (ways), and no other place may be as near, at either end.
--
-- Else the nearest place counts.  An end that is bound to an interface, as both are of a link-local pair, is looked for on the
-- same link first: on this interface, and on those that the neighbours of the two prove, by link-layer address, to be the other one's.
-- Within the namespace, both addresses must be its own, where these are all known: a transparent proxy (IP_TRANSPARENT) has the
-- server's in one socket and the client's in another, and the two are not connected with each other.  Beyond it, both addresses
-- must be in one place alone, and each at its end: private networks look alike everywhere.  Of the hosts within the hour that have
-- one of the addresses, but no such end, those count that are as near in time to the two snapshots as these are to one
-- another.  Nowhere may a twin of this end (t) be the other one's as well.
--
-- Where the clocks are more than an hour apart, and not both were set by a time server, two connections prove that they are the
-- same at both ends: what the clocks differ by, from when the last data was sent and when it came, is the same for both of
-- them, either way, to a second.
found AS (
    SELECT a.*, CASE WHEN a.last_id < 0 THEN a.last_id WHEN a.last_id > 0 THEN
        (SELECT iif(count(DISTINCT b.socket) = 1 AND t.twins = 1 AND o.places = 1 AND p.places = 1 AND r.ways = 1, min(b.socket_id),
                    -max(count(DISTINCT b.socket), t.twins, o.places, p.places, r.ways))
         FROM (SELECT b.socket_id, q.boot_key || '/' || b.identity AS socket
               FROM (SELECT q.near_id, q.net_namespace, q.boot_key FROM around AS q
                     WHERE q.translation_id = a.last_id AND q.snapshot_id = a.snapshot_id AND q.ip = a.want_here
                     ORDER BY q.far, q.apart_ns LIMIT 1) AS q
               CROSS JOIN ends AS b
               WHERE b.local_port = a.want_local_port AND b.snapshot_id = q.near_id AND b.remote_port = a.want_remote_port
                 AND b.net_namespace = q.net_namespace AND b.protocol = a.protocol AND b.here = a.want_here
                 AND b.there = a.want_there) AS b
         CROSS JOIN (SELECT count(DISTINCT q.place) AS places FROM around AS q
                     WHERE q.translation_id = a.last_id AND q.snapshot_id = a.snapshot_id AND q.ip = a.want_here
                       AND q.far = (SELECT min(x.far) FROM around AS x
                                    WHERE x.translation_id = a.last_id AND x.snapshot_id = a.snapshot_id AND x.ip = a.want_here)) AS p
         CROSS JOIN (SELECT max((SELECT count(DISTINCT t.becomes) FROM routes AS t
                                 WHERE t.seen_from_id = a.snapshot_id AND t.from_port = a.want_local_port
                                   AND t.to_port = a.want_remote_port AND t.from_ip = a.want_here AND t.to_ip = a.want_there
                                   AND t.protocol = a.protocol),
                                1 + ((a.first_id <> a.last_id) <>
                                    (SELECT count(DISTINCT t.becomes) FROM routes AS t
                                     WHERE t.seen_from_id = a.snapshot_id AND t.from_port = l.to_port AND t.to_port = l.from_port
                                       AND t.from_ip = l.to_ip AND t.to_ip = l.from_ip AND t.protocol = l.protocol))) AS ways
                     FROM translations AS l
                     WHERE l.translation_id = a.last_id) AS r
         CROSS JOIN (SELECT count(DISTINCT q.place) AS places FROM around AS q
                     WHERE q.translation_id = a.first_id AND q.snapshot_id = a.snapshot_id AND q.ip = a.here
                       AND q.far = (SELECT min(x.far) FROM around AS x
                                    WHERE x.translation_id = a.first_id AND x.snapshot_id = a.snapshot_id AND x.ip = a.here)) AS o
         CROSS JOIN (SELECT count(*) AS twins FROM ends AS t
                     WHERE t.local_port = a.local_port AND t.snapshot_id = a.snapshot_id AND t.remote_port = a.remote_port
                       AND t.net_namespace = a.net_namespace
                       AND t.protocol = a.protocol AND t.here = a.here AND t.there = a.there) AS t
         HAVING count(*) > 0)
    ELSE coalesce(
        (SELECT iif(count(DISTINCT b.socket) = 1 AND t.twins = 1, min(b.socket_id), -max(count(DISTINCT b.socket), t.twins))
         FROM (SELECT b.socket_id, (SELECT h.boot_key FROM hosts AS h WHERE h.snapshot_id = l.snapshot_id) || '/' || b.identity AS socket
               FROM (SELECT a.snapshot_id, a.net_namespace, a.bound AS interface_index
                     UNION
                     SELECT k.snapshot_id, k.net_namespace, k.interface_index FROM rtnl_neighbour AS g
                     CROSS JOIN rtnl_link AS k
                     WHERE g.ip = a.there AND g.snapshot_id = a.snapshot_id AND g.net_namespace = a.net_namespace
                       AND g.interface_index = a.bound AND k.mac = g.mac AND k.mac <> '00:00:00:00:00:00'
                     UNION
                     SELECT g.snapshot_id, g.net_namespace, g.interface_index FROM rtnl_link AS k
                     CROSS JOIN rtnl_neighbour AS g
                     WHERE k.snapshot_id = a.snapshot_id AND k.net_namespace = a.net_namespace AND k.interface_index = a.bound
                       AND k.mac <> '00:00:00:00:00:00' AND g.ip = a.here AND g.mac = k.mac) AS l
               CROSS JOIN ends AS b
               WHERE b.local_port = a.remote_port AND b.snapshot_id = l.snapshot_id AND b.remote_port = a.local_port
                 AND b.net_namespace = l.net_namespace AND b.bound = l.interface_index
                 AND b.protocol = a.protocol AND b.here = a.there AND b.there = a.here
                 AND EXISTS (SELECT 1 FROM holders AS q WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.there
                             AND q.near_id = l.snapshot_id AND q.net_namespace = l.net_namespace)) AS b
         CROSS JOIN (SELECT count(DISTINCT (SELECT h.boot_key FROM hosts AS h WHERE h.snapshot_id = l.snapshot_id)
                                           || '/' || t.identity) AS twins
                     FROM (SELECT a.snapshot_id, a.net_namespace, a.bound AS interface_index
                           UNION
                           SELECT m.snapshot_id, m.net_namespace, m.interface_index FROM rtnl_link AS k
                           CROSS JOIN rtnl_link AS m
                           WHERE k.snapshot_id = a.snapshot_id AND k.net_namespace = a.net_namespace
                             AND k.interface_index = a.bound AND m.mac = k.mac AND m.mac <> '00:00:00:00:00:00') AS l
                     CROSS JOIN ends AS t
                     WHERE t.local_port = a.local_port AND t.snapshot_id = l.snapshot_id AND t.remote_port = a.remote_port
                       AND t.net_namespace = l.net_namespace AND t.bound = l.interface_index
                       AND t.protocol = a.protocol AND t.here = a.here AND t.there = a.there
                       AND EXISTS (SELECT 1 FROM holders AS q WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.here
                                   AND q.near_id = l.snapshot_id AND q.net_namespace = l.net_namespace)) AS t
         WHERE a.bound > 0
         HAVING count(*) > 0),
        (SELECT iif(count(*) = 1 AND t.twins = 1, min(b.socket_id), -max(count(*), t.twins))
         FROM ends AS b
         CROSS JOIN (SELECT count(*) AS twins FROM ends AS t
                     WHERE t.local_port = a.local_port AND t.snapshot_id = a.snapshot_id AND t.remote_port = a.remote_port
                       AND t.net_namespace = a.net_namespace
                       AND t.protocol = a.protocol AND t.here = a.here AND t.there = a.there) AS t
         WHERE b.local_port = a.remote_port AND b.snapshot_id = a.snapshot_id AND b.remote_port = a.local_port
           AND b.net_namespace = a.net_namespace AND b.protocol = a.protocol AND b.here = a.there AND b.there = a.here
         HAVING count(*) > 0
            AND NOT EXISTS (SELECT 1 FROM (SELECT a.here AS ip UNION ALL SELECT a.there) AS e
                            WHERE NOT (length(e.ip) = 4 AND substr(e.ip, 1, 1) = x'7f')
                              AND NOT EXISTS (SELECT 1 FROM namespace_addresses AS q
                                              WHERE q.snapshot_id = a.snapshot_id AND q.net_namespace = a.net_namespace
                                                AND (q.ip = e.ip OR (q.ip IS NULL
                                                                     AND q.family = iif(length(e.ip) = 4, 2, 10)))))),
        (SELECT iif(count(DISTINCT b.socket_id) = 1 AND p.hosts = 1 AND o.hosts = 1 AND t.twins = 1, min(b.socket_id),
                    -max(count(DISTINCT b.socket_id), p.hosts, o.hosts, t.twins))
         FROM namespace_addresses AS r
         CROSS JOIN ends AS b
         CROSS JOIN (SELECT count(*) AS twins FROM ends AS t
                     WHERE t.local_port = a.local_port AND t.snapshot_id = a.snapshot_id AND t.remote_port = a.remote_port
                       AND t.protocol = a.protocol AND t.here = a.here AND t.there = a.there) AS t
         CROSS JOIN (SELECT count(DISTINCT q.net_namespace) AS hosts FROM namespace_addresses AS q
                     WHERE q.ip = a.there AND q.snapshot_id = a.snapshot_id) AS p
         CROSS JOIN (SELECT count(DISTINCT q.net_namespace) AS hosts, max(q.net_namespace = a.net_namespace) AS own
                     FROM namespace_addresses AS q WHERE q.ip = a.here AND q.snapshot_id = a.snapshot_id) AS o
         WHERE r.ip = a.there AND r.snapshot_id = a.snapshot_id AND r.net_namespace <> a.net_namespace AND o.own
           AND b.local_port = a.remote_port AND b.snapshot_id = r.snapshot_id AND b.remote_port = a.local_port
           AND b.net_namespace = r.net_namespace AND b.protocol = a.protocol AND b.here = a.there AND b.there = a.here
         HAVING count(*) > 0),
        (SELECT iif(count(DISTINCT c.socket) = 1 AND max(c.twins) = 1 AND max(c.there_places) = 1 AND max(c.here_places) = 1,
                    min(c.socket_id), -max(count(DISTINCT c.socket), max(c.twins), max(c.there_places), max(c.here_places)))
         FROM (SELECT b.socket_id, r.boot_key || '/' || b.identity AS socket,
                      (SELECT count(DISTINCT h.boot_key || '/' || t.identity) FROM ends AS t
                       CROSS JOIN hosts AS h ON h.snapshot_id = t.snapshot_id
                       WHERE t.local_port = a.local_port AND t.remote_port = a.remote_port AND t.protocol = a.protocol
                         AND t.here = a.here AND t.there = a.there
                         AND t.snapshot_id IN (SELECT a.snapshot_id UNION SELECT b.snapshot_id
                                               UNION SELECT q.near_id FROM holders AS q
                                                     WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.here)) AS twins,
                      (SELECT count(DISTINCT q.place) FROM holders AS q
                       WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.there
                         AND q.started_ns <= max(q.own_finished_ns, r.finished_ns) + r.apart_ns
                         AND q.finished_ns >= min(q.own_started_ns, r.started_ns) - r.apart_ns) AS there_places,
                      (SELECT count(DISTINCT q.place) FROM holders AS q
                       WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.here
                         AND q.started_ns <= max(q.own_finished_ns, r.finished_ns) + r.apart_ns
                         AND q.finished_ns >= min(q.own_started_ns, r.started_ns) - r.apart_ns) AS here_places
               FROM holders AS r
               CROSS JOIN ends AS b
               WHERE NOT a.is_loopback AND r.snapshot_id = a.snapshot_id AND r.ip = a.there AND r.near_id <> a.snapshot_id
                 AND b.local_port = a.remote_port AND b.snapshot_id = r.near_id AND b.remote_port = a.local_port
                 AND b.net_namespace = r.net_namespace AND b.protocol = a.protocol AND b.here = a.there AND b.there = a.here
                 AND EXISTS (SELECT 1 FROM namespace_addresses AS o
                             WHERE o.snapshot_id = a.snapshot_id AND o.ip = a.here AND o.net_namespace = a.net_namespace)) AS c
         HAVING count(*) > 0),
        (SELECT iif(count(DISTINCT w.boot_key || '/' || y.identity) = 1, min(y.socket_id),
                    -count(DISTINCT w.boot_key || '/' || y.identity))
         FROM namespace_addresses AS q
         CROSS JOIN hosts AS s
         CROSS JOIN hosts AS w
         CROSS JOIN talks AS x
         CROSS JOIN talks AS y
         WHERE NOT a.is_loopback AND s.snapshot_id = a.snapshot_id AND q.ip = a.there AND w.snapshot_id = q.snapshot_id
           AND w.view_key <> s.view_key
           AND max(w.started_ns - s.finished_ns, s.started_ns - w.finished_ns) > 3600000000000
           AND s.clock_error_ns + w.clock_error_ns IS NULL AND x.socket_id = a.socket_id
           AND y.local_port = a.remote_port AND y.snapshot_id = q.snapshot_id AND y.remote_port = a.local_port
           AND y.net_namespace = q.net_namespace AND y.protocol = a.protocol AND y.here = a.there AND y.there = a.here
           AND EXISTS (SELECT 1 FROM talks AS u
                       CROSS JOIN talks AS v
                       WHERE u.snapshot_id = a.snapshot_id AND u.net_namespace = a.net_namespace AND u.here = a.here
                         AND u.there = a.there AND u.socket_id <> a.socket_id
                         AND v.local_port = u.remote_port AND v.snapshot_id = q.snapshot_id AND v.remote_port = u.local_port
                         AND v.net_namespace = q.net_namespace AND v.protocol = u.protocol AND v.here = u.there AND v.there = u.here
                         AND max(y.received_ns - x.sent_ns, y.sent_ns - x.received_ns,
                                 v.received_ns - u.sent_ns, v.sent_ns - u.received_ns)
                             - min(y.received_ns - x.sent_ns, y.sent_ns - x.received_ns,
                                   v.received_ns - u.sent_ns, v.sent_ns - u.received_ns) <= 1000000000)
         HAVING count(*) > 0)) END AS peer,
        EXISTS (SELECT 1 FROM sockets AS l
                WHERE l.state = 'LISTEN' AND l.snapshot_id = a.snapshot_id AND l.net_namespace = a.net_namespace
                  AND l.protocol = a.protocol AND l.local_port = a.local_port
                  AND (l.local_ip IN (a.local_ip, a.here, zeroblob(16))
                       OR (length(a.here) = 4 AND l.local_ip = zeroblob(4)))) AS listens,
        (length(a.here) = 4 AND substr(a.here, 1, 1) = x'7f')
        OR EXISTS (SELECT 1 FROM namespace_addresses AS q
                   WHERE q.snapshot_id = a.snapshot_id AND q.ip = a.here AND q.net_namespace = a.net_namespace) AS is_own,
        row_number() OVER (PARTITION BY a.snapshot_id) AS once
    FROM asked AS a
),
paired AS (
    SELECT a.*, b.snapshot_id AS peer_snapshot_id, b.net_namespace AS peer_net_namespace, b.state AS peer_state,
           b.socket_id AS peer_socket_id, b.inode AS peer_inode, b.ownership AS peer_ownership,
           b.member_id AS peer_member_id, b.line AS peer_line,
           EXISTS (SELECT 1 FROM sockets AS l
                   WHERE l.state = 'LISTEN' AND l.snapshot_id = b.snapshot_id AND l.net_namespace = b.net_namespace
                     AND l.protocol = b.protocol AND l.local_port = b.local_port
                     AND (l.local_ip IN (b.local_ip, a.there, zeroblob(16))
                          OR (length(a.there) = 4 AND l.local_ip = zeroblob(4)))) AS peer_listens
    FROM found AS a
    LEFT JOIN sockets AS b ON b.socket_id = a.peer
)
SELECT c.snapshot_id, c.protocol, c.state, c.local_address, c.local_port, c.remote_address, c.remote_port, c.interface_index,
       c.interface_name, c.net_namespace, c.socket_id, c.inode,
       (SELECT iif(min(f.pid) = max(f.pid), min(f.pid), NULL) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.inode AND c.ownership = 'owned'),
       (SELECT group_concat(DISTINCT f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.inode AND c.ownership = 'owned'),
       c.ownership,
       CASE WHEN c.listens AND NOT c.peer_listens THEN 'remote' WHEN c.peer_listens AND NOT c.listens THEN 'local'
            WHEN f.is_reply IS NOT NULL THEN iif(f.is_reply, 'remote', 'local') END,
       CASE WHEN c.peer_socket_id IS NOT NULL AND c.last_id > 0 THEN 'translated'
            WHEN c.peer_snapshot_id <> c.snapshot_id THEN 'host' WHEN c.peer_net_namespace <> c.net_namespace THEN 'snapshot'
            WHEN c.peer_socket_id IS NOT NULL THEN 'namespace' END,
       iif(c.peer_socket_id IS NOT NULL, 1, coalesce(-c.peer, 0)),
       c.peer_snapshot_id, (SELECT s.host FROM snapshots AS s WHERE s.snapshot_id = c.peer_snapshot_id),
       c.peer_net_namespace, c.peer_state, c.peer_socket_id, c.peer_inode,
       (SELECT iif(min(f.pid) = max(f.pid), min(f.pid), NULL) FROM process_fds AS f
        WHERE f.snapshot_id = c.peer_snapshot_id AND f.type = 'socket' AND f.inode = c.peer_inode AND c.peer_ownership = 'owned'),
       (SELECT group_concat(DISTINCT f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = c.peer_snapshot_id AND f.type = 'socket' AND f.inode = c.peer_inode AND c.peer_ownership = 'owned'),
       c.peer_ownership,
       CASE WHEN c.peer_socket_id IS NOT NULL THEN NULL
            WHEN c.peer IS NOT NULL THEN 'several'
            WHEN c.last_id > 0 THEN 'translated'
            WHEN NOT c.is_own
                THEN iif(EXISTS (SELECT 1 FROM namespace_addresses AS q
                                 WHERE q.snapshot_id = c.snapshot_id AND q.ip IS NULL AND q.net_namespace = c.net_namespace
                                   AND q.family = iif(length(c.here) = 4, 2, 10)), 'addresses_unknown', 'foreign_address')
            WHEN c.is_loopback
              OR EXISTS (SELECT 1 FROM namespace_addresses AS q WHERE q.snapshot_id = c.snapshot_id AND q.ip = c.there)
              OR EXISTS (SELECT 1 FROM holders AS q WHERE q.snapshot_id = c.snapshot_id AND q.ip = c.there) THEN 'not_there'
            WHEN EXISTS (SELECT 1 FROM holders AS q
                         CROSS JOIN ends AS b
                         WHERE q.snapshot_id = c.snapshot_id AND q.ip IS NULL
                           AND b.local_port = c.remote_port AND b.snapshot_id = q.near_id AND b.remote_port = c.local_port
                           AND b.net_namespace = q.net_namespace AND b.protocol = c.protocol AND b.here = c.there AND b.there = c.here)
                THEN 'addresses_unknown'
            WHEN EXISTS (SELECT 1 FROM namespace_addresses AS q
                         WHERE q.ip = c.there AND (SELECT w.view_key FROM hosts AS w WHERE w.snapshot_id = q.snapshot_id) <>
                                                  (SELECT w.view_key FROM hosts AS w WHERE w.snapshot_id = c.snapshot_id)) THEN 'other_time'
            ELSE 'not_captured' END,
       max(0, p.started_ns - h.finished_ns, h.started_ns - p.finished_ns) / 1e9,
       CASE WHEN p.boot_key = h.boot_key THEN p.booted_ns - h.booted_ns
            WHEN h.clock_error_ns + p.clock_error_ns IS NOT NULL THEN 0
            WHEN max(p.started_ns - h.finished_ns, h.started_ns - p.finished_ns) > 3600000000000
                THEN (SELECT y.received_ns - x.sent_ns FROM talks AS x CROSS JOIN talks AS y
                      WHERE x.socket_id = c.socket_id AND y.socket_id = c.peer_socket_id) END,
       CASE WHEN p.boot_key = h.boot_key THEN NULL
            WHEN h.clock_error_ns + p.clock_error_ns IS NOT NULL THEN h.clock_error_ns + p.clock_error_ns
            WHEN max(p.started_ns - h.finished_ns, h.started_ns - p.finished_ns) > 3600000000000 THEN 1000000000 END,
       c.member_id, c.line, c.peer_member_id, c.peer_line, f.member_id, f.line, iif(c.last_id <> c.first_id, g.member_id, NULL),
       iif(c.last_id <> c.first_id, g.line, NULL), c.family_name, c.protocol_name, c.community_id
FROM paired AS c
LEFT JOIN translations AS f ON f.translation_id = c.first_id
LEFT JOIN translations AS g ON g.translation_id = c.last_id
LEFT JOIN hosts AS h ON h.snapshot_id = c.snapshot_id
LEFT JOIN hosts AS p ON p.snapshot_id = c.peer_snapshot_id AND p.snapshot_id <> c.snapshot_id
WHERE c.peer_socket_id IS NULL OR c.peer_snapshot_id <> c.snapshot_id
   OR (c.listens, c.socket_id) <= (c.peer_listens, c.peer_socket_id);

CREATE VIEW unix_accepted_sockets (
    -- A connected unix socket with a name, and a listener that may have accepted it. An accepted socket has the name of its listener (for a path: the same file) and the network namespace of the client. Names that read the same but are other names or files are left out.
    snapshot_id, -- the snapshot
    socket_id, -- the connected one in sockets
    listener_socket_id, -- the one that listens
    evidence, -- file (the name is the same file: device and inode), name (the abstract name is the same, in one network namespace); NULL where the dumps do not tell: one of the two is in none, or each in that of another pass
    proved -- 1 when no other socket can have accepted it. The same file proves that, except where subvolumes share a device and each has inodes of its own (btrfs, bcachefs). The same abstract name does not, since another process may have bound it after the listener was closed. In these cases one process must hold both sockets, or the parent of a holder of one must hold the other
) AS
WITH
alike AS (
    SELECT s.snapshot_id, s.socket_id, s.inode, l.socket_id AS listener_socket_id, l.inode AS listener_inode, d.vfs_device,
           s.ownership = 'owned' AND l.ownership = 'owned' AS is_held,
           CASE WHEN (d.vfs_device, d.vfs_inode) <> (e.vfs_device, e.vfs_inode) THEN ''
                WHEN e.line IS NULL THEN NULL
                -- Neither was there in the pass of the other: the inode may have been given to a new file in between.
                WHEN d.pass <> e.pass AND NOT instr(iif(d.pass = 'after', s.seen, l.seen), 'before') THEN NULL
                WHEN s.abstract THEN 'name'
                WHEN (d.vfs_device, d.vfs_inode) = (e.vfs_device, e.vfs_inode) THEN 'file' END AS evidence
    FROM sockets AS s
    JOIN diag_unix AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
    JOIN sockets AS l
      ON l.state = 'LISTENING' AND l.snapshot_id = s.snapshot_id AND l.path = s.path AND l.type = s.type
     AND l.ownership <> 'forged' AND coalesce(l.bound_name, s.bound_name) = s.bound_name
     AND (l.net_namespace = s.net_namespace OR NOT s.abstract)
    LEFT JOIN diag_unix AS e ON e.snapshot_id = l.snapshot_id AND e.member_id = l.diag_member_id AND e.line = l.diag_line
    WHERE s.family = 1 AND s.state = 'CONNECTED'
)
SELECT a.snapshot_id, a.socket_id, a.listener_socket_id, a.evidence,
       CASE WHEN a.evidence IS NULL THEN 0
            WHEN a.evidence = 'file'
                 AND NOT EXISTS (SELECT 1 FROM mountinfo AS m
                                 WHERE m.snapshot_id = a.snapshot_id AND m.fs_type IN ('btrfs', 'bcachefs')
                                   AND m.device = (a.vfs_device >> 20) || ':' || (a.vfs_device & 1048575)) THEN 1
            ELSE a.is_held AND EXISTS (
                SELECT 1 FROM process_fds AS f
                LEFT JOIN process_stat AS t ON t.snapshot_id = f.snapshot_id AND t.pid = f.pid AND t.tid = f.pid
                JOIN process_fds AS g
                  ON g.snapshot_id = f.snapshot_id AND g.type = 'socket' AND g.inode = a.listener_inode
                 AND g.pid IN (f.pid, nullif(t.ppid, 1)) -- any process may be given to the first one
                WHERE f.snapshot_id = a.snapshot_id AND f.type = 'socket' AND f.inode = a.inode) END
FROM alike AS a
WHERE a.evidence IS NOT '';

CREATE VIEW unix_connections (
    -- A connection of two unix sockets, or a client that waits to be accepted. Where one socket of a pair connected to a name, it is this end. Datagram sockets are connected in one direction only.
    snapshot_id, -- the snapshot
    type, -- stream, dgram, seqpacket
    state, -- state of this end; WAITING for a client that is not accepted yet
    socket_id, -- this end in sockets
    inode, -- inode of its socket
    net_namespace, -- its namespace
    path, -- name that it is bound to, as /proc/net/unix prints it; NULL when it has none
    abstract, -- 1 when that is abstract, 0 when it is one of the file system, NULL when not known
    bound_name, -- its exact bytes; NULL where no dump shows it
    pid, -- the process that holds it; NULL when there is none, or several
    pids, -- all processes that hold it, joined by commas
    ownership, -- owned, or why nobody holds it
    how, -- how the other end is known: peer (a dump names it), waiting (a dump lists it among the clients of a listener); NULL when no dump shows this end: /proc/net/unix does not tell
    peer_inode, -- inode of the other end's socket; 0 while that is not accepted, or when it is closed; NULL when not known
    peer_socket_id, -- the other end in sockets; NULL when sockets does not have it, or has several sockets with that inode
    peer_net_namespace, -- its namespace
    peer_path, -- name that it is bound to; an accepted socket has that of its listener
    peer_abstract, -- 1 when that is abstract, 0 when it is one of the file system
    peer_bound_name, -- its exact bytes
    peer_pid, -- the process that holds it; NULL when there is none, or several
    peer_pids, -- all processes that hold it
    peer_ownership, -- owned, or why nobody holds it
    listener_socket_id, -- the socket that accepted the other end, or will accept it; NULL when that is not known
    listener_pids, -- all processes that hold the listener
    listener_how, -- how the listener is known: waiting (its dump lists this end), file or name (see unix_accepted_sockets); or why it is not known: none (no captured socket listens to the name: the listener was closed, or the listener with that text is another file or name), several, unproved (one socket listens to the name, but may have bound it since); NULL where the other end has no name, or did not come from a listener
    member_id, -- where this end was read
    line, -- line of that member
    peer_member_id, -- where the other end was read
    peer_line -- line of that member
) AS
WITH
-- The peer is found by its inode alone, in any network namespace: sockets of the file system meet across them.
ends AS (
    SELECT s.*, d.peer AS peer_inode, p.socket_id AS peer_socket_id, p.type AS peer_type, p.net_namespace AS peer_net_namespace,
           p.path AS peer_path, p.abstract AS peer_abstract, p.bound_name AS peer_bound_name, p.state AS peer_state,
           p.ownership AS peer_ownership, p.member_id AS peer_member_id, p.line AS peer_line,
           e.peer = s.inode AS mutual,
           EXISTS (SELECT 1 FROM unix_accepted_sockets AS x
                   WHERE x.snapshot_id = s.snapshot_id AND x.socket_id = s.socket_id) AS serves,
           (SELECT CASE total(x.proved) WHEN 1 THEN max(iif(x.proved, x.listener_socket_id, 0)) WHEN 0 THEN 0 ELSE -1 END
            FROM unix_accepted_sockets AS x
            WHERE x.snapshot_id = p.snapshot_id AND x.socket_id = p.socket_id
            HAVING count(*) > 0) AS peer_serves,
           (SELECT l.socket_id FROM diag_unix_waiting AS w
            JOIN sockets AS l
              ON l.snapshot_id = w.snapshot_id AND l.inode = w.listener_inode AND l.net_namespace = w.net_namespace
             AND l.state = 'LISTENING' AND l.diag_member_id IS NOT NULL
            WHERE d.peer = 0 AND w.snapshot_id = s.snapshot_id AND w.client_inode = s.inode
            ORDER BY w.pass LIMIT 1) AS waits_for -- after comes before before
    FROM sockets AS s
    LEFT JOIN diag_unix AS d ON d.snapshot_id = s.snapshot_id AND d.member_id = s.diag_member_id AND d.line = s.diag_line
    LEFT JOIN sockets AS p
      ON p.snapshot_id = s.snapshot_id AND p.inode = d.peer AND d.peer > 0 AND p.family = 1 AND p.diag_member_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM sockets AS o
                     WHERE o.snapshot_id = p.snapshot_id AND o.inode = p.inode AND o.family = 1
                       AND o.diag_member_id IS NOT NULL AND o.socket_id <> p.socket_id)
    LEFT JOIN diag_unix AS e ON e.snapshot_id = p.snapshot_id AND e.member_id = p.diag_member_id AND e.line = p.diag_line
    WHERE s.family = 1
      AND iif(s.diag_member_id IS NULL, s.state = 'CONNECTED' AND s.ownership <> 'forged', d.peer IS NOT NULL)
)
SELECT c.snapshot_id, c.type, iif(c.waits_for, 'WAITING', c.state), c.socket_id, c.inode, c.net_namespace, c.path,
       c.abstract, c.bound_name,
       (SELECT iif(min(f.pid) = max(f.pid), min(f.pid), NULL) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.inode AND c.ownership = 'owned'),
       (SELECT group_concat(DISTINCT f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.inode AND c.ownership = 'owned'),
       c.ownership,
       CASE WHEN c.waits_for THEN 'waiting' WHEN c.diag_member_id IS NOT NULL THEN 'peer' END,
       c.peer_inode, c.peer_socket_id, c.peer_net_namespace, coalesce(c.peer_path, l.path),
       coalesce(c.peer_abstract, l.abstract), coalesce(c.peer_bound_name, l.bound_name),
       (SELECT iif(min(f.pid) = max(f.pid), min(f.pid), NULL) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.peer_inode AND c.peer_ownership = 'owned'),
       (SELECT group_concat(DISTINCT f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = c.peer_inode AND c.peer_ownership = 'owned'),
       c.peer_ownership, l.socket_id,
       (SELECT group_concat(DISTINCT f.pid) FROM process_fds AS f
        WHERE f.snapshot_id = c.snapshot_id AND f.type = 'socket' AND f.inode = l.inode AND l.ownership = 'owned'),
       CASE WHEN c.waits_for THEN 'waiting'
            WHEN c.peer_state IS NOT 'CONNECTED' OR c.peer_type = 'dgram' OR c.peer_path IS NULL THEN NULL
            WHEN c.peer_serves > 0 THEN iif(c.peer_abstract, 'name', 'file')
            WHEN c.peer_serves = 0 THEN 'unproved' WHEN c.peer_serves < 0 THEN 'several' ELSE 'none' END,
       c.member_id, c.line, c.peer_member_id, c.peer_line
FROM ends AS c
LEFT JOIN sockets AS l ON l.socket_id = coalesce(c.waits_for, c.peer_serves)
WHERE c.mutual IS NOT 1
   OR (c.serves, c.path IS NOT NULL, c.socket_id) <= (c.peer_serves IS NOT NULL, c.peer_path IS NOT NULL, c.peer_socket_id);

CREATE VIEW process_open_pipes (
    -- A descriptor of a pipe and one at its other end, as osquery. A named pipe (FIFO) is known where the file was asked, see process_fd_files.
    pid, -- process
    fd, -- descriptor number
    mode, -- r, w or rw; - when unknown
    inode, -- inode of the pipe
    type, -- anonymous or named
    partner_pid, -- process that holds a descriptor of the other direction; -1 when no table that was read has one
    partner_fd, -- its descriptor number; -1 without one
    partner_mode, -- r, w or rw; - when unknown, or without one
    snapshot_id, -- the snapshot
    tid, -- thread whose descriptor table it is
    partner_tid, -- thread whose descriptor table the other one is in
    member_id, -- where the descriptor was read
    line, -- line of that member
    partner_member_id, -- where the other one was read
    partner_line -- line of that member
) AS
SELECT f.pid, f.fd, coalesce(f.mode, '-'), f.inode, 'anonymous', CAST(coalesce(p.pid, -1) AS INTEGER),
       CAST(coalesce(p.fd, -1) AS INTEGER), coalesce(p.mode, '-'),
       f.snapshot_id, f.tid, p.tid, f.member_id, f.line, p.member_id, p.line
FROM process_fds AS f
LEFT JOIN process_fds AS p
  ON p.snapshot_id = f.snapshot_id AND p.type = 'pipe' AND p.inode = f.inode
 AND (p.mode IS NOT f.mode OR f.mode = 'rw') AND (p.member_id, p.line) <> (f.member_id, f.line)
WHERE f.type = 'pipe'
UNION ALL
SELECT f.pid, f.fd, coalesce(f.mode, '-'), a.inode, 'named', CAST(coalesce(p.pid, -1) AS INTEGER),
       CAST(coalesce(p.fd, -1) AS INTEGER), coalesce(p.mode, '-'),
       f.snapshot_id, f.tid, p.tid, f.member_id, f.line, p.member_id, p.line
FROM process_fd_files AS a
JOIN process_fds AS f ON f.snapshot_id = a.snapshot_id AND f.pid = a.pid AND f.fd = a.fd AND f.tid = a.tid AND f.type = 'file'
LEFT JOIN process_fd_files AS b
  ON b.snapshot_id = a.snapshot_id AND b.file_type = 'fifo' AND b.device = a.device AND b.inode = a.inode
 AND (b.member_id, b.line) <> (a.member_id, a.line)
 AND (f.mode = 'rw' OR f.mode IS NOT (SELECT q.mode FROM process_fds AS q
                                      WHERE q.snapshot_id = b.snapshot_id AND q.pid = b.pid AND q.fd = b.fd AND q.tid = b.tid))
LEFT JOIN process_fds AS p ON p.snapshot_id = b.snapshot_id AND p.pid = b.pid AND p.fd = b.fd AND p.tid = b.tid
WHERE a.file_type = 'fifo';
