/*
 * analyze shell DB: questions one after the other.
 */
#include <string.h>

#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"
#include "analyze/shell/shell.h"

static const struct option_help option_help[] = {
    { 0, "output-dir", "DIR", "where .output and .once may make files, or below; by default here" },
    { 0, "format", "FORMAT", "table (the default), csv, json, jsonl or markdown" },
    SCOPE_OPTIONS,
    { 0, NULL, NULL, NULL },
};

struct wanted {
    struct shell_options shell;
    const struct settings *settings;
    const char *directory;
};

/* A line may name any file to read; new ones are made in one directory. */
static int
confine_shell(void *context, bool terminal, struct error *error)
{
    const struct wanted *wanted = context;
    const struct confine_request request = { .files = CONFINE_NEW,
                                             .database = wanted->shell.path,
                                             .directory = wanted->directory,
                                             .reads_all = true,
                                             .terminal = terminal };
    struct confinement confinement = { 0 };
    int rc = confined_recover(wanted->settings, wanted->shell.path, error);

    if (rc == 0)
        rc = confined_to(wanted->settings, &request, &confinement, error);
    confinement_free(&confinement);
    return rc;
}

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct wanted *wanted = context;
    struct shell_options *options = &wanted->shell;

    if (scope_option(&options->scope, option, value))
        return 0;
    if (strcmp(option->name, "output-dir") == 0)
        wanted->directory = value;
    else
        options->format = render_format_by_name(value, error);
    return options->format ? 0 : -1;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct wanted wanted = { .shell = { .format = &render_table, .confine = confine_shell },
                             .settings = settings,
                             .directory = "." };
    int first = command_options(&command_shell, argc, argv, set_option, &wanted, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "shell: want DB (see analyze shell --help)");
        return OUTCOME_FAILED;
    }
    wanted.shell.path = argv[first];
    wanted.shell.context = &wanted;
    return shell_run(&wanted.shell, error) == 0 ? OUTCOME_DONE : OUTCOME_FAILED;
}

const struct command command_shell = {
    .name = "shell",
    .arguments = "DB",
    .summary = "Answer SQL line by line, with history and completion",
    .options = option_help,
    .run = run,
};
