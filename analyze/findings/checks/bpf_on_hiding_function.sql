-- title: a BPF program at a function that lists processes, files, sockets or BPF programs
-- severity: high
-- attack: T1014
-- facts: the program is attached to a function of the kernel through which the tools of the host get their lists (hiding_functions); no process that
--   holds it is known to load BPF programs
-- ruled out: programs that a known loader (program_kinds: bpf) from a place of the system holds, which are of low severity; probes of programs
-- not excludable: a tracing tool that nobody has listed; a program that only counts
-- on the host: bpftool prog; bpftool link; bpftool perf
-- reads: views/bpf
-- only if: bpf_objects WHERE snapshot_id = ?1 UNION ALL
--   SELECT 1 FROM process_fdinfo WHERE snapshot_id = ?1 AND key = 'query_prog_id'
WITH loaders AS MATERIALIZED (
    SELECT h.prog_id, h.pid, r.program, r.member_id, r.line,
           r.place = 'system' AND NOT r.out_of_place AND EXISTS (SELECT 1 FROM program_kinds AS k WHERE k.kind = 'bpf' AND r.file_name GLOB k.pattern) AS known
    FROM bpf_program_processes AS h
    LEFT JOIN process_programs AS r ON r.snapshot_id = ?1 AND r.pid = h.pid
    WHERE h.snapshot_id = ?1)
SELECT l.pid, printf('%s by BPF program %s', a.function, coalesce(a.prog_name, a.prog_id)) AS subject, coalesce(l.program, '') AS program,
       iif((SELECT max(known) FROM loaders AS k WHERE k.prog_id = a.prog_id), 'low', NULL) AS severity,
       printf('BPF program %d (%s) is attached to %s, through which the lists of %s go', a.prog_id, coalesce(a.prog_name, 'no name'), a.target,
              f.lists) AS what,
       printf('%s %s of program %d: %s', a.source, coalesce(a.attach_type, ''), a.prog_id, a.target) AS fact, a.member_id AS fact_member_id,
       a.line AS fact_line,
       coalesce(printf('process %d holds it, which runs %s', l.pid, l.program), 'no process holds it that was read') AS other,
       l.member_id AS other_member_id, l.line AS other_line
FROM (SELECT *, substr(target, 1, instr(target || '+', '+') - 1) AS function FROM bpf_attachments
      WHERE snapshot_id = ?1 AND source IN ('link', 'descriptor') AND target NOT GLOB '/*') AS a
JOIN hiding_functions AS f ON a.function GLOB f.pattern
LEFT JOIN loaders AS l ON l.prog_id = a.prog_id AND l.pid = (SELECT min(n.pid) FROM loaders AS n WHERE n.prog_id = a.prog_id)
