/*
 * Findings: each situation made for real beside its harmless twin; the one is found, the other is not.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The severity that a check gives to the process; "" where it finds nothing. */
static const char *
severity(struct scene *scene, const char *key, int pid)
{
    char *rows =
        query(scene, "case.db",
              "SELECT f.severity FROM finding_rows AS f JOIN finding_processes AS p USING (snapshot_id, finding_id)"
              " WHERE f.key = %Q AND p.pid = %d",
              key, pid);

    rows[strcspn(rows, "\n")] = '\0';
    return rows;
}

static void
take(struct scene *scene, const char *options)
{
    sh_usable(scene, "rm -f case.db; collect -q %s >s.tar; analyze load case.db s.tar", options);
}

/* A shell whose standard streams are a connection to `port`, run by a program of that name. */
static struct actor *
start_shell(struct scene *scene, const char *by, unsigned port)
{
    sh_ok(scene, "cp /bin/bash %s", by);
    return actor_start(scene,
                       "./%s -c 'exec 3<>/dev/tcp/127.0.0.1/%u; (exec bash -c \"read x; :\" <&3 >&3 2>&3) &"
                       " until [ /proc/$!/exe -ef /bin/bash ]; do :; done; echo child $! 0 0; echo ready; wait'",
                       by, port);
}

TEST(finding_of_a_shell_on_a_socket)
{
    struct scene *scene = scene_begin();
    unsigned port = scene_port(0);
    struct actor *shell, *service;

    actor_start(scene, "holder tcp4-listen:127.0.0.1,%u", port);
    shell = start_shell(scene, "dropper", port);
    service = start_shell(scene, "inetd", port);
    take(scene, "");
    assert_string_equal(severity(scene, "shell_on_socket", (int)actor_held(shell, "child").tid), "high");
    assert_string_equal(severity(scene, "shell_on_socket", (int)actor_held(service, "child").tid), "");
    scene_end(scene);
}

TEST(finding_of_a_program_that_is_gone)
{
    struct scene *scene = scene_begin();
    struct actor *gone, *upgraded, *there, *silent;
    const char *system = scene_text(scene, "/usr/local/bin/%s-program", strrchr(scene_directory(scene), '/') + 1);

    scene_needs_root();
    sh_ok(scene, "holder=$(command -v holder); cp $holder gone; cp $holder there; cp $holder silent; cp $holder %s",
          system);
    gone = actor_start(scene, "./gone tcp4-listen:127.9.9.9,0");
    upgraded = actor_start(scene, "%s tcp4-listen:127.9.9.9,0", system);
    there = actor_start(scene, "./there tcp4-listen:127.9.9.9,0");
    silent = actor_start(scene, "./silent unix-pair");
    sh_ok(scene, "rm gone silent %s", system);
    take(scene, "");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)gone->pid), "high");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)upgraded->pid), "low");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)there->pid), "");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)silent->pid), "");
    scene_end(scene);
}

/* Real kernel threads are the twin. */
TEST(finding_of_a_false_kernel_thread)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "bash -c 'exec -a \"[kworker/u8:9]\" holder unix-pair'");

    take(scene, "");
    assert_string_equal(severity(scene, "fake_kernel_thread", (int)actor->pid), "high");
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM finding_rows WHERE key = 'fake_kernel_thread'"), 1);
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM process_stat WHERE flags & 0x200000") > 0);
    scene_end(scene);
}

/* Runtimes cover other files of /proc. */
TEST(finding_of_a_mount_over_a_process)
{
    struct scene *scene = scene_begin();
    struct actor *covered, *other;

    scene_needs_root();
    covered = actor_start(scene, "holder unix-pair");
    other = actor_start(scene, "holder unix-pair");
    sh_usable(scene,
              "mkdir empty; unshare -m sh -ec 'mount --bind empty /proc/%d; mount --bind /dev/null /proc/meminfo;"
              " exec collect -q' >s.tar; analyze load case.db s.tar",
              (int)covered->pid);
    assert_string_equal(severity(scene, "covered_process", (int)covered->pid), "high");
    assert_string_equal(severity(scene, "covered_process", (int)other->pid), "");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM finding_rows WHERE key = 'covered_process'"),
                     1);
    scene_end(scene);
}

TEST(finding_of_a_preloaded_library)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_usable(scene, "cp -a /etc etc; echo /tmp/hide.so >etc/ld.so.preload; unshare -m sh -ec 'mount --bind etc /etc;"
                     " exec collect -q' >s.tar 2>err; analyze load case.db s.tar");
    assert_string_equal(
        query(scene, "case.db", "SELECT severity, what, evidence FROM findings WHERE key = 'preloaded_library'"),
        "high|/etc/ld.so.preload names /tmp/hide.so|etc/ld.so.preload:1\n");
    scene_end(scene);
}

/* load says how many there are; findings tells them, and exits with 1. */
TEST(findings_are_told)
{
    struct scene *scene = scene_begin();
    struct result result;

    actor_start(scene, "bash -c 'exec -a \"[kworker/u8:9]\" holder unix-pair'");
    result = sh(scene, "collect -q >s.tar; analyze load case.db s.tar");
    assert_non_null(strstr(result.err, " high, "));
    assert_non_null(strstr(result.err, "(see analyze findings)"));
    result = sh(scene, "analyze findings case.db");
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.out, "findings: high "));
    assert_non_null(strstr(result.out, "the command line is [kworker/u8:9] unix-pair  [proc/"));
    result = sh(scene, "analyze findings -q --format csv case.db");
    assert_int_equal(strncmp(result.out, "host,captured_at,severity,key,", 30), 0);
    assert_non_null(strstr(sh_ok(scene, "analyze findings --explain fake_kernel_thread"), "not excludable"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze findings --explain nothing"), "no check nothing"));
    scene_end(scene);
}
