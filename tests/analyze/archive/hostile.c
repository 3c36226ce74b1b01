/* A sample of what `make hostile` does in full: a snapshot that was cut, or in which a bit was flipped. */
#include "tests/support/test.h"

#include "tests/support/hostile.h"

/* Primes, so that all bits and all places of a block have their turn. */
#define EVERY_CUT  61
#define EVERY_FLIP 211

static const struct hostile_counts *
sample(struct hostile *hostile)
{
    for (size_t n = 0; n < hostile_cuts(hostile); n += EVERY_CUT)
        hostile_cut(hostile, n);
    for (size_t n = 0; n < hostile_flips(hostile); n += EVERY_FLIP)
        hostile_flip(hostile, n);
    return hostile_counts(hostile);
}

TEST(cut_or_flipped_tar_is_noticed)
{
    struct hostile *hostile = hostile_open("none");
    const struct hostile_counts *counts = sample(hostile);

    assert_int_equal(counts->harmless, 0);
    assert_true(counts->noticed > 100);
    hostile_close(hostile);
}

TEST(cut_or_flipped_gzip_is_noticed)
{
    struct hostile *hostile = hostile_open("gzip");

    assert_true(sample(hostile)->noticed > 20);
    hostile_close(hostile);
}

TEST(cut_or_flipped_zstd_is_noticed)
{
    struct hostile *hostile = hostile_open("zstd");

    assert_true(sample(hostile)->noticed > 20);
    hostile_close(hostile);
}
