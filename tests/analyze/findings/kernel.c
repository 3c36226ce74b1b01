/*
 * Checks of what hooks the kernel, hides in it, or is started by it, on rows: what each finds, and what is harmless.
 */
#include "tests/support/test.h"

#include "tests/support/situations.h"

/* A host whose kernel hides nothing: process 7 runs /usr/bin/tool, and the sides of the modules were read. */
static const char host[] =
    "INSERT INTO snapshots (snapshot_id, tool_pid, kernel, result, complete, directory, archive_name, archive_bytes,"
    " archive_sha256, loaded_at) VALUES (1, 99, '6.12.3', 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1),"
    " (2, 1, 'proc/modules', 'ok', 1), (3, 1, 'views/modules', 'ok', 1), (4, 1, 'views/symbols', 'ok', 1),"
    " (5, 1, 'views/bpf', 'ok', 1), (6, 1, 'net/5/context/probed-ports', 'ok', 1);"
    "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, target)"
    " VALUES (1, 1, 1, 7, 7, 'exe', '/usr/bin/tool');"
    "INSERT INTO proc_modules VALUES (1, 2, 1, 'ext4', 1, 0, '-', 'Live', '0x0', NULL);"
    "INSERT INTO sysfs_objects VALUES (1, 3, 1, 0, 'module', 'ext4', NULL, NULL), (1, 3, 1, 1, 'module', 'ext4',"
    " 'initstate', 'live'), (1, 3, 2, 0, 'module', 'kernel', NULL, NULL);"
    "INSERT INTO kernel_symbols VALUES (1, 4, 1, 'ext4', 900, NULL), (1, 4, 2, 'bpf', 1, 'bpf_prog_1_x');";

#define MODULE_IN_SYSFS(state) \
    "INSERT INTO sysfs_objects VALUES (1, 3, 9, 1, 'module', 'rk', 'initstate', '" state "');"
#define MODULE_IN_SYMBOLS "INSERT INTO kernel_symbols VALUES (1, 4, 9, 'rk', 12, NULL);"

TEST(finding_of_a_hidden_module)
{
    EXPECT("hidden_module", host, { "", "" }, { MODULE_IN_SYSFS("live"), "high|NULL|rk\n" },
           { MODULE_IN_SYMBOLS, "high|NULL|rk\n" }, { MODULE_IN_SYSFS("live") MODULE_IN_SYMBOLS, "high|NULL|rk\n" },
           { MODULE_IN_SYSFS("going") MODULE_IN_SYMBOLS, "" },
           { MODULE_IN_SYSFS("live") "INSERT INTO proc_modules VALUES (1, 2, 2, 'rk', 1, 0, '-', 'Live', '0x0', NULL)",
             "" },
           { MODULE_IN_SYSFS("live") "UPDATE members SET state = 'denied' WHERE path = 'proc/modules'", "" },
           { MODULE_IN_SYSFS("live") "UPDATE members SET state = 'truncated' WHERE path = 'views/modules'", "" });
}

/* Program 3 is a kprobe by a link, which process 7 holds. */
#define PROBE(function)                                                                                                \
    "INSERT INTO bpf_objects (snapshot_id, member_id, line, kind, id, type, name, tag, uid, prog_id) VALUES"           \
    " (1, 5, 1, 'prog', 3, 2, 'probe', 'abcd', 0, NULL), (1, 5, 2, 'link', 4, 7, NULL, NULL, NULL, 3);"                \
    "INSERT INTO bpf_details VALUES (1, 5, 2, 1, 'link', 4, 'event', '3'), (1, 5, 2, 2, 'link', 4, 'name', '" function \
    "');"
#define HELD                                                                                                          \
    "INSERT INTO process_fdinfo (snapshot_id, member_id, line, pid, tid, fd, key, value) VALUES"                      \
    " (1, 1, 20, 7, 7, 5, 'link_id', '4'), (1, 1, 21, 7, 7, 5, 'link_type', 'perf'), (1, 1, 22, 7, 7, 5, 'prog_id', " \
    "'3');"
