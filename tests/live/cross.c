/* What `make collect-all` builds: the collector of a 32-bit machine on this kernel, and the script that chooses one. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * A SELECT for each table that tells of the process or, else, of the namespace: its rows as text, without the numbers of
 * lines and of rows of other tables, and without the bytes of a rule of iptables, which the kernel lays out for whoever
 * asks.  Left out are tables that count for the whole host, that have numbers of the database (findings are of the whole
 * host, too) or a process of many that would do as well, and those with the collector's own sockets; OWNED has the others.
 * %d is the process and %llu the namespace.
 */
#define SELECTS                                                                                                  \
    "SELECT m.name, 'SELECT ' || group_concat('quote(\"' || c.name || '\")', '||'' ''||') || ' FROM ' || m.name" \
    " || ' WHERE ' || iif(max(c.name = 'pid'), 'pid = %d', 'net_namespace = %llu') || ' ORDER BY 1'"             \
    " FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'"                        \
    " AND c.name NOT IN ('snapshot_id', 'member_id', 'diag_member_id', 'line', 'diag_line', 'entry')"            \
    " AND m.name NOT IN ('proc_net_protocols', 'net_counters', 'sockets', 'program_processes',"                  \
    " 'net_namespace_sightings', 'proc_net_netlink', 'diag_netlink', 'diag_netlink_groups')"                     \
    " AND m.name NOT GLOB 'finding_*' GROUP BY m.name"                                                           \
    " HAVING max(c.name IN ('pid', 'net_namespace')) ORDER BY m.name"

#define OWNED                                                                                                \
    "SELECT fd, family, protocol, type, state, local_address, quote(local_ip), local_port, remote_address,"  \
    " quote(remote_ip), remote_port, path, quote(bound_name), interface_index, inode, cookie, uid, recv_q,"  \
    " send_q, seen, ownership FROM sockets JOIN socket_owners USING (snapshot_id, socket_id) WHERE pid = %d" \
    " ORDER BY fd"

#define ATTEMPTS \
    "SELECT path, state, errno FROM members WHERE path GLOB 'proc/%d/*' OR path GLOB 'net/%llu/*' ORDER BY path"
#define HOST "SELECT host, machine_id, boot_id, kernel, byte_order, word_bits, clock_ticks, page_size FROM snapshots"

#define HELD                                                                                                 \
    "tcp4-listen:127.0.0.1,84 tcp4-connect:127.0.0.1,84 accept tcp6-listen:::1,85 udp4:127.0.0.1,86 raw4:89" \
    " unix-listen:@of-32-bits packet netlink:0 epoll pipe"

/* Tables that say nothing when they are empty here. */
static const char *const wanted[] = { "diag_inet",    "diag_unix",      "diag_packet", "process_fds",
                                      "process_stat", "process_status", "rtnl_address" };

static void
take(struct scene *scene, const char *program, const char *name)
{
    sh_usable(scene, "%s -q -o %s.tar.zst && true; analyze load %s.db %s.tar.zst", program, name, name, name);
}

/*
 * The collector of 32 bits stands between two of 64 bits.  What is the same in both of them has not changed meanwhile, so it must
 * be the same there; what differs counts or tells the time.
 */
static void
compare(struct scene *scene, const char *table, const char *select, size_t *tables)
{
    const char *first = query(scene, "first.db", "%s", select);
    const char *last = query(scene, "last.db", "%s", select);
    const char *of_32 = query(scene, "of_32.db", "%s", select);

    if (strcmp(first, last) == 0 && strcmp(first, of_32) != 0)
        fail_msg("%s: want\n%s\nhave\n%s", table, first, of_32);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        if (strcmp(table, wanted[i]) == 0 && *first && strcmp(first, last) == 0)
            ++*tables;
}

