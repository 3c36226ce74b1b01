/*
 * Signatures in the form of minisign, version ED: Ed25519 over the BLAKE2b-512 of the archive.  `minisign -V` checks them
 * as well as `analyze verify`.
 *
 * sodium_init() is not called: it seeds a random generator and chooses among implementations of what is not used here.
 * Signing with Ed25519 needs no random numbers, and without a choice BLAKE2b is that in plain C.
 */
#ifndef COLLECT_ARCHIVE_SIGNATURE_H
#define COLLECT_ARCHIVE_SIGNATURE_H

#include "collect/base/error.h"

#include <sodium/crypto_generichash.h>
#include <sodium/crypto_sign.h>

/* Behind the name of an archive, that of its signature. */
#define SIGNATURE_SUFFIX ".minisig"

#define SIGNED_SIZE      64 /* of the digest that is signed */

/* A secret key. */
struct sign_key {
    unsigned char number[8]; /* which key it is: the public key and each signature have this number, too */
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

/* The digest of what is signed, while it is taken. */
struct sign_digest {
    crypto_generichash_state state;
};

/*
 * Reads the file of a secret key, which may be a pipe.  Refuses one that is protected by a password.  0, or -1 with the
 * error filled.
 */
int sign_key_read(struct sign_key *key, const char *path, struct error *error);

/* Overwrites the key. */
void sign_key_forget(struct sign_key *key);

void sign_digest_start(struct sign_digest *d);
void sign_digest_add(struct sign_digest *d, const void *data, size_t len);
void sign_digest_end(struct sign_digest *d, unsigned char out[SIGNED_SIZE]);

/*
 * Appends the signature's text.  The name of the file and the time, in seconds since the epoch, are signed, too.  On
 * failure `out` is failed.
 */
void signature_text(struct bytes *out, const struct sign_key *key, const unsigned char digest[SIGNED_SIZE],
                    const char *file, uint64_t seconds);

#endif
