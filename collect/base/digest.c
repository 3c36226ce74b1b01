#include "collect/base/digest.h"

void
digest_start(struct digest *d)
{
    sha256_init(&d->context);
}

void
digest_add(struct digest *d, const void *data, size_t len)
{
    if (len > 0)
        sha256_update(&d->context, len, data);
}

void
digest_end(struct digest *d, unsigned char out[DIGEST_SIZE])
{
    sha256_digest(&d->context, DIGEST_SIZE, out);
}

void
digest_hex(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[DIGEST_HEX] = '\0';
}
