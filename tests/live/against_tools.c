/* The database against ss, netstat and lsof, on the live host and on an extracted tree. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The rows of the database in the form that ss-rows.awk gives to `ss -Htanpe`. */
#define OUR_ROWS                                                                                                     \
    "SELECT printf('%d %s %d %s %d %d %d', socket, local_address, local_port, remote_address, remote_port, pid, fd)" \
    " FROM process_open_sockets WHERE family IN (2, 10) AND protocol = 6 AND pid > 0 AND tid = pid"

static void
write_ours(struct scene *scene, const char *name, const char *condition)
{
    char *rows = query(scene, "case.db", "%s%s", OUR_ROWS, condition);

    scene_write(scene, name, rows, strlen(rows));
    sh_ok(scene, "sort -o %s %s", name, name);
}

/* On a busy host, the database and ss agree on every socket that lives while both run. */
TEST(agrees_with_ss_on_a_busy_host)
{
    struct scene *scene = scene_begin();

    /* The sockets of `tcp` stay; those of `churn` come and go. */
    actor_start(scene, "swarm tcp 10 200");
    actor_start(scene, "holder tcp6-listen:0 tcp4-listen:0 tcp6-listen:::1,%u tcp6-connect:%u accept fork",
                scene_port(scene, 0), scene_port(scene, 0));
    actor_start(scene, "swarm churn 2 50");
    sh_ok(scene, "ss -Htanpe | awk -f $TOP/tests/live/ss-rows.awk | sort >before");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    sh_ok(scene, "ss -Htanpe | awk -f $TOP/tests/live/ss-rows.awk | sort >after");
    write_ours(scene, "ours", "");
    sh_ok(scene, "comm -12 before after >lived && [ $(wc -l <lived) -ge 2000 ]");
    assert_string_equal(sh_ok(scene, "comm -23 lived ours"), "");
    assert_string_equal(sh_ok(scene, "uniq -d ours"), "");
    scene_end(scene);
}

/* The database has the descriptors of a process that lsof lists. */
TEST(agrees_with_lsof_on_a_process)
{
    struct scene *scene = scene_begin();
    struct actor *actor =
        actor_start(scene, "holder tcp4-listen:127.9.9.9,0 udp4:127.9.9.9,0 unix-pair file:plain file:deleted");
    char *theirs, *ours;

    sh_ok(scene, "rm deleted");
    theirs = sh_ok(scene, "lsof -nP -a -p %d -d 0-999 -F f | sed -n 's/^f//p' | sort -n", (int)actor->pid);
    sh_usable(scene, "collect -q | analyze load case.db -");
    ours = query(scene, "case.db", "SELECT fd FROM process_fds WHERE pid = %d ORDER BY fd", (int)actor->pid);
    assert_string_equal(ours, theirs);
    ours = query(scene, "case.db",
                 "SELECT path FROM process_open_files WHERE pid = %d AND (path GLOB '*/plain*' OR path GLOB "
                 "'*/deleted*') ORDER BY fd",
                 (int)actor->pid);
    assert_string_equal(
        ours, scene_text(scene, "%s/plain\n%s/deleted (deleted)\n", scene_directory(scene), scene_directory(scene)));
    scene_end(scene);
}

/* ss prints the sockets with their owners when it reads the tree that extract makes. */
TEST(ss_reads_an_extracted_tree)
{
    struct scene *scene = scene_begin();
    struct actor *actor =
        actor_start(scene, "holder tcp4-listen:127.9.9.9,%u tcp4-connect:127.9.9.9,%u accept tcp6-listen:%u fork",
                    scene_port(scene, 0), scene_port(scene, 0), scene_port(scene, 1));
    char *rows = scene_text(scene, "awk -f $TOP/tests/live/ss-rows.awk | grep -e ' %u ' -e ' %u ' | sort",
                            scene_port(scene, 0), scene_port(scene, 1));

    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_ok(scene, "ss -Htanpe | %s >live", rows);
    actor_end(actor);
    sh_usable(scene, "analyze extract s.tar.zst tree");
    sh_ok(scene, "PROC_ROOT=$PWD/tree/proc ss -Htanpe | %s >extracted", rows);
    assert_string_equal(sh_ok(scene, "wc -l <live | tr -d ' '"), "8\n");
    assert_string_equal(sh_ok(scene, "diff live extracted"), "");
    scene_end(scene);
}

/* The same for a socket of another namespace, by the file of a process that lives in it. */
TEST(ss_reads_an_extracted_namespace)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    actor = actor_start(scene, "ip netns exec %s holder tcp4-listen:8321", name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze extract s.tar.zst tree");
    assert_string_equal(sh_ok(scene,
                              "PROC_NET_TCP=tree/proc/%d/net/tcp PROC_ROOT=tree/proc ss -Htanp4 |"
                              " awk '{ print $1, $4, $6 }'",
                              (int)actor->pid),
                        scene_text(scene, "LISTEN 0.0.0.0:8321 users:((\"holder\",pid=%d,fd=%d))\n", (int)actor->pid,
                                   actor_held(actor, "tcp4-listen").fd));
    scene_end(scene);
}

TEST(extract_writes_below_its_directory_only)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_ok(scene, "mkdir full && touch full/file");
    sh_fails(scene, 2, "analyze extract s.tar.zst full");
    sh_usable(scene, "analyze extract s.tar.zst tree");
    assert_string_equal(sh_ok(scene, "ls; ls full"), "full\ns.tar.zst\ntree\nfile\n");
    /* extract makes the links of the descriptors, and writes nothing at their targets. */
    sh_ok(scene, "test -L tree/proc/self/fd/0 || test -n \"$(find tree/proc -path '*/fd/*' -type l -print -quit)\"");
    scene_end(scene);
}
