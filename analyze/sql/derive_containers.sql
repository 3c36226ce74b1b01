-- Finds the container of each process of snapshot ?1.
--
-- The cgroup path names the container, but only to a reader outside of it: the kernel shows a path relative to the reader's cgroup
-- namespace, so a collect inside a container reads / for its own processes and /../… for others.  Then the mounts may name the
-- container; otherwise the namespaces tell only that there is one.

INSERT INTO process_containers (snapshot_id, pid, runtime, container_id, parent_runtime, parent_id, pod_uid, pod_qos, evidence,
                                own_namespaces, cgroup_path, pid_namespace, mnt_namespace, net_namespace, root_fs_type, root_path,
                                member_id, line)
WITH
-- How runtimes name a cgroup: the path above it, what stands before and behind the id, and the form of the id.  The first rule that fits
-- counts.  Names with .scope are units of systemd; a directory without it was made by the runtime itself.  The supervisor of a container
-- (crio-conmon-…, libpod-conmon-…, lxc.monitor.…) is not in the container.  A runtime has no rule if its containers stay in the cgroup
-- of the process that starts them, or in a cgroup that is named only by a pid (Apptainer).
rules (rank, runtime, above, before, behind, shape) AS (
    VALUES
        -- moby, daemon/oci_linux.go: withCgroups
        (1, 'docker', '*', 'docker-', '.scope', 'hex'),
        (2, 'docker', '*/docker', '', '', 'hex'),
        (3, 'docker', '*', 'docker-', '', 'hex'),
        -- amazon-ecs-agent, agent/taskresource/cgroup: the agent gives docker /ecs/TASK as the parent
        (4, 'docker', '*/ecs/*', '', '', 'hex'),
        -- Fargate since platform 1.4: /ecs/TASK/TASK-NUMBER; elastic/apm, specs/agents/metadata.md
        (5, 'fargate', '*/ecs/*', '', '', 'fargate'),
        -- containerd, internal/cri/server/helpers: getCgroupsPath; its namespaces for ctr and nerdctl, and for CRI
        (6, 'containerd', '*', 'cri-containerd-', '.scope', 'hex'),
        (7, 'containerd', '*', 'cri-containerd-', '', 'hex'),
        (8, 'containerd', '*', 'nerdctl-', '.scope', 'hex'),
        (9, 'containerd', '*/default', '', '', 'hex'),
        (10, 'containerd', '*/k8s.io', '', '', 'hex'),
        -- cri-o, internal/config/cgmgr
        (11, 'cri-o', '*', 'crio-', '.scope', 'hex'),
        (12, 'cri-o', '*', 'crio-', '', 'hex'),
        -- podman, libpod/container_internal_linux.go: getOCICgroupPath; the second rule for --cgroups=split, which quadlet uses
        (13, 'podman', '*', 'libpod-', '.scope', 'hex'),
        (14, 'podman', '*', 'libpod-payload-', '', 'hex'),
        (15, 'podman', '*', 'libpod-', '', 'hex'),
        -- buildkit, executor/runcexecutor/executor.go: below the parent it was told, or as a unit of docker's; identity.NewID
        (16, 'buildkit', '*/buildkit', '', '', 'base36'),
        (17, 'buildkit', '*', 'docker-', '.scope', 'base36'),
        -- lxc, src/lxc/cgroups/cgfsng.c; LXC 3; before LXC 3, and Proxmox.  LXD and Incus use it: PROJECT_NAME outside the default project
        (18, 'lxc', '*', 'lxc.payload.', '', 'name'),
        (19, 'lxc', '*/lxc.payload', '', '', 'name'),
        (20, 'lxc', '*/lxc', '', '', 'name'),
        -- systemd, units/systemd-nspawn@.service
        (21, 'systemd-nspawn', '*', 'systemd-nspawn@', '.service', 'name'),
        -- libvirt, src/util/vircgroup.c: a virtual machine is no container
        (22, 'qemu', '*', 'machine-qemu\x2d', '.scope', 'name'),
        (23, 'libvirt-lxc', '*', 'machine-lxc\x2d', '.scope', 'name'),
        -- rkt, Documentation/using-rkt-with-systemd.md
        (24, 'rkt', '*', 'machine-rkt\x2d', '.scope', 'name'),
        -- systemd, src/machine/machine-dbus.c
        (25, 'machined', '*/machine.slice', 'machine-', '.scope', 'name'),
        -- Virtuozzo and OpenVZ 7: /machine.slice/CTID, a number or a uuid; netdata/netdata#2474
        (26, 'openvz', '*/machine.slice', '', '', 'number'),
        (27, 'openvz', '*/machine.slice', '', '', 'guid'),
        -- Cloud Foundry and Concourse: guardian, with a directory more where it shares processors; elastic/apm#105
        (28, 'garden', '*/garden', '', '', 'guid'),
        (29, 'garden', '*/garden/good', '', '', 'guid'),
        (30, 'garden', '*/garden/bad', '', '', 'guid'),
        -- nomad, client/lib/cgroupslib: ALLOCATION.TASK, in version 2 as a scope
        (31, 'nomad', '*/nomad.slice*', '', '.scope', 'task'),
        (32, 'nomad', '*/nomad*', '', '', 'task'),
        -- mesos, src/slave/containerizer/mesos: below --cgroups_root, nested ones below that again
        (33, 'mesos', '*/mesos', '', '', 'guid'),
        -- runc, libcontainer/specconv, and crun, libcrun/cgroup-systemd.c, where they were given no path
        (34, 'runc', '*', 'runc-', '.scope', 'name'),
        (35, 'crun', '*', 'crun-', '.scope', 'name'),
        -- an unknown runtime: Kubernetes with cgroupfs, old Docker, any with a parent of the user's
        (36, NULL, '*', '', '', 'hex')
),
paths AS MATERIALIZED (
    SELECT DISTINCT cgroup_path FROM process_cgroups WHERE snapshot_id = ?1 AND cgroup_path <> '/'
),
-- The directories of each path, at most 64: nobody nests deeper, and a hostile path may be very long.
directories (cgroup_path, depth, above, name, rest) AS (
    SELECT cgroup_path, 0, '', '', substr(cgroup_path, 2) || '/' FROM paths
    UNION ALL
    SELECT cgroup_path, depth + 1, above || iif(depth, '/' || name, ''), substr(rest, 1, instr(rest, '/') - 1),
           substr(rest, instr(rest, '/') + 1)
    FROM directories
    WHERE rest <> '' AND depth < 64
),
-- runc makes a directory slice:docker:id when it is given systemd's form of a path but does not use systemd.
units AS (
    SELECT cgroup_path, depth, above, rest, name AS directory,
           iif(name GLOB '*.slice:*:*',
               replace(substr(name, instr(name, '.slice:') + 7), ':', '-'), name) AS name
    FROM directories
    WHERE depth > 0
),
candidates AS (
    SELECT u.cgroup_path, u.depth, u.rest, r.rank, r.runtime, r.shape,
           substr(u.name, length(r.before) + 1, length(u.name) - length(r.before) - length(r.behind)) AS id
    FROM units AS u
    JOIN rules AS r
      ON substr(u.name, 1, length(r.before)) = r.before AND substr(u.name, length(u.name) - length(r.behind) + 1) = r.behind
     AND length(u.name) > length(r.before) + length(r.behind) AND u.above GLOB r.above
),
matches AS MATERIALIZED (
    SELECT cgroup_path, depth, runtime, min(rank), id
    FROM candidates
    WHERE CASE shape
          WHEN 'hex' THEN length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'
          WHEN 'guid' THEN length(id) IN (28, 36) AND id GLOB '????????-????-????-????-????*' AND id NOT GLOB '*[^0-9a-f-]*'
          WHEN 'task' THEN substr(id, 1, 36) GLOB '????????-????-????-????-????????????'
                           AND substr(id, 1, 36) NOT GLOB '*[^0-9a-f-]*' AND substr(id, 37, 1) IN ('', '.')
          WHEN 'fargate' THEN substr(id, 1, 32) NOT GLOB '*[^0-9a-f]*' AND substr(id, 33, 1) = '-'
                              AND length(id) > 33 AND substr(id, 34) NOT GLOB '*[^0-9]*'
          WHEN 'base36' THEN length(id) = 25 AND id NOT GLOB '*[^0-9a-z]*'
          WHEN 'number' THEN id NOT GLOB '*[^0-9]*'
          ELSE rest NOT GLOB 'supervisor/*' END -- systemd-nspawn itself
    GROUP BY cgroup_path, depth
),
pods AS MATERIALIZED (
    SELECT cgroup_path,
           replace(iif(directory GLOB 'pod*', substr(directory, 4),
                       substr(directory, instr(directory, '-pod') + 4,
                              instr(directory, '.slice') - instr(directory, '-pod') - 4)), '_', '-') AS uid,
           CASE WHEN cgroup_path GLOB '*burstable*' THEN 'burstable' WHEN cgroup_path GLOB '*besteffort*' THEN 'besteffort'
                ELSE 'guaranteed' END AS qos,
           max(depth)
    FROM units
    WHERE directory GLOB '*kubepods*-pod*.slice*' OR (directory GLOB 'pod*' AND cgroup_path GLOB '*/kubepods*/pod*')
    GROUP BY cgroup_path
),
-- The innermost container of a path, and the container around it.
innermost AS MATERIALIZED (
    SELECT cgroup_path, runtime, id, max(depth) AS depth FROM matches GROUP BY cgroup_path
),
inner_of AS MATERIALIZED (
    SELECT i.cgroup_path, i.runtime, i.id, o.runtime AS parent_runtime, o.id AS parent_id, max(o.depth)
    FROM innermost AS i
    LEFT JOIN matches AS o ON o.cgroup_path = i.cgroup_path AND o.id <> i.id
    GROUP BY i.cgroup_path
),
-- Each hierarchy of version 1 has a path of its own, and the paths of a nested container differ in depth.  A container that is
-- around another container of the process in one of the paths is not the innermost container.
outer_of AS MATERIALIZED (
    SELECT DISTINCT c.pid, o.id
    FROM process_cgroups AS c
    JOIN innermost AS i ON i.cgroup_path = c.cgroup_path
    JOIN matches AS o ON o.cgroup_path = c.cgroup_path AND o.depth < i.depth AND o.id <> i.id
    WHERE c.snapshot_id = ?1
),
named AS MATERIALIZED (
    SELECT c.pid, iif(count(o.id) = count(i.id), count(DISTINCT i.id), count(DISTINCT iif(o.id IS NULL, i.id, NULL))) AS ids,
           i.runtime, i.id, i.parent_runtime, i.parent_id, p.uid, p.qos, c.cgroup_path, c.member_id, c.line,
           min((i.id IS NULL) * 8589934592 + (o.id IS NOT NULL) * 4294967296 + c.line)
    FROM process_cgroups AS c
    LEFT JOIN inner_of AS i ON i.cgroup_path = c.cgroup_path AND i.runtime IS NOT 'qemu'
    LEFT JOIN outer_of AS o ON o.pid = c.pid AND o.id = i.id
    LEFT JOIN pods AS p ON p.cgroup_path = c.cgroup_path
    WHERE c.snapshot_id = ?1 AND (i.id IS NOT NULL OR p.uid IS NOT NULL)
    GROUP BY c.pid
),
kinds (name) AS (VALUES ('cgroup'), ('ipc'), ('mnt'), ('net'), ('pid'), ('user'), ('uts')),
hosts AS MATERIALIZED (
    SELECT k.name, coalesce(
               (SELECT l.inode FROM process_links AS l
                WHERE l.snapshot_id = ?1 AND l.pid = 1 AND l.tid = 1 AND l.link = 'ns/' || k.name),
               (SELECT iif(json_valid(n.meta), n.meta ->> ('$.self.namespaces.' || k.name), NULL)
                FROM snapshots AS n WHERE n.snapshot_id = ?1)) AS inode
    FROM kinds AS k
),
spaces AS MATERIALIZED (
    SELECT l.pid, group_concat(iif(l.inode <> h.inode, h.name, NULL)) AS own,
           max(iif(h.name = 'pid', l.inode, NULL)) AS pid_namespace, max(iif(h.name = 'mnt', l.inode, NULL)) AS mnt_namespace,
           max(iif(h.name = 'net', l.inode, NULL)) AS net_namespace,
           sum(h.name IN ('pid', 'mnt') AND l.inode <> h.inode) = 2 AS apart, l.member_id, min(l.line) AS line
    FROM hosts AS h
    JOIN process_links AS l ON l.snapshot_id = ?1 AND l.link = 'ns/' || h.name AND l.tid = l.pid AND l.inode IS NOT NULL
    GROUP BY l.pid
),
-- Files that runtimes mount over files of a container: the directory of such a file on the host, and the name of the directory.  With
-- podman and cri-o, files of /etc may be the pod's; .containerenv is the container's own.
files (runtime, what, mount_point, above, behind) AS (
    SELECT 'docker', 'id', '/etc/' || name, '*/containers/', '/' || name
    FROM (SELECT 'hostname' AS name UNION ALL SELECT 'hosts' UNION ALL SELECT 'resolv.conf')
    UNION ALL
    VALUES (NULL, 'pod', '/etc/hosts', '*/kubelet/pods/', '/etc-hosts'),
           ('containerd', 'sandbox', '/etc/hostname', '*/io.containerd.grpc.v1.cri/sandboxes/', '/hostname'),
           ('containerd', 'sandbox', '/etc/resolv.conf', '*/io.containerd.grpc.v1.cri/sandboxes/', '/resolv.conf'),
           (NULL, 'storage', '/etc/hostname', '*/storage/overlay-containers/', '/userdata/hostname'),
           (NULL, 'storage', '/etc/hosts', '*/storage/overlay-containers/', '/userdata/hosts'),
           (NULL, 'storage', '/etc/resolv.conf', '*/storage/overlay-containers/', '/userdata/resolv.conf'),
           (NULL, 'id', '/run/.containerenv', '*/storage/overlay-containers/', '/userdata/.containerenv')
),
found AS (
    SELECT l.inode AS mnt_namespace, f.runtime, f.what, f.above,
           substr(m.root, 1, length(m.root) - length(f.behind)) AS directory
    FROM mountinfo AS m
    JOIN files AS f ON f.mount_point = m.mount_point AND substr(m.root, -length(f.behind)) = f.behind
    JOIN process_links AS l ON l.snapshot_id = ?1 AND l.pid = m.pid AND l.tid = m.pid AND l.link = 'ns/mnt'
    WHERE m.snapshot_id = ?1
),
-- rtrim() removes everything behind the last slash.  It takes time by the square of the length, and a name has 255 bytes at most.
names AS (
    SELECT *, length(directory) - length(substr(directory, -256))
              + length(rtrim(substr(directory, -256), replace(substr(directory, -256), '/', ''))) AS slash
    FROM found
),
places AS (
    SELECT mnt_namespace, runtime, what, above, substr(directory, 1, slash) AS parent, substr(directory, slash + 1) AS name
    FROM names
),
mounted AS MATERIALIZED (
    SELECT mnt_namespace, coalesce(max(runtime), iif(max(what = 'id'), iif(max(what = 'pod'), 'cri-o', 'podman'), NULL)) AS runtime,
           max(iif(what = 'id' AND length(name) = 64 AND name NOT GLOB '*[^0-9a-f]*', name, NULL)) AS id,
           max(iif(what = 'pod', name, NULL)) AS uid
    FROM places
    WHERE parent GLOB above AND (what <> 'id' OR parent GLOB '*/docker/containers/' OR length(name) = 64)
    GROUP BY mnt_namespace
),
-- A snapshot taken inside a container has only the container's own mounts, and its pid 1 is not in the kernel's first pid namespace
-- (PROC_PID_INIT_INO).  Where pid 1 is in that namespace, its mounts are the host's.
host_mounts AS MATERIALIZED (
    SELECT h.inode AS mnt_namespace
    FROM hosts AS h
    WHERE h.name = 'mnt' AND h.inode IS NOT NULL
      AND coalesce((SELECT p.inode FROM hosts AS p WHERE p.name = 'pid'), 4026531836) = 4026531836
),
roots AS MATERIALIZED (
    SELECT l.inode AS mnt_namespace, m.fs_type,
           coalesce((SELECT o.value FROM mount_super_options AS o
                     WHERE o.snapshot_id = ?1 AND o.member_id = m.member_id AND o.line = m.line AND o.name = 'upperdir'
                       AND m.fs_type IN ('overlay', 'overlayfs')
                     ORDER BY o.item DESC LIMIT 1), m.root) AS path,
           max(m.line)
    FROM mountinfo AS m
    JOIN process_links AS l ON l.snapshot_id = ?1 AND l.pid = m.pid AND l.tid = m.pid AND l.link = 'ns/mnt'
    WHERE m.snapshot_id = ?1 AND m.mount_point = '/'
    GROUP BY l.inode
)
SELECT ?1, s.pid,
       CASE WHEN n.ids > 1 THEN NULL WHEN n.id IS NOT NULL THEN coalesce(n.runtime, f.runtime) ELSE f.runtime END,
       CASE WHEN n.ids > 1 THEN NULL WHEN n.id IS NOT NULL THEN n.id ELSE f.id END,
       iif(n.ids > 1, NULL, n.parent_runtime), iif(n.ids > 1, NULL, n.parent_id), coalesce(n.uid, f.uid), n.qos,
       CASE WHEN n.ids > 1 THEN 'conflict' WHEN n.ids = 1 THEN 'cgroup' WHEN f.mnt_namespace IS NOT NULL THEN 'mounts'
            ELSE 'namespaces' END,
       coalesce(p.own, ''), n.cgroup_path, p.pid_namespace, p.mnt_namespace, p.net_namespace, r.fs_type, r.path,
       coalesce(n.member_id, p.member_id), coalesce(n.line, p.line)
FROM process_stat AS s
LEFT JOIN named AS n ON n.pid = s.pid
LEFT JOIN spaces AS p ON p.pid = s.pid
LEFT JOIN mounted AS f ON f.mnt_namespace = p.mnt_namespace AND p.mnt_namespace NOT IN (SELECT h.mnt_namespace FROM host_mounts AS h)
LEFT JOIN roots AS r ON r.mnt_namespace = p.mnt_namespace AND p.mnt_namespace NOT IN (SELECT h.mnt_namespace FROM host_mounts AS h)
WHERE s.snapshot_id = ?1 AND s.tid = s.pid
  AND (n.ids > 0 OR f.mnt_namespace IS NOT NULL OR p.apart);
