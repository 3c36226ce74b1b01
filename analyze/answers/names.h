/*
 * Names for numbers, from the files of the captured host (/etc/services, /etc/passwd, /etc/group, /etc/hosts, /etc/protocols): never from those
 * of the machine on which analyze runs.
 */
#ifndef ANALYZE_ANSWERS_NAMES_H
#define ANALYZE_ANSWERS_NAMES_H

#include <sqlite3.h>
#include <stdint.h>

#include "analyze/base/error.h"

struct names;

/* For a connection that is narrowed to a snapshot; freed before that ends.  NULL, and the error filled, where SQLite fails. */
struct names *names_open(sqlite3 *db, struct error *error);
void names_free(struct names *names);

/*
 * The name, the first where a file has several; NULL where the file has none, or could not be read.  It lives until the next call of the
 * same function.  `protocol` is tcp, udp, ...
 */
const char *names_service(struct names *names, int64_t port, const char *protocol);
const char *names_user(struct names *names, int64_t uid);
const char *names_group(struct names *names, int64_t gid);
const char *names_host(struct names *names, const char *address);
const char *names_protocol(struct names *names, int64_t number);

#endif
