/*
 * A small snapshot cut at every byte and with every bit flipped, in one compression: see tests/support/hostile.h.  Of several parts that
 * run side by side, this does one.
 *
 * usage: hostile {none|gzip|zstd} [PART PARTS]
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/hostile.h"

int
main(int argc, char **argv)
{
    size_t part = 0, parts = 1;
    const struct hostile_counts *counts;
    struct hostile *hostile;

    if (argc == 4) {
        part = strtoul(argv[2], NULL, 10);
        parts = strtoul(argv[3], NULL, 10);
    }
    if ((argc != 2 && argc != 4) || parts == 0)
        errx(2, "usage: hostile {none|gzip|zstd} [PART PARTS]");
    hostile = hostile_open(argv[1]);
    for (size_t n = part; n < hostile_cuts(hostile); n += parts)
        hostile_cut(hostile, n);
    for (size_t n = part; n < hostile_flips(hostile); n += parts)
        hostile_flip(hostile, n);
    counts = hostile_counts(hostile);
    printf("%s: %zu cases: %zu refused, %zu noticed, %zu the same snapshot; %zu of them loaded\n", argv[1],
           counts->cases, counts->refused, counts->noticed, counts->harmless, counts->loaded);
    hostile_close(hostile);
    return 0;
}
