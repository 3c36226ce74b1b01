#include "collect/archive/signature.h"

#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/utils.h>
#include <string.h>
#include <unistd.h>

#define BASE64 sodium_base64_VARIANT_ORIGINAL

/* A file of a secret key, after base64 (struct SeckeyStruct_ of minisign). */
struct key_file {
    char algorithm[2];          /* "Ed" */
    char protection[2];         /* two zero bytes, or "Sc": `key` is encrypted by a password and scrypt */
    char checksum_algorithm[2]; /* "B2": BLAKE2b */
    unsigned char salt[32], limits[16];
    struct sign_key key;
    unsigned char checksum[32]; /* zeros where nothing is encrypted */
};

_Static_assert(sizeof(struct key_file) == 158, "the file has no padding");

/* Reads at most LIMIT_KEY bytes: a longer file is no key, and the rest of it is not missed. */
static int
read_all(int fd, char *data, size_t *len)
{
    *len = 0;
    while (*len < LIMIT_KEY) {
        ssize_t count = read(fd, data + *len, LIMIT_KEY - *len);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return (int)count;
        *len += (size_t)count;
    }
    return 0;
}

/* The second line is the key; the first one is a comment, for people. */
static bool
decode(struct key_file *file, const char *data, size_t len)
{
    struct text rest = { data, len }, line;
    size_t size = 0;

    return text_next_line(&rest, &line) && text_skip(&line, "untrusted comment:") && text_next_line(&rest, &line) &&
           sodium_base642bin((unsigned char *)file, sizeof(*file), line.data, line.len, "\r", &size, NULL, BASE64) ==
               0 &&
           size == sizeof(*file) && memcmp(file->algorithm, "Ed", 2) == 0 &&
           memcmp(file->checksum_algorithm, "B2", 2) == 0;
}

/* The second half of the secret is the public key, which follows from the first: minisign writes no checksum here. */
static bool
fits_itself(const struct sign_key *key)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    bool fits;

    (void)crypto_sign_seed_keypair(public, secret, key->secret); /* never fails */
    fits = memcmp(secret, key->secret, sizeof(secret)) == 0;
    sodium_memzero(secret, sizeof(secret));
    return fits;
}

static int
take(struct sign_key *key, const char *path, const char *data, size_t len, struct error *error)
{
    static const char none[2] = { 0, 0 };
    struct key_file file;
    int rc = -1;

    if (!decode(&file, data, len))
        error_set(error, "%s is no secret key of minisign", path);
    else if (memcmp(file.protection, none, sizeof(none)) != 0)
        error_set(error,
                  "%s is protected by a password, and to use it would take a GiB of this host's memory: take a key "
                  "without one (minisign -G -W), or sign the snapshot elsewhere (minisign -S)",
                  path);
    else if (!fits_itself(&file.key))
        error_set(error, "%s is damaged: its public part does not follow from its secret part", path);
    else
        rc = 0;
    if (rc == 0)
        *key = file.key;
    sodium_memzero(&file, sizeof(file));
    return rc;
}

int
sign_key_read(struct sign_key *key, const char *path, struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    char data[LIMIT_KEY];
    size_t len = 0;
    int rc;

    if (fd < 0)
        return error_errno(error, errno, "cannot open %s", path);
    rc = read_all(fd, data, &len) != 0 ? error_errno(error, errno, "cannot read %s", path)
                                       : take(key, path, data, len, error);
    (void)close(fd);
    sodium_memzero(data, sizeof(data));
    return rc;
}

void
sign_key_forget(struct sign_key *key)
{
    sodium_memzero(key, sizeof(*key));
}

/* None of the three fails: the sizes are right. */
void
sign_digest_start(struct sign_digest *d)
{
    (void)crypto_generichash_init(&d->state, NULL, 0, SIGNED_SIZE);
}

void
sign_digest_add(struct sign_digest *d, const void *data, size_t len)
{
    (void)crypto_generichash_update(&d->state, data, len);
}

void
sign_digest_end(struct sign_digest *d, unsigned char out[SIGNED_SIZE])
{
    (void)crypto_generichash_final(&d->state, out, SIGNED_SIZE);
}

static void
base64_line(struct bytes *out, const void *data, size_t len)
{
    size_t size = sodium_base64_encoded_len(len, BASE64); /* with the NUL */
    char *room = bytes_room(out, size);

    if (!room)
        return;
    (void)sodium_bin2base64(room, size, data, len, BASE64);
    bytes_grew(out, size - 1);
    bytes_byte(out, '\n');
}

void
signature_text(struct bytes *out, const struct sign_key *key, const unsigned char digest[SIGNED_SIZE], const char *file,
               uint64_t seconds)
{
    struct {
        char algorithm[2];
        unsigned char number[sizeof(key->number)];
        unsigned char signature[crypto_sign_BYTES];
    } made = { .algorithm = { 'E', 'D' } };
    unsigned char all[crypto_sign_BYTES];
    struct bytes comment = { 0 }, both = { 0 };

    memcpy(made.number, key->number, sizeof(made.number));
    (void)crypto_sign_detached(made.signature, NULL, digest, SIGNED_SIZE, key->secret); /* never fails */
    bytes_format(&comment, "timestamp:%llu\tfile:", (unsigned long long)seconds);
    escape_ascii(&comment, file, strlen(file));
    bytes_text(&comment, "\thashed");
    bytes_append(&both, made.signature, sizeof(made.signature));
    bytes_append(&both, comment.data, comment.len);
    bytes_text(out, "untrusted comment: signature of a snapshot, made by collect\n");
    base64_line(out, &made, sizeof(made));
    bytes_text(out, "trusted comment: ");
    bytes_append(out, comment.data, comment.len);
    bytes_byte(out, '\n');
    out->failed |= comment.failed || both.failed;
    if (!out->failed)
        (void)crypto_sign_detached(all, NULL, (const unsigned char *)both.data, both.len, key->secret);
    base64_line(out, all, sizeof(all));
    bytes_free(&comment);
    bytes_free(&both);
}
