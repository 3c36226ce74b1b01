/*
 * SQL functions that published osquery queries call, as osquery defines them (its osquery/sql/sqlite_string.cpp):
 *
 * regex_match(text, regex, group)  the first match of an ECMAScript regex in the text, or one of its groups (0 is the
 *                                  whole); NULL without a match or without such a group; '' for a group that took no part
 * split(text, separators, index)   the part at index, from 0, of the text cut at every byte of separators; empty parts do
 *                                  not count, white space around a part is taken off; NULL beyond the last
 * concat(...)                      the arguments joined, NULLs left out
 *
 * NULL in an argument of the first two gives NULL.  Text is bytes: a character beyond ASCII is several of them.
 */
#ifndef ANALYZE_FUNCTIONS_H
#define ANALYZE_FUNCTIONS_H

#include <sqlite3.h>

#include "analyze/error.h"

/* Adds the functions to a connection that runs the analyst's SQL; views of the database cannot call them. */
int functions_add(sqlite3 *db, struct error *error);

#endif
