/*
 * Findings: each situation made for real beside its harmless twin; the one is found, the other is not.
 */
#include "tests/support/test.h"

#include <string.h>
#include <unistd.h>

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
    unsigned port = scene_port(scene, 0);
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
    struct actor *gone, *upgraded, *removed, *there, *silent;
    const char *system = scene_text(scene, "/usr/local/bin/%s-program", strrchr(scene_directory(scene), '/') + 1);

    scene_needs_root();
    sh_ok(scene,
          "holder=$(command -v holder); cp $holder gone; cp $holder there; cp $holder silent; cp $holder %s; cp "
          "$holder %s-2",
          system, system);
    gone = actor_start(scene, "./gone tcp4-listen:127.9.9.9,0");
    upgraded = actor_start(scene, "%s tcp4-listen:127.9.9.9,0", system);
    removed = actor_start(scene, "%s-2 tcp4-listen:127.9.9.9,0", system);
    there = actor_start(scene, "./there tcp4-listen:127.9.9.9,0");
    silent = actor_start(scene, "./silent unix-pair");
    sh_ok(scene, "rm gone silent %s-2; cp there %s-new; mv %s-new %s", system, system, system, system);
    take(scene, "");
    sh_ok(scene, "rm %s", system);
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)gone->pid), "high");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)upgraded->pid), "low");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)removed->pid), "medium");
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
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM finding_rows AS f JOIN finding_processes USING (snapshot_id,"
                                  " finding_id) JOIN process_stat AS s USING (snapshot_id, pid)"
                                  " WHERE f.key = 'fake_kernel_thread' AND s.flags & 0x200000"),
                     0);
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
    /* Another test may cover a process of its own. */
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM finding_rows AS f WHERE f.key = 'covered_process'"
                                  " AND NOT EXISTS (SELECT 1 FROM mountinfo AS m WHERE m.snapshot_id = f.snapshot_id"
                                  " AND m.mount_point || '/' GLOB '/proc/' || f.pid || '/*')"),
                     0);
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

/* The same socket is of low severity in a program that is known for it, by the name of its file in a place of the system. */
TEST(finding_of_a_sniffer)
{
    struct scene *scene = scene_begin();
    const char *system = scene_text(scene, "/usr/local/bin/dhcpcd-%s", strrchr(scene_directory(scene), '/') + 1);
    struct actor *sniffer, *known, *plain;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) %s; cp %s there", system, system);
    known = actor_start(scene, "%s packet", system);
    sniffer = actor_start(scene, "./there packet");
    plain = actor_start(scene, "./there tcp4-listen:127.9.9.9,0");
    sh_ok(scene, "rm there");
    take(scene, "");
    sh_ok(scene, "rm %s", system);
    assert_string_equal(severity(scene, "sniffer", (int)sniffer->pid), "high");
    assert_string_equal(severity(scene, "sniffer", (int)known->pid), "low");
    assert_string_equal(severity(scene, "sniffer", (int)plain->pid), "");
    scene_end(scene);
}

TEST(finding_of_a_raw_socket)
{
    struct scene *scene = scene_begin();
    const char *ping = scene_text(scene, "/usr/local/bin/ping-%s", strrchr(scene_directory(scene), '/') + 1);
    const char *tool = scene_text(scene, "/usr/local/bin/tool-%s", strrchr(scene_directory(scene), '/') + 1);
    struct actor *known, *icmp, *other;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) %s; cp %s %s", ping, ping, tool);
    known = actor_start(scene, "%s raw4:1", ping);
    icmp = actor_start(scene, "%s raw4:1", tool);
    other = actor_start(scene, "%s unix-pair", tool);
    take(scene, "");
    sh_ok(scene, "rm %s %s", ping, tool);
    assert_string_equal(severity(scene, "raw_socket", (int)known->pid), "");
    assert_string_equal(severity(scene, "raw_socket", (int)icmp->pid), "medium");
    assert_string_equal(severity(scene, "raw_socket", (int)other->pid), "");
    scene_end(scene);
}

