#include "analyze/answers/history.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"

#include <string.h>

static const struct option_help option_help[] = {
    { 0, "kind", "KIND", "what WHAT is: address, network, port, path, digest, user or container" },
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl or markdown" },
    SCOPE_OPTIONS_OVER_TIME,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct history_request *request = context;

    if (scope_option(&request->scope, option, value))
        return 0;
    if (strcmp(option->name, "kind") == 0)
        request->kind = value;
    else if ((request->format = render_format_by_name(value, error)) == NULL)
        return -1;
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct history_request request = { .format = &render_table };
    int first = command_options(&command_history, argc, argv, set_option, &request, error), rc;
    struct screen screen;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 2) {
        error_set(error, "history: want DB and WHAT (see analyze history --help)");
        return OUTCOME_FAILED;
    }
    request.database = argv[first];
    request.what = argv[first + 1];
    screen_begin(&screen, request.format);
    request.screen = &screen;
    rc = confined_to_read(settings, request.database, error) || history_answer(&request, error);
    screen_end(&screen);
    if (rc)
        return OUTCOME_FAILED;
    return request.found ? OUTCOME_DONE : OUTCOME_ATTENTION;
}

const struct command command_history = {
    .name = "history",
    .arguments = "DB WHAT",
    .summary = "Tell since when and on which hosts something was seen",
    .options = option_help,
    .run = run,
};
