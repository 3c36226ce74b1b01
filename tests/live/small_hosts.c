/* Hosts with little memory, without a place to write, and with slow lines. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* KiB of memory that --low-memory promises not to exceed, on a host with as many sockets as the test has. */
#define PROMISED 6000

/* The held socket and its owner are in the snapshot, which has nothing that was not understood. */
static void
assert_held(struct scene *scene, const char *snapshot, const struct actor *actor)
{
    struct held held = actor_held(actor, "tcp4-listen");

    sh_usable(scene, "rm -f case.db && analyze load case.db %s", snapshot);
    assert_string_equal(
        query(
            scene, "case.db",
            scene_text(scene,
                       "SELECT o.pid FROM sockets AS s JOIN socket_owners AS o USING (socket_id) WHERE s.inode = %llu",
                       (unsigned long long)held.inode)),
        scene_text(scene, "%d\n", (int)actor->pid));
}

TEST(low_memory_is_bounded_and_told)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    char *said;

    scene_needs_static_collect(scene);
    said = sh(scene, "measure cost collect --low-memory -o s.tar.zst").err;
    assert_non_null(strstr(said, "collect: low memory ("));
    assert_non_null(strstr(said, "one worker, and tables of more than 3072 KiB are cut (see --limit table-bytes)\n"));
    assert_held(scene, "s.tar.zst", actor);
    assert_true(strtol(sh_ok(scene, "cut -d' ' -f3 cost"), NULL, 10) < PROMISED);
    sh_ok(scene, "tar -xf s.tar.zst");
    assert_string_equal(
        sh_ok(scene, "jq -c '[.options.low_memory, .options.memory_available > 0, .options.limits]' */meta.json"),
        "[true,true,{\"table-bytes\":3145728,\"file-bytes\":1048576,\"directory-names\":524288,"
        "\"saved-file-bytes\":3145728}]\n");
    scene_end(scene);
}

/* A bound of the process, as a memory cgroup has one, is less than LIMIT_LOW_MEMORY. */
TEST(low_memory_is_chosen_where_there_is_little)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    char *said;

    scene_needs_static_collect(scene);
    said = sh(scene, "ulimit -v 16384 && collect -o s.tar.zst").err;
    assert_non_null(strstr(said, "collect: low memory (16 MiB to be had): one worker"));
    assert_null(strstr(said, "out of memory"));
    assert_held(scene, "s.tar.zst", actor);
    assert_null(strstr(sh(scene, "collect -o other.tar.zst").err, "low memory"));
    sh_ok(scene, "tar -xf other.tar.zst && jq -e '.options.low_memory == false and .options.limits == {}' */meta.json");
    scene_end(scene);
}

/* What is cut says by which bound, and that of --limit holds in little memory, too. */
TEST(low_memory_cuts_a_table_and_says_so)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");

    (void)actor_held(actor, "tcp4-listen"); /* then the table has more than a header */
    sh_usable(scene, "collect -q --low-memory --limit table-bytes=200 -o s.tar");
    sh_ok(scene, "tar -xf s.tar && cat */manifest/* | jq -r 'select((.path // \"\") | endswith(\"before/tcp\")) |"
                 " [.state, .bytes, .reason] | @tsv' >cut && grep -q 'truncated.200.*--limit table-bytes' cut");
    scene_end(scene);
}

/* Nothing is written but to standard output: / and /tmp are read-only. */
TEST(snapshot_without_a_place_to_write)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");

    scene_needs_root();
    sh_usable(scene,
              "exec 9<\"$(command -v collect)\"; unshare -m sh -c 'mount -t tmpfs -o ro none /tmp && mount -o "
              "remount,bind,ro / &&"
              " ! touch /tmp/x 2>/dev/null && ! touch /x 2>/dev/null && exec /proc/self/fd/9 -q -o -' >s.tar.zst");
    assert_held(scene, "s.tar.zst", actor);
    scene_end(scene);
}

/* A line that takes a few bytes at a time, as a serial one does, gets all of them. */
TEST(snapshot_through_a_slow_line)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");

    sh_ok(scene, "collect -q --compress none -o - | { while dd bs=20000 count=1 2>/dev/null >piece && [ -s piece ]; do"
                 " cat piece; sleep 0.005; done; } >s.tar");
    assert_held(scene, "s.tar", actor);
    sh_ok(scene, "test ! -e ./-");
    scene_end(scene);
}
