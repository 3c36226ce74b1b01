/*
 * An answer in the shape of a tool that people know (netstat, ss, lsof, ps): for each snapshot that is meant, tables that look as
 * the tool's, or, in a format for programs, one table with the host and the time of the snapshot in each row.
 */
#ifndef ANALYZE_ANSWERS_ANSWER_H
#define ANALYZE_ANSWERS_ANSWER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/error.h"
#include "analyze/base/progress.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"

struct answer_column {
    const char *name;  /* in a format for programs */
    const char *title; /* for people, as the tool prints it */
    struct look look;
};

/* The answer for one snapshot. */
struct answer {
    sqlite3 *db; /* narrowed to the snapshot */
    const struct snapshot *snapshot;
    bool several;  /* the database has other snapshots, too */
    size_t chosen; /* how many snapshots are answered for */
    struct render *render;
    size_t columns;            /* of the table that is begun */
    struct look *looks;        /* of its columns, for people */
    struct progress *progress; /* ended where a heading or a table begins; who writes otherwise ends it first */
};

/* What is to be answered, and for whom. */
struct answer_request {
    const char *database; /* path */
    const struct scope *scope;
    struct screen *screen; /* that was begun */
    int (*answer)(void *context, struct answer *answer, struct error *error);
    void *context;             /* of answer() */
    bool waits;                /* whoever asks is told that it goes on; answer() ends the progress before it writes */
    struct progress *progress; /* NULL for none */
};

/*
 * Calls answer() for each snapshot that the scope means: the newest of each host where it says nothing.  People get a heading with host and
 * time where the database has several.  0, or -1 with the error filled.
 */
int answer_run(const struct answer_request *request, struct error *error);

/* Whether the format is for people: headings, titles and looks count. */
bool answer_for_people(const struct answer *answer);

/* A line above the next table, for people alone. */
int answer_heading(struct answer *answer, const char *text, struct error *error);

/*
 * A table.  In a format for programs all tables of all snapshots are one, so each must have the same columns there.  The columns
 * must live until the end of the table.
 */
int answer_begin(struct answer *answer, const struct answer_column *columns, size_t count, struct error *error);
int answer_row(struct answer *answer, const struct cell *cells, struct error *error);
int answer_end(struct answer *answer, struct error *error);

#endif
