#include "analyze/commands/answer_options.h"
#include "analyze/render/registry.h"

#include <string.h>

int
answer_option(struct answer_options *options, const struct option_help *option, const char *value, struct error *error)
{
    if (scope_option(&options->scope, option, value))
        return 1;
    if (!option->name || strcmp(option->name, "format") != 0)
        return 0;
    options->format = render_format_by_name(value, error);
    return options->format ? 1 : -1;
}
