/*
 * Escaped text made plain again.  Decoded text is never longer than what it was made from, so one buffer as long as
 * the member holds all that is decoded from it.
 */
#ifndef ANALYZE_BASE_DECODE_H
#define ANALYZE_BASE_DECODE_H

#include "analyze/base/scan.h"

/* Where decoded text goes.  Text without an escape is not copied. */
struct decoder {
    char *buffer; /* allocated when first needed; release with decoder_free */
    size_t room;  /* length of the member: what the buffer is made with */
    size_t most;  /* a longer text keeps its escapes: no row takes one (text_most in format.h); 0: no bound */
    size_t used;
};

/* Forgets the text decoded so far.  No record that was made of it may be used afterwards. */
void decoder_reset(struct decoder *decoder);
void decoder_free(struct decoder *decoder);

/* Room for len bytes more, which the caller fills. */
char *decoder_take(struct decoder *decoder, size_t len);

/* `\xHH`, two lower-case digits: collect's own, see links in docs/snapshot-format.md.  False when one is malformed. */
bool decode_hex(struct decoder *decoder, struct slice text, struct slice *out);

/*
 * `_xHH` in the name of a member: a file that the host named, see Container in docs/snapshot-format.md.  False when one
 * is malformed.
 */
bool decode_member(struct decoder *decoder, struct slice name, struct slice *out);

/* `\OOO`, three octal digits: mangle_path of the kernel.  What is no escape stays as it is. */
struct slice decode_octal(struct decoder *decoder, struct slice text);

/* The same, and behind it a backslash before each byte that overlay is to take as it is. */
struct slice decode_overlay(struct decoder *decoder, struct slice text);

/* All words that are left in the line, with one space between two of them; empty where no word is left. */
struct slice decode_words(struct decoder *decoder, struct scan *s);

/* The name of an abstract unix socket as /proc/net/unix shows it since Linux 4.19: each NUL is @. */
struct slice decode_abstract(struct decoder *decoder, struct slice name);

#endif
