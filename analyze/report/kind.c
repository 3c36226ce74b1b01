#include "analyze/report/kind.h"
#include "analyze/render/markup.h"

#include <string.h>

/* Each severity has a shape of its own, so that colour only adds to it. */
static const struct {
    const char *word, *shape;
} severities[] = {
    { "high", "\xe2\x96\xb2" },   /* a triangle */
    { "medium", "\xe2\x97\x86" }, /* a diamond */
    { "low", "\xe2\x97\x8f" },    /* a circle */
};

void
kind_write_severity(struct page *page, struct slice text)
{
    for (size_t i = 0; i < sizeof(severities) / sizeof(severities[0]); i++) {
        if (!slice_is(text, severities[i].word))
            continue;
        fprintf(page->out, "<span class=\"sev %s\"><span aria-hidden=\"true\">%s</span> %s</span>", severities[i].word,
                severities[i].shape, severities[i].word);
        return;
    }
    page_text(page, text);
}

/* The number of a snapshot, as a link to its chapter. */
static void
write_snapshot(struct page *page, struct slice text)
{
    fputs("<a href=\"#s", page->out);
    page_text(page, text);
    fputs("\">", page->out);
    page_text(page, text);
    fputs("</a>", page->out);
}

/* A path may be broken behind its slashes, rather than within a name; a network in front of its length may not. */
static void
write_code(struct page *page, struct slice text)
{
    for (const char *slash;
         text.len > 0 && text.len <= PAGE_TEXT && (slash = memchr(text.ptr, '/', text.len)) != NULL;) {
        size_t len = (size_t)(slash - text.ptr) + 1;

        page_text(page, (struct slice){ text.ptr, len });
        text = slice_skip(text, len);
        if (text.len > 0 && len > 1 && !strchr("0123456789", text.ptr[0]))
            fputs("<wbr>", page->out);
    }
    page_text(page, text);
}

/* A kind that a column's name says by itself has that name. */
static const struct kind kinds[] = {
    { .name = "text" },
    { .name = "code", .class = "c", .monospaced = true, .write = write_code },
    { .name = "number", .class = "n" },
    { .name = "line", .class = "t" },
    { .name = "since", .class = "t" },
    { .name = "time", .class = "t" },
    { .name = "captured", .class = "t" },
    { .name = "hidden", .hidden = true },
    { .name = "severity", .write = kind_write_severity },
    { .name = "finding", .write = kind_write_severity },
    { .name = "snapshot", .class = "n", .write = write_snapshot },
};

/* Columns that are numbers, to be read from their ends. */
static const char *const numbers[] = {
    "pid",       "port",        "processes", "threads",  "sockets",          "bytes",
    "count",     "connections", "addresses", "findings", "verified_members", "problems",
    "first_pid", "high",        "medium",    "low",      "listeners",        "public_connections"
};

static const char *
kind_name(const char *column)
{
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (strcmp(column, numbers[i]) == 0)
            return "number";
    return column;
}

const struct kind *
kind_of(const struct section *section, const char *column)
{
    struct slice said = section_kind_of(section, column);
    const char *name = kind_name(column);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (said.ptr ? slice_is(said, kinds[i].name) : strcmp(name, kinds[i].name) == 0)
            return &kinds[i];
    return &kinds[0];
}

void
kind_write(struct page *page, const struct kind *kind, struct slice text)
{
    (kind->write ? kind->write : page_text)(page, text);
}

void
kind_write_heading(struct page *page, const char *column)
{
    for (const char *c = column; *c; c++)
        if (*c == '_')
            putc(' ', page->out);
        else
            markup_write(page->out, (struct slice){ c, 1 });
}
