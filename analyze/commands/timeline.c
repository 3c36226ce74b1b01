#include "analyze/answers/timeline.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"

#include <string.h>

static const struct option_help option_help[] = {
    { 0, "from", "TIME", "what happened from then on, as 2026-01-31T12:00:00Z" },
    { 0, "until", "TIME", "what happened until then" },
    { 0, "format", "FORMAT",
      "table (the default), box, line, csv, json, jsonl or markdown; csv and jsonl are as Timesketch imports them; "
      "ecs: "
      "processes and connections in the Elastic Common Schema, one a line" },
    SCOPE_OPTIONS_OVER_TIME,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct timeline_request *request = context;

    if (scope_option(&request->scope, option, value))
        return 0;
    if (strcmp(option->name, "from") == 0)
        request->from = value;
    else if (strcmp(option->name, "until") == 0)
        request->until = value;
    else if (strcmp(value, render_nested.name) == 0)
        request->format = &render_nested;
    else
        request->format = render_format_by_name(value, error);
    return request->format ? 0 : -1;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct timeline_request request = { .format = &render_table };
    int first = command_options(&command_timeline, argc, argv, set_option, &request, error), rc;
    struct screen screen;
    bool incomplete;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "timeline: want DB (see analyze timeline --help)");
        return OUTCOME_FAILED;
    }
    screen_begin(&screen, request.format);
    request.screen = &screen;
    rc = confined_to_read(settings, argv[first], error) || timeline_print(argv[first], &request, &incomplete, error);
    screen_end(&screen);
    if (rc)
        return OUTCOME_FAILED;
    return incomplete ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

const struct command command_timeline = {
    .name = "timeline",
    .arguments = "DB",
    .summary = "Tell what happened when: boots, processes, logins, BPF programs, captures, findings",
    .options = option_help,
    .run = run,
};
