#include "analyze/answers/match.h"
#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/render/registry.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NS_PER_SECOND 1000000000

/* Clocks of sensors and hosts differ by minutes, and a connection may have gone before collect came; after that, ports come round again. */
#define TOLERANCE (INT64_C(300) * NS_PER_SECOND)

/* A year. */
#define TOLERANCE_MAX 31536000

static const struct option_help option_help[] = {
    { 0, "tolerance", "SECONDS", "how far a flow of a sensor may be from the run of a snapshot (default 300)" },
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl or markdown" },
    SCOPE_OPTIONS_OVER_TIME,
    { 0, NULL, NULL, NULL },
};

static int
set_tolerance(struct match_request *request, const char *value, struct error *error)
{
    char *end;
    long long seconds;

    errno = 0;
    seconds = strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno || seconds < 0 || seconds > TOLERANCE_MAX)
        return error_set(error, "--tolerance %s: want seconds, from 0 to %d", value, TOLERANCE_MAX);
    request->tolerance_ns = (int64_t)seconds * NS_PER_SECOND;
    return 0;
}

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct match_request *request = context;

    if (scope_option(&request->scope, option, value))
        return 0;
    if (strcmp(option->name, "tolerance") == 0)
        return set_tolerance(request, value, error);
    request->format = render_format_by_name(value, error);
    return request->format ? 0 : -1;
}

static void
tell(const struct match_result *result)
{
    if (result->flows_apart > 0)
        notice("%" PRId64 " flows name a socket, but not at the time of a snapshot that has it: see --tolerance",
               result->flows_apart);
    notice("%" PRId64 " hits of %" PRId64 " indicators, of %" PRId64 " that were read; %" PRId64
           " that no snapshot can match",
           result->hits, result->hit_indicators, result->indicators, result->refused);
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct match_request request = { .tolerance_ns = TOLERANCE, .limits = &settings->limits, .format = &render_table };
    int first = command_options(&command_match, argc, argv, set_option, &request, error), rc;
    struct match_result result;
    struct screen screen;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first < 2) {
        error_set(error, "match: want DB and LIST... (see analyze match --help)");
        return OUTCOME_FAILED;
    }
    screen_begin(&screen, request.format);
    request.screen = &screen;
    rc = confined_to_match(settings, argv[first], argv + first + 1, (size_t)(argc - first - 1), error) ||
         match_print(argv[first], argv + first + 1, (size_t)(argc - first - 1), &request, &result, error);
    screen_end(&screen);
    if (rc)
        return OUTCOME_FAILED;
    tell(&result);
    return result.hits > 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

const struct command command_match = {
    .name = "match",
    .arguments = "DB LIST...",
    .summary = "Look for indicators, and for the flows that Suricata and Zeek saw",
    .options = option_help,
    .run = run,
};
