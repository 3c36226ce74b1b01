-- title: a container holds the socket of a container runtime
-- severity: medium
-- attack: T1611
-- facts: the process lives in a container; it is connected to docker.sock, containerd.sock, crio.sock or podman.sock, through which it can start others
--   with any rights
-- ruled out: the runtime itself
-- not excludable: runners of build systems, portainer, traefik, cadvisor, which are given the socket on purpose
-- on the host: ss -xp | grep docker.sock
SELECT c.pid, printf('process %d of container %s is connected to %s', c.pid, coalesce(c.container_id, '?'), u.peer_path) AS what,
       printf('unix socket %d is connected to %s', u.inode, u.peer_path) AS fact, u.member_id AS fact_member_id, u.line AS fact_line,
       printf('it lives in %s container %s', coalesce(c.runtime, 'a'), coalesce(c.container_id, '?')) AS other,
       c.member_id AS other_member_id, c.line AS other_line
FROM unix_connections AS u
JOIN process_containers AS c ON c.snapshot_id = ?1 AND c.pid = u.pid
WHERE u.snapshot_id = ?1 AND EXISTS (SELECT 1 FROM process_containers AS any_one WHERE any_one.snapshot_id = ?1) -- most hosts have none
  AND (u.peer_path GLOB '*/docker.sock' OR u.peer_path GLOB '*/containerd.sock' OR u.peer_path GLOB '*/crio.sock' OR u.peer_path GLOB '*/podman.sock')
