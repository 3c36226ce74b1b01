/* Collect where few files exist or little is allowed: chroots, ordinary users, containers. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A chroot that has /proc and nothing else. */
TEST(runs_in_an_empty_chroot)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    struct held held;

    scene_needs_root();
    scene_needs_static_collect(scene);
    actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    held = actor_held(actor, "tcp4-listen");
    sh_ok(scene, "mkdir -p root/proc && cp $(command -v collect) root/");
    sh_usable(scene, "unshare -m sh -c 'mount -t proc proc root/proc && exec chroot root /collect -q' >s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT pid, fd, state FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)held.inode),
                        scene_text(scene, "%d|%d|LISTEN\n", (int)actor->pid, held.fd));
    scene_end(scene);
}

/* Root mounts a private procfs, which nobody else sees; an ordinary user gets one line of error. */
TEST(no_proc_at_all)
{
    struct scene *scene = scene_begin();
    char *error;

    scene_needs_root();
    scene_needs_static_collect(scene);
    sh_ok(scene, "chmod 711 . && mkdir -p root/proc && cp $(command -v collect) root/");
    error = sh_fails(scene, 2, "chroot --userspec=65534:65534 root /collect -q >s.tar.zst");
    assert_non_null(strstr(error, "proc"));
    assert_ptr_equal(strchr(error, '\n'), error + strlen(error) - 1);
    if (sh(scene, "chroot root /collect -q >s.tar.zst").status == 2)
        skip(); /* this kernel has no fsopen(2) */
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM processes") > 1);
    assert_string_equal(sh_ok(scene, "ls -A root/proc"), "");
    scene_end(scene);
}

/* A FIFO, device or directory in the place of a file is recorded as skipped; collect neither reads it nor waits for it. */
TEST(something_else_in_the_place_of_a_file)
{
    static const char script[] =
        "cp -a /etc etc; cd etc; rm -f passwd group hosts machine-id services; mkfifo passwd machine-id;"
        " mknod group c 1 5; mkdir hosts; ln -s passwd services; cd ..; mkfifo fifo; mount --bind etc /etc;"
        " mount --bind fifo /sys/kernel/cpu_byteorder; mkdir run; mkfifo run/utmp; mount --bind run /run;"
        " exec collect -q --timeout 5 -o s.tar.zst";
    struct scene *scene = scene_begin();
    struct result result;

    scene_needs_root();
    scene_needs_static_collect(scene);
    if (sh(scene, "test -e /sys/kernel/cpu_byteorder").status != 0)
        skip(); /* before Linux 6.3 */
    result = sh(scene, "unshare -m sh -c '%s'", script);
    assert_true(result.status < 2);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, state, errno, reason FROM members WHERE state = 'skipped' AND"
                              " path GLOB '[ers][tuy][cns]/*' ORDER BY path"),
                        "etc/group|skipped|NULL|a character device\n"
                        "etc/hosts|skipped|NULL|a directory\n"
                        "etc/machine-id|skipped|NULL|a FIFO\n"
                        "etc/passwd|skipped|NULL|a FIFO\n"
                        "etc/services|skipped|NULL|a FIFO\n"
                        "run/utmp|skipped|NULL|a FIFO\n"
                        "sys/kernel/cpu_byteorder|skipped|NULL|a FIFO\n");
    assert_string_equal(query(scene, "case.db", "SELECT state, reason FROM members WHERE path = 'meta.json'"),
                        "ok|NULL\n");
    scene_end(scene);
}

/* An ordinary user gets their own sockets with owners, and the snapshot records what was refused. */
TEST(ordinary_user)
{
    static const char user[] = "setpriv --reuid 65534 --regid 65534 --clear-groups";
    struct scene *scene = scene_begin();
    struct actor *own, *other;
    struct held held, secret;

    scene_needs_root();
    /* Other users may not be able to reach the directory of the programs. */
    sh_ok(scene, "chmod 711 . && cp $(command -v collect) $(command -v holder) .");
    own = actor_start(scene, "%s ./holder tcp4-listen:127.9.9.9,0", user);
    other = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    held = actor_held(own, "tcp4-listen");
    secret = actor_held(other, "tcp4-listen");
    sh_fails(scene, 1, "%s ./collect -q >s.tar.zst", user);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, fd, state, ownership FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)held.inode),
                        scene_text(scene, "%d|%d|LISTEN|owned\n", (int)own->pid, held.fd));
    assert_string_equal(query(scene, "case.db",
                              "SELECT pid, state, ownership FROM process_open_sockets WHERE socket = %llu",
                              (unsigned long long)secret.inode),
                        "-1|LISTEN|denied\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT state, errno FROM members WHERE path = 'proc/%d/links'", (int)other->pid),
        "denied|EACCES\n");
    assert_true(
        query_number(scene, "case.db",
                     "SELECT c FROM (SELECT state, count(*) AS c FROM members GROUP BY state) WHERE state = 'denied'") >
        0);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete, uid FROM snapshots"), "partial|0|65534\n");
    sh_ok(scene, "tar -xf s.tar.zst && cd */ && sha256sum --quiet -c SHA256SUMS");
    scene_end(scene);
}

/*
 * The run is complete if and only if nothing was refused.  Root may be refused something, too: a process that has a capability which
 * collect lacks does not show its descriptors.
 */
TEST(complete_when_nothing_is_refused)
{
    struct scene *scene = scene_begin();
    bool refused = strstr(sh(scene, "ls -l /proc/[0-9]*/fd /proc/[0-9]*/ns >/dev/null").err, "denied") != NULL;
    struct result result = sh(scene, "collect -o s.tar.zst");

    assert_int_equal(result.status, refused ? 1 : 0);
    /* The summary gives the digest of the archive. */
    sh_ok(scene, "sha256sum s.tar.zst | cut -c-64 | tr -d '\\n' >digest");
    assert_non_null(strstr(result.err, scene_read(scene, "digest", NULL)));
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT result, complete, uid FROM snapshots"),
                        scene_text(scene, "%s|%d\n", refused ? "partial|0" : "complete|1", (int)geteuid()));
    scene_end(scene);
}

/* In a private pid namespace with its own procfs, the snapshot has only what is inside, without the namespaces that others have bound. */
TEST(inside_a_container)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_ok(scene, "unshare -mpfn --mount-proc sh -c 'umount -lR /run/netns 2>/dev/null; exec collect -q' >s.tar.zst");
    sh_ok(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM net_namespaces"), "1\n");
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM processes") <= 3);
    scene_end(scene);
}

/* Inside the container, only the mounts name it. */
TEST(inside_a_container_that_its_mounts_name)
{
    static const char id[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_ok(scene, "mkdir -p docker/containers/%s && echo inside >docker/containers/%s/hostname", id, id);
    sh_usable(scene,
              "unshare -mpfnC --mount-proc sh -c 'umount -lR /run/netns 2>/dev/null;"
              " mount --bind docker/containers/%s/hostname /etc/hostname && exec collect -q' >s.tar.zst",
              id);
    sh_ok(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT runtime, container_id, evidence, first_pid FROM containers"),
                        scene_text(scene, "docker|%s|mounts|1\n", id));
    assert_string_equal(
        query(scene, "case.db", "SELECT count(*) = (SELECT count(*) FROM processes) FROM process_containers"), "1\n");
    scene_end(scene);
}
