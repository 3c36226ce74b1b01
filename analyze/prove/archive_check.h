/*
 * Whether an archive is the one that a snapshot was loaded from, and vouches for the members of a proof.
 */
#ifndef ANALYZE_PROVE_ARCHIVE_CHECK_H
#define ANALYZE_PROVE_ARCHIVE_CHECK_H

#include "analyze/prove/proof.h"

/*
 * Compares digest, chain and members with what the database noted when it loaded the snapshot; adds faults and notes, and finds the
 * bytes of each place.  -1 with the error filled when SQLite fails.
 */
int archive_check(sqlite3 *db, struct proof *proof, struct error *error);

#endif
