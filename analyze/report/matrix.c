/* Rows of (from, to, how many) as a matrix: from on the left, to above.  More hosts than can be read side by side are a table. */
#include "analyze/report/kind.h"
#include "analyze/report/shape.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HOSTS_MAX 30

enum { FROM, TO, COUNT };

struct matrix {
    char *hosts[HOSTS_MAX];
    size_t count;
    bool overflow;
    int64_t cells[HOSTS_MAX][HOSTS_MAX];
};

static size_t
host_of(struct matrix *matrix, struct slice name)
{
    for (size_t i = 0; i < matrix->count; i++)
        if (slice_is(name, matrix->hosts[i]))
            return i;
    if (matrix->count == HOSTS_MAX) {
        matrix->overflow = true;
        return 0;
    }
    matrix->hosts[matrix->count] = xstrndup(name.ptr ? name.ptr : "", name.len);
    return matrix->count++;
}

static void
write_name(struct page *page, const char *scope, const char *name)
{
    fprintf(page->out, "<th scope=\"%s\">", scope);
    page_text(page, slice_of(name));
    fputs("</th>", page->out);
}

static void
write_cells(struct rows *rows, const struct matrix *matrix)
{
    struct page *page = rows->page;
    size_t id = ++page->ids;

    fprintf(page->out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"t%zu\"><table "
            "class=\"matrix\"><caption id=\"t%zu\"><span>%s</span></caption>\n"
            "<thead><tr><td></td>",
            id, id, rows->section->words[SECTION_CAPTION]);
    for (size_t i = 0; i < matrix->count; i++)
        write_name(page, "col", matrix->hosts[i]);
    fputs("</tr></thead>\n<tbody>\n", page->out);
    for (size_t i = 0; i < matrix->count; i++) {
        fputs("<tr>", page->out);
        write_name(page, "row", matrix->hosts[i]);
        for (size_t j = 0; j < matrix->count; j++)
            if (matrix->cells[i][j] > 0)
                fprintf(page->out, "<td class=\"n\">%" PRId64 "</td>", matrix->cells[i][j]);
            else
                fputs("<td class=\"n\">\xc2\xb7</td>", page->out);
        fputs("</tr>\n", page->out);
    }
    fputs("</tbody></table></div>\n", page->out);
}

static int
write_matrix(struct rows *rows, struct error *error)
{
    struct matrix *matrix = xmalloc(sizeof(*matrix));
    int step;

    memset(matrix, 0, sizeof(*matrix));
    while ((step = rows_peek(rows, error)) == 1) {
        size_t from = host_of(matrix, rows_text(rows, FROM)), to = host_of(matrix, rows_text(rows, TO));

        matrix->cells[from][to] += sqlite3_column_int64(rows->statement, COUNT);
    }
    rows_rewind(rows);
    if (step == 0 && matrix->overflow)
        step = rows_write_table(rows, 0, error);
    else if (step == 0 && (rows->shown = matrix->count) > 0)
        write_cells(rows, matrix);
    for (size_t i = 0; i < matrix->count; i++)
        free(matrix->hosts[i]);
    free(matrix);
    return step;
}

const struct shape shape_matrix = { .name = "matrix", .write = write_matrix };
