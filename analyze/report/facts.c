/* One row: each column that has a value is a line. */
#include "analyze/report/kind.h"
#include "analyze/report/shape.h"

static int
write_facts(struct rows *rows, struct error *error)
{
    FILE *out = rows->page->out;
    int step;

    while ((step = rows_next(rows, error)) == 1) {
        fputs("<dl class=\"facts\">\n", out);
        for (int i = 0; i < rows_columns(rows); i++) {
            const struct kind *kind = kind_of(rows->section, rows_name(rows, i));

            if (!rows_text(rows, i).ptr || kind->hidden)
                continue;
            fputs("<dt>", out);
            kind_write_heading(rows->page, rows_name(rows, i));
            fprintf(out, "</dt><dd%s>", kind->monospaced ? " class=\"c\"" : "");
            kind_write(rows->page, kind, rows_text(rows, i));
            fputs("</dd>\n", out);
        }
        fputs("</dl>\n", out);
    }
    return step;
}

const struct shape shape_facts = { .name = "facts", .write = write_facts };
