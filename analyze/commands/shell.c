/*
 * analyze shell DB: questions one after the other.
 */
#include <string.h>

#include "analyze/commands/command.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"
#include "analyze/shell/shell.h"

static const struct option_help option_help[] = {
    { 0, "format", "FORMAT", "table (the default), csv, json, jsonl or markdown" },
    SCOPE_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct shell_options *options = context;

    if (!scope_option(&options->scope, option, value))
        options->format = render_format_by_name(value, error);
    return options->format ? 0 : -1;
}

static enum outcome
run(int argc, char **argv, struct error *error)
{
    struct shell_options options = { .format = &render_table };
    int first = command_options(&command_shell, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "shell: want DB (see analyze shell --help)");
        return OUTCOME_FAILED;
    }
    options.path = argv[first];
    return shell_run(&options, error) == 0 ? OUTCOME_DONE : OUTCOME_FAILED;
}

const struct command command_shell = {
    .name = "shell",
    .arguments = "DB",
    .summary = "Answer SQL line by line, with history and completion",
    .options = option_help,
    .run = run,
};
