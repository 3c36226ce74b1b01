-- title: a container talks to the API of Kubernetes
-- severity: low
-- attack: T1613
-- facts: the process lives in a container; it is connected to the address that KUBERNETES_SERVICE_HOST of its environment names
-- ruled out: none
-- not excludable: operators and controllers, whose task that is
-- on the host: nsenter -t PID -n ss -tnp
-- reads: proc/*/environ
-- only if: process_containers WHERE snapshot_id = ?1
SELECT o.pid, printf('process %d of container %s is connected to the API of Kubernetes, %s:%d', o.pid, coalesce(c.container_id, '?'), o.remote_address,
                     o.remote_port) AS what,
       printf('descriptor %d is connected to %s:%d', o.fd, o.remote_address, o.remote_port) AS fact, s.member_id AS fact_member_id, s.line AS fact_line,
       printf('KUBERNETES_SERVICE_HOST=%s', e.value) AS other, e.member_id AS other_member_id, e.line AS other_line
FROM process_containers AS c
CROSS JOIN process_environment AS e ON e.snapshot_id = ?1 AND e.pid = c.pid AND e.key = 'KUBERNETES_SERVICE_HOST'
CROSS JOIN process_open_sockets AS o ON o.snapshot_id = ?1 AND o.pid = c.pid AND o.remote_address IN (e.value, '::ffff:' || e.value)
JOIN sockets AS s ON s.socket_id = o.socket_id
WHERE c.snapshot_id = ?1
