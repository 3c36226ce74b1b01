/*
 * A parser has a bug, and the archive takes the program over: build/tests/standin is analyze with such a parser (tests/standin/).  What it
 * tries is refused by Landlock and by seccomp, each alone and both; with both off it is done, so the tests can fail.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/confine/spared.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* socket(AF_INET, SOCK_STREAM, 0): mov eax, 41; mov edi, 2; mov esi, 1; xor edx, edx; syscall; ret */
#define CODE    "\xb8\x29\0\0\0\xbf\x02\0\0\0\xbe\x01\0\0\0\x31\xd2\x0f\x05\xc3"

#define ALL_OFF "landlock seccomp rlimits"

/* A scene with an archive whose parser does the deed. */
static void
pack(struct scene *scene, const char *order, size_t len)
{
    sh_ok(scene,
          "rm -rf tree a.tar out in; mkdir -p tree/proc out in; cp $TOP/fixtures/denied-descriptors/meta.json tree/; "
          "echo evidence >out/file");
    scene_write(scene, "tree/proc/uptime", order, len);
    sh_ok(scene, "$STILLFRAME_BUILD/tests/pack tree a.tar");
}

/* What became of the deed: 'D', done, or 'R', refused. */
static char
outcome(struct scene *scene, const char *off)
{
    struct result result;
    char what;

    result = sh(scene, "rm -rf in && mkdir in && STANDIN_OFF='%s' standin load in/case.db a.tar", off);
    what = strstr(result.err, ": done\n")                    ? 'D'
           : strstr(result.err, ": Operation not permitted") ? 'R'
           : strstr(result.err, ": Permission denied")       ? 'R'
                                                             : '?';
    if (what == '?')
        fail_msg("without %s: exit %d, %s", off, result.status, result.err);
    return what;
}

static int
landlock_abi(struct scene *scene)
{
    return (int)strtol(sh_ok(scene, "analyze --version -v | sed -n 's/^Landlock: ABI //p'"), NULL, 10);
}

static bool
has_all(struct scene *scene)
{
    return SPARED_SANITIZER + SPARED_COVERAGE == 0 && landlock_abi(scene) > 0 &&
           sh(scene, "analyze --version -v | grep -q '^seccomp: yes'").status == 0;
}

/* What each deed comes to with nothing, Landlock alone, seccomp alone, and both. */
static const struct {
    const char *deed, *what;
    const char *outcomes;
    int abi; /* of Landlock, from which on it knows of such a thing */
} deeds[] = {
    { "tcp", "1", "DRRR", 4 },
    { "listen", "", "DRRR", 4 },
    { "udp", "", "DDRR", 0 },
    { "netlink", "", "DDRR", 0 },
    { "ring", "", "DDRR", 0 },
    { "program", "", "DRRR", 1 },
    { "exec", "", "DRRR", 1 },
    { "trace", "", "DRRR", 1 },
    { "memory", "0", "DRRR", 1 },
    { "signal", "", "DRRR", 6 },
    { "namespace", "", "DDRR", 0 },
    { "write", "out/file", "DRRR", 1 },
    { "write", "out/new", "DRRR", 1 },
    { "write", "in/case.db-journal-not", "DDRR", 0 }, /* Landlock knows directories, the filter knows names */
    { "write", "in/case.db", "DDRR", 0 },             /* by another address: only SQLite's own way is open */
    { "around", "out/file", "DRRR", 1 },
    { "truncate", "out/file", "DRRR", 3 },
    { "remove", "out/file", "DRRR", 1 },
    { "rename", "out/file", "DRRR", 1 },
    { "link", "out/file", "DRRR", 1 },
    { "symlink", "out/file", "DRRR", 1 },
    { "mkdir", "out/file", "DRRR", 1 },
    { "chmod", "out/file", "DDRR", 0 },
    { "fchmod", "out/file", "DRRR", 1 },
    { "fchmod", "a.tar", "DDRR", 0 }, /* the evidence itself */
    { "chown", "out/file", "DDRR", 0 },
    { "times", "out/file", "DDRR", 0 },
    { "read", "out/file", "DRDR", 1 }, /* a filter cannot tell one file from another */
    { "mount", "out", "DRRR", 1 },
};

static void
expect(struct scene *scene, const char *name, const char *outcomes, bool landlock)
{
    static const char *const off[] = { ALL_OFF, "seccomp rlimits", "landlock rlimits", "" };

    for (size_t i = 0; i < 4; i++) {
        char what = outcome(scene, off[i]);

        if (what != outcomes[i] && (i != 1 || landlock))
            fail_msg("%s: without %s: %c, want %c", name, off[i], what, outcomes[i]);
        sh_ok(scene, "umount out 2>/dev/null; rm -rf out && mkdir out && echo evidence >out/file");
    }
}

