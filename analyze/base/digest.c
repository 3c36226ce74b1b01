#include "analyze/base/digest.h"

static const char digits[] = "0123456789abcdef";

struct digest
digest_take(struct sha256_ctx *context)
{
    uint8_t bytes[SHA256_DIGEST_SIZE];
    struct digest digest = { 0 };

    sha256_digest(context, sizeof(bytes), bytes);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        digest.hex[2 * i] = digits[bytes[i] >> 4];
        digest.hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return digest;
}

bool
digest_valid(struct slice text)
{
    if (text.len != (size_t)2 * SHA256_DIGEST_SIZE)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\0' || !strchr(digits, text.ptr[i]))
            return false;
    return true;
}
