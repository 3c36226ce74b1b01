-- title: Containers
-- caption: Containers in which a process lives, and how each is known.
-- empty: No process lives in a container, as far as cgroups, mounts and namespaces tell.
-- columns: container_id code, root_path code
SELECT c.runtime, c.container_id, c.processes, c.first_pid, (SELECT p.comm FROM process_stat AS p WHERE p.pid = c.first_pid AND p.tid = p.pid) AS first_process,
       (SELECT count(DISTINCT f.finding_id) FROM finding_processes AS f JOIN process_containers AS o ON o.pid = f.pid
        WHERE o.container_id IS c.container_id AND o.pid_namespace IS c.pid_namespace) AS findings,
       c.net_namespace, c.own_namespaces, c.pod_uid, c.parent_id, c.evidence, c.root_path
FROM containers AS c
ORDER BY findings DESC, c.runtime, c.container_id, c.first_pid;