TEST(parser_with_a_bug_runs_confined)
{
    struct scene *scene = scene_begin();
    int abi = landlock_abi(scene);

    scene_needs_root();
    if (!has_all(scene))
        skip();
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
        const char *what = deeds[i].what;
        char *order =
            scene_text(scene, "STAND-IN %s %s%s%s\n", deeds[i].deed,
                       strchr(what, '.') || strchr(what, '/') || strcmp(what, "out") == 0 ? scene_directory(scene) : "",
                       strchr(what, '.') || strchr(what, '/') || strcmp(what, "out") == 0 ? "/" : "", what);

        pack(scene, order, strlen(order));
        expect(scene, order, deeds[i].outcomes, abi >= deeds[i].abi);
    }
    scene_end(scene);
}

/* The archive brings code along, which opens a socket. */
TEST(code_in_an_archive_does_not_run)
{
#ifdef __x86_64__
    static const char order[] = "STAND-IN code " CODE;
    struct scene *scene = scene_begin();

    if (!has_all(scene))
        skip();
    pack(scene, order, sizeof(order) - 1);
    expect(scene, "code", "DDRR", true);
    /* It is not only the socket that is refused. */
    assert_non_null(strstr(sh(scene, "standin load in/case.db a.tar").err, "analyze: confinement: mprotect (number "));
    scene_end(scene);
#else
    skip();
#endif
}

/* The refused call has a line, and the snapshot is loaded nevertheless. */
TEST(refused_calls_are_told)
{
    struct scene *scene = scene_begin();
    struct result result;

    if (!has_all(scene))
        skip();
    pack(scene, "STAND-IN udp \n", 14);
    result = sh(scene, "standin load in/case.db a.tar");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.err, "analyze: confinement: socket (number "));
    assert_int_equal(query_number(scene, "in/case.db", "SELECT count(*) FROM snapshots"), 1);
    scene_end(scene);
}

/* Falls open with a word about it, in the database, too; or not at all. */
TEST(machine_that_lacks_means_of_confinement)
{
    static const struct {
        const char *off, *word;
    } cases[] = { { "landlock", "Landlock: " },
                  { "seccomp", "seccomp: " },
                  { "rlimits", "rlimits: " },
                  { "pinned", "pinned paths: " } };
    struct scene *scene = scene_begin();

    if (!has_all(scene))
        skip();
    pack(scene, "STAND-IN write nowhere/at/all\n", 30);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *err = sh_fails(scene, 2, "STANDIN_OFF=%s standin load --require-sandbox in/new.db a.tar", cases[i].off);
        struct result result;

        assert_non_null(strstr(err, "analyze: --require-sandbox: this machine lacks some of it: "));
        assert_non_null(strstr(err, cases[i].word));
        sh_ok(scene, "[ ! -e in/new.db ]");
        result = sh(scene, "rm -f in/case.db; STANDIN_OFF=%s standin load in/case.db a.tar", cases[i].off);
        assert_int_equal(result.status, 0);
        assert_non_null(strstr(result.err, "since this machine lacks the rest: "));
        assert_non_null(strstr(result.err, cases[i].word));
        assert_non_null(strstr(query(scene, "in/case.db", "SELECT confined FROM archives"),
                               scene_text(scene, "; without %s", cases[i].word)));
        if (strcmp(cases[i].off, "pinned") == 0) /* only who writes a database pins */
            continue;
        sh_fails(scene, 2, "STANDIN_OFF=%s standin verify --require-sandbox a.tar", cases[i].off);
        sh_fails(scene, 2, "STANDIN_OFF=%s standin query --require-sandbox in/case.db 'SELECT 1'", cases[i].off);
        assert_string_equal(sh(scene, "STANDIN_OFF=%s standin query in/case.db 'SELECT 1'", cases[i].off).err, "");
    }
    sh_usable(scene,
              "analyze load --require-sandbox in/new.db a.tar"); /* where it is no stand-in's, the file is wrong */
    sh_ok(scene, "analyze query in/new.db 'SELECT 1' --require-sandbox");
    assert_null(strstr(query(scene, "in/new.db", "SELECT confined FROM archives"), "without"));
    scene_end(scene);
}

