-- # The case database
--
-- Made from the comments in `schema/database/` by `analyze schema --format markdown`.
--
-- `analyze load` writes snapshots of any number of hosts and times into one SQLite file. `analyze query` answers SQL about it;
-- so does the `sqlite3` shell, or any language that has SQLite: tables and views need no function of ours.
--
-- ## Conventions
--
-- **Snapshots.** Every table has `snapshot_id`. A question about one host at one time needs
-- `WHERE snapshot_id = N`, a join `USING (snapshot_id, ...)`; or ask with `analyze query --snapshot N` (or `--host NAME`), which
-- narrows every table and view to that snapshot, so that SQL written for a live host runs unchanged; 'now' is then the start of
-- the snapshot, by the clock of its host.
-- `main.` before a name reaches the whole table even then. `timeline` and the views of history, which tell of all snapshots at once and
-- so have no `snapshot_id`, then tell of that snapshot alone.

SELECT snapshot_id, host, started_at, result FROM snapshots ORDER BY started_ns;

-- **Hosts.** `host` is a label: clones share it, and a host may be called otherwise after it was started again. Which snapshots are of one
-- host is said by `snapshot_hosts`, by boot_id, the times of the boots, and machine-id.

SELECT h.host_key, h.known_by, n.host, n.boot_id, n.started_at FROM snapshot_hosts AS h JOIN snapshots AS n USING (snapshot_id)
ORDER BY h.host_key, n.started_ns;

-- **Evidence.** A row that was read from the archive has `member_id` and `line`: the member, and the line in it from 1. `members`
-- tells its name, its digest and whether that verified; the sections below leave these three out. `tar -xf ARCHIVE DIRECTORY/PATH` and
-- `sed -n LINEp` show the bytes.

SELECT n.host, f.pid, f.fd, f.target, n.archive_name, n.directory || '/' || m.path AS member, f.line, m.sha256, m.verified
FROM process_fds AS f
JOIN members AS m USING (snapshot_id, member_id)
JOIN snapshots AS n USING (snapshot_id)
WHERE f.target LIKE '%(deleted)';

-- **What is not there.** Nothing is left out in silence. What could not be read has a row in `members` with its
-- `state` and `errno`; what was read and not understood has a row in `problems`, columns that some vendor added to a table one in
-- `unknown_columns`; a socket that nobody holds has the reason in `ownership`, which
-- `ownership_reasons` explains.

SELECT snapshot_id, state, errno, count(*) AS members FROM members GROUP BY snapshot_id, state, errno ORDER BY members DESC;

SELECT p.snapshot_id, p.want, p.have, m.path, p.line FROM problems AS p LEFT JOIN members AS m USING (snapshot_id, member_id);

-- **Addresses** are text (`local_address`) and the same as a BLOB in network order (`local_ip`: 4 bytes, or 16 for IPv6), which
-- sorts, so a range is a comparison. 10.0.0.0/8 and fe80::/10:

SELECT snapshot_id, remote_address, remote_port, state FROM sockets
WHERE family = 2 AND remote_ip BETWEEN x'0a000000' AND x'0affffff';

SELECT snapshot_id, remote_address, remote_port, state FROM sockets
WHERE family = 10 AND remote_ip >= x'fe800000000000000000000000000000' AND remote_ip < x'fec00000000000000000000000000000';

-- **Times** of the captured host are ISO 8601 text in UTC (`started_at`) and nanoseconds since the epoch (`started_ns`), by the
-- clock of that host. `start_time` of a process is in seconds, as in osquery.

SELECT snapshot_id, pid, name, datetime(start_time, 'unixepoch') AS started FROM processes ORDER BY start_time DESC LIMIT 10;

-- **Numbers** are as the kernel has them. SQLite's have 63 bits and a sign, some of the kernel's 64 and none (inodes, cookies, limits,
-- times, counters): such a number keeps its bits, so one above 2^63 - 1 is stored less by 2^64, negative. `printf('%u', x)` shows
-- it as the kernel does, and `ORDER BY x < 0, x` sorts it last.

SELECT snapshot_id, pid, resource, printf('%u', soft) AS soft FROM process_limits WHERE soft < 0;

-- **Names of unix sockets.** `path` is what /proc/net/unix prints, and osquery shows: an abstract name begins with `@`, and so may a
-- path. `abstract` says which it is, where a dump was taken, and `bound_name` has the exact bytes. Names that read the same are not
-- the same: a path is another file in another mount namespace, or once it was unlinked and bound again. Who listens to a name is
-- told by the file's device and inode, not by its text, and where that is not proved `unix_connections` names nobody and says why.

SELECT snapshot_id, pid, peer_path, peer_abstract, listener_how, listener_pids FROM unix_connections WHERE peer_path IS NOT NULL;

-- **Text** is the host's bytes as they were, also where they are not UTF-8. `analyze` shows control characters, bytes that are
-- no UTF-8, and characters that reorder text as `\xHH`; a backslash before such a sequence in the text itself is `\x5c`.
--
-- **Sockets.** `proc_net_*` hold the rows of the kernel's tables as read, twice: before and after the walk over all
-- descriptors. `sockets` has each socket once, with what saw it (`seen`). `socket_owners` has every holder: a socket is often
-- held by several processes, or several times by one. In `process_open_sockets` the two are joined, as in osquery.

