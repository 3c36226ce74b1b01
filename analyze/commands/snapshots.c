#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/database/db.h"
#include "analyze/query/query.h"
#include "analyze/render/registry.h"
#include "analyze/render/screen.h"
#include "sql.h"

struct options {
    struct scope scope;
    const struct render_format *format;
};

static const struct option_help option_help[] = {
    SCOPE_OPTIONS_OVER_TIME,
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl or markdown" },
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (!scope_option(&options->scope, option, value))
        options->format = render_format_by_name(value, error);
    return options->format ? 0 : -1;
}

static enum outcome
list(const char *path, const struct scope *scope, struct screen *screen, struct error *error)
{
    struct query query = { .render = &screen->render };
    int any = -1;

    if (db_open(path, DB_READ, &query.db, error))
        return OUTCOME_FAILED;
    if (scope_limit(query.db, scope, error) == 0 && query_run(&query, sql_snapshots, error) == 0)
        any = db_has_snapshots(query.db, error);
    sqlite3_close(query.db);
    if (any == 0)
        notice("%s: the database has no snapshot: load one with analyze load", path);
    return any < 0 ? OUTCOME_FAILED : any == 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .format = &render_table };
    int first = command_options(&command_snapshots, argc, argv, set_option, &options, error);
    enum outcome outcome = OUTCOME_FAILED;
    struct screen screen;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "snapshots: want DB (see analyze snapshots --help)");
        return OUTCOME_FAILED;
    }
    screen_begin(&screen, options.format);
    if (confined_to_read(settings, argv[first], error) == 0)
        outcome = list(argv[first], &options.scope, &screen, error);
    screen_end(&screen);
    return outcome;
}

const struct command command_snapshots = {
    .name = "snapshots",
    .arguments = "DB",
    .summary = "List the snapshots of a case database",
    .options = option_help,
    .run = run,
};
