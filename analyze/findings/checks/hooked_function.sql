-- title: a function of the kernel that something hooks
-- severity: low
-- attack: T1014
-- facts: ftrace, kprobes or a live patch have a hook at the function; where the lists go through it that the tools of the host show
--   (hiding_functions), nothing of the system puts one there, and the severity is high
-- ruled out: the hooks of BPF itself, at other functions; the kernel's own where returns of functions arrive (mips, powerpc:
--   arch_init_kprobes()); where a known loader of BPF programs (program_kinds: bpf) runs from a place of the system,
--   which may have put it there, the severity is low
-- not excludable: perf, trace-cmd and bpftrace in the hands of an administrator; live patches of the distributor
-- on the host: cat /sys/kernel/tracing/enabled_functions /sys/kernel/debug/kprobes/list
-- only if: kernel_lines WHERE snapshot_id = ?1 UNION ALL
--   SELECT 1 FROM sysfs_objects WHERE snapshot_id = ?1 AND kind = 'livepatch'
WITH hooks AS MATERIALIZED (
    SELECT h.source, h.target, h.text, h.member_id, h.line, f.lists
    FROM (SELECT *, substr(target, 1, instr(replace(target, ',', '+') || '+', '+') - 1) AS function FROM kernel_hooks
          WHERE snapshot_id = ?1 AND source <> 'uprobe_events' AND target NOT GLOB '/*') AS h
    LEFT JOIN hiding_functions AS f ON replace(h.function, 'vmlinux/', '') GLOB f.pattern)
SELECT h.target AS subject,
       iif(EXISTS (SELECT 1 FROM bpf_program_processes AS b
                   JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = b.pid AND p.place = 'system' AND NOT p.out_of_place
                   JOIN program_kinds AS k ON k.kind = 'bpf' AND p.file_name GLOB k.pattern
                   WHERE b.snapshot_id = ?1), 'low', 'high') AS severity,
       printf('%s is hooked, through which the lists of %s go', h.target, h.lists) AS what,
       printf('%s: %s', h.source, h.text) AS fact, h.member_id AS fact_member_id, h.line AS fact_line,
       'nothing of the system itself hooks that function' AS other
FROM hooks AS h WHERE h.lists IS NOT NULL
UNION ALL
SELECT h.source, 'low', printf('%d hooks of %s, the first at %s', count(*), h.source, h.target),
       printf('%s: %s', h.source, h.text), h.member_id, min(h.line), 'a host at work has none, unless somebody traces it'
FROM hooks AS h WHERE h.lists IS NULL AND h.text NOT GLOB '*bpf_*'
    AND NOT (h.source = 'kprobes/list' AND h.target IN ('__kretprobe_trampoline+0x0', 'kretprobe_trampoline+0x0', 'arch_rethook_trampoline+0x0'))
GROUP BY h.source
