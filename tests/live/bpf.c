/*
 * Where BPF programs are attached, and who keeps them: a kernel that has no such kind of place skips its test.
 */
#include "tests/support/test.h"

#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * What is behind the names of programs and maps of this scene.  Those of another may be there after its end: the kernel frees a network
 * namespace and what is attached in there when it comes to it.
 */
static unsigned
number(struct scene *scene)
{
    return scene_port(scene, 0) / 8;
}

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    assert_int_equal(setenv("BPF_NUMBER", scene_text(scene, "%u", number(scene)), 1), 0);
    return scene;
}

/* Starts an actor that does `action` in a network namespace of its own, or skips the test. */
static struct actor *
start(struct scene *scene, const char *action)
{
    scene_needs_root();
    if (sh(scene, "unshare -n holder %s </dev/null", action).status != 0)
        skip();
    return actor_start(scene, "unshare -n holder %s", action);
}

static void
take(struct scene *scene)
{
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, state, errno FROM members WHERE path GLOB 'views/bpf*' AND state NOT IN"
                              " ('ok', 'empty', 'absent')"),
                        "");
}

/* What bpf_attachments says of the program, and who of bpf_holders holds it besides links. */
static void
expect(struct scene *scene, const char *program, const char *attachment, const char *holders)
{
    assert_string_equal(
        query(scene, "case.db",
              "SELECT prog_type, source, attach_type, target FROM bpf_attachments WHERE prog_name = '%s%u'"
              " ORDER BY source",
              program, number(scene)),
        attachment);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT holder, pid, fd FROM bpf_holders WHERE name = '%s%u' AND holder <> 'link' ORDER BY"
              " holder",
              program, number(scene)),
        holders);
}

/* The process that holds the descriptor of the link by which the program is attached. */
static void
expect_link_holder(struct scene *scene, const char *program, const struct actor *actor, const char *label)
{
    assert_string_equal(query(scene, "case.db",
                              "SELECT h.pid, h.fd FROM bpf_links AS l JOIN bpf_holders AS h ON h.kind = 'link'"
                              " AND h.id = l.id WHERE l.prog_name = '%s%u'",
                              program, number(scene)),
                        scene_text(scene, "%d|%d\n", (int)actor->pid, actor_held(actor, label).fd));
}

static char *
holder_path(struct scene *scene)
{
    char *path = sh_ok(scene, "readlink -f $(command -v holder)");

    return scene_text(scene, "%.*s", (int)strcspn(path, "\n"), path);
}

TEST(bpf_program_of_a_probe)
{
    struct scene *scene = begin();
    struct actor *actor = start(scene, "bpf-uprobe");
    char *path;

    take(scene);
    path = holder_path(scene);
    expect(scene, "uprobe", scene_text(scene, "kprobe|descriptor|uprobe|%s+4096\n", path),
           scene_text(scene, "descriptor|%d|%d\n", (int)actor->pid, actor_held(actor, "bpf-uprobe").fd));
    scene_end(scene);
}

TEST(bpf_links_of_probes)
{
    struct scene *scene = begin();
    struct actor *actor = start(scene, "bpf-uprobe-link");
    struct actor *multi = start(scene, "bpf-uprobe-multi");
    char *path;

    take(scene);
    path = holder_path(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT type, attach_type, target, offset, pid FROM bpf_links WHERE prog_name = "
                              "'uprobe_link%u'",
                              number(scene)),
                        scene_text(scene, "perf_event|uprobe|%s+4096|4096|NULL\n", path));
    expect_link_holder(scene, "uprobe_link", actor, "bpf-uprobe-link");
    assert_string_equal(
        query(scene, "case.db", "SELECT type, target, pid FROM bpf_links WHERE prog_name = 'multi%u'", number(scene)),
        scene_text(scene, "uprobe_multi|%s at 4096,4112|%d\n", path, (int)multi->pid));
    expect_link_holder(scene, "multi", multi, "bpf-uprobe-multi");
    scene_end(scene);
}

