/*
 * The compressions of a snapshot.
 */
#ifndef COLLECT_ARCHIVE_CODEC_H
#define COLLECT_ARCHIVE_CODEC_H

#include "collect/base/bytes.h"

enum codec_end {
    CODEC_GO_ON, /* keep what is useful to keep */
    CODEC_FLUSH, /* a reader of all bytes so far gets all that was put */
    CODEC_END,   /* the stream is over */
};

struct codec {
    const char *name;    /* for --compress */
    const char *suffix;  /* of a file's name */
    void *(*open)(void); /* NULL without memory */
    /* Compresses and appends to `out`; 0 or -1. */
    int (*put)(void *state, const char *data, size_t len, enum codec_end end, struct bytes *out);
    void (*close)(void *state); /* accepts NULL */
};

/* The first is the default. */
extern const struct codec codecs[];
extern const size_t codec_count;

/* By name, or by the end of a file's name; NULL when there is none such. */
const struct codec *codec_by_name(const char *name);
const struct codec *codec_by_suffix(const char *path);

#endif
