/*
 * The sockets of the internet: rows of proc_net_inet and diag_inet become rows of sockets.  They are taken on their way into their
 * tables, in a form that needs less memory than what SQLite would sort, and are not read again.
 */
#ifndef ANALYZE_LOAD_INET_SOCKETS_H
#define ANALYZE_LOAD_INET_SOCKETS_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/table.h"

struct inet_sockets;

/* The tables as the formats describe them. */
int inet_sockets_open(sqlite3 *db, const struct table *text, const struct table *dump, struct inet_sockets **sockets,
                      struct error *error);

/* Forgets all rows. */
void inet_sockets_clear(struct inet_sockets *sockets);

/* A row of any table; those of others are nothing to it. */
void inet_sockets_add(struct inet_sockets *sockets, const struct table *table, const void *record, int64_t member_id,
                      int64_t line);

/* Inserts the sockets of these rows, when all other tables are filled.  The rows are forgotten. */
int inet_sockets_insert(struct inet_sockets *sockets, int64_t snapshot_id, struct error *error);

/* NULL is fine. */
void inet_sockets_close(struct inet_sockets *sockets);

#endif
