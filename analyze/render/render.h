/*
 * Results of queries as text.  A format is a file of its own, and a word in the list of registry.c.  Formats see only
 * cells: nothing here knows SQL.
 *
 * Whatever the cells hold, no format writes a byte below 0x20 but the newline that ends a row (see analyze/base/escape.h), and
 * each is safe for the program that opens it: no formula reaches a spreadsheet, no tag a browser.
 */
#ifndef ANALYZE_RENDER_RENDER_H
#define ANALYZE_RENDER_RENDER_H

#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

enum cell_type { CELL_NULL, CELL_NUMBER, CELL_TEXT, CELL_BLOB };

/* A value of a row.  A number is its decimal text, as SQLite prints it. */
struct cell {
    enum cell_type type;
    struct slice bytes; /* borrowed */
};

static inline struct cell
cell_of_text(const char *text)
{
    return (struct cell){ text ? CELL_TEXT : CELL_NULL, slice_of(text) };
}

/* How a column stands in the table format, where it shall look as another program's. */
struct look {
    size_t width; /* at least */
    bool right;   /* numbers, and what else stands to the right */
    bool joined;  /* stands right behind the column before it: the port behind an address */
    bool below;   /* stands on a line of its own below the row, unless it is empty */
};

/* A column that is at least that wide, in a table of columns. */
#define LOOK_LEFT(columns) \
    {                      \
        .width = (columns) \
    }
#define LOOK_RIGHT(columns)               \
    {                                     \
        .width = (columns), .right = true \
    }

/* How cells are shown, where a format leaves a choice; all zero for what is no terminal. */
struct render_style {
    const char *null; /* what stands for NULL; NULL for the format's own way */
    bool dim;         /* in faint letters, so that it is no text of the host */
    size_t width;     /* columns of the terminal, which lines shall fit; 0: nothing is ever cut */
    bool raw;         /* csv: text as it is, formulas too */
};

/* The style for standard output: as wide as the terminal, NULL told from empty text; all zero where it is none. */
struct render_style render_style_of_output(void);

/* One output: any number of results in one format on one stream. */
struct render {
    const struct render_format *format;
    FILE *out;                 /* borrowed */
    struct render_style style; /* set after render_init() */
    size_t results;            /* begun so far, headings included */
    char **names;              /* of the present result's columns, made unique; NULL between results */
    size_t count;              /* of its columns */
    size_t rows;               /* of the present result so far */
    const struct look *looks;  /* of the next result's columns, borrowed; NULL: as the cells are, below a line */
    bool headless;             /* the table format shows no names of columns */
    void *waiting;             /* of table and box: rows that wait for the widths of the columns */
};

struct render_format {
    const char *name;
    bool headings; /* for people: a heading and an empty line may stand between results */
    void (*heading)(struct render *render, struct slice text); /* NULL without headings */
    void (*begin)(struct render *render);
    void (*row)(struct render *render, const struct cell *cells);
    void (*end)(struct render *render);
    void (*discard)(struct render *render); /* frees `waiting`; NULL where there is none */
};

/* Then a result is begin, rows, end.  Each returns -1 with the error filled when the stream could not be written. */
void render_init(struct render *render, const struct render_format *format, FILE *out);
int render_heading(struct render *render, struct slice text, struct error *error);
int render_begin(struct render *render, const char *const *names, size_t count, struct error *error);
int render_row(struct render *render, const struct cell *cells, struct error *error);
int render_end(struct render *render, struct error *error);

/* Frees what an unfinished result holds. */
void render_free(struct render *render);

/* For formats for people: the columns that a cell fills, and the cell, cut to `width` columns with a mark unless that is 0. */
size_t render_cell_width(const struct render *render, const struct cell *cell);
void render_cell(const struct render *render, const struct cell *cell, size_t width);

/* For formats: bytes as lower-case hexadecimal digits. */
void render_hex(FILE *out, struct slice bytes);

/* Text as a string of JSON, with its quotes. */
void json_write(FILE *out, struct slice text);

/* A cell as a value of JSON. */
void json_write_cell(FILE *out, const struct cell *cell);

/* Text for Markdown: nothing in it is markup. */
void markdown_write(FILE *out, struct slice text);

#endif
