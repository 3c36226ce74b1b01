/*
 * Names of addresses and ports for the column NAME, each looked up once.
 */
#ifndef ANALYZE_ANSWERS_LSOF_LOOKUP_H
#define ANALYZE_ANSWERS_LSOF_LOOKUP_H

#include "analyze/answers/lsof/file.h"
#include "analyze/answers/lsof/request.h"
#include "analyze/answers/names.h"

struct lookup;

/* For a connection that is narrowed to a snapshot; freed before that ends. */
struct lookup *lookup_open(const struct lsof_request *request, sqlite3 *db, struct error *error);
void lookup_free(struct lookup *lookup);

/* Appends HOST:PORT, with names where they are wanted and known. */
void lookup_end(struct lookup *lookup, struct buffer *text, const struct lsof_end *end, const char *protocol);

/* The name of a user, or the number, to be freed. */
char *lookup_user(struct lookup *lookup, int64_t uid, bool *is_name);

#endif
