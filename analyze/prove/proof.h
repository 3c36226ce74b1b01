/*
 * A proof: from rows of a database back to the bytes of the archive that they were made of.
 */
#ifndef ANALYZE_PROVE_PROOF_H
#define ANALYZE_PROVE_PROOF_H

#include <sqlite3.h>

#include "analyze/prove/evidence.h"
#include "analyze/prove/excerpt.h"
#include "analyze/prove/subject.h"

/* A database, and the snapshot in it. */
struct side {
    sqlite3 *db;
    int64_t snapshot_id;
};

struct proof_cell {
    char *column;
    bool number;
    bool null;
    struct buffer bytes; /* as text; a BLOB in hexadecimal */
};

/* A row that is the same in the database and made afresh. */
struct proof_row {
    char *table;
    struct proof_cell *cells;
    size_t count;
};

/* Where a fact was read. */
struct proof_place {
    char *role; /* table row, dump message, descriptor, ... */
    char *path;
    int64_t line; /* 0 for all of the member */
    struct excerpt excerpt;
    const struct evidence_member *member; /* once the archive was read */
    struct proof_row *rows;
    size_t count;
};

/* A socket, a process, a finding, or a place alone. */
struct proof_thing {
    const char *kind; /* socket, process, finding; NULL for a place alone */
    int64_t number;   /* in the database, of a process its own */
    char *words;
    struct proof_row *row; /* NULL where its places are all */
    struct proof_place *places;
    size_t count;
};

struct proof {
    char *subject; /* as the user named it */
    const char *archive;
    int64_t snapshot_id;
    char *host;
    char *started_at;
    char *case_id;
    char *operator_name;
    struct evidence evidence;
    struct proof_thing *things;
    size_t count;
    char **faults; /* what does not fit */
    size_t fault_count;
    char **notes; /* what is to be known of the archive */
    size_t note_count;
};

/* What does not fit. */
void proof_fault(struct proof *proof, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What fits, and is to be known. */
void proof_note(struct proof *proof, const char *format, ...) __attribute__((format(printf, 2, 3)));

void proof_free(struct proof *proof);

#endif
