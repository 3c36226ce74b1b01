#include "analyze/query/missing.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>
#include <string.h>

/*
 * A table or view, the members that fill it, and the reason why it has no rows without them.  `members` is NULL when the reason
 * holds for every snapshot.  A view comes directly before the table that it reads: a query of the view reads both, and only the
 * view's notice is printed.
 */
static const struct {
    const char *table, *members, *why;
} tables[] = {
    { "process_envs", "proc/*/environ", "taken without --environ" },
    { "process_environment", "proc/*/environ", "taken without --environ" },
    { "process_memory_map", "proc/*/maps", "taken without --maps" },
    { "process_maps", "proc/*/maps", "taken without --maps" },
    { "file", NULL, "has the programs that run, and no other file" },
    { "hash", NULL, "has the programs that run, and no other file" },
    { "executable_hashes", "proc/*/exe-hash", "taken without --hash-exe" },
    { "saved_programs", "proc/*/exe.saved",
      "have no saved program: taken without --save-deleted, or no program was away" },
};

#define TABLES (sizeof(tables) / sizeof(tables[0]))

/* Whether it is the table of that name, or the one behind a view of that name which has the rows that members share. */
static bool
is_of(const char *table, const char *name)
{
    size_t len = strlen(name);

    return strncmp(table, name, len) == 0 && (table[len] == '\0' || strcmp(table + len, "_rows") == 0);
}

void
missing_note(struct missing *missing, const char *table)
{
    for (size_t i = 0; i < TABLES; i++)
        if (is_of(table, tables[i].table))
            missing->read |= 1u << i;
}

/* Counts the snapshots without such a member, and all snapshots. */
static int
count(sqlite3 *db, const char *members, int64_t *without, int64_t *all, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int result;

    if (db_prepare(db, sql_missing, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_text(&bind, slice_of(members));
    result = bind_run(&bind, error);
    *without = result > 0 ? sqlite3_column_int64(statement, 0) : 0;
    *all = result > 0 ? sqlite3_column_int64(statement, 1) : 0;
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result < 0 ? -1 : 0;
}

/* Whether the entry before this one has the same members and was read, so that its notice covers this one. */
static bool
is_told(const struct missing *missing, size_t i)
{
    const char *members = tables[i].members, *before = i == 0 ? NULL : tables[i - 1].members;

    return members && before && missing->read & 1u << (i - 1) && strcmp(members, before) == 0;
}

int
missing_tell(const struct missing *missing, sqlite3 *db, struct error *error)
{
    int64_t without, all;

    for (size_t i = 0; i < TABLES; i++) {
        if (!(missing->read & 1u << i) || is_told(missing, i))
            continue;
        if (!tables[i].members) {
            notice("%s %s", tables[i].table, tables[i].why);
            continue;
        }
        if (count(db, tables[i].members, &without, &all, error))
            return -1;
        if (without > 0)
            notice("%s: %" PRId64 " of %" PRId64 " snapshots %s", tables[i].table, without, all, tables[i].why);
    }
    return 0;
}