/* strace COMMAND traces its own child, and people attach it at a terminal; a tracer of another user's process is more. */
TEST(finding_of_a_traced_process)
{
    struct scene *scene = scene_begin();
    struct actor *child, *victim, *looked_at, *attached;
    int tracee;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) mine"); /* what one program does counts once */
    child = actor_start(scene, "strace -qq -o /dev/null -e trace=none ./mine unix-pair");
    victim = actor_start(scene, "holder unix-pair user:1000");
    actor_start_until(scene, scene_text(scene, "grep -q 'TracerPid:.[1-9]' /proc/%d/status", (int)victim->pid),
                      "strace -qq -o /dev/null -e trace=none -p %d", (int)victim->pid);
    sh_ok(scene, "cp mine looked_at; cp mine attached");
    looked_at = actor_start(scene, "./looked_at unix-pair");
    actor_start_until(scene, scene_text(scene, "grep -q 'TracerPid:.[1-9]' /proc/%d/status", (int)looked_at->pid),
                      "script -qc 'strace -qq -o /dev/null -e trace=none -p %d' /dev/null", (int)looked_at->pid);
    attached = actor_start(scene, "./attached unix-pair");
    actor_start_until(scene, scene_text(scene, "grep -q 'TracerPid:.[1-9]' /proc/%d/status", (int)attached->pid),
                      "strace -qq -o /dev/null -e trace=none -p %d", (int)attached->pid);
    take(scene, "");
    assert_string_equal(severity(scene, "traced_process", (int)looked_at->pid), "low");
    assert_string_equal(severity(scene, "traced_process", (int)attached->pid), "medium");
    tracee = (int)query_number(scene, "case.db", "SELECT pid FROM processes WHERE parent = %d", (int)child->pid);
    assert_string_equal(severity(scene, "traced_process", tracee), "low");
    assert_string_equal(severity(scene, "traced_process", (int)victim->pid), "high");
    assert_string_equal(severity(scene, "traced_process", (int)child->pid), "");
    scene_end(scene);
}

/* Who binds the path of a listener after its file was removed is who is reached; in mounts of its own it is another path. */
TEST(finding_of_a_displaced_unix_socket)
{
    struct scene *scene = scene_begin();
    struct actor *first, *second, *apart, *alone;

    scene_needs_root();
    first = actor_start(scene, "holder unix-listen:%s/path", scene_directory(scene));
    sh_ok(scene, "rm path; mkdir other");
    second = actor_start(scene, "holder unix-listen:%s/path", scene_directory(scene));
    alone = actor_start(scene, "holder unix-listen:%s/alone", scene_directory(scene));
    apart = actor_start(scene, "unshare -m sh -c 'mount --bind other . && cd . && exec holder unix-listen:%s/path'",
                        scene_directory(scene));
    take(scene, "");
    assert_string_equal(severity(scene, "displaced_unix_socket", (int)second->pid), "low");
    assert_string_equal(severity(scene, "displaced_unix_socket", (int)first->pid), "");
    assert_string_equal(severity(scene, "displaced_unix_socket", (int)alone->pid), "");
    assert_string_equal(severity(scene, "displaced_unix_socket", (int)apart->pid), "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT what FROM finding_rows WHERE key = 'displaced_unix_socket' AND what GLOB '*%s*'",
                              scene_directory(scene)),
                        scene_text(scene, "process %d (holder) and process %d (holder) both listen at %s/path\n",
                                   (int)second->pid, (int)first->pid, scene_directory(scene)));
    scene_end(scene);
}

/* By hand it is of low severity, a bridge explains it, and a packet socket's membership does. */
TEST(finding_of_a_promiscuous_interface)
{
    struct scene *scene = scene_begin();
    const char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    sh_ok(scene,
          "ip -n %s link add by-hand type veth peer name end; ip -n %s link set by-hand promisc on;"
          " ip -n %s link add bridge type bridge; ip -n %s link set end master bridge up",
          name, name, name, name);
    take(scene, "");
    assert_string_equal(query(scene, "case.db",
                              "SELECT severity, subject FROM findings WHERE key = 'promiscuous_interface'"
                              " AND subject GLOB '* of namespace %llu'",
                              (unsigned long long)scene_namespace_inode(scene, name)),
                        scene_text(scene, "low|interface by-hand of namespace %llu\n",
                                   (unsigned long long)scene_namespace_inode(scene, name)));
    scene_end(scene);
}

