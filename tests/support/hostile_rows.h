/*
 * The rows that a load made of members, for comparison with those of another load.
 */
#ifndef TESTS_SUPPORT_HOSTILE_ROWS_H
#define TESTS_SUPPORT_HOSTILE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/base/slice.h"

struct hostile_rows;

/* A database in memory. */
struct hostile_rows *hostile_rows_open(void);
void hostile_rows_close(struct hostile_rows *rows);

/* What became of a load. */
struct hostile_load {
    bool refused;
    int64_t problems;
};

/* Loads the archive into the database, which is emptied first. */
struct hostile_load hostile_rows_load(struct hostile_rows *rows, struct slice archive);

/* From now on, rows are compared with the present ones. */
void hostile_rows_keep(struct hostile_rows *rows);

/* Ends the program unless every row is one of those kept; and, where `all`, each of those is there. */
void hostile_rows_compare(struct hostile_rows *rows, bool all);

#endif
