/*
 * Who took a snapshot: the signature that `collect --sign`, or `minisign -S`, left beside it.
 */
#ifndef ANALYZE_ARCHIVE_SIGNATURE_H
#define ANALYZE_ARCHIVE_SIGNATURE_H

#include "analyze/base/digest.h"
#include "analyze/base/error.h"

/* Behind the name of an archive, that of its signature. */
#define SIGNATURE_SUFFIX ".minisig"

#define KEY_NUMBER       8 /* bytes of the number that keys and signatures have in common */

struct public_key {
    unsigned char number[KEY_NUMBER];
    unsigned char key[32];
};

/* As minisign prints the number of a key. */
struct key_name {
    char hex[2 * KEY_NUMBER + 1];
};

struct key_name key_name(const unsigned char number[KEY_NUMBER]);

/* Reads a public key: the text itself, which begins with RW, or else a file that has it.  0, or -1 with the error filled. */
int public_key_read(const char *text, struct public_key *key, struct error *error);

/*
 * Whether the signature beside the archive is one of these bytes, by this key.  `sha256` is what was seen of the archive
 * before: the archive must still be that.  0, and *comment is what was signed beside it (the caller frees it); or -1 with
 * the error filled, which says what does not fit.
 */
int signature_check(const char *archive, const struct digest *sha256, const struct public_key *key, char **comment,
                    struct error *error);

#endif