/* A process that claims to be sshd, from a place where anybody can write; the name of an interpreter's script is no claim. */
TEST(finding_of_a_borrowed_name)
{
    struct scene *scene = scene_begin();
    struct actor *liar, *itself, *script;

    sh_ok(scene, "cp $(command -v holder) sshd; printf '#!/bin/sh\necho ready; read x\n' >nginx; chmod +x nginx");
    liar = actor_start(scene, "holder name:sshd");
    itself = actor_start(scene, "./sshd unix-pair");
    script = actor_start(scene, "./nginx");
    take(scene, "");
    assert_true(severity(scene, "borrowed_name", (int)liar->pid)[0]);
    assert_string_equal(severity(scene, "borrowed_name", (int)itself->pid), "");
    assert_string_equal(query(scene, "case.db", "SELECT name FROM processes WHERE pid = %d", (int)script->pid),
                        "nginx\n");
    assert_string_equal(severity(scene, "borrowed_name", (int)script->pid), "");
    scene_end(scene);
}

/* What the environment says; where it was not asked for, the checks say so. */
TEST(findings_in_the_environment)
{
    struct scene *scene = scene_begin();
    struct actor *preload, *allocator, *quiet, *session;

    preload = actor_start(scene, "env LD_PRELOAD=/tmp/none.so holder unix-pair 2>/dev/null");
    allocator = actor_start(scene, "env LD_PRELOAD=/usr/lib/none.so holder unix-pair 2>/dev/null");
    quiet = actor_start(scene, "env HISTFILE=/dev/null holder unix-pair");
    session = actor_start(scene, "env 'SSH_CONNECTION=192.0.2.7 4000 192.0.2.1 22' holder unix-pair");
    take(scene, "--environ");
    assert_true(severity(scene, "preload_variable", (int)preload->pid)[0]);
    assert_string_equal(severity(scene, "preload_variable", (int)allocator->pid), "");
    assert_string_equal(severity(scene, "history_off", (int)quiet->pid), "medium");
    assert_string_equal(severity(scene, "history_off", (int)preload->pid), "");
    assert_string_equal(severity(scene, "left_behind_session", (int)session->pid), "low");
    assert_string_equal(
        query(scene, "case.db", "SELECT what FROM finding_rows WHERE key = 'left_behind_session' AND pid = %d",
              (int)session->pid),
        scene_text(scene, "process %d was started from 192.0.2.7, and no sshd is above it\n", (int)session->pid));
    take(scene, "");
    assert_string_equal(query(scene, "case.db", "SELECT made, reason FROM finding_runs WHERE key = 'history_off'"),
                        "0|proc/*/environ is not in the snapshot\n");
    scene_end(scene);
}

/* A log that was removed, beside one that is there and a deleted file that is no log. */
TEST(finding_of_a_deleted_log)
{
    struct scene *scene = scene_begin();
    const char *name = scene_text(scene, "/var/log/%s", strrchr(scene_directory(scene), '/') + 1);
    struct actor *log, *there, *other;

    scene_needs_root();
    log = actor_start(scene, "sh -c 'exec 7>%s.gone; echo ready; read x'", name);
    there = actor_start(scene, "sh -c 'exec 7>%s; echo ready; read x'", name);
    other = actor_start(scene, "sh -c 'exec 7>other; rm other; echo ready; read x'");
    sh_ok(scene, "rm %s.gone", name);
    take(scene, "");
    sh_ok(scene, "rm %s", name);
    assert_string_equal(severity(scene, "deleted_log", (int)log->pid), "low");
    assert_string_equal(severity(scene, "deleted_log", (int)there->pid), "");
    assert_string_equal(severity(scene, "deleted_log", (int)other->pid), "");
    scene_end(scene);
}

/*
 * Out of the walls of a container, and in through them.  In a pid namespace of its own, whose first process can be read wherever the test runs.
 */
