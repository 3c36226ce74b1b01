/*
 * What the SQL of a connection takes for the present: 'now' in strftime() and the like, CURRENT_TIMESTAMP.  A question that was
 * written for a live host ("started within the last hour") is about the moment of the snapshot, not about that of the analysis.
 *
 * SQLite asks its VFS for the time.  This one is the default VFS of the system but for that.
 */
#ifndef ANALYZE_QUERY_SNAPSHOT_CLOCK_H
#define ANALYZE_QUERY_SNAPSHOT_CLOCK_H

#include <sqlite3.h>
#include <stdint.h>

struct snapshot_clock {
    sqlite3_vfs vfs;     /* first, since SQLite hands back a pointer to it */
    sqlite3_vfs *system; /* what it was made of */
    int64_t ns;          /* nanoseconds since the epoch; 0 for the present */
};

/* Makes it the default VFS: connections opened from now on use it, and must be closed before snapshot_clock_end(). */
void snapshot_clock_begin(struct snapshot_clock *clock);
void snapshot_clock_end(struct snapshot_clock *clock);

/* Sets it for the statements that are begun from now on.  A connection with another VFS is left alone. */
void snapshot_clock_set(sqlite3 *db, int64_t ns);

#endif
