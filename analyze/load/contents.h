/*
 * Members with the same content share their rows: the tables contents and member_contents.
 */
#ifndef ANALYZE_LOAD_CONTENTS_H
#define ANALYZE_LOAD_CONTENTS_H

#include <sqlite3.h>

#include "analyze/archive/manifest.h"
#include "analyze/base/error.h"
#include "analyze/base/format.h"
#include "analyze/load/rows.h"

struct contents;

/* What a member has. */
struct content {
    int64_t id;
    int64_t rows;            /* that reading it gives, where it is known */
    bool known;              /* its rows are in the database already */
    struct slice sha256;     /* ptr NULL: nothing may share it */
    char *reading;           /* freed with contents_end */
    struct rows_kinds kinds; /* the tables that show it */
};

/* Prepares the statements.  The caller owns *contents and closes it with contents_close before it closes the database. */
int contents_open(sqlite3 *db, struct contents **contents, struct error *error);

/* NULL is fine. */
void contents_close(struct contents *contents);

/* In the transaction of a snapshot, before the others. */
int contents_begin(struct contents *contents, struct error *error);

/*
 * Sees whether the database has the content of a member that a format with such tables is about to read.  `sha256` has ptr NULL where the
 * bytes do not verify.  What the rows may depend on, and another member with the same bytes may not have, is taken out of the input, or
 * distinguishes the content.  The caller ends it with contents_end, unless this fails.
 */
int contents_find(struct contents *contents, const struct format *format, const struct rows_kinds *kinds,
                  struct slice sha256, struct format_input *input, struct content *content, struct error *error);

/* Keeps a content that was not known, with what was found when it was read: `alone` where that is true of this member only. */
int contents_add(struct contents *contents, const struct content *content, int64_t rows, bool alone,
                 struct error *error);

/* Says that the member has the content. */
int contents_member(struct contents *contents, const struct content *content, int64_t snapshot_id, int64_t member_id,
                    int64_t pid, int64_t tid, struct error *error);

void contents_end(struct content *content);

#endif