TEST(finding_of_a_container_in_the_mounts_of_the_host)
{
    struct scene *scene = scene_begin();
    char *mount, *id = scene_text(scene, "%064x", (unsigned)getpid());

    scene_needs_root();
    mount = sh_ok(scene, "awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts");
    mount[strcspn(mount, "\n")] = '\0';
    if (!*mount)
        skip();
    sh_ok(scene, "mkdir %s/docker-%s.scope %s/libpod-%s.scope", mount, id, mount, id);
    sh_usable(
        scene,
        "unshare -pf --mount-proc sh -ec '"
        "sh -c \"echo \\$\\$ >%s/docker-%s.scope/cgroup.procs; exec sleep 100\" &"
        " sh -c \"echo \\$\\$ >%s/libpod-%s.scope/cgroup.procs; exec unshare -m sleep 100\" &"
        " until [ $(cat /proc/[0-9]*/comm | grep -cx sleep) -ge 2 ]; do :; done; nsenter -t $! -m sleep 200 &"
        " until [ $(cat /proc/[0-9]*/comm | grep -cx sleep) -ge 3 ]; do :; done; collect -q' >s.tar;"
        " for n in $(seq 1000); do rmdir %s/docker-%s.scope %s/libpod-%s.scope && break; sleep 0.01; done 2>/dev/null;"
        " analyze load case.db s.tar",
        mount, id, mount, id, mount, id, mount, id);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM containers WHERE container_id = %Q", id), 2);
    assert_string_equal(query(scene, "case.db",
                              "SELECT severity, process_name, container_id FROM findings"
                              " WHERE key = 'container_in_host_mounts'"),
                        scene_text(scene, "high|sleep|%s\n", id));
    assert_string_equal(
        query(scene, "case.db",
              "SELECT severity, v.value FROM findings AS f JOIN process_values AS v USING (snapshot_id, pid)"
              " WHERE key = 'host_process_in_container' AND v.file = 'cmdline'"),
        "high|sleep 200\n");
    scene_end(scene);
}

/* The strongest of these, a listing that leaves a process out, is what a kernel module does. */
TEST(finding_of_a_hidden_process)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    scene_needs_static_collect(scene);
    actor = actor_start(scene, "holder unix-pair");
    take(scene, "");
    assert_string_equal(severity(scene, "hidden_process", (int)actor->pid), "");
    sh_usable(scene, "rm case.db; strace -f -qq -o calls -P /proc -e trace=getdents64 -e inject=getdents64:retval=0"
                     " collect -q -o s2.tar; analyze load case.db s2.tar");
    assert_string_equal(severity(scene, "hidden_process", (int)actor->pid), "high");
    scene_end(scene);
}

/*
 * A host at work, alone in its pid and network namespace: fifty network namespaces, listeners and connections, processes in cgroups of
 * containers with namespaces of their own, and thousands of processes that come and go.  Nothing of it is of high severity, seen by
 * root or by a user.
 */
TEST(findings_of_a_healthy_host)
{
    struct scene *scene = scene_begin();
    char *mount, *id = scene_text(scene, "%064x", (unsigned)getpid());
    const char *const as[] = { "", "setpriv --reuid 1000 --regid 1000 --clear-groups" };

    scene_needs_root();
    mount = sh_ok(scene, "awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts");
    mount[strcspn(mount, "\n")] = '\0';
    if (!*mount)
        skip();
    sh_ok(scene, "mkdir %s/docker-%s.scope", mount, id);
    for (size_t i = 0; i < 2; i++) {
        sh_usable(
            scene,
            "rm -f case.db; unshare -pfn --mount-proc --kill-child sh -ec 'exec 3>&1 >/dev/null; ip link set lo up;"
            " for i in $(seq 50); do unshare -n sleep 1000 & done;"
            " nc -l 127.0.0.1 4000 & nc -lk 0.0.0.0 4001 & sleep 0.1; nc 127.0.0.1 4000 </dev/zero >/dev/null &"
            " sh -c \"echo \\$\\$ >%s/docker-%s.scope/cgroup.procs; exec unshare -mpnf --mount-proc sleep 1000\" &"
            " for i in 1 2 3; do (while :; do /bin/true; done) & done;"
            " exec %s $(command -v collect) -q --environ --maps >&3' >s.tar; analyze load case.db s.tar",
            mount, id, as[i]);
        assert_true(query_number(scene, "case.db", "SELECT count(*) FROM processes") > 50);
        assert_string_equal(query(scene, "case.db", "SELECT key, what FROM findings WHERE severity = 'high'"), "");
    }
    sh_ok(scene, "for n in $(seq 1000); do rmdir %s/docker-%s.scope && break; sleep 0.01; done 2>/dev/null", mount, id);
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM finding_runs WHERE made") > 20);
    scene_end(scene);
}

