-- title: a BPF program that watches or changes packets or the kernel, by no known loader
-- severity: low
-- attack: T1205.002
-- facts: the program is of a kind that sees packets (XDP, tc, netfilter) or what the kernel does (probes, tracepoints, tracing, LSM); no process that
--   holds it is known to load BPF programs
-- ruled out: programs that a known loader (program_kinds: bpf) from a place of the system holds; programs of cgroups and sockets; those that the
--   kernel brings itself (dump_bpf_map, dump_bpf_prog, hid_tail_call)
-- not excludable: a loader that nobody has listed, or that has ended and left the program pinned or attached, as ip link and tc do
-- on the host: bpftool prog; bpftool net; bpftool perf
-- reads: views/bpf
-- only if: bpf_objects WHERE snapshot_id = ?1 AND kind = 'prog'
WITH loaders AS MATERIALIZED (
    SELECT h.prog_id, h.pid, r.program, r.out_of_place, r.member_id, r.line,
           r.place = 'system' AND NOT r.out_of_place AND EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'bpf' AND r.file_name GLOB k.pattern) AS known
    FROM bpf_program_processes AS h
    LEFT JOIN process_programs AS r ON r.snapshot_id = ?1 AND r.pid = h.pid
    WHERE h.snapshot_id = ?1)
SELECT l.pid, printf('BPF program %s', coalesce(b.name, b.tag, b.id)) AS subject, coalesce(l.program, '') AS program,
       iif(l.out_of_place, 'medium', NULL) AS severity,
       printf('BPF program %d (%s) of type %s is loaded by %s', b.id, coalesce(b.name, 'no name'), n.name,
              coalesce(l.program, 'a process that is not known')) AS what,
       printf('program %d of user %d, tag %s', b.id, b.uid, b.tag) AS fact, b.member_id AS fact_member_id, b.line AS fact_line,
       coalesce(printf('process %d holds it, which runs %s', l.pid, l.program), 'no process holds it that was read') AS other,
       l.member_id AS other_member_id, l.line AS other_line
FROM bpf_objects AS b
JOIN bpf_names AS n ON n.kind = 'prog' AND n.number = b.type
 AND n.name IN ('kprobe', 'sched_cls', 'sched_act', 'tracepoint', 'xdp', 'raw_tracepoint', 'raw_tracepoint_writable', 'tracing', 'ext', 'lsm', 'netfilter')
LEFT JOIN loaders AS l ON l.prog_id = b.id AND l.pid = (SELECT min(m.pid) FROM loaders AS m WHERE m.prog_id = b.id)
WHERE b.snapshot_id = ?1 AND b.kind = 'prog' AND coalesce(b.name, '') NOT IN ('dump_bpf_map', 'dump_bpf_prog', 'hid_tail_call')
  AND NOT EXISTS (SELECT 1 FROM loaders AS k WHERE k.prog_id = b.id AND k.known)
