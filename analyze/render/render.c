#include "analyze/render/render.h"

#include <stdlib.h>

#include "analyze/base/output.h"

/* Checks the stream after every row, while errno is still that of the write that failed. */
static int
check(const struct render *render, struct error *error)
{
    return ferror(render->out) ? output_error(error) : 0;
}

void
render_init(struct render *render, const struct render_format *format, FILE *out)
{
    *render = (struct render){ .format = format, .out = out };
}

static void
separate(struct render *render)
{
    if (render->results++ > 0 && render->format->headings)
        putc('\n', render->out);
}

int
render_heading(struct render *render, struct slice text, struct error *error)
{
    if (!render->format->heading)
        return 0;
    separate(render);
    render->results = 0; /* the result stands right below */
    render->format->heading(render, text);
    return check(render, error);
}

static bool
is_taken(char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The name of the column after those in `names`: the same, or name_2, name_3 where an earlier column has it. */
static char *
unique_name(char *const *names, size_t count, const char *name)
{
    size_t size = strlen(name) + sizeof("_18446744073709551615");
    char *unique = xmalloc(size);

    stpcpy(unique, name);
    for (size_t n = 2; is_taken(names, count, unique); n++)
        if (snprintf(unique, size, "%s_%zu", name, n) < 0)
            die("snprintf");
    return unique;
}

int
render_begin(struct render *render, const char *const *names, size_t count, struct error *error)
{
    separate(render);
    render->names = xmalloc(count * sizeof(*render->names));
    render->rows = 0;
    for (render->count = 0; render->count < count; render->count++)
        /* A result that looks as another program's has that program's titles, of which two may be the same. */
        render->names[render->count] =
            unique_name(render->names, render->looks ? 0 : render->count, names[render->count]);
    render->format->begin(render);
    return check(render, error);
}

int
render_row(struct render *render, const struct cell *cells, struct error *error)
{
    render->format->row(render, cells);
    render->rows++;
    return check(render, error);
}

int
render_end(struct render *render, struct error *error)
{
    render->format->end(render);
    if (fflush(render->out))
        return output_error(error);
    render_free(render);
    return check(render, error);
}

void
render_free(struct render *render)
{
    if (render->format && render->format->discard)
        render->format->discard(render);
    for (size_t i = 0; render->names && i < render->count; i++)
        free(render->names[i]);
    free(render->names);
    render->names = NULL;
    render->count = 0;
}

void
render_hex(FILE *out, struct slice bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes.len; i++) {
        putc(digits[(unsigned char)bytes.ptr[i] >> 4], out);
        putc(digits[bytes.ptr[i] & 15], out);
    }
}
