/*
 * /proc/PID/limits: written by proc_pid_limits (fs/proc/base.c).
 */
#include "analyze/formats/lib/line_reader.h"

struct limits_row {
    int64_t pid;
    struct slice resource;
    struct maybe soft;
    struct maybe hard;
    struct slice units;
};

static const struct column columns[] = {
    COLUMN(struct limits_row, pid),  COLUMN(struct limits_row, resource), COLUMN(struct limits_row, soft),
    COLUMN(struct limits_row, hard), COLUMN(struct limits_row, units),
};
static const struct table table = TABLE("process_limits", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Limit Soft Limit Hard Limit Units", NULL };

/* Whether the next word is a limit. */
static bool
at_limit(struct scan s)
{
    struct slice word = { NULL, 0 };

    scan_word(&s, "limit", &word);
    return slice_is(word, "unlimited") || (word.len > 0 && word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

/* Reads a name of several words, which ends before the soft limit. */
static void
scan_resource(struct scan *s, struct slice *resource)
{
    struct slice word = { NULL, 0 };

    scan_word(s, "resource", resource);
    while (scan_ok(s) && !at_limit(*s)) {
        scan_word(s, "soft limit", &word);
        if (scan_ok(s))
            resource->len = (size_t)(word.ptr + word.len - resource->ptr);
    }
}

static void
scan_limit(struct scan *s, const char *want, struct maybe *out)
{
    scan_space(s);
    if (slice_begins(s->rest, "unlimited"))
        scan_text(s, "unlimited");
    else
        scan_maybe_unsigned(s, want, out);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct limits_row row = { .pid = input->pid };

    scan_resource(s, &row.resource);
    scan_limit(s, "soft limit", &row.soft);
    if (scan_ok(s) && scan_at_end(s))
        scan_fail(s, "hard limit", s->rest);
    scan_limit(s, "hard limit", &row.hard);
    if (scan_count(s) > s->more)
        scan_word(s, "units", &row.units);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, headers, parse_line);
}

const struct format format_limits = { .name = "limits", .parse = parse, .tables = tables, .never_empty = true };
