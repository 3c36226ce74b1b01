#include "tests/support/format_touch.h"

#include "analyze/formats/registry.h"

#include <stdlib.h>

static void
touch(size_t *sum, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        *sum += ((const unsigned char *)bytes)[i];
}

static int
touch_row(void *context, const struct table *table, const void *record, size_t line)
{
    for (size_t i = 0; i < table->count; i++) {
        const void *at = (const char *)record + table->columns[i].offset;
        const struct slice *text = at;
        const struct blob *blob = at;

        if (table->columns[i].type == COLUMN_TEXT && text->ptr)
            touch(context, text->ptr, text->len);
        if (table->columns[i].type == COLUMN_BLOB && blob->ptr)
            touch(context, blob->ptr, blob->len);
    }
    return line > 0 ? 0 : -1;
}

static int
touch_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)line;
    touch(context, want, strlen(want));
    touch(context, have.ptr, have.len);
    return have.ptr ? 0 : -1;
}

int
format_touch(const char *format, const struct format_input *input)
{
    const struct format *found = format_by_name(format);
    struct format_input exact = *input;
    size_t sum = 0;
    struct format_sink sink = { &sum, touch_row, touch_problem };
    char *copy = malloc(input->text.len ? input->text.len : 1);
    int result = -1;

    if (found && copy) {
        memcpy(copy, input->text.ptr, input->text.len);
        exact.text.ptr = copy;
        result = found->parse(&exact, &sink);
    }
    free(copy);
    return result;
}
