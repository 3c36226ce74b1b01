/*
 * Each system call and each allocation of analyze fails once, or it is killed: it must not crash, hang, or say that all is well when
 * something is missing, and the database must be whole afterwards and take the snapshot again.
 *
 * By default the tests try a few places for each; STILLFRAME_FAULTS=all tries every place, which takes very long.
 */
#include "tests/support/test.h"

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

#define STRACE      "strace -f --seccomp-bpf -qq"

/* The number of places to try for each call and error. */
#define PLACES 3

/*
 * What the commands answer, so that two answers can be compared.  A command that fails halfway may have begun to answer; its exit
 * status tells.
 */
static const struct command {
    const char *name;
    const char *before; /* run first */
    const char *command;
    const char *answer; /* prints what it made */
} commands[] = {
    { "load", "rm -f case.db*", "analyze load case.db s.tar.zst",
      "sqlite3 case.db 'SELECT path, bytes, state, verified FROM members ORDER BY member_id'" },
    { "load again", "rm -f case.db*; cp whole.db case.db", "analyze load case.db t.tar.zst",
      "sqlite3 case.db 'SELECT path, bytes, state, verified FROM members ORDER BY member_id'" },
    { "verify", "true", "analyze verify s.tar.zst >said", "grep -c . said" },
    { "extract", "rm -rf x", "analyze extract s.tar.zst x",
      "cd x && find . -type f | LC_ALL=C sort | xargs sha256sum" },
    { "query", "true", "analyze query whole.db --format csv 'SELECT path, bytes FROM members ORDER BY 1, 2' >said",
      "cat said" },
};

#define LOADS 2 /* of the commands, those that write to case.db */

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    scene_needs_static_collect(scene); /* the leak checker of a sanitized build does not work under strace */
    if (sh(scene, STRACE " -o trace -e trace=read -e inject=read:error=EIO:when=60000 true").status != 0) {
        scene_end(scene);
        skip();
    }
    for (const char *name = "s"; name; name = *name == 's' ? "t" : NULL)
        sh_usable(scene,
                  "unshare -pfmn --mount-proc sh -c '(echo 400 >/proc/sys/kernel/pid_max) 2>/dev/null;"
                  " umount -lR /run/netns 2>/dev/null; exec collect -q -o %s.tar.zst'",
                  name);
    sh_usable(scene, "analyze load whole.db s.tar.zst");
    return scene;
}

/* Runs the command undisturbed; returns its answer, and its exit status in *status. */
static const char *
undisturbed(struct scene *scene, const struct command *c, int *status)
{
    sh_ok(scene, "%s", c->before);
    *status = sh(scene, "%s", c->command).status;
    assert_true(*status < 2);
    return sh_ok(scene, "%s", c->answer);
}

/* Checks what a disturbed run left.  `what` says how it was disturbed. */
static void
check(struct scene *scene, const struct command *c, const struct result *result, const char *want, int status,
      const char *what)
{
    bool writes = (size_t)(c - commands) < LOADS;

    if (result->status > 2)
        fail_msg("%s, %s: status %d: %s", c->name, what, result->status, result->err);
    if (result->status == 2 && strlen(result->err) == 0)
        fail_msg("%s, %s: exit 2 without a word", c->name, what);
    if (result->status == status && status == 0 && strcmp(sh(scene, "%s", c->answer).out, want) != 0)
        fail_msg("%s, %s: exit 0, and the answer is another", c->name, what);
    if (writes && sh(scene, "test -e case.db").status == 0 && result->status != 0)
        sh_ok(scene, "test ! -s case.db || sqlite3 case.db 'PRAGMA integrity_check' | grep -qx ok");
    if (writes) { /* the disturbance is over: it ends well */
        sh_usable(scene, "%s", c->command);
        if (strcmp(sh_ok(scene, "%s", c->answer), want) != 0)
            fail_msg("%s, %s: loading again gives something else", c->name, what);
    }
}

/* The place number i of `count` calls, from 1. */
static size_t
place(size_t i, size_t places, size_t count, size_t turn)
{
    if (places == count)
        return i + 1;
    return i == 0 ? 1 + turn % count : 1 + (count - 1) * i / (places - 1);
}