TEST(bpf_link_of_a_raw_tracepoint)
{
    struct scene *scene = begin();
    struct actor *actor = start(scene, "bpf-raw-tracepoint:sched_process_exit");

    take(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT source, attach_type, target FROM bpf_attachments WHERE prog_name = 'raw%u'"
                              " ORDER BY source",
                              number(scene)),
                        "descriptor|raw_tracepoint|sched_process_exit\n"
                        "link|raw_tracepoint|sched_process_exit\n");
    expect_link_holder(scene, "raw", actor, "bpf-raw-tracepoint");
    scene_end(scene);
}

TEST(bpf_links_of_interfaces_and_hooks)
{
    struct scene *scene = begin();
    struct actor *xdp = start(scene, "bpf-xdp"), *tcx = start(scene, "bpf-tcx"),
                 *filter = start(scene, "bpf-netfilter");

    take(scene);
    expect(scene, "xdp", "xdp|interface|xdp|lo\nxdp|link|xdp|interface 1\n", "interface|NULL|NULL\n");
    expect_link_holder(scene, "xdp", xdp, "bpf-xdp");
    assert_string_equal(query(scene, "case.db",
                              "SELECT n.net_namespace = a.net_namespace FROM bpf_attachments AS a"
                              " JOIN process_namespaces AS n ON n.pid = %d WHERE a.prog_name = 'xdp%u'"
                              " AND a.source = 'interface'",
                              (int)xdp->pid, number(scene)),
                        "1\n");
    expect(scene, "tcx", "sched_cls|interface|tcx_ingress|lo\nsched_cls|link|tcx_ingress|interface 1\n",
           "interface|NULL|NULL\n");
    expect_link_holder(scene, "tcx", tcx, "bpf-tcx");
    expect(scene, "netfilter", "netfilter|link|netfilter|netfilter family 2 hook 1 priority -128\n", "");
    expect_link_holder(scene, "netfilter", filter, "bpf-netfilter");
    scene_end(scene);
}

/* What the program of that name was made for, and by whom its link is held. */
static void
expect_target(struct scene *scene, const char *program, const char *target)
{
    assert_string_equal(query(scene, "case.db",
                              "SELECT target, target_kind, target_object FROM bpf_targets WHERE name = '%s%u'", program,
                              number(scene)),
                        target);
}

/* The kernel tells these by the number of a type; the name stands in its BTF. */
TEST(bpf_programs_at_functions_of_the_kernel)
{
    static const struct {
        const char *action, *label, *program, *target, *attachment;
    } cases[] = {
        { "bpf-fentry:tcp4_seq_show", "bpf-fentry", "fentry", "tcp4_seq_show|func|vmlinux\n",
          "tracing|link|trace_fentry|tcp4_seq_show\n" },
        { "bpf-fexit:do_exit", "bpf-fexit", "fexit", "do_exit|func|vmlinux\n", "tracing|link|trace_fexit|do_exit\n" },
        { "bpf-lsm:file_open", "bpf-lsm", "lsm", "bpf_lsm_file_open|func|vmlinux\n",
          "lsm|link|lsm_mac|bpf_lsm_file_open\n" },
        { "bpf-tp-btf:sched_process_exit", "bpf-tp-btf", "tp_btf", "sched_process_exit|typedef|vmlinux\n",
          "tracing|descriptor|raw_tracepoint|sched_process_exit\ntracing|link|raw_tracepoint|sched_process_exit\n" },
        { "bpf-iter:task", "bpf-iter", "iter", "bpf_iter_task|func|vmlinux\n", "tracing|link|iter|task\n" },
        { "bpf-struct-ops:tcp_congestion_ops", "bpf-struct-ops", "struct_ops", "tcp_congestion_ops|struct|vmlinux\n",
          "" },
    };
    struct scene *scene = begin();
    struct actor *actors[sizeof(cases) / sizeof(cases[0])];
    size_t count = 0;

    scene_needs_root();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool possible = sh(scene, "holder %s </dev/null", cases[i].action).status == 0;

        actors[i] = possible ? actor_start(scene, "holder %s", cases[i].action) : NULL;
        count += possible;
    }
    if (count == 0)
        skip();
    take(scene);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (!actors[i])
            continue;
        expect_target(scene, cases[i].program, cases[i].target);
        assert_string_equal(query(scene, "case.db",
                                  "SELECT prog_type, source, attach_type, target FROM bpf_attachments"
                                  " WHERE prog_name = '%s%u' ORDER BY source",
                                  cases[i].program, number(scene)),
                            cases[i].attachment);
        if (strstr(cases[i].attachment, "|link|"))
            expect_link_holder(scene, cases[i].program, actors[i], cases[i].label);
    }
    scene_end(scene);
}

