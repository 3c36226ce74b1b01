/*
 * The network namespaces that have sockets.
 */
#ifndef ANALYZE_ANSWERS_LSOF_NAMESPACES_H
#define ANALYZE_ANSWERS_LSOF_NAMESPACES_H

#include <sqlite3.h>

#include "analyze/base/buffer.h"
#include "analyze/base/error.h"

struct namespaces {
    struct namespace_name {
        int64_t inode;
        char *name; /* NULL without one */
    } * list;
    size_t count;
};

/* Of the snapshot that the connection is narrowed to.  Freed in any case. */
int namespaces_read(struct namespaces *namespaces, sqlite3 *db, struct error *error);
void namespaces_free(struct namespaces *namespaces);

/* Appends " netns=INODE (NAME)" where there are several. */
void namespaces_add(const struct namespaces *namespaces, struct maybe inode, struct buffer *text);

#endif