static void
inject(struct scene *scene, const struct command *c, const char *call, const char *fault, size_t turn)
{
    int status;
    const char *want = undisturbed(scene, c, &status);
    size_t count, places, loader;

    /* what the loader does comes first: how that fails is not ours */
    sh_ok(scene, "rm -f trace; " STRACE " -o trace -e trace=%s analyze --version; touch trace", call);
    loader = strtoul(sh_ok(scene, "wc -l <trace"), NULL, 10);
    sh_ok(scene, "%s", c->before);
    sh_usable(scene, "rm -f trace; " STRACE " -o trace -e trace=%s %s; code=$?; touch trace; exit $code", call,
              c->command);
    count = strtoul(sh_ok(scene, "wc -l <trace"), NULL, 10);
    count = count > loader ? count - loader : 0;
    places = getenv("STILLFRAME_FAULTS") || count < PLACES ? count : PLACES;
    for (size_t i = 0; i < places; i++) {
        size_t at = loader + place(i, places, count, turn);
        const char *what = scene_text(scene, "%s %s at %zu of %zu", call, fault, at, loader + count);
        struct result result;

        sh_ok(scene, "%s", c->before);
        result =
            sh(scene, STRACE " -o trace -e trace=%s -e inject=%s:%s:when=%zu %s", call, call, fault, at, c->command);
        if (strstr(fault, "signal=KILL") && result.status == 137)
            result.status = 2, result.err = scene_text(scene, "killed");
        check(scene, c, &result, want, status, what);
    }
}

static void
sweep(const char *call, const char *const *faults, size_t count)
{
    struct scene *scene = begin();

    for (size_t k = 0; k < COUNT(commands); k++)
        for (size_t i = 0; i < count; i++)
            inject(scene, &commands[k], call, faults[i], i);
    scene_end(scene);
}

TEST(analyze_fault_in_any_open)
{
    static const char *const faults[] = { "error=EMFILE", "error=EIO" };

    sweep("openat", faults, COUNT(faults));
}

TEST(analyze_fault_in_any_read)
{
    static const char *const faults[] = { "error=EIO" };

    sweep("read", faults, COUNT(faults));
    sweep("pread64", faults, COUNT(faults));
}

TEST(analyze_fault_in_any_write)
{
    static const char *const faults[] = { "error=ENOSPC", "error=EIO" };

    sweep("write", faults, COUNT(faults));
    sweep("pwrite64", faults, COUNT(faults));
}

TEST(analyze_fault_in_any_sync)
{
    static const char *const faults[] = { "error=EIO" };

    sweep("fdatasync,fsync", faults, COUNT(faults));
    sweep("ftruncate", faults, COUNT(faults));
    sweep("unlink", faults, COUNT(faults));
}

TEST(analyze_fault_in_any_mapping)
{
    static const char *const faults[] = { "error=ENOMEM" };

    sweep("mmap,brk", faults, COUNT(faults));
}

TEST(analyze_killed_at_any_write)
{
    struct scene *scene = begin();

    for (size_t k = 0; k < LOADS; k++)
        inject(scene, &commands[k], "pwrite64", "signal=KILL", 1);
    scene_end(scene);
}

/* The allocations of a command, by a library that stands before malloc(3). */
static void
starve(struct scene *scene, const struct command *c)
{
    const char *preload = "LD_PRELOAD=$PWD/memory.so FAIL_PROGRAM=analyze";
    int status;
    const char *want = undisturbed(scene, c, &status);
    size_t count, step;

    sh_ok(scene, "%s", c->before);
    sh_usable(scene, "%s FAIL_COUNT=count %s", preload, c->command);
    count = strtoul(sh_ok(scene, "cat count"), NULL, 10);
    assert_true(count > 10);
    step = getenv("STILLFRAME_FAULTS") ? 1 : count / 12 + 1;
    for (int good = 0; good < 2; good++)
        for (size_t at = 1; at <= count; at += at < 8 ? 3 : step) {
            const char *what =
                scene_text(scene, "allocation %zu of %zu%s", at, count, good ? " and all later ones" : "");
            struct result result;

            sh_ok(scene, "%s", c->before);
            result = sh(scene, "%s FAIL_AT=%zu %s %s", preload, at, good ? "FAIL_FOR_GOOD=1" : "", c->command);
            check(scene, c, &result, want, status, what);
        }
}

TEST(analyze_without_memory_at_any_place)
{
    struct scene *scene = begin();

    sh_ok(scene, "cc -shared -fPIC -O1 -o memory.so $TOP/tests/preload/memory.c -ldl");
    for (size_t k = 0; k < COUNT(commands); k++)
        starve(scene, &commands[k]);
    scene_end(scene);
}
