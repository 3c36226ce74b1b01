/*
 * How a cell is written.  A kind is a row of the table in kind.c.
 */
#ifndef ANALYZE_REPORT_KIND_H
#define ANALYZE_REPORT_KIND_H

#include "analyze/report/page.h"
#include "analyze/report/section.h"

struct kind {
    const char *name;
    const char *class;                                   /* of the cell in a table; NULL for none */
    bool monospaced;                                     /* paths, addresses, digests */
    bool hidden;                                         /* no cell: another part of the section uses the value */
    void (*write)(struct page *page, struct slice text); /* NULL: as a text */
};

/* The kind of a column: as the section says, as its name says, or that of any text. */
const struct kind *kind_of(const struct section *section, const char *column);

/* The value, as its kind says. */
void kind_write(struct page *page, const struct kind *kind, struct slice text);

/* Severity: a word, a shape and a colour. */
void kind_write_severity(struct page *page, struct slice text);

/* The name of a column as a heading. */
void kind_write_heading(struct page *page, const char *column);

#endif
