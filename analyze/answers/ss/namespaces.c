#include "analyze/answers/ss/namespaces.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>

static int
read_all(struct ss_namespaces *namespaces, sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step = -1;

    if (db_prepare(db, sql_ss_namespaces, &statement, error) == 0)
        while ((step = db_step(db, statement, error)) == 1) {
            const char *name = (const char *)sqlite3_column_text(statement, 1);

            if (!name)
                name = (const char *)sqlite3_column_text(statement, 0);
            namespaces->list = xrealloc(namespaces->list, (namespaces->count + 1) * sizeof(*namespaces->list));
            namespaces->list[namespaces->count++] =
                (struct ss_namespace){ sqlite3_column_int64(statement, 0), xstrndup(name, strlen(name)) };
        }
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

/* Several may have one name: in the mount namespaces of different containers. */
static int
choose(struct ss_namespaces *namespaces, const struct answer *answer, const char *wanted, struct error *error)
{
    char inode[sizeof("-9223372036854775808")];

    for (size_t i = 0; i < namespaces->count; i++) {
        const struct ss_namespace *n = &namespaces->list[i];

        sqlite3_snprintf(sizeof(inode), inode, "%lld", (long long)n->inode);
        if (strcmp(n->title, wanted) != 0 && strcmp(inode, wanted) != 0)
            continue;
        if (namespaces->only.known)
            return error_set(
                error,
                "ss: -N %s: the snapshot of %s has several network namespaces of that name: give the inode number",
                wanted, answer->snapshot->title);
        namespaces->only = maybe_of(n->inode);
    }
    if (!namespaces->only.known)
        return error_set(
            error,
            "ss: -N %s: the snapshot of %s has no network namespace of that name or inode number (the table "
            "net_namespaces has them)",
            wanted, answer->snapshot->title);
    return 0;
}

int
ss_namespaces_read(struct ss_namespaces *namespaces, const struct answer *answer, const char *wanted,
                   struct error *error)
{
    if (read_all(namespaces, answer->db, error))
        return -1;
    return wanted ? choose(namespaces, answer, wanted, error) : 0;
}

void
ss_namespaces_free(struct ss_namespaces *namespaces)
{
    for (size_t i = 0; i < namespaces->count; i++)
        free(namespaces->list[i].title);
    free(namespaces->list);
}

/* The list is ordered. */
const char *
ss_namespace_title(const struct ss_namespaces *namespaces, const struct ss_row *row)
{
    int64_t inode = ss_number(row, COLUMN_NET_NAMESPACE);
    size_t low = 0, high = namespaces->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (namespaces->list[middle].inode < inode)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < namespaces->count && namespaces->list[low].inode == inode)
        return namespaces->list[low].title;
    return ss_text(row, COLUMN_NET_NAMESPACE);
}
