#include "analyze/database/watch.h"

/* Steps of SQLite's virtual machine: some tenths of a millisecond. */
#define STEPS 10000

static int
tick(void *context)
{
    progress_tick(context);
    return 0; /* go on */
}

void
watch(sqlite3 *db, struct progress *progress)
{
    sqlite3_progress_handler(db, progress ? STEPS : 0, progress ? tick : NULL, progress);
}
