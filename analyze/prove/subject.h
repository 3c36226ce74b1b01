/*
 * What is to be proved: the grammar of ROW, and what it means in a database.
 */
#ifndef ANALYZE_PROVE_SUBJECT_H
#define ANALYZE_PROVE_SUBJECT_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/* A kind of thing that has rows of its own; its statements take ?1 snapshot and ?2 number. */
struct subject_kind {
    const char *name;
    const char *table;  /* of its row, NULL for a process: that is all of its places */
    const char *id;     /* the column with its number */
    const char *key;    /* by what it is known in every database */
    const char *twin;   /* ?1 snapshot, ?2... what `key` said: its number in another one */
    const char *places; /* role, path, line */
    const char *words;  /* it in words */
};

/* What the user named. */
struct subject {
    const struct subject_kind *kind; /* NULL for a place in a member */
    const char *find;                /* ?1 snapshot, ?2 number, ?3 text: numbers of things of that kind */
    int64_t number;
    char *text;   /* an address; the path of a member */
    char *table;  /* the only table whose rows are meant; NULL for all */
    int64_t line; /* of a member; 0 for all of it */
};

/*
 * The grammar, of words with one space between them:
 *
 *     socket N           the socket of that number (socket_id)
 *     socket:[INODE]     every socket with that inode
 *     ADDRESS:PORT       every internet socket with that end; * for any address; [ ] may stand around the address
 *     pid N              the process
 *     finding N          the finding of that number (finding_id)
 *     member PATH[:LINE] that line, message, ... of the member, or all of it
 *     TABLE PATH:LINE    the same, only the rows of that table
 *
 * 0, or -1 with the error filled.  Freed with subject_free() in any case.
 */
int subject_parse(const char *text, struct subject *subject, struct error *error);
void subject_free(struct subject *subject);

#endif
