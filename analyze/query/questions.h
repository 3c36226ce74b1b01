/*
 * Named questions: the files of analyze/questions/, each one commented SQL text.
 *
 *     -- Who holds a port, and in which network namespace.         the summary: the first line
 *     -- :port            the local port                           a parameter, which needs a value
 *     -- :state = LISTEN  only sockets in this state               one with a default; NULL without quotes is NULL
 *
 * The header is the comments up to the first line that is none.  Two spaces stand before what a parameter means.
 */
#ifndef ANALYZE_QUERY_QUESTIONS_H
#define ANALYZE_QUERY_QUESTIONS_H

#include "analyze/query/parameters.h"
#include "analyze/render/render.h"

struct question {
    const char *name;
    const char *sql;
};

/* All of them, by name; ended by one without a name. */
extern const struct question questions[];

/* The question of that name; NULL with an error that names the nearest ones. */
const struct question *question_find(const char *name, struct error *error);

/* Adds the defaults of its parameters. */
void question_defaults(const struct question *question, struct parameters *parameters);

/* A row for each: name, parameters, summary. */
int questions_list(struct render *render, struct error *error);

#endif
