/*
 * Rows of the case database beside those of another one, made afresh of the same archive: the same, or what differs.
 */
#ifndef ANALYZE_PROVE_COMPARISON_H
#define ANALYZE_PROVE_COMPARISON_H

#include "analyze/prove/proof.h"

struct comparison;

/* Prepares what compares rows of two databases.  The caller frees *pair, also after an error. */
int comparison_open(struct side database, struct side fresh, struct comparison **pair, struct error *error);
void comparison_close(struct comparison *pair);

/*
 * Compares the rows that were read from a line of a member (0: from any), of one table or, for NULL, of all, and adds them to the proof's place; what
 * differs is added to the proof's faults.
 */
int comparison_place(struct comparison *pair, const char *table, struct proof_place *place, struct proof *proof,
                     struct error *error);

/* Compares one row of a table with the numbers that it has on both sides. */
int comparison_thing(struct comparison *pair, const char *table, const char *id, const int64_t numbers[2],
                     struct proof_thing *thing, struct proof *proof, struct error *error);

/* Compares what a statement gives for the snapshot and a number on both sides. */
int comparison_statement(struct comparison *pair, const char *what, const char *sql, const int64_t numbers[2],
                         struct proof *proof, struct error *error);

#endif
