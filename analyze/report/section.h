/*
 * Sections: a section of a report is a file analyze/report/sections/NN_NAME.sql, in the order of the numbers: one SELECT behind a comment of
 * lines "WORD: text", each continued by lines that begin with four spaces.
 *
 * title     the heading
 * caption   what the rows are
 * empty     what it means that there is none
 * shape     how the rows are written (analyze/report/shape.h); table where it is missing
 * of        all: it is asked once for all snapshots of the report, whose numbers are the JSON array :snapshots; else of each by itself
 * columns   "NAME KIND, NAME KIND": how the cells of a column are written (analyze/report/kind.h), where the name alone does not say it
 *
 * The heading of a column is its name with spaces for underscores.  The SQL is shown to be copied, so it must run in `analyze query` as it is.
 */
#ifndef ANALYZE_REPORT_SECTION_H
#define ANALYZE_REPORT_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

enum section_word {
    SECTION_TITLE,
    SECTION_CAPTION,
    SECTION_EMPTY,   /* may be missing */
    SECTION_SHAPE,   /* may be missing */
    SECTION_OF,      /* may be missing */
    SECTION_COLUMNS, /* may be missing */
    SECTION_WORDS,
};

struct section {
    const char *name; /* without its number, borrowed */
    char *words[SECTION_WORDS];
    const char *sql; /* behind the comment, borrowed */
};

struct section_source {
    const char *name; /* with its number */
    const char *sql;
};

extern const struct section_source section_sources[];
extern const size_t section_source_count;

/* Reads the comment.  Freed with section_free(), also after an error, which names what is wrong with it. */
int section_read(const struct section_source *source, struct section *section, struct error *error);
void section_free(struct section *section);

/* The name without its number. */
const char *section_name(const struct section_source *source);

/* Whether it is asked once for all snapshots. */
bool section_is_of_all(const struct section *section);

/* The word behind the column's name in "columns"; ptr NULL for none. */
struct slice section_kind_of(const struct section *section, const char *column);

#endif
