-- Where BPF programs are attached, and who keeps BPF objects alive.  The objects themselves are in bpf_objects.

CREATE TABLE bpf_names (
    -- What the numbers of bpf_objects, bpf_details, bpf_places and process_fdinfo mean: include/uapi/linux/bpf.h.
    kind TEXT NOT NULL, -- prog, map and link: type in bpf_objects; attach: attach types; event: key event in bpf_details; query: key query_type in process_fdinfo; btf: type_kind in bpf_types
    number INTEGER NOT NULL, -- the number
    name TEXT NOT NULL, -- its name, as bpftool(8) writes it
    PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

INSERT INTO bpf_names (kind, number, name) VALUES
    ('prog', 0, 'unspec'), ('prog', 1, 'socket_filter'), ('prog', 2, 'kprobe'), ('prog', 3, 'sched_cls'),
    ('prog', 4, 'sched_act'), ('prog', 5, 'tracepoint'), ('prog', 6, 'xdp'), ('prog', 7, 'perf_event'),
    ('prog', 8, 'cgroup_skb'), ('prog', 9, 'cgroup_sock'), ('prog', 10, 'lwt_in'), ('prog', 11, 'lwt_out'),
    ('prog', 12, 'lwt_xmit'), ('prog', 13, 'sock_ops'), ('prog', 14, 'sk_skb'), ('prog', 15, 'cgroup_device'),
    ('prog', 16, 'sk_msg'), ('prog', 17, 'raw_tracepoint'), ('prog', 18, 'cgroup_sock_addr'), ('prog', 19, 'lwt_seg6local'),
    ('prog', 20, 'lirc_mode2'), ('prog', 21, 'sk_reuseport'), ('prog', 22, 'flow_dissector'), ('prog', 23, 'cgroup_sysctl'),
    ('prog', 24, 'raw_tracepoint_writable'), ('prog', 25, 'cgroup_sockopt'), ('prog', 26, 'tracing'), ('prog', 27, 'struct_ops'),
    ('prog', 28, 'ext'), ('prog', 29, 'lsm'), ('prog', 30, 'sk_lookup'), ('prog', 31, 'syscall'), ('prog', 32, 'netfilter'),
    ('map', 0, 'unspec'), ('map', 1, 'hash'), ('map', 2, 'array'), ('map', 3, 'prog_array'), ('map', 4, 'perf_event_array'),
    ('map', 5, 'percpu_hash'), ('map', 6, 'percpu_array'), ('map', 7, 'stack_trace'), ('map', 8, 'cgroup_array'),
    ('map', 9, 'lru_hash'), ('map', 10, 'lru_percpu_hash'), ('map', 11, 'lpm_trie'), ('map', 12, 'array_of_maps'),
    ('map', 13, 'hash_of_maps'), ('map', 14, 'devmap'), ('map', 15, 'sockmap'), ('map', 16, 'cpumap'), ('map', 17, 'xskmap'),
    ('map', 18, 'sockhash'), ('map', 19, 'cgroup_storage'), ('map', 20, 'reuseport_sockarray'),
    ('map', 21, 'percpu_cgroup_storage'), ('map', 22, 'queue'), ('map', 23, 'stack'), ('map', 24, 'sk_storage'),
    ('map', 25, 'devmap_hash'), ('map', 26, 'struct_ops'), ('map', 27, 'ringbuf'), ('map', 28, 'inode_storage'),
    ('map', 29, 'task_storage'), ('map', 30, 'bloom_filter'), ('map', 31, 'user_ringbuf'), ('map', 32, 'cgrp_storage'),
    ('map', 33, 'arena'), ('link', 0, 'unspec'), ('link', 1, 'raw_tracepoint'), ('link', 2, 'tracing'), ('link', 3, 'cgroup'),
    ('link', 4, 'iter'), ('link', 5, 'netns'), ('link', 6, 'xdp'), ('link', 7, 'perf_event'), ('link', 8, 'kprobe_multi'),
    ('link', 9, 'struct_ops'), ('link', 10, 'netfilter'), ('link', 11, 'tcx'), ('link', 12, 'uprobe_multi'),
    ('link', 13, 'netkit'), ('link', 14, 'sockmap'), ('attach', 0, 'cgroup_inet_ingress'), ('attach', 1, 'cgroup_inet_egress'),
    ('attach', 2, 'cgroup_inet_sock_create'), ('attach', 3, 'cgroup_sock_ops'), ('attach', 4, 'sk_skb_stream_parser'),
    ('attach', 5, 'sk_skb_stream_verdict'), ('attach', 6, 'cgroup_device'), ('attach', 7, 'sk_msg_verdict'),
    ('attach', 8, 'cgroup_inet4_bind'), ('attach', 9, 'cgroup_inet6_bind'), ('attach', 10, 'cgroup_inet4_connect'),
    ('attach', 11, 'cgroup_inet6_connect'), ('attach', 12, 'cgroup_inet4_post_bind'), ('attach', 13, 'cgroup_inet6_post_bind'),
    ('attach', 14, 'cgroup_udp4_sendmsg'), ('attach', 15, 'cgroup_udp6_sendmsg'), ('attach', 16, 'lirc_mode2'),
    ('attach', 17, 'flow_dissector'), ('attach', 18, 'cgroup_sysctl'), ('attach', 19, 'cgroup_udp4_recvmsg'),
    ('attach', 20, 'cgroup_udp6_recvmsg'), ('attach', 21, 'cgroup_getsockopt'), ('attach', 22, 'cgroup_setsockopt'),
    ('attach', 23, 'trace_raw_tp'), ('attach', 24, 'trace_fentry'), ('attach', 25, 'trace_fexit'),
    ('attach', 26, 'modify_return'), ('attach', 27, 'lsm_mac'), ('attach', 28, 'trace_iter'),
    ('attach', 29, 'cgroup_inet4_getpeername'), ('attach', 30, 'cgroup_inet6_getpeername'),
    ('attach', 31, 'cgroup_inet4_getsockname'), ('attach', 32, 'cgroup_inet6_getsockname'), ('attach', 33, 'xdp_devmap'),
    ('attach', 34, 'cgroup_inet_sock_release'), ('attach', 35, 'xdp_cpumap'), ('attach', 36, 'sk_lookup'), ('attach', 37, 'xdp'),
    ('attach', 38, 'sk_skb_verdict'), ('attach', 39, 'sk_reuseport_select'), ('attach', 40, 'sk_reuseport_select_or_migrate'),
    ('attach', 41, 'perf_event'), ('attach', 42, 'trace_kprobe_multi'), ('attach', 43, 'lsm_cgroup'),
    ('attach', 44, 'struct_ops'), ('attach', 45, 'netfilter'), ('attach', 46, 'tcx_ingress'), ('attach', 47, 'tcx_egress'),
    ('attach', 48, 'trace_uprobe_multi'), ('attach', 49, 'cgroup_unix_connect'), ('attach', 50, 'cgroup_unix_sendmsg'),
    ('attach', 51, 'cgroup_unix_recvmsg'), ('attach', 52, 'cgroup_unix_getpeername'), ('attach', 53, 'cgroup_unix_getsockname'),
    ('attach', 54, 'netkit_primary'), ('attach', 55, 'netkit_peer'), ('attach', 56, 'trace_kprobe_session'),
    ('attach', 57, 'trace_uprobe_session'), ('event', 0, 'unspec'), ('event', 1, 'uprobe'), ('event', 2, 'uretprobe'),
    ('event', 3, 'kprobe'), ('event', 4, 'kretprobe'), ('event', 5, 'tracepoint'), ('event', 6, 'event'),
    ('query', 0, 'raw_tracepoint'), ('query', 1, 'tracepoint'), ('query', 2, 'kprobe'), ('query', 3, 'kretprobe'),
    ('query', 4, 'uprobe'), ('query', 5, 'uretprobe'), ('btf', 1, 'int'), ('btf', 2, 'ptr'), ('btf', 3, 'array'), ('btf', 4, 'struct'),
    ('btf', 5, 'union'), ('btf', 6, 'enum'), ('btf', 7, 'fwd'), ('btf', 8, 'typedef'), ('btf', 9, 'volatile'), ('btf', 10, 'const'),
    ('btf', 11, 'restrict'), ('btf', 12, 'func'), ('btf', 13, 'func_proto'), ('btf', 14, 'var'), ('btf', 15, 'datasec'), ('btf', 16, 'float'),
    ('btf', 17, 'decl_tag'), ('btf', 18, 'type_tag'), ('btf', 19, 'enum64');

CREATE TABLE bpf_details (
    -- What else the kernel tells of a BPF object: a field key=value of its line in views/bpf.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    ordinal INTEGER NOT NULL, -- which of these fields of the line, from 1
    kind TEXT NOT NULL, -- prog, map or link
    id INTEGER NOT NULL, -- number of the object among those of its kind
    key TEXT NOT NULL, -- prog: bytes, jited_bytes, interface, target_object, target_btf (bpf_targets has the names), map; map: key_bytes, value_bytes, entries, flags, interface, target_object, target_btf; link: attach_type, interface, netns, cgroup, name, offset, map, …
    value TEXT NOT NULL, -- its value
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX bpf_details_by_id ON bpf_details (snapshot_id, kind, id, key, value);

CREATE TABLE bpf_places (
    -- A place outside of links that has a BPF object: a cgroup, an interface or a network namespace with a program, a file of a bpffs that pins an object.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    net_namespace INTEGER, -- network namespace of the interface, or the one that has the program; NULL for cgroup and pin
    place TEXT NOT NULL, -- cgroup, interface (tcx and netkit), netns or pin
    path TEXT NOT NULL, -- directory of the cgroup, or the file, as mount_namespace has it; name of the interface; empty for netns
    attach_type INTEGER, -- how the place has the program: kind attach in bpf_names; NULL for a pin
    kind TEXT, -- prog, map or link; NULL when it could not be asked
    id INTEGER, -- number of the object among those of its kind; NULL when it could not be asked
    errno TEXT, -- why it could not be asked
    mount_namespace INTEGER, -- mount namespace that has the file system; NULL for that of collect
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX bpf_places_by_id ON bpf_places (snapshot_id, kind, id);

CREATE TABLE bpf_types (
    -- A type of BTF, the kernel's description of its own types, that a BPF object names by number: of the function that fentry, fexit, LSM programs and iterators hook, of a tracepoint, of the struct of struct_ops.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    object_id INTEGER NOT NULL, -- number of the BTF, as target_object in bpf_details; 0 stands for that of the kernel
    type_id INTEGER NOT NULL, -- number of the type in it, as target_btf in bpf_details
    type_kind INTEGER, -- kind of type: kind btf in bpf_names
    name TEXT, -- its name: vfs_read, bpf_lsm_file_open, btf_trace_sched_switch, …
    object_name TEXT, -- vmlinux for the kernel, or the module; NULL for a BPF program
    errno TEXT, -- why the kernel did not tell
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX bpf_types_by_id ON bpf_types (snapshot_id, object_id, type_id);

CREATE TABLE bpf_link_functions (
    -- A function that a link of kind kprobe_multi probes.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    link_id INTEGER NOT NULL, -- number of the link
    ordinal INTEGER NOT NULL, -- which of its functions, from 1
    name TEXT NOT NULL, -- the function
    module TEXT, -- the module that has it; NULL for the kernel itself
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX bpf_link_functions_by_link ON bpf_link_functions (snapshot_id, link_id, ordinal);

CREATE VIEW bpf_targets (
    -- What a BPF program or a map was made for, whether a link attaches it or not: a function or struct of the kernel, of a module or of another program.
    kind, -- prog or map
    id, -- number of the object among those of its kind
    name, -- its name; NULL when it has none
    target, -- the function, the tracepoint or the struct of struct_ops; NULL when the kernel did not tell its name
    target_kind, -- func, typedef (of a tracepoint) or struct
    target_object, -- vmlinux for the kernel, or the module; NULL for a BPF program
    object_id, -- number of the BTF
    type_id, -- number of the type in it
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT o.kind, o.id, o.name,
       CASE WHEN y.name GLOB 'btf_trace_?*' THEN substr(y.name, 11) WHEN y.name GLOB 'bpf_struct_ops_?*' THEN substr(y.name, 16) ELSE y.name END,
       (SELECT n.name FROM bpf_names AS n WHERE n.kind = 'btf' AND n.number = y.type_kind), y.object_name, o.object, o.type,
       o.snapshot_id, o.member_id, o.line
FROM (SELECT o.kind, o.id, o.name, CAST(t.value AS INTEGER) AS object, CAST(b.value AS INTEGER) AS type, o.snapshot_id, o.member_id, o.line
      FROM bpf_objects AS o
      JOIN bpf_details AS t ON t.snapshot_id = o.snapshot_id AND t.kind = o.kind AND t.id = o.id AND t.key = 'target_object'
      JOIN bpf_details AS b ON b.snapshot_id = o.snapshot_id AND b.kind = o.kind AND b.id = o.id AND b.key = 'target_btf'
      WHERE o.kind <> 'link') AS o
LEFT JOIN bpf_types AS y ON y.snapshot_id = o.snapshot_id AND y.object_id = o.object AND y.type_id = o.type;

CREATE VIEW bpf_links (
    -- A BPF link: an attached program.
    id, -- number of the link
    type, -- raw_tracepoint, tracing, cgroup, iter, netns, xdp, perf_event, kprobe_multi, struct_ops, netfilter, tcx, uprobe_multi, netkit or sockmap; the number when the name is not known
    prog_id, -- the program; 0 for struct_ops
    prog_name, -- name of the program; NULL when it has none
    attach_type, -- attach type as bpftool(8) names it, or what kind of perf event it is; NULL for kinds of links that have none
    target, -- what it is attached to, in words; NULL when the kernel does not tell
    name, -- name of the tracepoint, function, iterator or struct, or path of the probed program; the functions of kprobe_multi are in bpf_link_functions
    offset, -- offset of a probe in what name says
    interface_index, -- interface of xdp, tcx and netkit, in a network namespace that the kernel does not name
    net_namespace, -- network namespace of a netns link
    cgroup_id, -- cgroup of a cgroup link: the inode number of its directory
    map_id, -- map of struct_ops, sockmap and some iterators
    pid, -- process that a uprobe_multi is limited to
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT v.id, coalesce((SELECT n.name FROM bpf_names AS n WHERE n.kind = 'link' AND n.number = type), CAST(type AS TEXT)),
       prog_id,
       (SELECT p.name FROM bpf_objects AS p WHERE p.snapshot_id = v.snapshot_id AND p.kind = 'prog' AND p.id = v.prog_id),
       coalesce((SELECT n.name FROM bpf_names AS n WHERE n.kind = 'attach' AND n.number = attach),
                (SELECT n.name FROM bpf_names AS n WHERE n.kind = 'event' AND n.number = event)),
       coalesce(coalesce(v.name, v.program_target) || iif(coalesce(offset, 0) = 0, '', '+' || offset) || coalesce(' at ' || offsets, ''),
                'interface ' || interface, 'net:[' || netns || ']', 'cgroup ' || cgroup, v.map_target, 'map ' || nullif(map, 0),
                'netfilter family ' || family || ' hook ' || hook || ' priority ' || priority,
                'object ' || v.target_object || ' type ' || v.target_btf, functions || ' functions',
                'event ' || event_type || ' config ' || config),
       coalesce(v.name, v.program_target, v.map_target), offset, interface, netns, cgroup, nullif(map, 0), nullif(pid, 0), v.snapshot_id, v.member_id,
       v.line
-- Only a program of the kind ext can be attached to something else than what it was made for.
FROM (SELECT g.*,
             (SELECT t.target FROM bpf_targets AS t
              WHERE t.snapshot_id = g.snapshot_id AND t.kind = 'prog' AND t.id = g.prog_id AND g.type = 2
                AND (g.target_btf IS NULL OR g.target_btf = t.type_id)) AS program_target,
             (SELECT m.target FROM bpf_targets AS m
              WHERE m.snapshot_id = g.snapshot_id AND m.kind = 'map' AND m.id = g.map AND g.type = 9) AS map_target
      FROM (
      SELECT l.id, l.type, l.prog_id, l.snapshot_id, l.member_id, l.line,
             max(iif(d.key = 'attach_type', CAST(d.value AS INTEGER), NULL)) AS attach,
             max(iif(d.key = 'event', CAST(d.value AS INTEGER), NULL)) AS event,
             max(iif(d.key = 'name', d.value, NULL)) AS name,
             max(iif(d.key = 'offset', CAST(d.value AS INTEGER), NULL)) AS offset,
             max(iif(d.key = 'offsets', d.value, NULL)) AS offsets,
             max(iif(d.key = 'interface', CAST(d.value AS INTEGER), NULL)) AS interface,
             max(iif(d.key = 'netns', CAST(d.value AS INTEGER), NULL)) AS netns,
             max(iif(d.key = 'cgroup', CAST(d.value AS INTEGER), NULL)) AS cgroup,
             max(iif(d.key = 'map', CAST(d.value AS INTEGER), NULL)) AS map,
             max(iif(d.key = 'pid', CAST(d.value AS INTEGER), NULL)) AS pid,
             max(iif(d.key = 'family', d.value, NULL)) AS family,
             max(iif(d.key = 'hook', d.value, NULL)) AS hook,
             max(iif(d.key = 'priority', d.value, NULL)) AS priority,
             max(iif(d.key = 'target_object', d.value, NULL)) AS target_object,
             max(iif(d.key = 'target_btf', CAST(d.value AS INTEGER), NULL)) AS target_btf,
             max(iif(d.key = 'count', d.value, NULL)) AS functions,
             max(iif(d.key = 'event_type', d.value, NULL)) AS event_type,
             max(iif(d.key = 'config', d.value, NULL)) AS config
      FROM bpf_objects AS l
      LEFT JOIN bpf_details AS d ON d.snapshot_id = l.snapshot_id AND d.kind = l.kind AND d.id = l.id
      WHERE l.kind = 'link' AND l.errno IS NULL
      GROUP BY l.snapshot_id, l.member_id, l.line) AS g) AS v;

CREATE VIEW bpf_attachments (
    -- A place where the kernel runs a BPF program, by each source that tells of one; a kprobe_multi link has a row for each function.  The same place may have two rows: a cgroup and an interface also tell of what a link attached.
    prog_id, -- the program
    prog_name, -- its name; NULL when it has none
    prog_type, -- its type as bpftool(8) names it; NULL when views/bpf does not have the program
    source, -- link, cgroup, descriptor (a perf event or raw tracepoint of a process), interface (XDP, tcx, netkit), filter (of tc) or netns
    attach_type, -- attach type as bpftool(8) names it, or the kind of event
    target, -- what it is attached to: name and offset of a probe, path of a cgroup, name of an interface, …
    link_id, -- the link; NULL for other sources
    pid, -- process that holds the descriptor; NULL for other sources
    tid, -- thread whose descriptor table it is
    fd, -- the descriptor
    net_namespace, -- network namespace of the interface, the filter, or of a netns link
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT a.prog_id, p.name,
       (SELECT n.name FROM bpf_names AS n WHERE n.kind = 'prog' AND n.number = p.type),
       a.source, a.attach_type, a.target, a.link_id, a.pid, a.tid, a.fd, a.net_namespace, a.snapshot_id, a.member_id,
       a.line
FROM (SELECT l.prog_id, 'link' AS source, coalesce(l.attach_type, l.type) AS attach_type, coalesce(f.name, l.target) AS target, l.id AS link_id,
             CAST(NULL AS INTEGER) AS pid, CAST(NULL AS INTEGER) AS tid, CAST(NULL AS INTEGER) AS fd, l.net_namespace,
             l.snapshot_id, l.member_id, l.line
      FROM bpf_links AS l
      LEFT JOIN bpf_link_functions AS f ON f.snapshot_id = l.snapshot_id AND f.link_id = l.id AND l.type = 'kprobe_multi'
      UNION ALL
      SELECT c.id, c.place,
             coalesce((SELECT n.name FROM bpf_names AS n WHERE n.kind = 'attach' AND n.number = c.attach_type),
                      CAST(c.attach_type AS TEXT)),
             iif(c.place = 'netns', 'net:[' || c.net_namespace || ']', c.path), NULL, NULL, NULL, NULL, c.net_namespace,
             c.snapshot_id, c.member_id, c.line
      FROM bpf_places AS c WHERE c.place <> 'pin' AND c.kind = 'prog'
      UNION ALL
      SELECT f.bpf_program, 'filter', CASE f.parent WHEN 0xfffffff2 THEN 'tc_ingress' WHEN 0xfffffff3 THEN 'tc_egress' ELSE 'tc' END,
             coalesce((SELECT i.interface_name FROM rtnl_link AS i
                       WHERE i.snapshot_id = f.snapshot_id AND i.net_namespace = f.net_namespace AND i.interface_index = f.interface_index),
                      'interface ' || f.interface_index),
             NULL, NULL, NULL, NULL, f.net_namespace, f.snapshot_id, f.member_id, f.line
      FROM rtnl_filter AS f WHERE f.bpf_program > 0
      UNION ALL
      SELECT CAST(q.value AS INTEGER), 'descriptor',
             (SELECT n.name FROM process_fdinfo AS t JOIN bpf_names AS n ON n.kind = 'query' AND n.number = CAST(t.value AS INTEGER)
              WHERE t.snapshot_id = q.snapshot_id AND t.pid = q.pid AND t.fd = q.fd AND t.key = 'query_type' AND t.tid = q.tid),
             (SELECT nullif(t.value, '') FROM process_fdinfo AS t
              WHERE t.snapshot_id = q.snapshot_id AND t.pid = q.pid AND t.fd = q.fd AND t.key = 'query_name' AND t.tid = q.tid)
             || coalesce((SELECT '+' || nullif(t.value, '0') FROM process_fdinfo AS t
                          WHERE t.snapshot_id = q.snapshot_id AND t.pid = q.pid AND t.fd = q.fd AND t.key = 'query_offset'
                            AND t.tid = q.tid), ''),
             NULL, q.pid, q.tid, q.fd, NULL, q.snapshot_id, q.member_id, q.line
      FROM process_fdinfo AS q WHERE q.key = 'query_prog_id'
      UNION ALL
      SELECT i.xdp_program, 'interface', 'xdp', i.interface_name, NULL, NULL, NULL, NULL, i.net_namespace, i.snapshot_id,
             i.member_id, i.line
      FROM rtnl_link AS i WHERE i.xdp_program > 0) AS a
LEFT JOIN bpf_objects AS p ON p.snapshot_id = a.snapshot_id AND p.kind = 'prog' AND p.id = a.prog_id;

CREATE VIEW bpf_holders (
    -- Who keeps a BPF object in the kernel: a row for each holder that is known.  A program that has none here is kept by what no source shows, for instance a socket (SO_ATTACH_BPF) or an action of tc(8).
    kind, -- prog, map or link
    id, -- number of the object among those of its kind
    name, -- its name; NULL when it has none
    holder, -- descriptor, pin, cgroup, interface, filter, netns, or the kind of object that holds it: prog or link
    holder_id, -- number of the program or link; NULL for other holders
    pid, -- process that holds the descriptor; NULL for other holders
    tid, -- thread whose descriptor table it is
    fd, -- the descriptor
    path, -- file of the bpffs, directory of the cgroup, name of the interface, the network namespace; NULL for other holders
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT h.kind, h.id, o.name, h.holder, h.holder_id, h.pid, h.tid, h.fd, h.path, h.snapshot_id, h.member_id, h.line
FROM (SELECT kind, id, 'descriptor' AS holder, CAST(NULL AS INTEGER) AS holder_id, pid, tid, fd, CAST(NULL AS TEXT) AS path,
             snapshot_id, member_id, line
      FROM process_bpf_fds
      UNION ALL
      SELECT 'prog', prog_id, 'descriptor', NULL, pid, tid, fd, NULL, snapshot_id, member_id, line
      FROM bpf_attachments WHERE source = 'descriptor'
        AND NOT EXISTS (SELECT 1 FROM process_fdinfo AS l
                        WHERE l.snapshot_id = bpf_attachments.snapshot_id AND l.pid = bpf_attachments.pid
                          AND l.fd = bpf_attachments.fd AND l.key = 'link_id' AND l.tid = bpf_attachments.tid)
      UNION ALL
      SELECT 'prog', prog_id, source, NULL, NULL, NULL, NULL, target, snapshot_id, member_id, line
      FROM bpf_attachments WHERE source IN ('cgroup', 'interface', 'filter', 'netns')
      UNION ALL
      SELECT kind, id, 'pin', NULL, NULL, NULL, NULL, path, snapshot_id, member_id, line
      FROM bpf_places WHERE place = 'pin' AND id IS NOT NULL
      UNION ALL
      SELECT 'prog', prog_id, 'link', id, NULL, NULL, NULL, NULL, snapshot_id, member_id, line
      FROM bpf_objects WHERE kind = 'link' AND prog_id > 0
      UNION ALL
      SELECT 'map', CAST(value AS INTEGER), kind, id, NULL, NULL, NULL, NULL, snapshot_id, member_id, line
      FROM bpf_details WHERE key = 'map' AND kind IN ('prog', 'link') AND value <> '0') AS h
LEFT JOIN bpf_objects AS o ON o.snapshot_id = h.snapshot_id AND o.kind = h.kind AND o.id = h.id;
