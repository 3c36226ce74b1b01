/*
 * Who holds a socket, in the words of netstat: PID/PROGRAM for each process, joined by commas.
 */
#ifndef ANALYZE_ANSWERS_HOLDERS_H
#define ANALYZE_ANSWERS_HOLDERS_H

#include <sqlite3.h>
#include <stdint.h>

#include "analyze/base/error.h"

struct holders;

/* For a connection that is narrowed to a snapshot: all is read here.  NULL, and the error filled, where SQLite fails. */
struct holders *holders_read(sqlite3 *db, struct error *error);
void holders_free(struct holders *holders);

/*
 * The processes that hold the socket with this inode; empty where none does.  A comma in the name of a program is written as a dot: a
 * program cannot call itself two.  The text lives until the next call.
 */
const char *holders_of(struct holders *holders, int64_t inode);

#endif
