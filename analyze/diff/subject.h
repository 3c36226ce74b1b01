/*
 * Subjects: what two snapshots are compared by.  A subject is a file analyze/diff/subjects/NN_NAME.sql, in the order of the numbers: one
 * SELECT of snapshot ?1, which is compared with snapshot ?2.  Its first columns are these, in this order:
 *
 * key       what makes it the same thing over boots and restarts: NULL in a row that says what was read (see below)
 * item      what it is called
 * identity  what makes it the very same one, boot included; NULL where the key does
 * cookie    must not differ between the very same, where both know it
 * started   likewise
 * source    what it was read from, so that its absence says something where that was read
 * gap       NULL
 * runs      1 for what listens or runs
 *
 * Every other column is a field of its configuration, called as the column: NULL where it is not known, so that it cannot be compared.
 * Fields whose names end in "pid" or "port" are not compared over a reboot, and those that begin with "first_" never: they only tell of
 * what is new or gone.
 *
 * A row without a key says of a source whether it was read whole: `gap` is empty, or why it was not.  Without a source it says so of all
 * sources that have no such row; what no row tells of was read whole.
 */
#ifndef ANALYZE_DIFF_SUBJECT_H
#define ANALYZE_DIFF_SUBJECT_H

#include <stddef.h>

/* The columns before the fields. */
enum subject_column {
    SUBJECT_KEY,
    SUBJECT_ITEM,
    SUBJECT_IDENTITY,
    SUBJECT_COOKIE,
    SUBJECT_STARTED,
    SUBJECT_SOURCE,
    SUBJECT_GAP,
    SUBJECT_RUNS,
    SUBJECT_COLUMNS,
};

struct subject {
    const char *name; /* with its number: see subject_title() */
    const char *sql;
};

extern const struct subject subjects[];
extern const size_t subject_count;

/* The name without its number. */
const char *subject_title(const struct subject *subject);

#endif
