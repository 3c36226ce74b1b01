/*
 * SHA-256.  nettle uses the processor's SHA instructions if there are any.
 */
#ifndef COLLECT_BASE_DIGEST_H
#define COLLECT_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

#define DIGEST_SIZE 32
#define DIGEST_HEX  64

struct digest {
    struct sha256_ctx context;
};

void digest_start(struct digest *d);
void digest_add(struct digest *d, const void *data, size_t len);
void digest_end(struct digest *d, unsigned char out[DIGEST_SIZE]);

/* Writes the digest as lower-case hexadecimal, ended by a NUL. */
void digest_hex(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_HEX + 1]);

#endif
