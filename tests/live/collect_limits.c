/* Bounds of collect: an option changes each, the manifest tells what was cut by which, and meta.json which were changed. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* What a copy of /proc needs to be one. */
#define COPY                                                                                            \
    "for p in 11 12 13 14; do mkdir -p copy/$p/task/$p; echo \"$p (x) S 1 1 1 0 -1 0\" >copy/$p/stat; " \
    "cp copy/$p/stat copy/$p/task/$p/stat; head -c 2M /dev/zero >copy/$p/cmdline; done; "

/* Programs whose file is gone. */
#define DELETED "cp $(command -v sleep) gone; ./gone 30 & p=$!; sleep 0.1; rm gone; "

/* Delays a system call, so that what is bounded by time runs into its bound. */
#define SLOWLY(call, microseconds) \
    "strace -f -qq -o /dev/null -e trace=" call " -e inject=" call ":delay_enter=" microseconds " "

/*
 * What is made beforehand, with the processes to end in $p; what starts collect; the bound, and other options; what a line of
 * the manifest says beside the bound's name.  `needs` is a command that fails where the kernel has no such thing.
 */
static const struct {
    const char *before, *start, *bound, *options, *reason, *needs;
} cases[] = {
    { "", "", "table-bytes=9", "", "longer than the limit of 9 bytes", NULL },
    { "", "", "table-bytes=20", "", "more descriptors than the limit has room for", NULL },
    { "", "", "file-bytes=10", "", "longer than the limit of 10 bytes", NULL },
    { COPY, "", "large-bytes=2M", "--proc copy", "all long ones together have reached their limit", NULL },
    { "swarm tcp 1 16000 <fifo >ready & p=$!; until grep -q ready ready; do sleep 0.1; done; ", "", "dump-parts=1", "",
      "more parts than the limit", NULL },
    { COPY, "", "directory-numbers=3", "--proc copy", "its list of processes ended early, after 3", NULL },
    { "holder file:held <fifo >ready & p=$!; until grep -q ready ready; do sleep 0.1; done; ", "",
      "directory-numbers=4", "", "more descriptors than may be listed", NULL },
    { "", "", "directory-names=10", "", "more than may be listed", "test -d /sys/module/kernel" },
    { COPY, "", "copied-processes=2", "--proc copy", "its list of processes ended early, after 2", NULL },
    { COPY, "unshare -m sh -c 'mount --bind copy /proc; exec \"$@\"' sh ", "shown-processes=1", "",
      "more than may be listed", NULL },
    { "", "", "directories=2", "", "more than may be listed", "grep -q ' - cgroup' /proc/self/mountinfo" },
    { "mkdir m; for i in 1 2; do unshare -m sh -c 'mount -t bpf bpf m && exec sleep 30' & p=\"$p $!\"; done; sleep "
      "0.3; ",
      "", "kernel-mounts=1", "", "more than may be listed", "unshare -m mount -t bpf bpf m" },
    { "holder bpf-prog:one bpf-prog:two <fifo >ready & p=$!; until grep -q ready ready; do sleep 0.1; done; ", "",
      "bpf-objects=1", "", "more than the limit", "holder bpf-prog:one </dev/null" },
    { "", "unshare -n " SLOWLY("bpf", "700000"), "bpf-seconds=1", "", "there was no time for all interfaces",
      "holder bpf-prog:one </dev/null" },
    { "", "unshare -n sh -c 'tc qdisc add dev lo clsact; exec \"$@\"' sh ", "filter-places=1", "",
      "more places that can have filters than the limit", "unshare -n tc qdisc add dev lo clsact" },
    { "", "unshare -n sh -c 'ip link add v0 type veth peer name v1; exec \"$@\"' sh ", "hook-interfaces=1", "",
      "more interfaces than the limit", "grep -q ' nfnl_hook_dump$' /proc/kallsyms" },
    { "", "unshare -n " SLOWLY("bind", "5000"), "probe-seconds=1", "--probe-ports", "there was no time for all ports",
      NULL },
    { "", "", "exe-bytes=1K", "--hash-exe", "larger than the limit", NULL },
    { DELETED, "", "saved-file-bytes=1K", "--save-deleted", "longer than the limit of 1024 bytes", NULL },
    { DELETED, "", "saved-bytes=1K", "--save-deleted",
      "the programs before it reach the limit for all of them together", NULL },
};

#define CASES (sizeof(cases) / sizeof(cases[0]))

TEST(collect_limits_are_told_with_their_option)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_ok(scene, "mkfifo fifo; mkdir m");
    for (size_t i = 0; i < CASES; i++) {
        const char *name = scene_text(scene, "%.*s", (int)strcspn(cases[i].bound, "="), cases[i].bound);

        if (cases[i].needs && sh(scene, "%s", cases[i].needs).status != 0)
            continue;
        sh_ok(scene,
              "rm -rf m copy s.tar manifest ready; exec 9<>fifo; p=; %s status=0; %s collect -q --limit %s %s -o s.tar "
              "|| "
              "status=$?; [ -z \"$p\" ] || kill $p; tar -xOf s.tar --wildcards '*/manifest/*' >manifest; "
              "[ $status = 1 ] || { echo status $status >&2; exit 1; }; "
              "grep '%s' manifest | grep -q '(see --limit %s)' || { echo %s >&2; grep -o '\"reason\":\"[^\"]*\"' "
              "manifest "
              "| sort | uniq -c | sort -rn | head -30 >&2; exit 1; }",
              cases[i].before, cases[i].start, cases[i].bound, cases[i].options, cases[i].reason, name, cases[i].bound);
    }
    scene_end(scene);
}

/* The texts are those of the bounds: with the usual ones no line has them. */
TEST(collect_limits_are_not_met_by_a_usual_host)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q --hash-exe -o s.tar");
    assert_string_equal(sh_ok(scene, "tar -xOf s.tar --wildcards '*/manifest/*' | grep -c -e --limit || :"), "0\n");
    scene_end(scene);
}

TEST(collect_limits_are_in_meta_json)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q --limit file-bytes=17M --limit directories=5 --limit file-bytes=18M -o s.tar");
    assert_non_null(strstr(sh_ok(scene, "tar -xOf s.tar --wildcards '*/meta.json'"),
                           "\"limits\":{\"file-bytes\":18874368,\"directories\":5}"));
    sh_usable(scene, "analyze load case.db s.tar");
    sh_usable(scene, "collect -q -o usual.tar");
    assert_non_null(strstr(sh_ok(scene, "tar -xOf usual.tar --wildcards '*/meta.json'"), "\"limits\":{}"));
    scene_end(scene);
}

/* A test, the manual and --help know each of them. */
TEST(collect_limits_are_listed)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "collect --help | sed -n 's/^  \\([a-z]*-[a-z-]*\\|directories\\)  *[0-9].*/\\1/p' >names; "
                 "sed -n 's/^LIMIT([a-z_]*, \"\\([a-z-]*\\)\".*/\\1/p' $TOP/collect/base/limits.def | cmp - names && "
                 "[ -s names ] && for n in $(cat names); do "
                 "grep -q \"\\\"$n=\" $TOP/tests/live/collect_limits.c $TOP/tests/collect/process/process.c && "
                 "grep -q \"^.It Cm $n\" $TOP/docs/collect.1 || { echo $n >&2; exit 1; }; done");
    scene_end(scene);
}
