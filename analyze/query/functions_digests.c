/* Digests and base64 of text.  As osquery's osquery/sql/sqlite_hashing.cpp and sqlite_encoding.cpp. */
#include <nettle/base16.h>
#include <nettle/base64.h>
#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/query/function.h"

/* A context of the largest digest, aligned for all. */
union context {
    struct md5_ctx md5;
    struct sha1_ctx sha1;
    struct sha256_ctx sha256;
};

static void
result_digest(sqlite3_context *context, sqlite3_value **argv, const struct nettle_hash *hash)
{
    union context state;
    uint8_t bytes[SHA256_DIGEST_SIZE];
    char hex[BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE)];
    struct slice text;

    if (any_null(1, argv) || !text_of(context, argv[0], &text))
        return;
    hash->init(&state);
    hash->update(&state, text.len, (const uint8_t *)text.ptr);
    hash->digest(&state, hash->digest_size, bytes);
    base16_encode_update(hex, hash->digest_size, bytes);
    result_text(context, (struct slice){ hex, BASE16_ENCODE_LENGTH(hash->digest_size) });
}

static void
md5(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    result_digest(context, argv, &nettle_md5);
}

static void
sha1(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    result_digest(context, argv, &nettle_sha1);
}

static void
sha256(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    result_digest(context, argv, &nettle_sha256);
}

static void
encode(sqlite3_context *context, struct slice text)
{
    size_t len = BASE64_ENCODE_RAW_LENGTH(text.len);
    char *encoded = xmalloc(len + 1);

    base64_encode_raw(encoded, text.len, (const uint8_t *)text.ptr);
    sqlite3_result_text64(context, encoded, len, free, SQLITE_UTF8);
}

static void
to_base64(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice text;

    if (!any_null(argc, argv) && text_of(context, argv[0], &text))
        encode(context, text);
}

/* Text that can be printed stays as it is. */
static void
conditional_to_base64(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice text;
    size_t printable = 0;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text))
        return;
    while (printable < text.len && text.ptr[printable] >= ' ' && text.ptr[printable] <= '~')
        printable++;
    if (printable == text.len)
        result_text(context, text);
    else
        encode(context, text);
}

/* Text that is not base64 gives an empty one, as osquery. */
static void
from_base64(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct base64_decode_ctx state;
    struct slice text;
    uint8_t *decoded;
    size_t len;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text))
        return;
    len = BASE64_DECODE_LENGTH(text.len);
    decoded = xmalloc(len + 1);
    base64_decode_init(&state);
    if (!base64_decode_update(&state, &len, decoded, text.len, text.ptr) || !base64_decode_final(&state))
        len = 0;
    sqlite3_result_text64(context, (char *)decoded, len, free, SQLITE_UTF8);
}

const struct function functions_of_digests[] = {
    { "md5", 1, md5 },
    { "sha1", 1, sha1 },
    { "sha256", 1, sha256 },
    { "to_base64", 1, to_base64 },
    { "conditional_to_base64", 1, conditional_to_base64 },
    { "from_base64", 1, from_base64 },
    { NULL, 0, NULL },
};
