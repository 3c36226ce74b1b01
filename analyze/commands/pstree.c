#include "analyze/answers/pstree.h"
#include "analyze/base/scan.h"
#include "analyze/commands/answer_options.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/render/registry.h"

#include <string.h>

struct options {
    struct answer_options answer;
    struct pstree_request request;
};

static const struct option_help option_help[] = {
    { 0, "around", "PID", "only this process, its ancestors, its siblings and its children" },
    { 'a', "arguments", NULL, "arguments instead of names" },
    { 0, "no-sockets", NULL, "leave the sockets out" },
    { 'p', "show-pids", NULL, "numbers of processes; they are shown in any case" },
    ANSWER_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;
    struct scan scan = scan_of(slice_of(value));
    int taken = answer_option(&options->answer, option, value, error);

    if (taken)
        return taken > 0 ? 0 : -1;
    if (strcmp(option->name, "arguments") == 0)
        options->request.arguments = true;
    if (strcmp(option->name, "no-sockets") == 0)
        options->request.without_sockets = true;
    if (strcmp(option->name, "around") != 0)
        return 0;
    scan_dec(&scan, "pid", &options->request.around.value);
    if (!scan_ok(&scan) || scan.rest.len > 0)
        return error_set(error, "pstree: --around wants the number of a process, not %s", value);
    options->request.around.known = true;
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .answer.format = &render_table };
    int first = command_options(&command_pstree, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "pstree: want DB (see analyze pstree --help)");
        return OUTCOME_FAILED;
    }
    if (confined_answer(settings, options.answer.format,
                        &(struct answer_request){ .database = argv[first],
                                                  .scope = &options.answer.scope,
                                                  .answer = pstree_answer,
                                                  .context = &options.request },
                        error))
        return OUTCOME_FAILED;
    if (options.request.around.known && options.request.processes == 0) {
        error_set(error, "pstree: there is no process %lld", (long long)options.request.around.value);
        return OUTCOME_FAILED;
    }
    return OUTCOME_DONE;
}

const struct command command_pstree = {
    .name = "pstree",
    .arguments = "DB",
    .summary = "Show the processes of a snapshot as a tree, each with its sockets and who is at their other ends",
    .options = option_help,
    .run = run,
};
