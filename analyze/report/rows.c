#include "analyze/database/db.h"
#include "analyze/report/kind.h"
#include "analyze/report/shape.h"

#include <string.h>

int
rows_peek(struct rows *rows, struct error *error)
{
    return db_step(rows->db, rows->statement, error);
}

int
rows_next(struct rows *rows, struct error *error)
{
    int step;

    if (rows->shown < rows->page->rows && !page_is_full(rows->page)) {
        step = rows_peek(rows, error);
        rows->shown += step == 1;
        return step;
    }
    while ((step = rows_peek(rows, error)) == 1)
        rows->left_out++;
    return step;
}

void
rows_rewind(struct rows *rows)
{
    (void)sqlite3_reset(rows->statement); /* its result is that of the last step, which was looked at */
}

int
rows_columns(const struct rows *rows)
{
    return sqlite3_column_count(rows->statement);
}

const char *
rows_name(const struct rows *rows, int column)
{
    const char *name = sqlite3_column_name(rows->statement, column);

    if (!name)
        die("sqlite3_column_name");
    return name;
}

struct slice
rows_text(const struct rows *rows, int column)
{
    const char *text = (const char *)sqlite3_column_text(rows->statement, column);

    return (struct slice){ text, (size_t)sqlite3_column_bytes(rows->statement, column) };
}

/* The one writer of tables. */
static void
write_head(struct rows *rows, int first)
{
    FILE *out = rows->page->out;
    size_t id = ++rows->page->ids;

    fprintf(out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"t%zu\"><table><caption "
            "id=\"t%zu\"><span>%s</span></caption>\n<thead><tr>",
            id, id, rows->section->words[SECTION_CAPTION]);
    for (int i = first; i < rows_columns(rows); i++) {
        const struct kind *kind = kind_of(rows->section, rows_name(rows, i));

        if (kind->hidden)
            continue;
        fprintf(out, "<th scope=\"col\"%s>", kind->class && strcmp(kind->class, "n") == 0 ? " class=\"n\"" : "");
        kind_write_heading(rows->page, rows_name(rows, i));
        fputs("</th>", out);
    }
    fputs("</tr></thead>\n<tbody>\n", out);
}

static void
write_cell(struct rows *rows, int column, int64_t indented)
{
    const struct kind *kind = kind_of(rows->section, rows_name(rows, column));
    FILE *out = rows->page->out;

    if (kind->hidden)
        return;
    if (kind->class)
        fprintf(out, "<td class=\"%s\">", kind->class);
    else
        fputs("<td>", out);
    for (int64_t i = 1; i < indented; i++)
        fputs("\xe2\x94\x82 ", out); /* a line down */
    if (indented > 0)
        fputs("\xe2\x94\x94 ", out); /* a line that turns right */
    kind_write(rows->page, kind, rows_text(rows, column));
    fputs("</td>", out);
}

int
rows_write_table(struct rows *rows, int first, struct error *error)
{
    int step;

    while ((step = rows_next(rows, error)) == 1) {
        if (rows->shown == 1)
            write_head(rows, first);
        fputs("<tr>", rows->page->out);
        for (int i = first; i < rows_columns(rows); i++)
            write_cell(rows, i, i == 1 && first == 1 ? sqlite3_column_int64(rows->statement, 0) : 0);
        fputs("</tr>\n", rows->page->out);
    }
    if (rows->shown > 0)
        fputs("</tbody></table></div>\n", rows->page->out);
    return step;
}
