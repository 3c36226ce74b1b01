/*
 * SHA-256, as text: a digest is compared, stored and printed as 64 lower-case hex digits.
 */
#ifndef ANALYZE_BASE_DIGEST_H
#define ANALYZE_BASE_DIGEST_H

#include <nettle/sha2.h>

#include "analyze/base/slice.h"

struct digest {
    char hex[2 * SHA256_DIGEST_SIZE + 1];
};

/* Ends the context and begins a new one. */
struct digest digest_take(struct sha256_ctx *context);

/* Whether the text is one digest, as written in a manifest. */
bool digest_valid(struct slice text);

static inline void
digest_add(struct sha256_ctx *context, const void *bytes, size_t len)
{
    sha256_update(context, len, bytes);
}

static inline bool
digest_is(const struct digest *digest, struct slice text)
{
    return slice_is(text, digest->hex);
}

#endif
