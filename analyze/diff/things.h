/*
 * The things of one subject (analyze/diff/subject.h) in one snapshot.
 */
#ifndef ANALYZE_DIFF_THINGS_H
#define ANALYZE_DIFF_THINGS_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"
#include "analyze/diff/subject.h"

struct thing {
    char *key, *item;
    char *identity; /* NULL where the key is all there is */
    struct maybe cookie, started;
    char *source; /* NULL for none */
    bool runs;
    char **fields; /* NULL in it where not known */
    bool matched;  /* for the comparison */
};

/* What was read of a source. */
struct source_read {
    char *source; /* NULL: all that are not named */
    char *gap;    /* empty when it was read whole */
};

struct things {
    struct thing *list;
    size_t count;
    struct source_read *reads; /* sorted by source */
    size_t read_count;
    char **names; /* of the fields */
    size_t field_count;
    bool cut; /* the archive ends early: no source is read whole unless a row names it */
};

/* For snapshot `of`, which is compared with `with`.  The caller frees the things, also after an error. */
int things_read(sqlite3 *db, const struct subject *subject, int64_t of, int64_t with, struct things *things,
                struct error *error);
void things_free(struct things *things);

/* Why a thing of that source may be missing here though it was there; NULL when it was not there. */
const char *things_gap(const struct things *things, const char *source);

#endif
