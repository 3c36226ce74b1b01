/*
 * The Community IDs of sockets: a C function, and the SQL function flow_id.
 */
#ifndef ANALYZE_LOAD_FLOWS_H
#define ANALYZE_LOAD_FLOWS_H

#include <sqlite3.h>

#include "analyze/base/community_id.h"
#include "analyze/base/error.h"

/* False where the socket has no peer, or the protocol no id.  A length of 0 is no address. */
bool flows_id(int64_t protocol, struct ip local, int64_t local_port, struct ip remote, int64_t remote_port,
              struct community_id *id);

int flows_add_function(sqlite3 *db, struct error *error);

#endif
