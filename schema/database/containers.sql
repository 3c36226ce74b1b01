-- Containers: which one each process lives in, as derive_containers.sql says, and the containers themselves.

CREATE TABLE process_containers (
    -- A process that lives in a container, and how that is known.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    pid INTEGER NOT NULL, -- process
    runtime TEXT, -- docker, containerd, cri-o, podman, buildkit, lxc (LXD and Incus, too), systemd-nspawn, machined (registered with systemd-machined), libvirt-lxc, rkt, openvz, garden (Cloud Foundry), nomad, mesos, fargate, runc and crun (used by themselves); NULL when the evidence fits several
    container_id TEXT, -- id of the container, its name for lxc and machines (as in the cgroup: - is \x2d), ALLOCATION.TASK for nomad; NULL when nothing names it
    parent_runtime TEXT, -- runtime of the container around it
    parent_id TEXT, -- id of the container around it, as far as the cgroup path shows one
    pod_uid TEXT, -- uid of its Kubernetes pod
    pod_qos TEXT, -- guaranteed, burstable, besteffort: the class of that pod
    evidence TEXT NOT NULL, -- cgroup (its path names the container), mounts (a file of the runtime is mounted in its /etc), namespaces (it has a pid and a mount namespace of its own; there id and runtime are NULL), conflict (its cgroups name several containers, none of which is around another; id NULL)
    own_namespaces TEXT NOT NULL, -- namespaces that are not those of pid 1 (where these could not be read: of collect), joined by commas: cgroup, ipc, mnt, net, pid, user, uts
    cgroup_path TEXT, -- the path that names it; relative to collect's own cgroup namespace
    pid_namespace INTEGER, -- inode number of the namespace
    mnt_namespace INTEGER, -- inode number of the namespace
    net_namespace INTEGER, -- inode number of the namespace
    root_fs_type TEXT, -- type of the file system that is its root; NULL when the mounts of its namespace were not read, or it has the host's
    root_path TEXT, -- where that is on the host: upper directory of an overlay, else directory in its file system
    member_id INTEGER REFERENCES members, -- where its cgroup was read, else its namespaces
    line INTEGER, -- line of that member
    PRIMARY KEY (snapshot_id, pid)
) STRICT, WITHOUT ROWID;
CREATE INDEX process_containers_by_id ON process_containers (container_id, snapshot_id);

CREATE VIEW containers (
    -- A container that a process lives in; stopped ones leave no trace in /proc. Without an id, the processes of one pid namespace count as one container.
    snapshot_id, -- the snapshot
    runtime, -- as in process_containers
    container_id, -- its id, or name; NULL when nothing names it
    parent_runtime, -- runtime of the container around it
    parent_id, -- id of the container around it
    pod_uid, -- uid of its Kubernetes pod
    pod_qos, -- class of that pod
    evidence, -- how the container is known: cgroup, mounts, namespaces, conflict; joined by commas where it differs between its processes
    processes, -- number of its processes
    first_pid, -- the lowest pid among them
    own_namespaces, -- namespaces of that process that are not the host's
    pid_namespace, -- inode number of that process's namespace
    mnt_namespace, -- inode number of that process's namespace
    net_namespace, -- inode number of that process's namespace
    cgroup_path, -- path that names it, of that process
    root_fs_type, -- type of the file system that is its root
    root_path -- where that is on the host
) AS
SELECT c.snapshot_id, c.runtime, c.container_id, c.parent_runtime, c.parent_id, c.pod_uid, c.pod_qos, group_concat(DISTINCT c.evidence), count(*),
       min(c.pid), c.own_namespaces, c.pid_namespace, c.mnt_namespace, c.net_namespace, c.cgroup_path, c.root_fs_type, c.root_path
FROM process_containers AS c
GROUP BY c.snapshot_id, c.container_id, c.runtime, iif(c.container_id IS NULL, c.pid_namespace, NULL);
