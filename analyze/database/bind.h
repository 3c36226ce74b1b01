/*
 * Binding the parameters of our own statements.  A failure (out of memory, nothing else) is kept in `result` and found by
 * bind_run.
 */
#ifndef ANALYZE_DATABASE_BIND_H
#define ANALYZE_DATABASE_BIND_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

struct bind {
    sqlite3_stmt *statement;
    int next; /* number of the next parameter, from 1 */
    int result;
};

struct bind bind_begin(sqlite3_stmt *statement);

/* The next parameter.  Texts and blobs are not copied: they must live until bind_run.  ptr NULL is NULL. */
void bind_number(struct bind *bind, int64_t number);
void bind_maybe(struct bind *bind, struct maybe number);
void bind_text(struct bind *bind, struct slice text);
void bind_blob(struct bind *bind, struct blob blob);

/* Steps the statement: 1 for a row (the caller resets it), 0 when done, -1 with the error filled. */
int bind_run(struct bind *bind, struct error *error);

#endif
