/*
 * What somebody asks the history of: an address, a network, a port, ...
 */
#ifndef ANALYZE_ANSWERS_HISTORY_WHAT_H
#define ANALYZE_ANSWERS_HISTORY_WHAT_H

#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/* The word as the SQL of a kind takes it: analyze/sql/history_*.sql. */
struct history_what {
    unsigned char ends[4][16]; /* ?1 to ?4: first and last address, and the same of IPv4 inside IPv6 */
    size_t ip_len, mapped_len; /* of them: 4 or 16, 0 for none */
    char block[64];            /* the same as text */
    struct slice text;         /* ?5 */
    struct maybe number;       /* ?6 */
};

struct history_kind {
    const char *name;
    const char *sql; /* gives rows of history_sightings but for their kind */
    /* Whether the word may be one, and if so fills `what`. */
    bool (*read)(const char *word, struct history_what *what);
    /* Whether a word that may be one is taken for one though nobody says so. */
    bool (*guess)(const char *word);
};

extern const struct history_kind history_kinds[];
extern const size_t history_kind_count;

#endif
