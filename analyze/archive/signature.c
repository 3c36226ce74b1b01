#include "analyze/archive/signature.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/buffer.h"
#include "analyze/base/limits.h"
#include "analyze/base/scan.h"

#define BASE64 sodium_base64_VARIANT_ORIGINAL

/* The lines of a file, after base64: PubkeyStruct_ and SigStruct_ of minisign. */
struct key_line {
    char algorithm[2]; /* "Ed" */
    struct public_key key;
};

struct signature_line {
    char algorithm[2]; /* "ED": of the BLAKE2b-512 of the file; "Ed" is of the file itself */
    unsigned char number[KEY_NUMBER];
    unsigned char bytes[crypto_sign_BYTES];
};

_Static_assert(sizeof(struct key_line) == 42 && sizeof(struct signature_line) == 74, "the lines have no padding");

/* A signature, read. */
struct signature {
    struct signature_line line;
    struct slice comment;
    unsigned char all[crypto_sign_BYTES]; /* of `line.bytes` and the comment */
};

struct key_name
key_name(const unsigned char number[KEY_NUMBER])
{
    static const char digits[] = "0123456789ABCDEF";
    struct key_name name = { { 0 } };

    for (size_t i = 0; i < KEY_NUMBER; i++) { /* the lowest byte comes first in the file, and last in the name */
        name.hex[2 * i] = digits[number[KEY_NUMBER - 1 - i] >> 4];
        name.hex[2 * i + 1] = digits[number[KEY_NUMBER - 1 - i] & 15];
    }
    return name;
}

static bool
base64(struct slice text, void *out, size_t size)
{
    size_t len = 0;

    return sodium_base642bin(out, size, text.ptr, text.len, "\r", &len, NULL, BASE64) == 0 && len == size;
}

static bool
key_of(struct slice text, struct public_key *key)
{
    struct key_line line;

    if (!base64(text, &line, sizeof(line)) || memcmp(line.algorithm, "Ed", sizeof(line.algorithm)) != 0)
        return false;
    *key = line.key;
    return true;
}

/* Keys and signatures are a few hundred bytes; of what is longer no more is read. */
static int
read_small(const char *path, struct buffer *out, struct error *error)
{
    FILE *file = fopen(path, "re");
    char *bytes;
    int rc = 0;

    if (!file)
        return error_set(error, "%s: %s", path, strerror(errno));
    bytes = xmalloc(LIMIT_SIGNATURE);
    buffer_add(out, bytes, fread(bytes, 1, LIMIT_SIGNATURE, file));
    if (ferror(file))
        rc = error_set(error, "%s: %s", path, strerror(errno));
    free(bytes);
    (void)fclose(file);
    return rc;
}

int
public_key_read(const char *text, struct public_key *key, struct error *error)
{
    struct buffer file = { 0 };
    struct slice line;
    struct lines lines;
    bool found;

    if (sodium_init() < 0)
        return error_set(error, "libsodium does not work on this machine");
    if (strncmp(text, "RW", 2) == 0 && key_of(slice_of(text), key))
        return 0;
    if (read_small(text, &file, error))
        return -1;
    lines = lines_of(buffer_slice(&file));
    found = lines_next(&lines, &line) && lines_next(&lines, &line) && key_of(line, key);
    buffer_free(&file);
    return found ? 0 : error_set(error, "%s is no public key of minisign", text);
}

/* Four lines: a comment that nobody vouches for, the signature, a comment, and the signature of both. */
static bool
parse(struct slice text, struct signature *signature)
{
    static const char prefix[] = "trusted comment: ";
    struct lines lines = lines_of(text);
    struct slice line;

    if (!lines_next(&lines, &line) || !lines_next(&lines, &line) ||
        !base64(line, &signature->line, sizeof(signature->line)) || !lines_next(&lines, &line) ||
        !slice_begins(line, prefix))
        return false;
    signature->comment = slice_skip(line, sizeof(prefix) - 1);
    if (signature->comment.len > 0 && signature->comment.ptr[signature->comment.len - 1] == '\r')
        signature->comment.len--;
    return lines_next(&lines, &line) && base64(line, signature->all, sizeof(signature->all));
}

static bool
signs(const struct public_key *key, const struct signature *signature,
      const unsigned char digest[crypto_generichash_BYTES_MAX])
{
    struct buffer both = { 0 };
    bool good = crypto_sign_verify_detached(signature->line.bytes, digest, crypto_generichash_BYTES_MAX, key->key) == 0;

    buffer_add(&both, signature->line.bytes, sizeof(signature->line.bytes));
    buffer_add(&both, signature->comment.ptr, signature->comment.len);
    good &= crypto_sign_verify_detached(signature->all, (const unsigned char *)both.ptr, both.len, key->key) == 0;
    buffer_free(&both);
    return good;
}

/* Reads the archive again: what is signed is its BLAKE2b-512, and it must be what has the digest that is known. */
static int
digest_file(const char *path, const struct digest *sha256, unsigned char out[crypto_generichash_BYTES_MAX],
            struct error *error)
{
    FILE *file = fopen(path, "re");
    unsigned char bytes[64 << 10];
    crypto_generichash_state state;
    struct sha256_ctx again;
    size_t count;
    int rc = 0;

    if (!file)
        return error_set(error, "%s: %s", path, strerror(errno));
    sha256_init(&again);
    (void)crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES_MAX);
    while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0) {
        digest_add(&again, bytes, count);
        (void)crypto_generichash_update(&state, bytes, count);
    }
    if (ferror(file))
        rc = error_set(error, "%s: %s", path, strerror(errno));
    (void)fclose(file);
    (void)crypto_generichash_final(&state, out, crypto_generichash_BYTES_MAX);
    if (rc == 0 && strcmp(digest_take(&again).hex, sha256->hex) != 0)
        rc = error_set(error, "the file changed while it was read");
    return rc;
}

static int
check(const char *archive, const struct digest *sha256, const struct public_key *key, const struct signature *signature,
      struct error *error)
{
    unsigned char digest[crypto_generichash_BYTES_MAX];

    if (memcmp(signature->line.number, key->number, KEY_NUMBER) != 0)
        return error_set(error, "the signature is by the key %s", key_name(signature->line.number).hex);
    if (memcmp(signature->line.algorithm, "ED", sizeof(signature->line.algorithm)) != 0)
        return error_set(error, "the signature is of the old form, which has no digest");
    if (digest_file(archive, sha256, digest, error))
        return -1;
    return signs(key, signature, digest) ? 0 : error_set(error, "the signature does not fit");
}

int
signature_check(const char *archive, const struct digest *sha256, const struct public_key *key, char **comment,
                struct error *error)
{
    char *path = xasprintf("%s%s", archive, SIGNATURE_SUFFIX);
    struct buffer file = { 0 };
    struct signature signature;
    int rc = read_small(path, &file, error);

    if (rc == 0 && !parse(buffer_slice(&file), &signature))
        rc = error_set(error, "%s is no signature of minisign", path);
    if (rc == 0)
        rc = check(archive, sha256, key, &signature, error);
    if (rc == 0)
        *comment = xstrndup(signature.comment.ptr, signature.comment.len);
    buffer_free(&file);
    free(path);
    return rc;
}