SELECT s.pid, p.name, s.fd, s.local_address, s.local_port, s.remote_address, s.remote_port, s.state, s.net_namespace
FROM process_open_sockets AS s
LEFT JOIN processes AS p USING (snapshot_id, pid)
WHERE s.family IN (2, 10);

SELECT s.snapshot_id, r.name, count(*) AS sockets, r.meaning, r.next_step
FROM sockets AS s
JOIN ownership_reasons AS r ON r.name = s.ownership
GROUP BY s.snapshot_id, r.name;

-- **Both ends.** `connections` has the other end of a connection where it was captured: in the same namespace, in another one, on
-- another host in the database. It says nothing rather than something that may be wrong: where two ends could be the other one,
-- `candidates` is their number and the peer is NULL. `no_peer_reason` says why there is none. Where connection tracking was captured on
-- the way (a published container port, a service, masquerading), the end behind it is found by that, with the row of `conntrack` as
-- evidence in `translation_member_id` and `translation_line`. `unix_connections` tells who is connected to whom by the dump, and
-- `process_open_pipes` who reads what another writes. Each process in a container is in `process_containers`.

SELECT snapshot_id, pid, local_address, local_port, remote_address, remote_port, state, how, peer_host, peer_pid, candidates, no_peer_reason
FROM connections;

SELECT snapshot_id, pid, pids, path, peer_pid, peer_pids, peer_path FROM unix_connections;

SELECT snapshot_id, runtime, container_id, pod_uid, processes, first_pid, evidence FROM containers;

-- **Processes** are known by `pid` and `starttime` together: a pid is used again. A thread of which `process_fds` has rows of its
-- own (`tid` differs from `pid`) has its own descriptor table; `ss -p`, `netstat -p` and `lsof` do not look there.
--
-- ## Differences from osquery
--
-- Views named as osquery's tables have its columns first, in its order, with its types and its values; ours follow. Differences
-- are on purpose:
--
-- - Many snapshots stand in one table: see `snapshot_id`.
-- - A socket that several descriptors refer to is as many rows; osquery keeps one of them.
-- - `path` of a unix socket is whole; osquery cuts it at the first space.
-- - A row of /proc/net/unix that the name of another socket forged (see `ownership_reasons`) is no socket, and only there.
-- - Sockets that only a descriptor shows (families without a table in /proc, TCP sockets that are neither bound nor
--   connected) have a row in `process_open_sockets`: `family` and `protocol` are those of the name that the kernel gives their
--   protocol (2 and 6, or 10 and 6, of a TCP socket, whose `state` is UNKNOWN), 0 where it gives none (before Linux 4.19), and
--   `net_namespace` is 0. vsock and xdp sockets have one where a diag dump was taken. osquery has none of these.
-- - What is not known is never NULL where osquery has a value always, but what osquery says of what it does not know: -1 for a user,
--   an owner or a count, 0 for an MTU, UNKNOWN for a state, empty text. A digest, a size or a date that was not collected is NULL.
-- - `local_address` has no zone (`%eth0`): the interface that a socket is bound to is `interface_name`.
-- - `protocol` of an IPv6 ping socket is 58, IPPROTO_ICMPV6; osquery says 1.
-- - `socket` in `listening_ports` is the inode for unix sockets, too; osquery says 0.
-- - `local_address` and `remote_address` are right for snapshots of hosts of either byte order.
-- - `process_open_pipes` has a row without a partner (-1) where all who hold a pipe hold the same end; osquery has none then. A
-- named pipe is not in it: a snapshot has its path, and not that it is one.
-- - `process_open_files` goes by the type of the link, so a file with `socket:` or `pipe:` in its path is listed.
-- - `name` of a process is as in /proc/PID/stat: nothing in it is escaped.
-- - `time`, `uptime` and their like are of the capture; `osquery_info` is about `collect`.
-- - `hash` and `file` have the programs that ran, not any file. A deleted one keeps ` (deleted)` behind its path; a file of
--   another mount namespace has that in `mount_namespace_id`. Their digests need `collect --hash-exe`.
-- - `groups` keeps a group that has the gid of another, and `user_groups` what any of the users of a uid is in.
-- - `hostname` in `system_info` is the node name, and `dns_resolvers` has what resolv.conf says, not what the resolver does
--   where it says nothing.
-- - `wired_size` is VmLck; osquery says 0. `resident_size` and `total_size` of a kernel thread are 0; osquery says NULL.
-- - `on_disk` is 0 when the kernel says that the executable was deleted, else 1: other files of the host cannot be looked at.
--
-- `analyze query` has the functions that published osquery queries call: `regex_match(text, regex, group)` (syntax of
-- PCRE2 where ECMAScript says nothing else; NULL without a match), `regex_split`, `split(text, separators, index)`, `concat(...)`,
-- `concat_ws`, `parent_directory`, `in_cidr_block(block, address)`, `inet_aton`, `community_id_v1`, `md5`, `sha1`, `sha256`,
-- `to_base64`, `from_base64` and `conditional_to_base64`; `analyze`(1) says what each does. In `in_cidr_block` the first and the
-- last address of an IPv4 block are in the block, which osquery leaves out.