/* The inode number of the actor's network namespace. */
static unsigned long long
actor_namespace(const struct actor *actor)
{
    char path[64];
    struct stat st;

    snprintf(path, sizeof(path), "/proc/%d/ns/net", (int)actor->pid);
    assert_int_equal(stat(path, &st), 0);
    return (unsigned long long)st.st_ino;
}

/* Nothing but the interface, its filter or the namespace keeps these. */
TEST(bpf_programs_without_a_link)
{
    static const char filter[] =
        "unshare -n -m sh -c 'mount -t bpf bpf pins && holder bpf-pin-cls:pins/p </dev/null >/dev/null &&"
        " tc qdisc add dev lo clsact && tc filter add dev lo ingress bpf da object-pinned pins/p && rm pins/p && exec "
        "%s'";
    struct scene *scene = begin();
    struct actor *tcx = start(scene, "bpf-tcx-plain"), *dissector = start(scene, "bpf-flow-dissector"), *tc = NULL;
    unsigned long long net;

    sh_ok(scene, "mkdir pins");
    if (sh(scene, filter, "true").status == 0)
        tc = actor_start(scene, filter, "holder");
    take(scene);
    expect(scene, "tcx_plain", "sched_cls|interface|tcx_egress|lo\n", "interface|NULL|NULL\n");
    net = actor_namespace(dissector);
    expect(scene, "dissector", scene_text(scene, "flow_dissector|netns|flow_dissector|net:[%llu]\n", net),
           "netns|NULL|NULL\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT net_namespace FROM bpf_attachments WHERE prog_name = 'tcx_plain%u'",
                              number(scene)),
                        scene_text(scene, "%llu\n", actor_namespace(tcx)));
    if (!tc)
        skip();
    expect(scene, "filter", "sched_cls|filter|tc_ingress|lo\n", "filter|NULL|NULL\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT f.kind, f.protocol, f.bpf_flags, f.bpf_name, q.kind FROM rtnl_filter AS f"
                              " JOIN rtnl_qdisc AS q ON q.net_namespace = f.net_namespace AND q.parent = 0xfffffff1"
                              " WHERE f.bpf_program AND f.net_namespace = %llu",
                              actor_namespace(tc)),
                        "bpf|3|1|p:[*fsobj]|clsact\n");
    scene_end(scene);
}

static void
remove_cgroup(void *path)
{
    if (rmdir(path) != 0)
        perror(path);
}

/* One program attached by a link, and one that nothing but the cgroup keeps. */
TEST(bpf_programs_of_a_cgroup)
{
    struct scene *scene = begin();
    struct actor *actor;
    char *hierarchy, *path;

    scene_needs_root();
    hierarchy = sh_ok(scene, "awk '$3 == \"cgroup2\" { print $2; exit }' /proc/self/mounts");
    if (!*hierarchy)
        skip();
    path = scene_text(scene, "%.*s/sf_bpf_%d", (int)strcspn(hierarchy, "\n"), hierarchy, (int)getpid());
    assert_int_equal(mkdir(path, 0755), 0);
    scene_defer(scene, remove_cgroup, path);
    actor = start(scene, scene_text(scene, "bpf-cgroup:%s bpf-cgroup-link:%s", path, path));
    take(scene);
    expect(scene, "cgroup", scene_text(scene, "cgroup_skb|cgroup|cgroup_inet_egress|%s\n", path), "cgroup|NULL|NULL\n");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT source, attach_type, target GLOB '*%s' OR target = 'cgroup ' || (SELECT cgroup_id FROM"
              " bpf_links WHERE prog_name = 'cgroup_link%u') FROM bpf_attachments"
              " WHERE prog_name = 'cgroup_link%u' ORDER BY source",
              path, number(scene), number(scene)),
        "cgroup|cgroup_inet_ingress|1\nlink|cgroup_inet_ingress|1\n");
    expect_link_holder(scene, "cgroup_link", actor, "bpf-cgroup-link");
    scene_end(scene);
}

