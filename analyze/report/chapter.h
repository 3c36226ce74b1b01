/*
 * What a report has of one snapshot, or of all: its sections, each with the SQL that made it and, where rows are left out, the command that
 * shows them.
 */
#ifndef ANALYZE_REPORT_CHAPTER_H
#define ANALYZE_REPORT_CHAPTER_H

#include <sqlite3.h>

#include "analyze/base/progress.h"
#include "analyze/query/narrow.h"
#include "analyze/report/page.h"
#include "analyze/report/section.h"

struct chapters {
    sqlite3 *db;
    const char *database; /* path, as it is shown */
    const struct snapshots *chosen;
    struct section *sections;
    size_t count;
    bool *explained; /* of each: its SQL is in the page */
    struct progress *progress;
};

/* The sections of all snapshots. */
int chapter_of_all(const struct chapters *chapters, struct page *page, struct error *error);

/* The sections of a snapshot, to which the connection is narrowed. */
int chapter_of(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page,
               struct error *error);

/* Links to the sections that a chapter has. */
void chapter_write_links(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page);

/* A word of a command for the shell of the reader. */
void chapter_write_word(struct page *page, const char *word);

#endif
