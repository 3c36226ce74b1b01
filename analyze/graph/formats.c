#include "analyze/graph/draw.h"

#include <string.h>

static const struct graph_format *const formats[] = { &graph_svg, &graph_dot, &graph_json };

const struct graph_format *
graph_format_by_name(const char *name, struct error *error)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    error_set(error, "no format %s: there are svg, dot and json", name);
    return NULL;
}
