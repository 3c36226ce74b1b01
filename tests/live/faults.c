/*
 * Each system call of a run fails once, in each way that it can.  collect must not crash, hang, or call an incomplete snapshot complete.
 * It runs in fresh namespaces, where there is little to read and every run reads the same.
 *
 * By default the tests try a few places for each call and error.  STILLFRAME_FAULTS=all tries every place, which takes minutes.
 */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#include <stdlib.h>
#include <string.h>

#define INSIDE "./inside"
#define STRACE "strace -f --seccomp-bpf -qq"

/*
 * Names of the members, without what differs from run to run: other network namespaces, which come and go with what else happens on
 * this host, and the dump of tcp, which is left out where the whole host has many such sockets.
 */
#define MEMBERS                                                                                    \
    "own=$(tar -xOf s.tar --wildcards '*/meta.json' | jq .self.namespaces.net) && tar -tf s.tar |" \
    " sed -E \"s,^[^/]*/,,; s,^net/$own/,net/N/,; /^net.[0-9]/d; /diag.tcp$/d; /^manifest/d\" "    \
    "| sort"

/* The number of places to try for each call and error. */
#define PLACES 4

static const char *const calls[] = { "read",       "openat", "openat2", "readlinkat",
                                     "getdents64", "write",  "mmap",    "clone,clone3" };
