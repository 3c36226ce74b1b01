/*
 * The sockets below the processes of pstree.
 */
#ifndef ANALYZE_ANSWERS_PSTREE_SOCKETS_H
#define ANALYZE_ANSWERS_PSTREE_SOCKETS_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

enum pstree_socket_text { SOCKET_KIND, SOCKET_LOCAL, SOCKET_REMOTE, SOCKET_STATE, SOCKET_PEER, SOCKET_TEXTS };

struct pstree_socket {
    int64_t pid, socket_id;
    char *texts[SOCKET_TEXTS]; /* NULL for none */
};

struct pstree_sockets {
    struct pstree_socket *list; /* by pid */
    size_t count;
};

/* For a connection that is narrowed to a snapshot.  The caller frees them, also after an error. */
int pstree_sockets_read(sqlite3 *db, struct pstree_sockets *sockets, struct error *error);
void pstree_sockets_free(struct pstree_sockets *sockets);

/* The first socket of the process, or the place where it would be. */
size_t pstree_sockets_of(const struct pstree_sockets *sockets, int64_t pid);

#endif
