#include "analyze/answers/diff.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"

#include <string.h>

static const struct option_help option_help[] = {
    { 0, "host", "NAME", "the two newest snapshots of this host" },
    { 0, "at", "TIME", "the two newest snapshots of each host that were begun by then" },
    { 0, "snapshot", "ID", "this snapshot and the one before it; latest, or the name of a host, for its newest" },
    { 0, "each", NULL, "every snapshot and the one before it, one after the other" },
    { 0, "all", NULL, "tell also what is unchanged" },
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl or markdown" },
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct diff_request *request = context;

    if (strcmp(option->name, "all") == 0)
        request->unchanged = true;
    else if (scope_option(&request->scope, option, value))
        return 0;
    else if ((request->format = render_format_by_name(value, error)) == NULL)
        return -1;
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct diff_request request = { .format = &render_table };
    int first = command_options(&command_diff, argc, argv, set_option, &request, error), rc;
    struct screen screen;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first == 3 && scope_is_said(&request.scope))
        error_set(error, "diff: A and B say which two snapshots, and so does --host, --at, --snapshot or --each");
    else if (argc - first != 1 && argc - first != 3)
        error_set(error, "diff: want DB, and no snapshot or two of them (see analyze diff --help)");
    if (error->text)
        return OUTCOME_FAILED;
    request.database = argv[first];
    if (argc - first == 3) {
        request.old = argv[first + 1];
        request.new = argv[first + 2];
    }
    screen_begin(&screen, request.format);
    request.screen = &screen;
    rc = confined_to_read(settings, request.database, error) || diff_answer(&request, error);
    screen_end(&screen);
    if (rc)
        return OUTCOME_FAILED;
    return request.alarming ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

const struct command command_diff = {
    .name = "diff",
    .arguments = "DB [A B]",
    .summary = "Tell what changed between two snapshots",
    .options = option_help,
    .run = run,
};