/* By the command line alone: what each command does before it opens the database or an archive. */
TEST(every_command_is_confined)
{
    static const char *const commands[] = {
        "load case.db s.tar",
        "load new.db s.tar",
        "verify s.tar",
        "verify - <s.tar",
        "extract s.tar x",
        "prove case.db pid 700 --archive s.tar",
        "match case.db list",
        "query case.db 'SELECT 1'",
        "query case.db @who_has_port --param port=22",
        "query case.db -f question.sql",
        "shell case.db <question.sql",
        "netstat case.db",
        "ss case.db",
        "lsof case.db",
        "ps case.db",
        "pstree case.db",
        "findings case.db",
        "timeline case.db",
        "diff case.db 1 2",
        "history case.db 192.0.2.1",
        "graph case.db --snapshot 1",
        "report case.db",
        "snapshots case.db",
    };
    struct scene *scene = scene_begin();

    if (!has_all(scene) || sh(scene, "strace -V").status != 0)
        skip();
    sh_ok(scene, "cp $STILLFRAME_BUILD/fixtures/denied-descriptors.tar.zst s.tar; echo 192.0.2.1 >list; echo 'SELECT "
                 "1;' >question.sql; "
                 "analyze load case.db s.tar $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        struct result result =
            sh(scene,
               "strace -o trace -e trace=execve,clone,clone3,socket,seccomp,landlock_restrict_self,openat analyze %s",
               commands[i]);

        if (result.status > 1 || strstr(result.err, "confinement"))
            fail_msg("%s: exit %d: %s", commands[i], result.status, result.err);
        /* The filter is loaded after the ruleset, and what is not our own comes after both. */
        if (sh(scene, "awk '/^landlock_restrict_self.* = 0$/ { l = NR } /^seccomp\\(SECCOMP_SET_MODE_FILTER.* = 0$/ { "
                      "s = NR } "
                      "/^openat.*\\.tar\"|^openat.*case.db\", O_RDONLY/ && !s && !/O_PATH|NONBLOCK/ { early = $0 } "
                      "s && /^(execve|clone|socket)/ { early = $0 } "
                      "END { if (early) print early; exit !l || s < l || early != \"\" }' trace")
                .status != 0)
            fail_msg("%s is not confined:\n%s", commands[i], sh_ok(scene, "cat trace"));
    }
    scene_end(scene);
}

/* A load that was killed left a journal, and the next command only reads. */
TEST(query_rolls_back_what_a_killed_load_left)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/*.tar.zst");
    sh_ok(scene,
          "printf '%%s\\n' 'PRAGMA cache_size = 1;' 'BEGIN;' \"UPDATE members SET path = 'zzmoved' || path;\" "
          "'.shell cp case.db hot.db; cp case.db-journal hot.db-journal' 'ROLLBACK;' | sqlite3 case.db >/dev/null");
    sh_ok(scene,
          "[ -s hot.db-journal ] && grep -q zzmoved hot.db && cp hot.db one.db && cp hot.db-journal one.db-journal");
    assert_string_equal(
        sh_ok(scene,
              "analyze query hot.db --all --format csv \"SELECT count(*) FROM members WHERE path LIKE 'zzmoved%%'\""),
        "count(*)\n0\n");
    sh_ok(scene, "[ ! -e hot.db-journal ] && ! grep -q zzmoved hot.db");
    sh_ok(scene, "analyze snapshots one.db && ! grep -q zzmoved one.db");
    scene_end(scene);
}

/* What a sanitizer needs it still has: or leaks would pass unseen. */
TEST(leaks_are_found_in_a_confined_program)
{
#ifdef __SANITIZE_ADDRESS__
    struct scene *scene = scene_begin();
    struct result result;

    pack(scene, "STAND-IN leak \n", 15);
    result = sh(scene, "standin load in/case.db a.tar");
    assert_int_not_equal(result.status, 0);
    assert_non_null(strstr(result.err, "stand-in: leak: done"));
    assert_non_null(strstr(result.err, "LeakSanitizer: detected memory leaks"));
    assert_null(strstr(result.err, "confinement"));
    scene_end(scene);
#else
    skip();
#endif
}

/* strace makes a call fail by taking it away, which the filter sees, too: what it says must come back. */
TEST(faults_can_be_injected_into_a_confined_program)
{
    struct scene *scene = scene_begin();
    struct result result;

    if (!has_all(scene) || sh(scene, "strace -V").status != 0)
        skip();
    result = sh(scene, "strace -qq -o trace -e trace=fdatasync,fsync -e inject=fdatasync,fsync:error=EIO "
                       "analyze load case.db $STILLFRAME_BUILD/fixtures/denied-descriptors.tar.zst");
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "disk I/O error"));
    assert_null(strstr(result.err, "confinement"));
    scene_end(scene);
}

TEST(version_tells_what_confines)
{
    struct scene *scene = scene_begin();
    char *out = sh_ok(scene, "analyze --version -v");

    assert_non_null(strstr(out, "\nno_new_privs: "));
    assert_non_null(strstr(out, "\nrlimits: "));
    assert_non_null(strstr(out, "\nLandlock: "));
    assert_non_null(strstr(out, "\nseccomp: "));
    assert_int_equal(strstr(out, "a build with a sanitizer") != NULL, SPARED_SANITIZER);
    assert_int_equal(strstr(out, "a build for gcov") != NULL, SPARED_COVERAGE);
    assert_null(strchr(strchr(sh_ok(scene, "analyze --version"), '\n') + 1, '\n'));
    scene_end(scene);
}
