#include "analyze/answers/lsof/namespaces.h"
#include "analyze/answers/lsof/file.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>

int
namespaces_read(struct namespaces *namespaces, sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement;
    int step;

    if (db_prepare(db, sql_lsof_namespaces, &statement, error))
        return -1;
    while ((step = db_step(db, statement, error)) == 1) {
        const char *name = (const char *)sqlite3_column_text(statement, 1);

        namespaces->list = xrealloc(namespaces->list, (namespaces->count + 1) * sizeof(*namespaces->list));
        namespaces->list[namespaces->count++] =
            (struct namespace_name){ sqlite3_column_int64(statement, 0), name ? xstrndup(name, strlen(name)) : NULL };
    }
    sqlite3_finalize(statement);
    return step;
}

void
namespaces_free(struct namespaces *namespaces)
{
    for (size_t i = 0; i < namespaces->count; i++)
        free(namespaces->list[i].name);
    free(namespaces->list);
}

void
namespaces_add(const struct namespaces *namespaces, struct maybe inode, struct buffer *text)
{
    if (!inode.known || namespaces->count < 2)
        return;
    buffer_format(text, "%snetns=%" PRId64, text->len > 0 ? " " : "", inode.value);
    for (size_t i = 0; i < namespaces->count; i++)
        if (namespaces->list[i].inode == inode.value && namespaces->list[i].name)
            buffer_format(text, " (%s)", namespaces->list[i].name);
}