static const char *const errors[] = { "EIO", "ENOMEM", "EMFILE", "ENOSPC", "EINTR" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Since Linux 6.14 a pid namespace has a pid_max of its own: with a small one, a run asks for fewer numbers. */
static const char inside[] =
    "#!/bin/sh\n"
    "small=$(printf '%s\\n' 6.14 \"$(uname -r | cut -d- -f1)\" | sort -V | head -n1)\n"
    "[ \"$small\" = 6.14 ] && prepare='echo 400 >/proc/sys/kernel/pid_max;'\n"
    "exec unshare -pfmn --mount-proc sh -c \"$prepare\"'umount -lR /run/netns 2>/dev/null; exec \"$@\"' sh \"$@\"\n";

/* Runs a command in fresh namespaces, beside a process that has a thread. */
#define THREADED                                                                                                      \
    "sh -c 'rm -f life; mkfifo life; holder thread <>life >said & until grep -q ready said 2>/dev/null; do :; done; " \
    "\"$@\"; code=$?; kill $!; exit $code' sh "

static void
needs_strace(struct scene *scene)
{
    scene_needs_root();
    scene_needs_static_collect(scene); /* the leak checker of a sanitized build does not work under strace */
    scene_write(scene, "inside", inside, sizeof(inside) - 1);
    sh_ok(scene, "chmod 755 inside");
    if (sh(scene, INSIDE " " STRACE " -o trace -e trace=read -e inject=read:error=EIO:when=60000 true").status != 0) {
        scene_end(scene);
        skip();
    }
}

/* The number of times that an undisturbed run makes the call. */
static size_t
count_calls(struct scene *scene, const char *call)
{
    char *text = sh_ok(
        scene, "rm -f s.tar trace && " INSIDE " " STRACE " -o trace -e trace=%s collect -q -o s.tar; wc -l <trace",
        call);

    return strtoul(text, NULL, 10);
}

/* One run with one fault.  `whole` has the members of an undisturbed run. */
static void
run_with(struct scene *scene, const char *call, const char *error, size_t when, const char *whole)
{
    struct result result =
        sh(scene,
           "rm -f s.tar* && " INSIDE " " STRACE " -o trace -e trace=%s -e inject=%s:error=%s:when=%zu"
           " collect -q --timeout 2 -o s.tar",
           call, call, error, when);

    if (result.status > 2)
        fail_msg("%s %s at %zu: status %d: %s", call, error, when, result.status, result.err);
    scene_write(scene, "whole", whole, strlen(whole));
    if (result.status == 0 && sh(scene, MEMBERS " | comm -23 whole - | grep .").status == 0)
        fail_msg("%s %s at %zu: exit 0, and not all is there:\n%s", call, error, when,
                 sh(scene, "grep INJECTED trace; " MEMBERS " | comm -23 whole -").out);
    if (result.status < 2 && sh(scene, "test -e s.tar").status != 0)
        fail_msg("%s %s at %zu: status %d, and no file: %s", call, error, when, result.status, result.err);
    if (result.status == 2 && strlen(result.err) == 0)
        fail_msg("%s %s at %zu: exit 2 without a word", call, error, when);
    if (result.status < 2)
        sh_ok(scene, "rm -rf x && mkdir x && tar -C x -xf s.tar && cd x/* && sha256sum --quiet -c SHA256SUMS");
}

static void
sweep(const char *call)
{
    const char *all = getenv("STILLFRAME_FAULTS");
    struct scene *scene = scene_begin();
    char *whole;
    size_t count;

    needs_strace(scene);
    count = count_calls(scene, call);
    whole = sh_ok(scene, MEMBERS);
    assert_true(count > 0);
    for (size_t e = 0; e < COUNT(errors); e++) {
        size_t places = all || count < PLACES ? count : PLACES;

        for (size_t i = 0; i < places; i++) {
            /* each error at different places: at the first calls, and spread over the run */
            size_t place = places == count ? i + 1
                           : i == 0        ? e + 1
                                           : (count * (i * COUNT(errors) - e)) / (COUNT(errors) * (PLACES - 1));

            run_with(scene, call, errors[e], place > 0 ? place : 1, whole);
        }
    }
    scene_end(scene);
}

TEST(fault_in_any_read)
{
    sweep(calls[0]);
}

TEST(fault_in_any_open)
{
    sweep(calls[1]);
    sweep(calls[2]);
}

TEST(fault_in_any_readlink_and_listing)
{
    sweep(calls[3]);
    sweep(calls[4]);
}

TEST(fault_in_any_write)
{
    sweep(calls[5]);
}

TEST(fault_in_any_allocation)
{
    sweep(calls[6]);
}

TEST(fault_in_any_thread_start)
{
    sweep(calls[7]);
}

/*
 * Faults that once left no record, each in its shortest form.  strace picks the call by its path.  A process that a view lacks because of
 * the fault must not count as absent.
 */
TEST(fault_that_was_silent_once)
{
    static const struct {
        const char *path, *fault, *member;
    } cases[] = {
        { "self/ns", "openat:error=EMFILE", "meta.json" },
        { "self/status", "openat:error=EIO", "meta.json" },
        { "89", "openat2:error=EIO", "views/opened" },
    };
    struct scene *scene = scene_begin();

    needs_strace(scene);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct result result =
            sh(scene, "rm -f s.tar && " INSIDE " strace -f -qq -o trace -P %s -e inject=%s collect -q -o s.tar",
               cases[i].path, cases[i].fault);

        if (result.status != 1)
            fail_msg("%s: exit %d: %s", cases[i].path, result.status, result.err);
        sh_ok(scene,
              "tar -xOf s.tar --wildcards '*/manifest/*' |"
              " jq -c 'select(.path == \"%s\" and .state == \"error\")' | grep -q .",
              cases[i].member);
    }
    /* without memory for meta.json there is no snapshot, rather than one with half of meta.json */
    sh_fails(scene, 2,
             "rm -f s.tar; " INSIDE " strace -f -qq -o trace -e inject=mmap:error=ENOMEM:when=8+ collect -q -o s.tar");
    scene_end(scene);
}

/* From some allocation on there is no memory at all: collect makes no snapshot and still prints the reason. */
TEST(no_memory_from_some_place_on)
{
    static const char *const commands[] = { "collect -q -o s.tar", "collect -q --every 1 --count 1 -o rounds",
                                            "collect --nonsense", "collect --help" };
    static const unsigned places[] = { 1, 2, 5, 9, 14, 25, 60 };
    struct scene *scene = scene_begin();

    needs_strace(scene);
    for (size_t i = 0; i < COUNT(commands); i++) {
        for (size_t k = 0; k < COUNT(places); k++) {
            struct result result = sh(scene,
                                      "rm -rf s.tar* rounds; " INSIDE " " STRACE
                                      " -o trace -e trace=mmap,brk -e inject=mmap,brk:error=ENOMEM:when=%u+ %s",
                                      places[k], commands[i]);
            const char *end = strchr(result.err, '\n');

            if (result.status == 0 && i == COUNT(commands) - 1 && k > 0)
                break; /* the run makes no more allocations */
            if (result.status != 2 || strncmp(result.err, "collect: ", 9) != 0 || !end || end - result.err < 12)
                fail_msg("%s at %u: exit %d: '%s'", commands[i], places[k], result.status, result.err);
            sh_ok(scene, "test ! -e s.tar && ! ls rounds/*.zst 2>/dev/null");
        }
    }
    scene_end(scene);
}