/* The same program at a function that it names by a type of BTF, and at two that its link has by address. */
#define FENTRY(function)                                                                                              \
    "INSERT INTO bpf_objects (snapshot_id, member_id, line, kind, id, type, name, tag, uid, prog_id) VALUES"          \
    " (1, 5, 1, 'prog', 3, 26, 'probe', 'abcd', 0, NULL), (1, 5, 2, 'link', 4, 2, NULL, NULL, NULL, 3);"              \
    "INSERT INTO bpf_details VALUES (1, 5, 1, 1, 'prog', 3, 'target_object', '1'), (1, 5, 1, 2, 'prog', 3,"           \
    " 'target_btf', '77'), (1, 5, 2, 1, 'link', 4, 'target_object', '1'), (1, 5, 2, 2, 'link', 4, 'target_btf', '77'" \
    "), (1, 5, 2, 3, 'link', 4, 'attach_type', '24');"                                                                \
    "INSERT INTO bpf_types VALUES (1, 5, 3, 1, 77, 12, '" function "', 'vmlinux', NULL);"
#define MULTI(function)                                                                                      \
    "INSERT INTO bpf_objects (snapshot_id, member_id, line, kind, id, type, name, tag, uid, prog_id) VALUES" \
    " (1, 5, 1, 'prog', 3, 2, 'probe', 'abcd', 0, NULL), (1, 5, 2, 'link', 4, 8, NULL, NULL, NULL, 3);"      \
    "INSERT INTO bpf_details VALUES (1, 5, 2, 1, 'link', 4, 'count', '2');"                                  \
    "INSERT INTO bpf_link_functions VALUES (1, 5, 3, 4, 1, 'do_exit', NULL), (1, 5, 4, 4, 2, '" function "', 'm');"
#define RUNS(program) "UPDATE process_links SET target = '" program "';"

TEST(finding_of_bpf_that_hides)
{
    EXPECT("bpf_on_hiding_function", host, { "", "" },
           { PROBE("__x64_sys_getdents64"), "high|NULL|__x64_sys_getdents64 by BPF program probe\n" },
           { PROBE("tcp4_seq_show") HELD, "high|7|tcp4_seq_show by BPF program probe\n" },
           { PROBE("__sys_bpf") HELD RUNS("/usr/bin/bpftrace"), "low|7|__sys_bpf by BPF program probe\n" },
           { PROBE("__sys_bpf") HELD RUNS("/tmp/bpftrace"), "high|7|__sys_bpf by BPF program probe\n" },
           { FENTRY("tcp4_seq_show") HELD, "high|7|tcp4_seq_show by BPF program probe\n" },
           { MULTI("filldir64"), "high|NULL|filldir64 by BPF program probe\n" }, { FENTRY("tcp_connect"), "" },
           { MULTI("tcp_connect"), "" }, { PROBE("tcp_connect") HELD, "" }, { PROBE("/opt/x/tcp4_seq_show") HELD, "" });
}

TEST(finding_of_a_bpf_program)
{
    EXPECT("bpf_program", host, { "", "" }, { PROBE("tcp_connect"), "low|NULL|BPF program probe\n" },
           { PROBE("tcp_connect") HELD, "low|7|BPF program probe\n" },
           { PROBE("tcp_connect") HELD RUNS("/usr/bin/falco"), "" },
           { PROBE("tcp_connect") HELD RUNS("/dev/shm/falco"), "medium|7|BPF program probe\n" },
           { PROBE("tcp_connect") "UPDATE bpf_objects SET type = 6 WHERE id = 3", "low|NULL|BPF program probe\n" },
           { PROBE("tcp_connect") "UPDATE bpf_objects SET type = 8 WHERE id = 3", "" });
}

#define HOOK(file, text) "INSERT INTO kernel_lines VALUES (1, 1, 1, '" file "', '" text "');"

