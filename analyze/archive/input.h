/*
 * The bytes of an archive: opened, hashed, decompressed.  We decompress ourselves, since libarchive's zstd filter drops up to
 * 128 KiB of already decoded bytes when the input is cut, and its gzip filter does not look at the trailer.
 *
 * An input never fails after it was opened.  It yields every byte that can be decoded, and then says what was wrong, if
 * anything was: a cut, damage, an unreadable disk, a bomb.
 */
#ifndef ANALYZE_ARCHIVE_INPUT_H
#define ANALYZE_ARCHIVE_INPUT_H

#include "analyze/base/digest.h"
#include "analyze/base/error.h"
#include "analyze/base/limits.h"

struct input;

/* What is known of an input at its end. */
struct input_facts {
    int64_t bytes;        /* size as read, before decompression */
    struct digest sha256; /* of these bytes */
    const char *want;     /* NULL when all was well; else what should have come */
    const char *have;     /* what came instead, or NULL */
};

/* Opens a file, within the usual bounds or others, which are borrowed; or standard input for "-"; zstd, gzip and plain are told apart by the first bytes.  The caller owns *input
 * and closes it with input_close. */
int input_open(const char *path, struct input **input, struct error *error);
int input_open_within(const char *path, const struct limits *limits, struct input **input, struct error *error);
const struct limits *input_limits(const struct input *input);

/* Reads into a buffer until it is full or the input ends.  Returns the number of bytes: 0 at the end, and from then on. */
size_t input_read(struct input *input, void *buffer, size_t size);

/* Bytes read so far, before decompression; for progress. */
int64_t input_position(const struct input *input);

/* Reads what is left, to its end and without decompressing it, and says what the input was.  The strings belong to it. */
struct input_facts input_finish(struct input *input);

/* NULL is fine. */
void input_close(struct input *input);

#endif