/* A program on the packets of an interface, by a program that is not known for it and by one that is. */
TEST(finding_of_a_bpf_program_on_packets)
{
    struct scene *scene = scene_begin();
    const char *known = scene_text(scene, "/usr/local/bin/falco-%s", strrchr(scene_directory(scene), '/') + 1);
    struct actor *stranger, *falco;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) %s; cp %s ./stranger", known, known);
    if (sh(scene, "unshare -n ./stranger bpf-xdp </dev/null").status != 0) {
        sh_ok(scene, "rm %s", known);
        skip();
    }
    stranger = actor_start(scene, "unshare -n ./stranger bpf-xdp");
    falco = actor_start(scene, "unshare -n %s bpf-xdp", known);
    take(scene, "");
    sh_ok(scene, "rm %s", known);
    assert_string_equal(severity(scene, "bpf_program", (int)stranger->pid), "medium"); /* it is below /tmp */
    assert_string_equal(severity(scene, "bpf_program", (int)falco->pid), "");
    scene_end(scene);
}

/*
 * A host with eight things planted.  Seven are there when the snapshot is taken, and each is found; of the beacon that called and ended before,
 * nothing is left but a socket that nobody holds.
 */
TEST(findings_of_a_backdoored_host)
{
    static const char *const planted[] = { "check shell_on_socket",   "check deleted_program_on_network",
                                           "check shared_listener",   "check sniffer",
                                           "check covered_process",   "check preload_variable",
                                           "check fake_kernel_thread" };
    struct scene *scene = scene_begin();
    unsigned port = scene_port(scene, 0);
    struct actor *shell, *gone, *shared, *sniffer, *hidden, *preload, *thread;
    struct result told;

    scene_needs_root();
    sh_ok(scene,
          "holder=$(command -v holder); for name in gone thief sniff; do cp $holder $name; done; cp /bin/bash beacon%u",
          port);
    actor_start(scene, "holder tcp4-listen:127.0.0.1,%u", port);
    shell = start_shell(scene, "dropper", port);
    gone = actor_start(scene, "./gone tcp4-listen:127.9.9.9,0");
    shared = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 heir:%s/thief", scene_directory(scene));
    sniffer = actor_start(scene, "./sniff packet");
    hidden = actor_start(scene, "holder unix-pair");
    preload = actor_start(scene, "env LD_PRELOAD=/tmp/none.so holder unix-pair 2>/dev/null");
    thread = actor_start(scene, "bash -c 'exec -a \"[kworker/u8:9]\" holder unix-pair'");
    sh_ok(scene, "rm gone sniff; ./beacon%u -c 'exec 3<>/dev/tcp/127.0.0.1/%u'", port, port);
    sh_usable(scene,
              "mkdir empty; unshare -m sh -ec 'mount --bind empty /proc/%d; exec collect -q --environ' >s.tar;"
              " analyze load case.db s.tar",
              (int)hidden->pid);
    assert_string_equal(severity(scene, "shell_on_socket", (int)actor_held(shell, "child").tid), "high");
    assert_string_equal(severity(scene, "deleted_program_on_network", (int)gone->pid), "high");
    assert_true(severity(scene, "shared_listener", (int)actor_held(shared, "heir").tid)[0] != '\0' ||
                severity(scene, "shared_listener", (int)shared->pid)[0] != '\0');
    assert_string_equal(severity(scene, "sniffer", (int)sniffer->pid), "high");
    assert_string_equal(severity(scene, "covered_process", (int)hidden->pid), "high");
    assert_string_equal(severity(scene, "preload_variable", (int)preload->pid), "medium");
    assert_string_equal(severity(scene, "fake_kernel_thread", (int)thread->pid), "high");
    assert_int_equal(
        query_number(scene, "case.db",
                     "SELECT count(*) FROM finding_rows WHERE program GLOB '*/beacon%u' OR what GLOB '*beacon%u*'",
                     port, port),
        0);
    assert_int_equal(
        query_number(scene, "case.db",
                     "SELECT count(*) FROM sockets WHERE remote_port = %u AND state IN ('FIN_WAIT2',"
                     " 'FIN_WAIT_2', 'TIME_WAIT') AND socket_id NOT IN (SELECT socket_id FROM socket_owners)",
                     port),
        1);
    told = sh(scene, "analyze findings case.db");
    assert_int_equal(told.status, 1);
    for (size_t i = 0; i < sizeof(planted) / sizeof(planted[0]); i++)
        if (!strstr(told.out, planted[i]))
            fail_msg("%s is not told: %s", planted[i], told.out);
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
