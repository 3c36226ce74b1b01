-- title: a container holds the socket of a container runtime
-- severity: medium
-- attack: T1611
-- facts: the process lives in a container; it is connected to docker.sock, containerd.sock, crio.sock or podman.sock, through which it can start others
--   with any rights
-- ruled out: processes of the host
-- not excludable: runners of build systems, portainer, traefik, cadvisor, which are given the socket on purpose
-- on the host: ss -xp | grep docker.sock
-- only if: process_containers WHERE snapshot_id = ?1
SELECT c.pid, printf('process %d of container %s is connected to %s', c.pid, coalesce(c.container_id, '?'), r.path) AS what,
       printf('%s is connected to unix socket %d, descriptor %d of process %d', r.path, d.peer, f.fd, f.pid) AS fact,
       r.diag_member_id AS fact_member_id, r.diag_line AS fact_line,
       printf('it lives in %s container %s', coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')) AS other,
       c.member_id AS other_member_id, c.line AS other_line
FROM sockets AS r -- the end that the runtime accepted: it has the name of the listener
CROSS JOIN diag_unix AS d ON d.snapshot_id = ?1 AND d.member_id = r.diag_member_id AND d.line = r.diag_line AND d.peer > 0
CROSS JOIN process_fds AS f ON f.snapshot_id = ?1 AND f.type = 'socket' AND f.inode = d.peer
JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = f.pid
WHERE r.snapshot_id = ?1 AND r.family = 1
  AND (r.path GLOB '*/docker.sock' OR r.path GLOB '*/containerd.sock' OR r.path GLOB '*/crio.sock' OR r.path GLOB '*/podman.sock')
