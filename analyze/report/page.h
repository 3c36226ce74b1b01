/*
 * The page that a report is: HTML in memory, complete without network and script, and no longer than it may be.
 */
#ifndef ANALYZE_REPORT_PAGE_H
#define ANALYZE_REPORT_PAGE_H

#include <sqlite3.h>
#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/* Beyond 3 MB, browsers were found to hang for seconds; beyond 10 MB, readers gave up.  Bytes. */
#define PAGE_USUAL ((size_t)3 * 1000 * 1000)
#define PAGE_MOST  ((size_t)10 * 1000 * 1000)

/* Rows of a table that a person may still look through. */
#define PAGE_ROWS 500

/* Longest text of a cell, characters: what is longer is data, and is in the database. */
#define PAGE_TEXT 500

struct page {
    FILE *out; /* memory */
    char *text;
    size_t size;
    size_t most;  /* bytes that it may have in all */
    size_t until; /* where what is written now should end */
    size_t rows;  /* of a table */
    size_t ids;   /* given out so far, for what refers to each other */
};

/* Begins the page, with its title, style and policy.  Ended with page_free(), also after an error. */
void page_begin(struct page *page, const char *title, size_t most, size_t rows);

/* Ends it, with its script: afterwards page->text has page->size bytes.  -1 with the error filled where it is too long. */
int page_end(struct page *page, struct error *error);
void page_free(struct page *page);

/* Bytes so far, and whether the present part has used up what it may have. */
size_t page_length(struct page *page);
bool page_is_full(struct page *page);

/* From now on, a part of `parts` that are left may be written, of what there is until `end`. */
void page_share(struct page *page, size_t end, size_t parts);

/* A text of the host, cut to PAGE_TEXT. */
void page_text(struct page *page, struct slice text);

/* "sha256-..." of a text, in base64 as a Content-Security-Policy wants it.  Freed by the caller. */
char *page_digest(const char *text);

#endif
