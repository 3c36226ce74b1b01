-- title: a container talks to the metadata service of the cloud
-- severity: low
-- attack: T1552.005
-- facts: the process lives in a container; it is connected to 169.254.169.254, which hands out the credentials of the host
-- ruled out: none
-- not excludable: agents that need it
-- on the host: nsenter -t PID -n ss -tnp dst 169.254.169.254
-- only if: process_containers WHERE snapshot_id = ?1
SELECT o.pid, printf('process %d of container %s is connected to %s:%d', o.pid, coalesce(c.container_id, '?'), o.remote_address, o.remote_port) AS what,
       printf('descriptor %d is connected to %s:%d', o.fd, o.remote_address, o.remote_port) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('it lives in %s container %s', coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')) AS other,
       c.member_id AS other_member_id, c.line AS other_line
FROM process_containers AS c
CROSS JOIN process_open_sockets AS o ON o.snapshot_id = ?1 AND o.pid = c.pid AND o.remote_address IN ('169.254.169.254', '::ffff:169.254.169.254', 'fd00:ec2::254')
JOIN sockets AS s ON s.socket_id = o.socket_id
WHERE c.snapshot_id = ?1
