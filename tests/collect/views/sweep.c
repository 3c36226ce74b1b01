/* sweep.c: the order in which numbers are asked for, and which are left. */
#include "tests/support/test.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/views/sweep.h"
#include "tests/support/bytes.h"

#include <stdlib.h>
#include <string.h>

/* Takes all pieces and checks that every number is in exactly one of them. */
static void
take_all(unsigned end, unsigned newest)
{
    struct sweep sweep = { .end = { [SWEEP_ASK] = end }, .newest = newest, .thorough = true };
    char *seen = calloc(end + 1, 1);
    struct bytes left = { 0 };
    struct piece piece;

    assert_non_null(seen);
    while (sweep_next(&sweep, SWEEP_ASK, &piece))
        for (unsigned i = piece.first; i < piece.end; i++)
            seen[i]++;
    for (unsigned i = 1; i < end; i++)
        if (seen[i] != 1)
            fail_msg("%u of %u, newest %u: %d times", i, end, newest, seen[i]);
    assert_int_equal(seen[0], 0);
    assert_int_equal(seen[end], 0);
    assert_int_equal(sweep_left(&sweep, SWEEP_ASK, &left), 0);
    assert_int_equal(left.len, 0);
    free(seen);
}

TEST(sweep_takes_every_number_once)
{
    static const unsigned ends[] = { 0, 1, 2, 301, 1024, 1025, 32768, 32769, 40000, 99999, 131072 };
    static const unsigned newest[] = {
        0, 1, 300, 1023, 1024, 32767, 32768, 33791, 33792, 50000, 99998, 131071, 4000000
    };

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        for (size_t k = 0; k < sizeof(newest) / sizeof(newest[0]); k++)
            take_all(ends[i], newest[k]);
}

static void
expect_left(struct sweep *sweep, unsigned pieces, unsigned left, const char *want)
{
    struct bytes have = { 0 };
    struct piece piece;

    while (atomic_load(&sweep->taken[SWEEP_OPEN]) < pieces)
        assert_true(sweep_next(sweep, SWEEP_OPEN, &piece));
    assert_int_equal(sweep_left(sweep, SWEEP_OPEN, &have), left);
    expect_bytes(&have, want);
}

/* First come the low numbers, then those below the newest, then those from the highest downwards. */
TEST(sweep_says_which_numbers_are_left)
{
    struct sweep sweep = { .end = { [SWEEP_OPEN] = 100000 }, .newest = 60000, .thorough = true };

    expect_left(&sweep, 0, 99999, "1 to 99999");
    expect_left(&sweep, 1, 98976, "1024 to 99999");
    expect_left(&sweep, 32, 67232, "32768 to 99999");
    expect_left(&sweep, 33, 66208, "32768 to 59391 and 60416 to 99999");
    expect_left(&sweep, 59, 39584, "60416 to 99999");
    expect_left(&sweep, 60, 38912, "60416 to 99327");
    expect_left(&sweep, 98, 0, "");
}

TEST(sweep_has_a_budget)
{
    struct sweep sweep = { .end = { 100000, 100000 }, .began = clock_monotonic() };
    struct piece piece;

    atomic_store(&sweep.spent, LIMIT_SWEEP / 5 * 4 - 1);
    assert_true(sweep_next(&sweep, SWEEP_ASK, &piece));
    atomic_store(&sweep.spent, LIMIT_SWEEP / 5 * 4);
    assert_false(sweep_next(&sweep, SWEEP_ASK, &piece));
    assert_true(sweep_next(&sweep, SWEEP_OPEN, &piece)); /* the rest of the time is for this view */
    atomic_store(&sweep.spent, LIMIT_SWEEP);
    assert_false(sweep_next(&sweep, SWEEP_OPEN, &piece));
    atomic_store(&sweep.spent, 0);
    sweep.began -= LIMIT_SWEEP_TIME * 1000ULL;
    assert_false(sweep_next(&sweep, SWEEP_ASK, &piece));
    assert_false(sweep_next(&sweep, SWEEP_OPEN, &piece));
    sweep.thorough = true;
    assert_true(sweep_next(&sweep, SWEEP_ASK, &piece));
}

/* Numbers that a list shows are asked for, whatever that costs. */
TEST(sweep_of_what_is_named_has_no_budget)
{
    unsigned values[] = { 1, 77, 4000000 };
    struct sweep sweep = { .named = { values, 3, 3 }, .end = { 100, 100 } };
    struct piece piece;

    atomic_store(&sweep.spent, UINT32_MAX);
    assert_true(sweep_next_named(&sweep, SWEEP_ASK, &piece));
    assert_int_equal(piece.first, 0);
    assert_int_equal(piece.end, 3);
    assert_false(sweep_next_named(&sweep, SWEEP_ASK, &piece));
    assert_false(sweep_next(&sweep, SWEEP_ASK, &piece));
}
