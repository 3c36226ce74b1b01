/* rounds.c: the number of rounds, and late rounds. */
#include "tests/support/test.h"

#include "collect/base/clock.h"
#include "collect/rounds.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Shared with the children that take the rounds. */
struct tally {
    _Atomic unsigned taken;
    unsigned late;
    int milliseconds; /* the time that a round takes */
    int code;
};

static int
take(void *context, const struct options *options)
{
    struct tally *tally = context;

    (void)options;
    atomic_fetch_add(&tally->taken, 1);
    (void)poll(NULL, 0, tally->milliseconds);
    return tally->code;
}

static bool
is_interrupted(void *context)
{
    (void)context;
    return false;
}

static void
note_late(void *context, uint64_t nanoseconds)
{
    struct tally *tally = context;

    assert_true(nanoseconds > 0);
    tally->late++;
}

/* Runs `count` rounds, one a second; the exit code. */
static int
run(struct tally *tally, unsigned count)
{
    char path[] = "/tmp/collect-rounds-XXXXXX", directory[64];
    struct options options = { .output = directory, .every = 1, .count = count, .codec = &codecs[0] };
    struct rounds rounds = { &options, tally, take, is_interrupted, note_late };
    struct error error = { 0 };
    int code;

    assert_non_null(mkdtemp(path));
    assert_true(snprintf(directory, sizeof(directory), "%s/rounds", path) > 0);
    assert_int_equal(rounds_run(&rounds, &code, &error), 0);
    assert_int_equal(rmdir(path), 0); /* an empty directory of rounds was removed */
    return code;
}

static struct tally *
new_tally(int milliseconds, int code)
{
    struct tally *tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_true(tally != MAP_FAILED);
    tally->milliseconds = milliseconds;
    tally->code = code;
    return tally;
}

static void
free_tally(struct tally *tally)
{
    assert_int_equal(munmap(tally, sizeof(*tally)), 0);
}

TEST(rounds_longer_than_the_interval_are_all_taken)
{
    struct tally *tally = new_tally(1100, 0);

    assert_int_equal(run(tally, 3), 1);
    assert_int_equal(atomic_load(&tally->taken), 3);
    assert_int_equal(tally->late, 2); /* no round follows the last one, so it is not late */
    free_tally(tally);
}

TEST(rounds_give_the_highest_code)
{
    static const int codes[] = { 0, 1, 2 };

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        struct tally *tally = new_tally(0, codes[i]);

        assert_int_equal(run(tally, 1), codes[i]);
        assert_int_equal(atomic_load(&tally->taken), 1);
        assert_int_equal(tally->late, 0);
        free_tally(tally);
    }
}
