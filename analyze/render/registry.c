#include "analyze/render/registry.h"

#include <string.h>

static const struct render_format *const formats[] = { &render_table, &render_box,   &render_line,    &render_csv,
                                                       &render_json,  &render_jsonl, &render_markdown };

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

const struct render_format *
render_format_by_name(const char *name, struct error *error)
{
    char names[128], *end = names; /* the names of the table above */

    for (size_t i = 0; i < FORMATS; i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
        end = stpcpy(stpcpy(end, i > 0 ? ", " : ""), formats[i]->name);
    }
    error_set(error, "unknown format %s: there are %s", name, names);
    return NULL;
}

const struct render_format *
render_format_at(size_t index)
{
    return index < FORMATS ? formats[index] : NULL;
}
