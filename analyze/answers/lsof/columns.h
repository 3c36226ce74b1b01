/*
 * The columns of the table of lsof.
 */
#ifndef ANALYZE_ANSWERS_LSOF_COLUMNS_H
#define ANALYZE_ANSWERS_LSOF_COLUMNS_H

#include "analyze/answers/lsof/writer.h"

#define LSOF_COLUMNS 24

/* Room for the text of a column that is no text of the host. */
#define LSOF_CELL 64

/* A row, for the functions that make its cells. */
struct lsof_row {
    struct output *output;
    const struct lsof_process *process;
    const struct lsof_file *file;
    char *space; /* LSOF_CELL bytes of this cell */
};

struct lsof_column {
    struct answer_column column;
    bool for_people, for_programs;
    bool (*wanted)(const struct output *output); /* for people; NULL: always */
    struct cell (*cell)(const struct lsof_row *row);
};

/* In lsof's order; programs get each by itself. */
extern const struct lsof_column lsof_columns[LSOF_COLUMNS];

#endif
