/*
 * What the names in an SQL statement stand for, as far as its words tell without parsing it: which tables and views of ours it names, by
 * which aliases, and which names it makes itself.  Where that cannot be told, nothing is said.
 */
#ifndef ANALYZE_QUERY_SOURCES_H
#define ANALYZE_QUERY_SOURCES_H

#include "analyze/database/lexer.h"

struct source {
    struct slice alias; /* or the name of the table */
    struct slice table; /* as the dictionary has it; ptr NULL for what is none of ours: a subquery, a function */
};

struct sources {
    struct source *list;
    size_t count;
    struct slice *made; /* names that the statement gives: AS name, names of common tables and their columns */
    size_t made_count;
    bool functions; /* a table-valued function is among them, whose columns are not known here */
};

/* Looks at one statement.  The slices are parts of it; the caller frees them. */
void sources_read(struct sources *sources, struct slice sql);
void sources_free(struct sources *sources);

/* Whether the statement makes the name itself. */
bool sources_make(const struct sources *sources, struct slice name);

#endif
