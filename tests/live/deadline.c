/* Reads that hang. */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Seconds that a run takes on this host while nothing hangs. */
static double
usual(struct scene *scene)
{
    return sh(scene, "collect -q >/dev/null").seconds;
}

/* The actor's command line cannot be read, and one of its descriptors hangs whoever follows it. */
TEST(command_line_that_hangs_is_given_up)
{
    struct scene *scene = scene_begin();
    /* The deadline and two seconds of grace; twice the usual, since other things may run beside the tests. */
    double limit = 2.0 * usual(scene) + 2.0 + 2.0;
    struct result result;
    struct actor *actor;

    scene_needs_root();
    scene_needs_static_collect(scene);
    sh_ok(scene, "touch file");
    actor = actor_start(scene, "stall file");
    result = sh(scene, "collect -q --timeout 2 -o s.tar.zst");
    assert_int_equal(result.status, 1);
    if (result.seconds > limit)
        fail_msg("took %.1f s, want %.1f", result.seconds, limit);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(
        query(scene, "case.db", "SELECT state FROM members WHERE path = 'proc/%d/cmdline'", (int)actor->pid),
        "timeout\n");
    /* All else of it is there. */
    assert_int_equal(query_number(scene, "case.db",
                                  "SELECT count(*) FROM process_open_files WHERE pid = %d AND path = '%s/file'",
                                  (int)actor->pid, scene_directory(scene)),
                     1);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete FROM snapshots"), "partial|0\n");
    scene_end(scene);
}

enum { HUNG = 4 };

/* Each costs one deadline at most, and none of them the rest. */
TEST(several_command_lines_that_hang)
{
    struct scene *scene = scene_begin();
    double limit = 2.0 * usual(scene) + HUNG * 2.0 + 2.0;
    struct actor *actors[HUNG];
    struct result result;

    scene_needs_root();
    scene_needs_static_collect(scene);
    for (size_t i = 0; i < HUNG; i++) {
        sh_ok(scene, "touch file%zu", i);
        actors[i] = actor_start(scene, "stall file%zu", i);
    }
    result = sh(scene, "collect -q --timeout 2 -o s.tar.zst");
    assert_int_equal(result.status, 1);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    for (size_t i = 0; i < HUNG; i++)
        assert_string_equal(
            query(scene, "case.db", "SELECT state FROM members WHERE path = 'proc/%d/cmdline'", (int)actors[i]->pid),
            "timeout\n");
    if (result.seconds > limit)
        fail_msg("took %.1f s, want %.1f", result.seconds, limit);
    scene_end(scene);
}