TEST(collect_of_32_bits_sees_what_that_of_64_bits_sees)
{
    struct scene *scene = scene_begin();
    unsigned long long net;
    struct actor *actor;
    char *name, *line, *rest;
    size_t tables = 0;

    scene_needs_root();
    if (sh(scene, "collect-i386 --version").status != 0)
        skip();
    name = scene_namespace(scene);
    net = (unsigned long long)scene_namespace_inode(scene, name);
    (void)sh(scene,
             "ip netns exec %s sh -c 'iptables-legacy -N sf && iptables-legacy -A INPUT -m limit --limit 5/s -j sf &&"
             " iptables-legacy -A sf -s 192.0.2.0/24 ! -d 198.51.100.7 -p tcp -m comment --comment c -j DROP'",
             name);
    actor = actor_start(scene, "ip netns exec %s holder " HELD, name);
    take(scene, "collect", "first");
    take(scene, "collect-i386", "of_32");
    take(scene, "collect", "last");
    assert_int_equal(query_number(scene, "of_32.db", "SELECT count(*) FROM problems"), 0);
    assert_string_equal(query(scene, "of_32.db", HOST), query(scene, "first.db", HOST));
    assert_string_equal(query(scene, "of_32.db", ATTEMPTS, (int)actor->pid, net),
                        query(scene, "first.db", ATTEMPTS, (int)actor->pid, net));
    assert_non_null(strstr(query(scene, "of_32.db", OWNED, (int)actor->pid), "|@of-32-bits|"));
    assert_string_equal(query(scene, "of_32.db", OWNED, (int)actor->pid),
                        query(scene, "first.db", OWNED, (int)actor->pid));
    for (line = strtok_r(query(scene, "first.db", SELECTS, (int)actor->pid, net), "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char *select = strchr(line, '|');

        assert_non_null(select);
        *select++ = '\0';
        compare(scene, line, select, &tables);
    }
    assert_int_equal(tables, sizeof(wanted) / sizeof(wanted[0]));
    scene_end(scene);
}

/* The kernel's name of the machine, the ELF header of the shell, and what of the two follows. */
static const struct {
    const char *machine, *header, *want;
} machines[] = {
    { "x86_64", "\\2\\1", "amd64" },    { "x86_64", "\\1\\1", "amd64" },    { "i686", "\\1\\1", "i386" },
    { "aarch64", "\\2\\1", "arm64" },   { "armv8l", "\\1\\1", "armhf" },    { "armv8l", "\\2\\1", "arm64" },
    { "armv5tejl", "\\1\\1", "armel" }, { "mips", "\\1\\1", "mipsel" },     { "mips", "\\1\\2", "mips" },
    { "mips64", "\\1\\2", "mips" },     { "ppc64le", "\\2\\1", "ppc64el" }, { "s390x", "\\2\\2", "s390x" },
    { "riscv64", "\\2\\1", "riscv64" },
};

#define PREPARE                                                                             \
    "cp $TOP/.ci/collect-any.sh . && for a in $(sed '/^#/d; s/ .*//' $TOP/.ci/targets); do" \
    " printf '#!/bin/sh\\nfor a; do echo %s,$a; done\\n' $a >collect-$a && chmod +x collect-$a || exit; done"

/* A function stands before the programs that BusyBox has inside. */
#define RUN                                                                                                          \
    "printf '\\177ELF%s\\1\\0\\0\\0' >elf && STILLFRAME_SHELL=elf %s -c 'uname() { echo %s; }; . ./collect-any.sh' " \
    "2>&1"

TEST(collect_any_chooses_by_the_machine_and_the_shell)
{
    static const char *const shells[] = { "busybox sh", "dash", "bash" };
    struct scene *scene = scene_begin();

    sh_ok(scene, "%s", PREPARE);
    for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
        if (sh(scene, "%s -c true", shells[i]).status != 0)
            continue;
        assert_string_equal(sh_ok(scene, "%s ./collect-any.sh -o 'a b' ''", shells[i]),
                            sh_ok(scene, "./collect-$(dpkg --print-architecture) -o 'a b' ''"));
        for (size_t k = 0; k < sizeof(machines) / sizeof(machines[0]); k++) {
            char *want = scene_text(scene, "%s,--version\n", machines[k].want);

            assert_string_equal(sh_ok(scene, RUN " any --version", machines[k].header, shells[i], machines[k].machine),
                                want);
        }
        assert_non_null(strstr(sh(scene, RUN, "\\2\\1", shells[i], "sparc64").out, "no collector for sparc64"));
        assert_int_equal(sh(scene, RUN, "\\2\\1", shells[i], "sparc64").status, 2);
    }
    /* A file that is not there is passed over only for one that the shell shows to run here. */
    sh_ok(scene, "rm collect-amd64 collect-arm64");
    assert_string_equal(sh_ok(scene, RUN " any -x", "\\1\\1", "dash", "x86_64"), "i386,-x\n");
    assert_int_equal(sh(scene, RUN " any -x", "\\2\\1", "dash", "x86_64").status, 2);
    scene_end(scene);
}