/* A map that no descriptor holds, in a bpffs of collect's mount namespace. */
TEST(bpf_map_that_is_pinned)
{
    struct scene *scene = begin();

    scene_needs_root();
    sh_ok(scene, "mkdir pins");
    if (sh(scene, "unshare -m sh -c 'mount -t bpf bpf pins && holder bpf-pin:pins/x </dev/null'").status != 0)
        skip();
    sh_usable(
        scene,
        "unshare -m sh -c 'mount -t bpf bpf pins && mkdir pins/d && holder bpf-pin:pins/d/kept </dev/null >pinned &&"
        " collect -q' >s.tar; analyze load case.db s.tar");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT o.type, h.holder, h.path FROM bpf_objects AS o JOIN bpf_holders AS h ON h.kind = o.kind"
              " AND h.id = o.id WHERE o.name = 'pinned%u'",
              number(scene)),
        scene_text(scene, "2|pin|%s/pins/d/kept\n", scene_directory(scene)));
    scene_end(scene);
}

/* The same in a bpffs that only another mount namespace has. */
TEST(bpf_map_that_is_pinned_in_another_namespace)
{
    struct scene *scene = begin();
    struct actor *actor;

    scene_needs_root();
    sh_ok(scene, "mkdir pins");
    if (sh(scene, "unshare -m sh -c 'mount -t bpf bpf pins && holder bpf-pin:pins/x </dev/null'").status != 0)
        skip();
    actor = actor_start(scene, "unshare -m sh -c 'mount -t bpf bpf pins && mkdir pins/d && exec holder"
                               " bpf-pin:pins/d/kept'");
    take(scene);
    assert_string_equal(query(scene, "case.db",
                              "SELECT h.holder, h.path, p.mount_namespace = CAST(n.mnt_namespace AS INTEGER)"
                              " FROM bpf_objects AS o JOIN bpf_holders AS h ON h.kind = o.kind AND h.id = o.id"
                              " JOIN bpf_places AS p ON p.kind = o.kind AND p.id = o.id"
                              " LEFT JOIN process_namespaces AS n ON n.pid = %d WHERE o.name = 'pinned%u'",
                              (int)actor->pid, number(scene)),
                        scene_text(scene, "pin|%s/pins/d/kept|1\n", scene_directory(scene)));
    scene_end(scene);
}

/* The bytes are those of the filter, as they stand in the memory of this machine; the digest is theirs. */
TEST(classic_filter_of_a_packet_socket)
{
    static const struct sock_filter code[] = {
        { 0x28, 0, 0, 12 }, { 0x15, 0, 1, 0x800 }, { 0x6, 0, 0, 0x40000 }, { 0x6, 0, 0, 0 }
    };
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *hex = scene_text(scene, "%s", "");
    unsigned long long inode;

    scene_needs_root();
    actor = actor_start(scene, "unshare -n holder classic-filter plain=packet");
    inode = (unsigned long long)actor_held(actor, "classic-filter").inode;
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    for (size_t i = 0; i < sizeof(code); i++)
        hex = scene_text(scene, "%s%02X", hex, ((const unsigned char *)code)[i]);
    assert_string_equal(
        query(scene, "case.db",
              "SELECT hex(filter), instructions, listing, ownership FROM packet_filters WHERE inode = %llu", inode),
        scene_text(scene, "%s|4|0x28 0 0 12, 0x15 0 1 2048, 0x06 0 0 262144, 0x06 0 0 0|owned\n", hex));
    scene_write(scene, "filter", code, sizeof(code));
    assert_string_equal(
        query(scene, "case.db", "SELECT filter_sha256 || '  filter' FROM packet_filters WHERE inode = %llu", inode),
        sh_ok(scene, "sha256sum filter"));
    assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM packet_filters WHERE inode = %llu",
                              (unsigned long long)actor_held(actor, "plain").inode),
                        "0\n");
    scene_end(scene);
}
