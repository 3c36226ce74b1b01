/*
 * A database as a file, without SQLite, which may write to what it opens: it rolls journals back, makes files of WAL mode and empties them into
 * the database.  What is not ours stays as it is.
 */
#ifndef ANALYZE_DATABASE_FILE_H
#define ANALYZE_DATABASE_FILE_H

#include <stdbool.h>

/* What the header says. */
struct database_file {
    bool foreign; /* a database, and of something else, or of another version */
    bool wal;     /* in WAL mode */
};

/*
 * Looks at the header; false in all where there is no whole one.  The caller has no connection to the file in this process: closing it again
 * would end the locks of that.
 */
struct database_file database_file_look(const char *path);

/* Whether SQLite's file with this suffix stands beside the database. */
bool database_file_has(const char *path, const char *suffix);

/* The name, for SQLITE_OPEN_URI, under which SQLite reads the file alone, without locks and whatever stands beside it.  The caller frees it. */
char *database_file_alone(const char *path);

#endif
