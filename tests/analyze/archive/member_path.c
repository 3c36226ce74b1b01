#include "tests/support/test.h"

#include "analyze/archive/member_path.h"

TEST(member_path_of_every_kind)
{
    static const struct {
        const char *path;
        enum member_kind kind;
        const char *file;
        const char *format;
        int64_t net_namespace, pid, tid;
    } paths[] = {
        { "net/namespaces", MEMBER_SNAPSHOT, "net/namespaces", "net_namespaces", 0, 0, 0 },
        { "net/4026531840/before/tcp", MEMBER_NET, "tcp", "inet", 4026531840, 0, 0 },
        { "net/7/after/sctp/eps", MEMBER_NET, "sctp/eps", "sctp_eps", 7, 0, 0 },
        { "net/7/context/dev_snmp6/eth0", MEMBER_NET, "dev_snmp6/eth0", "snmp6", 7, 0, 0 },
        { "net/7/context/tcp", MEMBER_NET, "tcp", NULL, 7, 0, 0 },
        { "net/7/between/tcp", MEMBER_SNAPSHOT, "net/7/between/tcp", NULL, 0, 0, 0 },
        { "net/x/before/tcp", MEMBER_SNAPSHOT, "net/x/before/tcp", NULL, 0, 0, 0 },
        { "proc/812/stat", MEMBER_PROCESS, "stat", "process_stat", 0, 812, 812 },
        { "proc/812/attr/current", MEMBER_PROCESS, "attr/current", "process_value", 0, 812, 812 },
        { "proc/812/cmdline", MEMBER_PROCESS, "cmdline", "cmdline", 0, 812, 812 },
        { "proc/812/unheard-of", MEMBER_PROCESS, "unheard-of", NULL, 0, 812, 812 },
        { "proc/812/task/813/links", MEMBER_THREAD, "links", "links", 0, 812, 813 },
        { "proc/812/task/812/links", MEMBER_SNAPSHOT, "proc/812/task/812/links", NULL, 0, 0, 0 },
        { "proc/uptime", MEMBER_PROC, "uptime", "uptime", 0, 0, 0 },
        { "proc/sys/kernel/pid_max", MEMBER_PROC, "sys/kernel/pid_max", "sysctl", 0, 0, 0 },
        { "sys/kernel/cpu_byteorder", MEMBER_SYS, "kernel/cpu_byteorder", "host_value", 0, 0, 0 },
        { "etc/passwd", MEMBER_ETC, "passwd", "passwd", 0, 0, 0 },
        { "net", MEMBER_SNAPSHOT, "net", NULL, 0, 0, 0 },
        { "net/7", MEMBER_SNAPSHOT, "net/7", NULL, 0, 0, 0 },
        { "net/7/before", MEMBER_SNAPSHOT, "net/7/before", NULL, 0, 0, 0 },
        { "net/7/before/diag/tcp.1", MEMBER_NET, "diag/tcp", "diag_inet", 7, 0, 0 },
        { "net/7/before/diag/tcp.x", MEMBER_NET, "diag/tcp.x", NULL, 7, 0, 0 },
        { "net/7/before/diag/", MEMBER_NET, "diag/", NULL, 7, 0, 0 },
        { "net/7/context/dev_snmp6/", MEMBER_NET, "dev_snmp6/", NULL, 7, 0, 0 },
        { "net/7/context/dev_snmp6/a/b", MEMBER_NET, "dev_snmp6/a/b", NULL, 7, 0, 0 },
        { "proc", MEMBER_SNAPSHOT, "proc", NULL, 0, 0, 0 },
        { "proc/812", MEMBER_SNAPSHOT, "proc/812", NULL, 0, 0, 0 },
        { "proc/812/task", MEMBER_SNAPSHOT, "proc/812/task", NULL, 0, 0, 0 },
        { "proc/812/task/x/stat", MEMBER_SNAPSHOT, "proc/812/task/x/stat", NULL, 0, 0, 0 },
        { "proc/812/task/813", MEMBER_SNAPSHOT, "proc/812/task/813", NULL, 0, 0, 0 },
        { "proc/812/visible/stat", MEMBER_PROCESS, "visible/stat", "raw", 0, 812, 812 },
        { "", MEMBER_SNAPSHOT, "", NULL, 0, 0, 0 },
        { "elsewhere", MEMBER_SNAPSHOT, "elsewhere", NULL, 0, 0, 0 },
    };

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct member_path member = member_path_of(slice_of(paths[i].path));
        const char *format = member_path_format(&member);

        assert_int_equal(member.kind, paths[i].kind);
        assert_true(slice_is(member.file, paths[i].file));
        if (format && paths[i].format)
            assert_string_equal(format, paths[i].format);
        else
            assert_ptr_equal(format, paths[i].format);
        if (member.kind == MEMBER_NET)
            assert_int_equal(member.net_namespace, paths[i].net_namespace);
        if (member.kind == MEMBER_PROCESS || member.kind == MEMBER_THREAD) {
            assert_int_equal(member.pid, paths[i].pid);
            assert_int_equal(member.tid, paths[i].tid);
        }
    }
}
