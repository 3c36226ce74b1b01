/* A row is a finding: its first two columns are the severity and what was seen, the others what is beneath, open where it is high. */
#include "analyze/report/kind.h"
#include "analyze/report/shape.h"

enum { SEVERITY, WHAT, DETAILS };

static const char *const severities[] = { "high", "medium", "low" };

#define SEVERITIES (sizeof(severities) / sizeof(severities[0]))

/* "high 2, medium 0, low 3" */
static int
write_summary(struct rows *rows, struct error *error)
{
    size_t counts[SEVERITIES] = { 0 }, all = 0;
    int step;

    for (; (step = rows_peek(rows, error)) == 1; all++)
        for (size_t i = 0; i < SEVERITIES; i++)
            counts[i] += slice_is(rows_text(rows, SEVERITY), severities[i]);
    if (step == 0 && all > 0) {
        fputs("<p class=\"counts\">", rows->page->out);
        for (size_t i = 0; i < SEVERITIES; i++) {
            kind_write_severity(rows->page, slice_of(severities[i]));
            fprintf(rows->page->out, " <b>%zu</b>%s", counts[i], i + 1 < SEVERITIES ? " " : "</p>\n");
        }
    }
    rows_rewind(rows);
    return step;
}

static void
write_finding(struct rows *rows)
{
    FILE *out = rows->page->out;

    fprintf(out, "<details class=\"finding\"%s><summary>", slice_is(rows_text(rows, SEVERITY), "high") ? " open" : "");
    kind_write_severity(rows->page, rows_text(rows, SEVERITY));
    fputs(" <bdi>", out);
    page_text(rows->page, rows_text(rows, WHAT));
    fputs("</bdi></summary>\n<dl>\n", out);
    for (int i = DETAILS; i < rows_columns(rows); i++) {
        const struct kind *kind = kind_of(rows->section, rows_name(rows, i));

        if (rows_text(rows, i).len == 0)
            continue;
        fputs("<dt>", out);
        kind_write_heading(rows->page, rows_name(rows, i));
        fprintf(out, "</dt><dd%s>", kind->monospaced ? " class=\"c\"" : "");
        kind_write(rows->page, kind, rows_text(rows, i));
        fputs("</dd>\n", out);
    }
    fputs("</dl></details>\n", out);
}

static int
write_findings(struct rows *rows, struct error *error)
{
    int step = write_summary(rows, error);

    if (step == 0 && !page_is_full(rows->page))
        fprintf(rows->page->out, "<p class=\"caption\">%s</p>\n", rows->section->words[SECTION_CAPTION]);
    while (step == 0 && (step = rows_next(rows, error)) == 1) {
        write_finding(rows);
        step = 0;
    }
    return step;
}

const struct shape shape_findings = { .name = "findings", .write = write_findings };
