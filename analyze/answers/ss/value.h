/*
 * What the files that read values of conditions share: see condition.h.
 */
#ifndef ANALYZE_ANSWERS_SS_VALUE_H
#define ANALYZE_ANSWERS_SS_VALUE_H

#include "analyze/answers/ss/condition.h"

/* Asks a statement of two texts, of which the second may be NULL; calls take() for each row.  -1 with *why where SQLite fails. */
int ss_ask(const struct ss_reader *reader, const char *sql, const char *first, const char *second, char **why,
           void (*take)(void *context, sqlite3_stmt *row), void *context);

/* Whether a part of an address means every one: empty, or an asterisk. */
bool ss_is_any(const char *text);

/* value_inet.c: ADDRESS, ADDRESS/BITS, a name, and behind a colon a port or a service; NULL, or why not.  Splits `address`. */
char *ss_read_inet(struct ss_condition *condition, const struct ss_reader *reader, char *address, bool is_port,
                   int only);

#endif