/* The paths of the manifest, less what lies in directories that were not listed: only the directories have a line then. */
#define PATHS                                                                                                  \
    "own=$(tar -xOf s.tar --wildcards '*/meta.json' | jq .self.namespaces.net) &&"                             \
    " tar -xOf s.tar --wildcards '*/manifest/*' | jq -r 'select(.path) | .path' |"                             \
    " sed -E \"s,^net/$own/,net/N/,; /^net.[0-9]/d; /diag.tcp$/d; /^proc.[0-9]+.(task|links|fdinfo|fdstat)/d;" \
    " /context.(dev_snmp6|stat)./d\" | sort"

/* After a signal, every file that was not read has its line, and the archive is whole.  The signal arrives at a call where collect checks for it. */
TEST(interrupted_at_any_moment)
{
    static const char *const signals[] = { "TERM", "INT", "HUP" };
    struct scene *scene = scene_begin();
    size_t interrupted = 0, when = 1;

    needs_strace(scene);
    sh_ok(scene, INSIDE " strace -f -qq -o trace collect -q -o s.tar");
    sh_ok(scene, PATHS " >whole");
    for (struct result result = { .status = 1 }; result.status != 0; when += getenv("STILLFRAME_FAULTS") ? 1 : 4) {
        result = sh(scene,
                    "rm -f s.tar* && " INSIDE " strace -f -qq -o trace -e trace=rt_sigpending"
                    " -e inject=rt_sigpending:signal=%s:when=%zu collect -q -o s.tar",
                    signals[when % COUNT(signals)], when);
        if (result.status > 1)
            fail_msg("at %zu: exit %d: %s", when, result.status, result.err);
        sh_ok(scene, "rm -rf x && mkdir x && tar -C x -xf s.tar && cd x/* && sha256sum --quiet -c SHA256SUMS");
        sh_ok(scene, PATHS " >have; test \"$(comm -23 whole have; uniq -d have)\" = ''");
        sh_ok(scene, "tar -xOf s.tar --wildcards '*/manifest/*' | tail -n1 | jq -e '.end.result == \"%s\"'",
              result.status == 1 ? "interrupted" : "complete");
        interrupted += result.status == 1;
    }
    assert_true(interrupted > 2);
    scene_end(scene);
}

/* What collect wrote before it was killed verifies up to the last whole segment. */
TEST(killed_at_any_write)
{
    static const char *const names[] = { "s.tar", "s.tar.zst" };
    struct scene *scene = scene_begin();
    size_t count;

    needs_strace(scene);
    count = count_calls(scene, "write");
    for (size_t i = 0; i < COUNT(names); i++) {
        for (size_t when = 1; when <= count + 1; when++) {
            struct result result = sh(scene,
                                      "rm -f s.* && " INSIDE " " STRACE
                                      " -o trace -e trace=write -e inject=write:signal=KILL:when=%zu collect -q -o %s",
                                      when, names[i]);
            const char *file = scene_text(scene, "$(ls -d %s*)", names[i]);

            if (result.status == 0 || when == 1)
                continue; /* behind the last write, or before the first */
            sh_fails(scene, 1, "analyze verify %s", file);
            sh_fails(scene, 1, "rm -f case.db; analyze load case.db %s", file);
        }
    }
    scene_end(scene);
}

