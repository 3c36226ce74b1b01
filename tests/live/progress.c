/* How far a load and a verification are, on a terminal and nowhere else. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * A snapshot that comes slowly: who writes into the pipe waits until it is opened for reading, which is after the clock of the progress
 * began, and longer than the progress waits.
 */
static void
trickle(struct scene *scene)
{
    static const char script[] =
        "mkfifo slow; { exec >slow; head -c 20000 plain.tar; sleep 1.5; tail -c +20001 plain.tar; } &\n";

    sh_ok(scene, "zstd -qdc $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst >plain.tar");
    scene_write(scene, "trickle", script, strlen(script));
}

/* Fails unless a line about the pipe came and went. */
static void
was_shown(struct pty *pty, const char *after)
{
    const char *line = "\r\033[Kslow: ", *text = pty_output(pty), *found = strstr(text, line), *gone;

    gone = found ? strstr(found + strlen(line), "\r\033[K") : NULL;
    if (!gone || !strstr(found, " members, ") || !strstr(found, " MB/s") || strstr(found, " left") ||
        !strstr(gone, after))
        fail_msg("want a line that comes and goes before %s, have %s", after, text);
}

TEST(progress_of_a_load_and_of_a_verification)
{
    struct scene *scene = scene_begin();
    struct pty *pty;

    trickle(scene);
    pty = pty_start(scene, "sh -c '. ./trickle; analyze load case.db slow; wait; rm slow'");
    assert_int_equal(pty_end(pty), 0);
    was_shown(pty, "snapshot 1: ");
    pty = pty_start(scene, "sh -c '. ./trickle; analyze verify slow; wait; rm slow'");
    assert_int_equal(pty_end(pty), 0);
    was_shown(pty, "slow: whole, complete");
    scene_end(scene);
}

TEST(progress_is_silent_where_there_is_no_terminal)
{
    struct scene *scene = scene_begin();
    struct result result;

    trickle(scene);
    result =
        sh(scene, "(. ./trickle; analyze load case.db slow; wait; rm slow; . ./trickle; analyze verify slow; wait)");
    assert_non_null(strstr(result.err, "snapshot 1: "));
    assert_non_null(strstr(result.out, "slow: whole, complete"));
    assert_null(strpbrk(result.err, "\r\033"));
    assert_null(strpbrk(result.out, "\r\033"));
    scene_end(scene);
}
