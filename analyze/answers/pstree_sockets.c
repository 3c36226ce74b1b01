#include "analyze/answers/pstree_sockets.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>

static void
add(struct pstree_sockets *sockets, size_t *room, sqlite3_stmt *row)
{
    struct pstree_socket *socket;

    if (sockets->count == *room) {
        *room = *room ? 2 * *room : 256;
        sockets->list = xrealloc(sockets->list, *room * sizeof(*sockets->list));
    }
    socket = &sockets->list[sockets->count++];
    socket->pid = sqlite3_column_int64(row, 0);
    socket->socket_id = sqlite3_column_int64(row, 1);
    for (int i = 0; i < SOCKET_TEXTS; i++) {
        const char *text = (const char *)sqlite3_column_text(row, 2 + i);

        socket->texts[i] = text && *text ? xasprintf("%s", text) : NULL;
    }
}

int
pstree_sockets_read(sqlite3 *db, struct pstree_sockets *sockets, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    size_t room = 0;
    int step;

    *sockets = (struct pstree_sockets){ 0 };
    if (db_prepare(db, sql_pstree_sockets, &statement, error))
        return -1;
    while ((step = db_step(db, statement, error)) == 1)
        add(sockets, &room, statement);
    sqlite3_finalize(statement);
    return step;
}

void
pstree_sockets_free(struct pstree_sockets *sockets)
{
    for (size_t i = 0; i < sockets->count; i++)
        for (int k = 0; k < SOCKET_TEXTS; k++)
            free(sockets->list[i].texts[k]);
    free(sockets->list);
    *sockets = (struct pstree_sockets){ 0 };
}

size_t
pstree_sockets_of(const struct pstree_sockets *sockets, int64_t pid)
{
    size_t low = 0, high = sockets->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sockets->list[middle].pid < pid)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
