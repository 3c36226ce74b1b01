/*
 * Compresses, hashes and writes the archive's bytes.  After sink_flush, everything put so far can be read back,
 * whatever happens later.
 *
 * The first error is kept, and every later call fails at once.
 */
#ifndef COLLECT_ARCHIVE_SINK_H
#define COLLECT_ARCHIVE_SINK_H

#include "collect/archive/codec.h"
#include "collect/archive/signature.h"
#include "collect/base/digest.h"

struct sink {
    int fd;
    const struct codec *codec;
    void *state;                /* of the codec */
    struct bytes in;            /* not compressed yet */
    struct bytes out;           /* not written yet */
    struct digest digest;       /* of all bytes written */
    struct sign_digest to_sign; /* the same, if `sign` is set */
    bool sign;
    uint64_t written; /* bytes */
    int error;        /* errno of the first failure; 0 if there is none */
};

/* Writes to `fd`, which stays the caller's; `window` is as in codec.h.  0, or -1 without memory. */
int sink_open(struct sink *sink, int fd, const struct codec *codec, int window);

/* Call before the first byte if the output will be signed. */
void sink_sign(struct sink *sink);

/* These return 0, or -1 with sink->error set. */
int sink_put(struct sink *sink, const void *data, size_t len);
int sink_flush(struct sink *sink);

/* Ends the compressed stream and writes what is left. */
int sink_end(struct sink *sink);

/* SHA-256 of the output, after sink_end. */
void sink_digest(struct sink *sink, unsigned char out[DIGEST_SIZE]);

/* What is to be signed, after sink_end. */
void sink_to_sign(struct sink *sink, unsigned char out[SIGNED_SIZE]);

void sink_free(struct sink *sink);

#endif
