/*
 * A small snapshot that was damaged: whatever was cut or flipped, nothing crashes, no row differs from those of the sound snapshot unless
 * a problem says so, and what is handed on as verified is what was collected.
 *
 * Each case is read; those that the reader tells apart are loaded, too, into a database in memory.
 */
#ifndef TESTS_SUPPORT_HOSTILE_H
#define TESTS_SUPPORT_HOSTILE_H

#include "analyze/base/slice.h"

struct hostile;

/* What came of the cases. */
struct hostile_counts {
    size_t cases;
    size_t refused;  /* no snapshot at all, with a message */
    size_t noticed;  /* read with problems */
    size_t harmless; /* the same snapshot as before, as where a flipped bit is one that the decompressor never reads */
    size_t loaded;   /* of all these */
};

/* The snapshot, sound, as one of these: "none", "gzip", "zstd".  Anything wrong from here on ends the program with a message. */
struct hostile *hostile_open(const char *compression);
void hostile_close(struct hostile *hostile);

/* The case is a cut at a byte, or a flipped bit, counted over all of them; how many there are of each. */
size_t hostile_cuts(const struct hostile *hostile);
size_t hostile_flips(const struct hostile *hostile);
void hostile_cut(struct hostile *hostile, size_t n);
void hostile_flip(struct hostile *hostile, size_t n);

const struct hostile_counts *hostile_counts(const struct hostile *hostile);

#endif
