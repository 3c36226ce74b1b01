-- The Community IDs of the sockets of snapshot ?1, by which alerts and logs of the network are joined with them.  flow_id() is in
-- analyze/load/flows.c; it gives NULL where a socket has no peer.  analyze/load/inet_sockets.c has set those of its sockets.
UPDATE sockets
SET community_id = flow_id(protocol, local_ip, local_port, remote_ip, remote_port)
WHERE snapshot_id = ?1 AND community_id IS NULL AND family IN (2, 10) AND protocol IN (1, 6, 17, 58, 132) AND coalesce(remote_address, '') NOT IN ('', '0.0.0.0', '::');
