-- title: Who talks to whom
-- of: all
-- shape: matrix
-- caption: Connections between the hosts of this report: from the host on the left, which connected as far as listeners tell, to that above.
-- empty: No connection between two of these hosts was found.
SELECT iif(c.initiator = 'remote', p.host, s.host) AS from_host, iif(c.initiator = 'remote', s.host, p.host) AS to_host,
       count(DISTINCT min(c.socket_id, c.peer_socket_id)) AS connections
FROM connections AS c
JOIN snapshots AS s ON s.snapshot_id = c.snapshot_id
JOIN snapshots AS p ON p.snapshot_id = c.peer_snapshot_id
WHERE c.snapshot_id IN (SELECT value FROM json_each(:snapshots)) AND c.peer_snapshot_id IN (SELECT value FROM json_each(:snapshots))
  AND c.peer_snapshot_id <> c.snapshot_id
GROUP BY from_host, to_host
ORDER BY connections DESC, from_host, to_host;
