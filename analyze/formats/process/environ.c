/*
 * /proc/PID/environ: copied by environ_read (fs/proc/base.c) from the target's memory, as execve(2) left it there:
 * NAME=VALUE, each ended by a NUL.  The process may have written anything over it since.
 */
#include "analyze/base/format.h"

struct variable_row {
    int64_t pid;
    struct slice key;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct variable_row, pid),
    COLUMN(struct variable_row, key),
    COLUMN(struct variable_row, value),
};
static const struct table table = TABLE("process_environment", columns);
static const struct table *const tables[] = { &table, NULL };

static struct variable_row
variable_of(int64_t pid, struct slice text)
{
    struct variable_row row = { .pid = pid, .key = text };
    const char *equals = memchr(text.ptr, '=', text.len);

    if (equals) {
        row.key.len = (size_t)(equals - text.ptr);
        row.value = slice_skip(text, row.key.len + 1);
    }
    return row;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct slice rest = input->text;

    for (size_t ordinal = 1; rest.len > 0; ordinal++) {
        const char *end = memchr(rest.ptr, '\0', rest.len);
        struct slice text = { rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len };
        struct variable_row row = variable_of(input->pid, text);

        rest = slice_skip(rest, text.len + (end != NULL));
        if (text.len > 0 && sink->row(sink->context, &table, &row, ordinal) != 0)
            return -1;
        if (!end && sink->problem(sink->context, ordinal, "NUL behind a variable", text) != 0)
            return -1;
    }
    return 0;
}

const struct format format_environ = { .name = "environ", .parse = parse, .tables = tables };
