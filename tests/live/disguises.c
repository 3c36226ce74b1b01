/*
 * Findings of processes that are not what they seem: each situation made for real beside its harmless twin.
 */
#include "tests/support/test.h"

#include <string.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Fails the test unless the check gives that severity to the process; "" where it shall find nothing. */
static void
assert_severity(struct scene *scene, const char *key, pid_t pid, const char *want)
{
    char *rows =
        query(scene, "case.db",
              "SELECT f.severity FROM finding_rows AS f JOIN finding_processes AS p USING (snapshot_id, finding_id)"
              " WHERE f.key = %Q AND p.pid = %d",
              key, (int)pid);

    rows[strcspn(rows, "\n")] = '\0';
    assert_string_equal(rows, want);
}

static void
take(struct scene *scene, const char *options)
{
    sh_usable(scene, "collect -q %s >s.tar; analyze load case.db s.tar", options);
}

/* A place of the system for a copy of the actor, which the scene removes. */
static void
remove_file(void *path)
{
    (void)unlink(path);
}

static const char *
install(struct scene *scene, const char *name)
{
    char *path = scene_text(scene, "/usr/local/bin/%s-%s", name, strrchr(scene_directory(scene), '/') + 1);

    sh_ok(scene, "cp $(command -v holder) %s", path);
    scene_defer(scene, remove_file, path);
    return path;
}

/* A known program of the system is of low severity, also where it was upgraded, unless it waits for what wakes a back door. */
TEST(finding_of_a_doorbell)
{
    struct scene *scene = scene_begin();
    struct actor *door, *plain, *upgraded;
    const char *path;

    scene_needs_root();
    door = actor_start(scene, "unshare -n %s doorbell", install(scene, "dhcpcd"));
    plain = actor_start(scene, "unshare -n %s classic-filter", install(scene, "udhcpc"));
    path = install(scene, "dhcpcd5");
    upgraded = actor_start(scene, "unshare -n %s packet", path);
    sh_ok(scene, "cp %s %s-new; mv %s-new %s", path, path, path, path);
    take(scene, "");
    assert_severity(scene, "sniffer", door->pid, "high");
    assert_severity(scene, "sniffer", plain->pid, "low");
    assert_severity(scene, "sniffer", upgraded->pid, "low");
    scene_end(scene);
}

TEST(finding_of_replaced_code)
{
    struct scene *scene = scene_begin();
    struct actor *replaced, *elsewhere, *whole;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) home");
    replaced = actor_start(scene, "%s replaced-code", install(scene, "tail"));
    elsewhere = actor_start(scene, "./home replaced-code");
    whole = actor_start(scene, "%s unix-pair", install(scene, "head"));
    sh_ok(scene, "sleep 2.2"); /* a process that is younger may be executing another program just now */
    take(scene, "--maps");
    assert_severity(scene, "replaced_code", replaced->pid, "high");
    assert_severity(scene, "replaced_code", elsewhere->pid, "medium");
    assert_severity(scene, "replaced_code", whole->pid, "");
    /* Nobody who did not ask for it: another run may have such processes, too. */
    assert_string_equal(
        query(scene, "case.db",
              "SELECT v.value FROM finding_rows AS f JOIN finding_processes USING (snapshot_id, finding_id)"
              " JOIN process_values AS v USING (snapshot_id, pid) WHERE f.key = 'replaced_code'"
              " AND v.file = 'cmdline' AND v.value NOT GLOB '*replaced-code*'"),
        "");
    scene_end(scene);
}

/* The first word of a command line is whatever the parent wrote there. */
TEST(finding_of_a_borrowed_command_line)
{
    struct scene *scene = scene_begin();
    struct actor *liar, *title, *itself, *script;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) nginx; cp nginx tool; printf '#!/bin/sh\necho ready; read x\n' >rsyslogd; "
                 "chmod +x rsyslogd");
    liar = actor_start(scene, "bash -c 'exec -a \"sshd: root@pts/0\" ./tool unix-pair'");
    title = actor_start(scene, "bash -c 'exec -a /usr/sbin/cron %s unix-pair'", install(scene, "tool"));
    itself = actor_start(scene, "bash -c 'exec -a \"nginx: worker process\" ./nginx unix-pair'");
    script = actor_start(scene, "./rsyslogd");
    take(scene, "");
    assert_severity(scene, "borrowed_name", liar->pid, "high");
    assert_severity(scene, "borrowed_name", title->pid, "weak");
    assert_severity(scene, "borrowed_name", itself->pid, "");
    assert_severity(scene, "borrowed_name", script->pid, "");
    scene_end(scene);
}

TEST(finding_of_the_name_of_a_kernel_thread)
{
    struct scene *scene = scene_begin();
    struct actor *liar = actor_start(scene, "holder name:kworker/u8");
    struct actor *other = actor_start(scene, "holder name:kworkers");

    take(scene, "");
    assert_severity(scene, "fake_kernel_thread", liar->pid, "high");
    assert_severity(scene, "fake_kernel_thread", other->pid, "");
    scene_end(scene);
}

/* The actor becomes cat, with the connection as those of its standard streams. */
static struct actor *
start_cat(struct scene *scene, const char *streams)
{
    struct actor *actor = actor_start(scene, "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%u; echo ready; exec cat %s'",
                                      scene_port(scene, 0), streams);

    sh_ok(scene, "until [ $(cat /proc/%d/comm) = cat ]; do :; done", (int)actor->pid);
    return actor;
}

TEST(finding_of_a_program_on_a_socket)
{
    struct scene *scene = scene_begin();
    struct actor *all, *two;

    actor_start(scene, "holder tcp4-listen:127.0.0.1,%u", scene_port(scene, 0));
    two = start_cat(scene, "<&3 >&3");
    take(scene, "");
    assert_severity(scene, "shell_on_socket", two->pid, "");
    all = start_cat(scene, "<&3 >&3 2>&3");
    sh_ok(scene, "rm case.db");
    take(scene, "");
    assert_severity(scene, "shell_on_socket", all->pid, "medium");
    assert_severity(scene, "shell_on_socket", two->pid, "");
    scene_end(scene);
}
