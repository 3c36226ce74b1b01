/*
 * Checks: what analyze looks for in a snapshot.  A check is a file analyze/findings/checks/KEY.sql: a comment that says what it is, then
 * one SELECT for snapshot ?1, a row a thing that it found.
 *
 * The comment has a line "-- WORD: text" for each word of struct check, continued by lines "--   text".  The SELECT has columns of
 * these names, in any order:
 *
 * what                              what was seen, in a sentence
 * fact, fact_member_id, fact_line   the first fact, and where it was read
 * other, other_member_id, other_line  the fact that does not fit; the member is NULL where it is that something is missing
 * pid                               the process, if there is one; it brings its program and its container
 * subject                           what it is about where that is no program
 * program, container_id             where they are not those of the process
 * severity                          where it is not that of the check
 *
 * Only what, fact, fact_member_id and other must be there.  What it finds counts once for each program (or subject) in each container.  A
 * row whose facts are from members that were not read whole is not a finding: that it was withheld is kept in finding_runs.
 *
 * To prepare a SELECT over deep views takes longer than all else of a small host.  "only if" keeps that from those that have nothing of the
 * kind: a few words over tables, which say less than the SELECT.  The check counts as made.
 */
#ifndef ANALYZE_FINDINGS_CHECK_H
#define ANALYZE_FINDINGS_CHECK_H

#include <stddef.h>

#include "analyze/base/error.h"

/* The words of the comment, in the order of the columns of finding_checks after the key. */
enum check_word {
    CHECK_TITLE,
    CHECK_SEVERITY,
    CHECK_ATTACK, /* may be missing */
    CHECK_FACTS,
    CHECK_RULED_OUT,
    CHECK_NOT_EXCLUDABLE,
    CHECK_ON_HOST,
    CHECK_NEEDS, /* patterns of members that must be there, and whole, or the check is not made; may be missing */
    CHECK_READS, /* the same of members of which one must be there: those that are not whole are told; may be missing */
    CHECK_STORED, /* as many are columns */
    CHECK_ONLY_IF =
        CHECK_STORED, /* what follows SELECT 1 FROM: rows without which the SELECT has none; may be missing */
    CHECK_WORDS,
};

struct check {
    char *words[CHECK_WORDS]; /* NULL where the comment has none */
    const char *sql;          /* the whole file, borrowed */
};

/* Reads the comment.  Freed with check_free, also after an error, which names what is wrong with it. */
int check_read(const char *sql, struct check *check, struct error *error);
void check_free(struct check *check);

/* Every check, by its key. */
struct check_source {
    const char *key;
    const char *sql;
};

extern const struct check_source check_sources[];
extern const size_t check_source_count;

#endif
