/*
 * A disk in memory for SQLite, which can refuse calls and lose power.  While it is there, every database is on it.
 */
#ifndef TESTS_SUPPORT_DISK_H
#define TESTS_SUPPORT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct disk;

/* An empty disk, from now on SQLite's default VFS.  The caller ends it with disk_free when no connection is open. */
struct disk *disk_new(void);
void disk_free(struct disk *disk);

/* How often SQLite opened, read, wrote, truncated, synced or deleted a file since the last disk_fail. */
size_t disk_calls(const struct disk *disk);

/*
 * The call number `when` from now (from 1) fails with this result code of SQLite, such as SQLITE_IOERR_WRITE or SQLITE_FULL; with
 * `for_good`, so does every later one.  0: none.
 */
void disk_fail(struct disk *disk, size_t when, int code, bool for_good);

/* Keeps what is on the disk, and puts that back.  No connection may be open. */
void disk_keep(struct disk *disk);
void disk_put_back(struct disk *disk);

/* Removes every file. */
void disk_empty(struct disk *disk);

/*
 * What a machine finds that lost its power now.  Of what was written and not synced, each sector arrived or did not, in part or
 * whole, in any order; a file that was created and not synced, or deleted, may be there or not.  The same seed gives the same end.
 */
void disk_lose_power(struct disk *disk, uint64_t seed);

#endif
