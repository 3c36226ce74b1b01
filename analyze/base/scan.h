/*
 * A sticky cursor over one line.  The first thing that is not what was wanted sets `want` and `have`; every later call
 * does nothing and the caller checks once, at the end.  So a parser is a list of calls without an if, and the message
 * comes free: want local port, have "ZZ…".
 *
 * Numbers are read without locale, sign tricks or overflow: one that does not fit is not a number.
 */
#ifndef ANALYZE_BASE_SCAN_H
#define ANALYZE_BASE_SCAN_H

#include "analyze/base/slice.h"

struct scan {
    struct slice rest; /* what is not read yet */
    const char *want;  /* NULL while all is well */
    struct slice have; /* what stood where the wanted thing should have been */
    size_t more;  /* how many words may be left over, of columns that this program does not know: see format_header */
    bool shorter; /* the header names fewer columns than this program knows */
    bool *wider;  /* whether a line with more words than are known was seen; NULL where such words are a problem */
    bool unended; /* the line has no newline; `have` is the line until something goes wrong */
};

/* Lines of a text.  A last line without a newline counts; the newline is not part of the line. */
struct lines {
    struct slice rest;
    size_t number;  /* of the line returned last, from 1 */
    bool whole;     /* the line returned last had its newline */
    bool converted; /* lines end with CR LF, of which neither is part of the line (the caller's to set) */
    bool shorter;   /* the header ends before the known columns do */
    bool wider;     /* more columns than the parser knows were seen, and are noted */
    bool cut;       /* the text ends before the file did: what has no newline is half a line (the caller's to set) */
    size_t more;    /* columns that the header names after the known ones and that the parser does not know */
};

struct lines lines_of(struct slice text);
bool lines_next(struct lines *lines, struct slice *line);

struct scan scan_of(struct slice line);
bool scan_ok(const struct scan *s);

/* Marks a mismatch at the present place, unless there is one already. */
void scan_fail(struct scan *s, const char *want, struct slice have);

/* Skips white space. */
void scan_space(struct scan *s);

/* The next word (bytes up to white space), skipping white space before it. */
void scan_word(struct scan *s, const char *want, struct slice *out);

/* Bytes up to the delimiter, which is skipped: for fields that may be empty or hold spaces. */
void scan_until(struct scan *s, const char *want, char delimiter, struct slice *out);

/*
 * Bytes up to the delimiter, which is skipped, or to the end of the line: for fields of which the last may be missing.
 * Nothing is read at the end of the line.
 */
void scan_part(struct scan *s, char delimiter, struct slice *out);

/* All that is left, without the white space around it. */
struct slice scan_trimmed(struct scan *s);

/* All that is left, as it is. */
void scan_rest(struct scan *s, struct slice *out);

/* All that is left, less the white space around it; when that is nothing, *out is left alone. */
void scan_tail(struct scan *s, struct slice *out);

/*
 * A number at the present place, white space before it skipped; it may be followed by anything.  Hexadecimal has no 0x,
 * and up to 16 digits.
 *
 * scan_dec is for what never has 64 bits: a pid, a port, a number of a table.  scan_unsigned is for what the kernel prints of an
 * unsigned long or a u64: inodes, times, sizes, counters.  It keeps the 64 bits, as scan_hex does, and so does scan_signed,
 * since the kernel prints some numbers that were below zero as unsigned: what is above 2^63 - 1 comes out negative, less by 2^64.
 */
void scan_dec(struct scan *s, const char *want, int64_t *out);
void scan_unsigned(struct scan *s, const char *want, int64_t *out);
void scan_signed(struct scan *s, const char *want, int64_t *out);
void scan_hex(struct scan *s, const char *want, int64_t *out);

/* A decimal number with two places behind the point, in hundredths. */
void scan_hundredths(struct scan *s, const char *want, int64_t *out);

/* Exactly eight hexadecimal digits at the present place: a %08X that other digits may follow. */
void scan_hex32(struct scan *s, const char *want, uint32_t *out);

/* A decimal number if there is another word in the line; not known otherwise. */
void scan_maybe_dec(struct scan *s, const char *want, struct maybe *out);
void scan_maybe_unsigned(struct scan *s, const char *want, struct maybe *out);
void scan_maybe_signed(struct scan *s, const char *want, struct maybe *out);

/* Exactly this text at the present place. */
void scan_text(struct scan *s, const char *text);

/* Whether only white space is left. */
bool scan_at_end(const struct scan *s);

/* How many words are left. */
size_t scan_count(const struct scan *s);

#endif
