/*
 * A database that may not exist yet, while a program loads into it.  A load that creates the file and then fails takes it away again, or
 * the next query would say that there are no rows; but never under the hands of another program that loads into the same file.
 */
#ifndef ANALYZE_DATABASE_CLAIM_H
#define ANALYZE_DATABASE_CLAIM_H

#include <stdbool.h>

#include "analyze/base/error.h"

struct claim {
    const char *path; /* borrowed */
    int fd;           /* with a lock that each program which loads into the file shares; -1: no claim */
    bool created;     /* the file is ours */
};

/* Opens or creates the file, with mode 0600.  0, or -1 with the error filled.  Ended by claim_drop(), also after an error. */
int claim_take(const char *path, struct claim *claim, struct error *error);

/*
 * Whether this program created the file and is alone with it.  If so, no other can claim the file until claim_drop(); who waits for that
 * finds out whether the file is still there.
 */
bool claim_is_ours(const struct claim *claim);

/* Whether there is nothing in the file, not even tables. */
bool claim_is_blank(const struct claim *claim);

/* Removes the file and its journal.  Only where claim_is_ours(), and when the connection is closed. */
int claim_remove(const struct claim *claim, struct error *error);

void claim_drop(struct claim *claim);

#endif
