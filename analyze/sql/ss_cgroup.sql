-- ss --cgroup of an inet socket: the dump has the number of the cgroup, and a snapshot has no list of numbers and paths.
SELECT printf('cgroup:unreachable:%x', cgroup_id) FROM diag_inet WHERE member_id = ?1 AND line = ?2 AND cgroup_id IS NOT NULL;
