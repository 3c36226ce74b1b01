/*
 * One object a line, in which the name of a column is the path of its value: "process.parent.pid" is in the object parent of the object
 * process, and "event.type[]" in a list of one.  What is NULL is left out, since readers of such events take a field that is there for one
 * that is known.  Columns with a common beginning stand beside each other.
 */
#include "analyze/render/registry.h"

/* How many bytes of two names are the same objects, the last point included. */
static size_t
common(const char *a, const char *b)
{
    size_t shared = 0;

    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == '.')
            shared = i + 1;
    return shared;
}

static size_t
points(const char *name)
{
    size_t count = 0;

    for (; *name; name++)
        count += *name == '.';
    return count;
}

/* Writes the name's objects from `from` on, and its last part with a colon behind it; whether it is a list. */
static bool
open_objects(FILE *out, const char *name, size_t from)
{
    const char *part = name + from, *point;
    size_t len;

    while ((point = strchr(part, '.'))) {
        json_write(out, (struct slice){ part, (size_t)(point - part) });
        fputs(":{", out);
        part = point + 1;
    }
    len = strlen(part);
    if (len > 2 && strcmp(part + len - 2, "[]") == 0) {
        json_write(out, (struct slice){ part, len - 2 });
        fputs(":[", out);
        return true;
    }
    json_write(out, slice_of(part));
    putc(':', out);
    return false;
}

static void
close_objects(FILE *out, size_t count)
{
    while (count-- > 0)
        putc('}', out);
}

static void
nested_row(struct render *render, const struct cell *cells)
{
    const char *before = NULL;
    FILE *out = render->out;

    putc('{', out);
    for (size_t i = 0; i < render->count; i++) {
        const char *name = render->names[i];
        size_t shared = before ? common(before, name) : 0;

        if (cells[i].type == CELL_NULL)
            continue;
        if (before) {
            close_objects(out, points(before + shared));
            putc(',', out);
        }
        if (open_objects(out, name, shared)) {
            json_write_cell(out, &cells[i]);
            putc(']', out);
        } else {
            json_write_cell(out, &cells[i]);
        }
        before = name;
    }
    close_objects(out, before ? points(before) : 0);
    fputs("}\n", out);
}

static void
nested_nothing(struct render *render)
{
    (void)render; /* each line stands alone */
}

const struct render_format render_nested = {
    .name = "ecs",
    .begin = nested_nothing,
    .row = nested_row,
    .end = nested_nothing,
};
