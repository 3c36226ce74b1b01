/* analyze pstree: sockets and their other ends, namespaces, the neighbourhood of a process, and trees that somebody forged. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
expect(const char *out, const char *text)
{
    if (!strstr(out, text))
        fail_msg("want %s, have\n%s", text, out);
}

/* A server and a client of it, in a network namespace of their own. */
TEST(pstree_shows_sockets_with_their_peers)
{
    struct scene *scene = scene_begin();
    struct actor *server, *client;
    char *name, *out;
    unsigned long long inode;
    long long port;

    scene_needs_root();
    name = scene_namespace(scene);
    inode = (unsigned long long)scene_namespace_inode(scene, name);
    server = actor_start_until(scene, scene_text(scene, "ip netns exec %s ss -Hltn | grep -q :8321", name),
                               "ip netns exec %s nc -n -l 127.0.0.1 8321 >received", name);
    client = actor_start_until(
        scene, scene_text(scene, "[ $(ip netns exec %s ss -Htn state established | grep -c :8321) -eq 2 ]", name),
        "ip netns exec %s nc -n 127.0.0.1 8321 >answered", name);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    port = query_number(scene, "case.db",
                        "SELECT local_port FROM sockets WHERE net_namespace = %llu AND remote_port = 8321", inode);
    out = sh_ok(scene, "analyze pstree case.db --around %d | sed 's/^[-|` ]*//; s/mnt:.[0-9]*., //'", (int)server->pid);
    expect(out, scene_text(scene, "nc(%d)  net:[%llu]", (int)server->pid, inode));
    expect(out, scene_text(scene, "\n[tcp] 127.0.0.1:8321 -> 127.0.0.1:%lld ESTABLISHED peer nc(%d)\n", port,
                           (int)client->pid));
    expect(out, scene_text(scene, "nc(%d)  net:[%llu]", (int)client->pid, inode));
    expect(out, scene_text(scene, "\n[tcp] 127.0.0.1:%lld -> 127.0.0.1:8321 ESTABLISHED peer nc(%d)\n", port,
                           (int)server->pid));
    expect(sh_ok(scene, "analyze pstree case.db --format csv | grep '^[^,]*,[^,]*,[0-9]*,%d,.*tcp'", (int)client->pid),
           scene_text(scene, ",tcp,127.0.0.1:%lld,127.0.0.1:8321,ESTABLISHED,nc(%d)\n", port, (int)server->pid));
    assert_null(strstr(sh_ok(scene, "analyze pstree -p --no-sockets case.db"), "[tcp]"));
    scene_end(scene);
}

/* A snapshot of which the rows are made by hand: PID PPID START of each process. */
static void
make_processes(struct scene *scene, const char *rows)
{
    sh_ok(scene,
          "rm -f case.db && cp -a $TOP/fixtures/seed-netcat-8321 made && rm -r made/proc/7266 && mkdir -p made/proc");
    sh_ok(scene,
          "%s | while read -r pid ppid start; do mkdir -p made/proc/$pid && echo \"$pid (p$pid) S $ppid 1 1 0 -1 0 0 0 "
          "0 0 0"
          " 0 0 0 20 0 1 0 $start 0 0\" >made/proc/$pid/stat; done; $STILLFRAME_BUILD/tests/pack made made.tar.zst;"
          " rm -r made; analyze load case.db made.tar.zst; status=$?; rm made.tar.zst; [ $status -le 1 ]",
          rows);
}

TEST(pstree_around_a_process)
{
    struct scene *scene = scene_begin();

    make_processes(
        scene, "printf '%s\\n' '1 0 1' '2 1 2' '3 1 3' '30 3 4' '31 3 5' '32 3 6' '310 31 7' '311 31 8' '3100 310 9' "
               "'300 30 9' '20 2 9'");
    assert_string_equal(sh_ok(scene, "analyze pstree case.db --around 31 | tail -n +2"), "p1(1)\n"
                                                                                         "`-- p3(3)\n"
                                                                                         "    |-- p30(30)\n"
                                                                                         "    |-- p31(31)\n"
                                                                                         "    |   |-- p310(310)\n"
                                                                                         "    |   `-- p311(311)\n"
                                                                                         "    `-- p32(32)\n");
    assert_string_equal(sh_fails(scene, 2, "analyze pstree case.db --around 99"),
                        "analyze: pstree: there is no process 99\n");
    sh_fails(scene, 2, "analyze pstree case.db --around x");
    scene_end(scene);
}

/* Parents below themselves, parents that are younger, parents that are not there: each process stands in the tree once. */
TEST(pstree_of_a_forged_snapshot)
{
    struct scene *scene = scene_begin();

    make_processes(scene, "printf '%s\\n' '1 3 9' '2 1 9' '3 2 9' '5 3 9' '6 6 9' '7 8 3' '8 9 4'");
    assert_string_equal(sh_ok(scene, "analyze pstree case.db | tail -n +2"),
                        "p7(7)  parent 8 ended, the number is another process's now\n"
                        "p8(8)  parent 9 not captured\n"
                        "p1(1)  parent 3 below it: forged\n"
                        "`-- p2(2)\n"
                        "    `-- p3(3)\n"
                        "        `-- p5(5)\n"
                        "p6(6)  parent 6 below it: forged\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db axf -o pid= -o comm= | sed 's/^ *//' | wc -l"), "7\n");
    assert_string_equal(query(scene, "case.db", "SELECT ancestor_pid, ends FROM process_ancestors WHERE pid = 5"),
                        "3|NULL\n2|NULL\n1|loop\n");
    scene_end(scene);
}

/* Deeper than it can be drawn, a level is a number. */
TEST(pstree_of_a_deep_snapshot)
{
    struct scene *scene = scene_begin();

    make_processes(scene, "seq 1 200 | while read -r n; do echo \"$n $((n - 1)) 5\"; done");
    assert_string_equal(sh_ok(scene, "analyze pstree case.db | tail -n 1 | sed 's/^ *//'"),
                        "`-- p200(200)  level 199\n");
    assert_string_equal(sh_ok(scene, "analyze pstree case.db | awk 'length > 190'"), "");
    scene_end(scene);
}
