/*
 * Two passes over the snapshot are read into memory, sorted: a join for each of many sockets takes longer.
 */
#include "analyze/answers/holders.h"
#include "analyze/base/buffer.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct holder {
    int64_t inode, pid;
};

struct program {
    int64_t pid;
    char *name;
};

struct holders {
    struct holder *list; /* by inode, then by pid */
    size_t count;
    struct program *programs; /* by pid */
    size_t program_count;
    struct buffer text; /* of the last answer */
};

/* Makes room for one more in an array that doubles; the caller counts. */
static void *
grow(void *list, size_t count, size_t size)
{
    return count > 0 && (count & (count - 1)) != 0 ? list : xrealloc(list, (count > 0 ? 2 * count : 1) * size);
}

static void
add_holder(struct holders *holders, sqlite3_stmt *row)
{
    struct holder holder = { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1) };
    const struct holder *last = holders->count > 0 ? &holders->list[holders->count - 1] : NULL;

    if (last && last->inode == holder.inode && last->pid == holder.pid)
        return;
    holders->list = grow(holders->list, holders->count, sizeof(holder));
    holders->list[holders->count++] = holder;
}

static void
add_program(struct holders *holders, sqlite3_stmt *row)
{
    struct program program = { sqlite3_column_int64(row, 0), NULL };
    const char *name = (const char *)sqlite3_column_text(row, 1);
    int size = sqlite3_column_bytes(row, 1);

    program.name = xstrndup(name ? name : "", name && size > 0 ? (size_t)size : 0);
    for (char *comma = program.name; (comma = strchr(comma, ',')) != NULL;)
        *comma = '.';
    holders->programs = grow(holders->programs, holders->program_count, sizeof(program));
    holders->programs[holders->program_count++] = program;
}

static int
read_rows(sqlite3 *db, const char *sql, void (*add)(struct holders *holders, sqlite3_stmt *row),
          struct holders *holders, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int result;

    if (db_prepare(db, sql, &statement, error))
        return -1;
    while ((result = db_step(db, statement, error)) > 0)
        add(holders, statement);
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result;
}

struct holders *
holders_read(sqlite3 *db, struct error *error)
{
    struct holders *holders = xmalloc(sizeof(*holders));

    *holders = (struct holders){ 0 };
    if (read_rows(db, sql_holders, add_holder, holders, error) == 0 &&
        read_rows(db, sql_holders_names, add_program, holders, error) == 0)
        return holders;
    holders_free(holders);
    return NULL;
}

void
holders_free(struct holders *holders)
{
    if (!holders)
        return;
    for (size_t i = 0; i < holders->program_count; i++)
        free(holders->programs[i].name);
    free(holders->programs);
    free(holders->list);
    buffer_free(&holders->text);
    free(holders);
}

static int
compare_program(const void *key, const void *element)
{
    const struct program *a = key, *b = element;

    return (a->pid > b->pid) - (a->pid < b->pid);
}

/* The first holder of the inode, or of the next one. */
static size_t
first_of(const struct holders *holders, int64_t inode)
{
    size_t low = 0, high = holders->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (holders->list[middle].inode < inode)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *
holders_of(struct holders *holders, int64_t inode)
{
    holders->text.len = 0;
    for (size_t i = first_of(holders, inode); i < holders->count && holders->list[i].inode == inode; i++) {
        struct program key = { holders->list[i].pid, NULL };
        const struct program *program =
            holders->programs ? bsearch(&key, holders->programs, holders->program_count, sizeof(key), compare_program)
                              : NULL;
        char *one =
            xasprintf("%s%" PRId64 "/%s", holders->text.len > 0 ? "," : "", key.pid, program ? program->name : "");

        buffer_add(&holders->text, one, strlen(one));
        free(one);
    }
    buffer_add(&holders->text, "", 1);
    return holders->text.ptr;
}
