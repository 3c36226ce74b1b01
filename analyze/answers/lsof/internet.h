/*
 * -i: which Internet sockets are meant.
 */
#ifndef ANALYZE_ANSWERS_LSOF_INTERNET_H
#define ANALYZE_ANSWERS_LSOF_INTERNET_H

#include <sqlite3.h>

#include "analyze/answers/lsof/file.h"
#include "analyze/answers/lsof/request.h"

/*
 * Looks the names of hosts and services up in the files of the snapshot that the connection is narrowed to.  What that snapshot does not
 * name matches nothing there, and a notice says so.
 */
int internet_resolve(struct lsof_request *request, sqlite3 *db, struct error *error);

/* The kinds of selection that the socket matches, and marks what was found. */
unsigned internet_match(struct lsof_request *request, const struct lsof_socket *socket);

#endif
