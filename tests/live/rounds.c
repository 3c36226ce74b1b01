/* collect --every, --count: one archive a round, at fixed times, until a signal; a full disk does not end the rounds. */
#include "tests/support/test.h"

#include "tests/support/run.h"
#include "tests/support/scene.h"

#include <string.h>

/* Runs a command in fresh namespaces, where a run of collect takes a twentieth of a second. */
static const char inside[] = "#!/bin/sh\n"
                             "exec unshare -pfmn --kill-child --mount-proc sh -c '\n"
                             "umount -lR /run/netns 2>/dev/null\n"
                             "(echo 400 >/proc/sys/kernel/pid_max) 2>/dev/null\n"
                             "eval \"$1\"' sh \"$1\"\n";

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    scene_needs_static_collect(scene);
    scene_write(scene, "inside", inside, sizeof(inside) - 1);
    sh_ok(scene, "chmod 755 inside");
    return scene;
}

static void
check_count(struct scene *scene, const char *pattern, const char *count)
{
    assert_string_equal(sh_ok(scene, "ls rounds | grep -c '%s$' || true", pattern), count);
}

/* A process whose command line hangs: a round takes as long as that may take. */
#define STALL \
    "touch file; mkfifo life; exec 9<>life; stall file <life >said & until grep ready said; do sleep 0.05; done; "

/* Each starts a whole number of intervals after the first, however long the others took. */
TEST(rounds_do_not_drift)
{
    struct scene *scene = begin();

    sh_fails(scene, 1, "./inside '" STALL "collect -q --every 2 --count 3 --timeout 1 -o rounds'");
    check_count(scene, ".tar.zst", "3\n");
    sh_ok(scene, "for f in rounds/*; do tar -xOf $f --wildcards '*/meta.json' | jq .clocks.monotonic; done >times;"
                 " jq -es 'sort | . as $t | to_entries | map((.value - $t[0]) / 1e9 - 2 * .key) |"
                 " map(. > -0.2 and . < 0.6) | all' times || { cat times >&2; false; }");
    sh_usable(scene, "analyze load case.db rounds/*");
    scene_end(scene);
}

/* Each round takes two seconds, longer than the interval: collect takes all rounds and says that they were late. */
TEST(rounds_that_take_longer_than_the_interval)
{
    struct scene *scene = begin();
    char *error = sh_fails(scene, 1, "./inside '" STALL "collect -q --every 1 --count 3 --timeout 2 -o rounds'");

    check_count(scene, ".tar.zst", "3\n");
    assert_non_null(strstr(error, "the interval is not kept"));
    sh_ok(scene, "analyze verify rounds/*");
    scene_end(scene);
}

/* The second round would begin later than a command may take. */
TEST(rounds_end_by_a_signal_between_two)
{
    struct scene *scene = begin();
    struct result result = sh(scene, "./inside 'collect -q --every 300 --count 3 -o rounds & pid=$!;"
                                     " until ls rounds/*.zst; do sleep 0.05; done; kill $pid; wait $pid'");

    assert_int_equal(result.status, 1);
    check_count(scene, "", "1\n");
    sh_ok(scene, "analyze verify rounds/*.zst");
    scene_end(scene);
}

/* collect would give up the hanging read later than a command may take. */
TEST(rounds_end_by_a_signal_within_one)
{
    struct scene *scene = begin();
    struct result result =
        sh(scene, "./inside '" STALL "collect -q --every 1 --count 3 --timeout 300 -o rounds & pid=$!;"
                  " until ls rounds/*.partial*; do sleep 0.05; done; sleep 1; kill $pid; wait $pid'");

    assert_int_equal(result.status, 1);
    check_count(scene, "", "1\n");
    sh_ok(scene,
          "tar -xOf rounds/*.zst --wildcards '*/manifest/*' | tail -n1 | jq -e '.end.result == \"interrupted\"'");
    scene_end(scene);
}

/* Archives that were written stay whole, and later rounds are tried. */
TEST(rounds_go_on_when_the_disk_is_full)
{
    struct scene *scene = begin();
    char *error = sh_fails(scene, 2,
                           "mkdir rounds all; ./inside 'mount -t tmpfs -o size=84k none rounds;"
                           " collect -q --every 1 --count 3 -o rounds; code=$?; cp rounds/*.zst all; ls rounds >list;"
                           " exit $code'");

    sh_ok(scene, "analyze verify all/*.zst && test $(ls all | wc -l) = 1");
    sh_ok(scene, "test $(grep -c 'partial-' list) -ge 1");
    scene_write(scene, "said", error, strlen(error));
    sh_ok(scene, "test $(grep -c 'No space left on device' said) = 2");
    scene_end(scene);
}