/* Each newer call fails with ENOSYS, as on an older kernel: the snapshot is whole all the same, and says which call was missing. */
TEST(call_that_the_kernel_does_not_have)
{
    static const struct {
        const char *call;
        const char *fallback; /* NULL: nothing is lost, so the snapshot says nothing */
    } newer[] = {
        { "openat2", "openat2" },
        { "fsopen", "fsopen" },
        { "fsmount", "fsopen" },
        { "fsconfig", "fsopen" },
        { "kcmp", "kcmp" },
        { "bpf", "bpf" },
        { "renameat2", NULL },
        { "getrandom", NULL },
        { "clone,clone3", "clone" },
        { "statx", NULL },
        { "adjtimex,clock_adjtime", NULL },
        { "sched_getaffinity", NULL },
        { "pidfd_open", NULL },
        { "pidfd_getfd", NULL },
        { "setns", NULL },
        { "getxattr", NULL },
        { "open_by_handle_at", NULL },
        { "prlimit64", NULL },
        { "newfstatat", NULL },
    };
    struct scene *scene = scene_begin();

    needs_strace(scene);
    for (size_t i = 0; i < COUNT(newer); i++) {
        struct result result = sh(scene,
                                  "rm -f s.tar said && " INSIDE " " THREADED STRACE
                                  " -o trace -e trace=%s -e inject=%s:error=ENOSYS collect -q -o s.tar",
                                  newer[i].call, newer[i].call);
        char *end;

        if (result.status != 0 && result.status != 1)
            fail_msg("%s: exit %d: %s", newer[i].call, result.status, result.err);
        end = sh_ok(scene, "tar -xOf s.tar --wildcards '*/manifest/*' | tail -n1");
        if (newer[i].fallback && !strstr(strstr(end, "\"fallbacks\""), newer[i].fallback))
            fail_msg("%s: no word of it: %s", newer[i].call, end);
        sh_ok(scene, "tar -xOf s.tar --wildcards '*/proc/1/stat' | grep -q '^1 '");
    }
    scene_end(scene);
}

/* Limits of the process, and disks that are full. */
TEST(little_of_everything)
{
    static const struct {
        const char *command;
        int least, most; /* exit status */
    } cases[] = {
        { "(ulimit -n 32; collect -q -o s.tar)", 0, 1 },
        { "(ulimit -n 16; collect -q -o s.tar)", 0, 1 },
        { "(ulimit -n 8; collect -q -o s.tar)", 1, 2 },
        { "(ulimit -v 60000; collect -q -o s.tar)", 0, 1 },
        { "(ulimit -v 6000; collect -q -o s.tar)", 0, 2 },
        { "(ulimit -f 20; collect -q -o s.tar)", 2, 2 },
        { "(ulimit -f 20; collect -q >s.tar)", 2, 2 },
        { "(mkdir -p full; mount -t tmpfs -o size=64k none full; collect -q -o full/s.tar)", 2, 2 },
        { "collect -q >/dev/full", 2, 2 },
        { "{ collect -q; echo $? >&3; } 3>status | true; exit $(cat status)", 2, 2 },
        { "collect -q -o s.tar </dev/null >&- 2>&-", 0, 1 },
        { "collect -q >&-", 2, 2 },
    };
    struct scene *scene = scene_begin();

    needs_strace(scene);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct result result = sh(scene, "rm -f s.tar* && " INSIDE " sh -c '%s'", cases[i].command);

        if (result.status < cases[i].least || result.status > cases[i].most)
            fail_msg("%s: exit %d: %s", cases[i].command, result.status, result.err);
        if (result.status < 2)
            sh_ok(scene, "rm -rf x && mkdir x && tar -C x -xf s.tar && cd x/* && sha256sum --quiet -c SHA256SUMS");
        else if (strlen(result.err) == 0)
            fail_msg("%s: exit 2 without a word", cases[i].command);
    }
    scene_end(scene);
}

/*
 * Wherever the memory ends, that is told. Threads are compared with what there may have been no room to keep; where exactly it ends is
 * chance, so many limits are tried.
 */
TEST(memory_ends_anywhere)
{
    struct scene *scene = scene_begin();
    char *said;

    scene_needs_static_collect(scene);
    actor_start(scene, "holder thread:tcp4-listen:127.0.0.1,0 thread:pipe thread:pipe thread:pipe");
    said = sh_ok(scene, "for m in $(seq 3500 20 5000); do (ulimit -v $m; exec collect -q -o s.tar 2>/dev/null); r=$?;"
                        " [ $r -le 2 ] || echo $m: exit $r; rm -f s.tar*; done");
    assert_string_equal(said, "");
    scene_end(scene);
}
