#include "analyze/base/output.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/graph/draw.h"
#include "analyze/query/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    struct scope scope;
    struct graph_request graph;
    const struct graph_format *format;
};

static const struct option_help option_help[] = {
    { 0, "local", NULL, "connections within the host, too" },
    { 0, "format", "FORMAT", "svg (the default), dot or json" },
    SCOPE_OPTIONS_OF_ONE,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (scope_option(&options->scope, option, value))
        return 0;
    if (strcmp(option->name, "local") == 0)
        options->graph.local = true;
    else
        options->format = graph_format_by_name(value, error);
    return options->format ? 0 : -1;
}

static int
draw(const struct options *options, sqlite3 *db, const struct snapshot *snapshot, struct error *error)
{
    struct graph_title title = { snapshot->host, snapshot->started_at };
    struct graph graph = { 0 };
    int rc = narrow(db, snapshot->id, error);

    if (rc == 0)
        rc = graph_read(db, &options->graph, &graph, error);
    if (rc == 0)
        options->format->write(stdout, &graph, &title);
    if (rc == 0 && (fflush(stdout) || ferror(stdout)))
        rc = output_error(error);
    graph_free(&graph);
    return rc;
}

/* A picture is of one snapshot. */
static int
draw_chosen(const struct options *options, const struct session *session, struct error *error)
{
    struct snapshots chosen = { 0 };
    int rc = scope_resolve(session->db, &options->scope, &session->all, &chosen, error);

    if (rc == 0 && chosen.count != 1) {
        snapshots_refuse(&session->all, "a picture is of one snapshot: say which with --host or --snapshot", error);
        rc = -1;
    }
    if (rc == 0)
        rc = draw(options, session->db, &chosen.list[0], error);
    free(chosen.list);
    return rc;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .format = &graph_svg };
    int first = command_options(&command_graph, argc, argv, set_option, &options, error);
    struct session session;
    int rc;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "graph: want DB (see analyze graph --help)");
        return OUTCOME_FAILED;
    }
    if (confined_to_read(settings, argv[first], error))
        return OUTCOME_FAILED;
    rc = session_open(&session, argv[first], error);
    if (rc == 0)
        rc = draw_chosen(&options, &session, error);
    session_close(&session);
    return rc ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_graph = {
    .name = "graph",
    .arguments = "DB",
    .summary = "Draw who comes in, this host's processes, and whom they call",
    .options = option_help,
    .run = run,
};
