#include "analyze/query/snapshot_clock.h"
#include "analyze/base/error.h"

/* 1970-01-01 in SQLite's count, milliseconds since noon of 4714-11-24 BC (see xCurrentTimeInt64 in its VFS). */
#define EPOCH      210866760000000

#define MS_PER_DAY 86400000.0

static int
current_time_ms(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
    const struct snapshot_clock *clock = (const struct snapshot_clock *)vfs;

    if (clock->ns == 0)
        return clock->system->xCurrentTimeInt64(clock->system, now);
    *now = EPOCH + clock->ns / 1000000;
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
snapshot_clock_begin(struct snapshot_clock *clock)
{
    sqlite3_vfs *system = sqlite3_vfs_find(NULL);

    if (system && system->iVersion >= 2) /* since SQLite 3.7 */
        *clock = (struct snapshot_clock){ .vfs = *system, .system = system };
    else
        die("SQLite has no VFS that tells the time");
    clock->vfs.zName = "stillframe";
    clock->vfs.pNext = NULL;
    clock->vfs.xCurrentTime = current_time;
    clock->vfs.xCurrentTimeInt64 = current_time_ms;
    if (sqlite3_vfs_register(&clock->vfs, 1))
        die("out of memory");
}

void
snapshot_clock_end(struct snapshot_clock *clock)
{
    if (sqlite3_vfs_unregister(&clock->vfs) || sqlite3_vfs_register(clock->system, 1))
        die("out of memory");
}

void
snapshot_clock_set(sqlite3 *db, int64_t ns)
{
    sqlite3_vfs *vfs = NULL;

    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) == SQLITE_OK && vfs &&
        vfs->xCurrentTimeInt64 == current_time_ms)
        ((struct snapshot_clock *)vfs)->ns = ns;
}
