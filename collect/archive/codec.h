/*
 * The compression formats of a snapshot.
 */
#ifndef COLLECT_ARCHIVE_CODEC_H
#define COLLECT_ARCHIVE_CODEC_H

#include "collect/base/bytes.h"

enum codec_end {
    CODEC_GO_ON, /* output may lag behind input */
    CODEC_FLUSH, /* the output so far decompresses to all of the input so far */
    CODEC_END,   /* the stream ends */
};

struct codec {
    const char *name;   /* the argument of --compress */
    const char *suffix; /* of the archive's file name */
    /*
     * The state, or NULL without memory.  `window` is the logarithm of how many bytes zstd may look back, 0 for what its
     * level has; the others need little.
     */
    void *(*open)(int window);
    /* Compresses the data and appends to `out`.  0, or -1 without memory. */
    int (*put)(void *state, const char *data, size_t len, enum codec_end end, struct bytes *out);
    void (*close)(void *state); /* releases the state; accepts NULL */
};

/* The first codec is the default. */
extern const struct codec codecs[];
extern const size_t codec_count;

/* Find a codec by its name, or by the suffix of a path.  NULL if there is none. */
const struct codec *codec_by_name(const char *name);
const struct codec *codec_by_suffix(const char *path);

#endif