TEST(finding_of_a_hooked_function)
{
    EXPECT("hooked_function", host, { "", "" },
           { HOOK("enabled_functions", "tcp4_seq_show (1) R   I     M  tramp: 0x0 (fh_ftrace_thunk [rk]+0x0/0x30)"),
             "high|NULL|tcp4_seq_show\n" },
           { HOOK("kprobes/list", "ffffffff8 k __x64_sys_getdents64+0x0 [FTRACE]"),
             "high|NULL|__x64_sys_getdents64+0x0\n" },
           { HOOK("kprobe_events", "p:kprobes/mine do_sys_open"), "low|NULL|kprobe_events\n" },
           { HOOK("enabled_functions", "bpf_lsm_file_open (1) R D tramp: 0x0 ->0x0"), "" },
           { HOOK("kprobes/list", "c000000000052f70  k  __kretprobe_trampoline+0x0    [OPTIMIZED]"), "" },
           { HOOK("kprobes/list", "c000000000052f70  k  __kretprobe_trampoline+0x8 "), "low|NULL|kprobes/list\n" },
           { HOOK("uprobe_events", "p:uprobes/mine /usr/bin/getdents:0x10"), "" },
           { HOOK("kprobes/list", "ffffffff8 k filldir64+0x0 [FTRACE]") PROBE("filldir64") HELD RUNS("/usr/bin/tracee"),
             "low|NULL|filldir64+0x0\n" });
}

#define PORT(protocol, tables) "INSERT INTO probed_ports VALUES (1, 6, 1, 5, " protocol ", 31337, 4, " tables ");"

TEST(finding_of_an_unlisted_port)
{
    EXPECT("unlisted_port", host, { "", "" },
           { PORT("6", "'tcp,diag/tcp,tcp6'"), "high|NULL|TCP port 31337 of namespace 5\n" },
           { PORT("17", "'udp,udp6'"), "high|NULL|UDP port 31337 of namespace 5\n" },
           { PORT("6", "'tcp,tcp6'"), "low|NULL|TCP port 31337 of namespace 5\n" },
           { PORT("6", "'tcp,diag/tcp,tcp6'") "UPDATE snapshots SET kernel = '5.10.0'",
             "low|NULL|TCP port 31337 of namespace 5\n" },
           { PORT("6", "NULL"), "" },
           { PORT("6", "'tcp,diag/tcp,tcp6'") "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, "
                                              "local_port, inode, seen, ownership,"
                                              " member_id, line) VALUES (1, 5, 2, 6, 31337, 9, 'after', 'owned', 1, 1)",
             "" });
}

#define BINFMT(enabled, interpreter)                                                                                \
    "INSERT INTO binfmt_misc VALUES (1, 1, 1, 'x', '" enabled "', ''), (1, 1, 2, 'x', 'interpreter', '" interpreter \
    "'), (1, 1, 3, 'x', 'extension', 'sh')"

TEST(finding_of_a_program_that_the_kernel_starts)
{
    EXPECT("kernel_helper_path", host, { "", "" }, { BINFMT("enabled", "/tmp/x"), "high|NULL|binfmt_misc x\n" },
           { BINFMT("enabled", "/home/u/x"), "medium|NULL|binfmt_misc x\n" }, { BINFMT("disabled", "/tmp/x"), "" },
           { BINFMT("enabled", "/usr/bin/qemu-arm-static"), "" },
           { "INSERT INTO host_values (snapshot_id, member_id, line, file, value) VALUES (1, 1, 1,"
             " 'kernel/uevent_helper', '/dev/shm/h')",
             "high|NULL|uevent_helper\n" });
}

#define PROC(options)                                                                                              \
    "INSERT INTO mountinfo (snapshot_id, member_id, line, pid, mount_id, parent_id, device, root, mount_point,"    \
    " mount_options, optional_fields, fs_type, mount_source, super_options) VALUES (1, 1, 1, 1, 2, 1, '0:5', '/'," \
    " '/proc', 'rw', '', 'proc', 'proc', '" options "')"

TEST(finding_of_a_setting_that_blinds)
{
    EXPECT(
        "blinded_tools", host, { "", "" },
        { "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/ftrace_enabled', '0')", "medium|NULL|kernel.ftrace_enabled\n" },
        { "INSERT INTO sysctls VALUES (1, 1, 1, 'kernel/ftrace_enabled', '1')", "" }, { PROC("rw"), "" },
        { PROC("rw,hidepid=invisible"), "low|NULL|hidepid of /proc\n" });
}
