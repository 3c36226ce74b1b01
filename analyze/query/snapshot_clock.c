#include "analyze/query/snapshot_clock.h"
#include "analyze/base/error.h"

/* 1970-01-01 in SQLite's count, milliseconds since noon of 4714-11-24 BC (see xCurrentTimeInt64 in its VFS). */
#define EPOCH      210866760000000

#define MS_PER_DAY 86400000.0

static int
current_time_ms(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
    const struct moment *moment = (const struct moment *)vfs;

    if (moment->ns == 0)
        return moment->system->xCurrentTimeInt64(moment->system, now);
    *now = EPOCH + moment->ns / 1000000;
    return SQLITE_OK;
}

static int
current_time(sqlite3_vfs *vfs, double *now)
{
    sqlite3_int64 ms;
    int result = current_time_ms(vfs, &ms);

    *now = (double)ms / MS_PER_DAY;
    return result;
}

void
moment_begin(struct moment *moment)
{
    sqlite3_vfs *system = sqlite3_vfs_find(NULL);

    if (system && system->iVersion >= 2) /* since SQLite 3.7 */
        *moment = (struct moment){ .vfs = *system, .system = system };
    else
        die("SQLite has no VFS that tells the time");
    moment->vfs.zName = "stillframe";
    moment->vfs.pNext = NULL;
    moment->vfs.xCurrentTime = current_time;
    moment->vfs.xCurrentTimeInt64 = current_time_ms;
    if (sqlite3_vfs_register(&moment->vfs, 1))
        die("out of memory");
}

void
moment_end(struct moment *moment)
{
    if (sqlite3_vfs_unregister(&moment->vfs) || sqlite3_vfs_register(moment->system, 1))
        die("out of memory");
}

void
moment_set(sqlite3 *db, int64_t ns)
{
    sqlite3_vfs *vfs = NULL;

    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) == SQLITE_OK && vfs &&
        vfs->xCurrentTimeInt64 == current_time_ms)
        ((struct moment *)vfs)->ns = ns;
}
