#include "analyze/answers/lsof/lsof.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/lsof_options.h"
#include "analyze/render/registry.h"

static enum outcome
answer(struct lsof_options *options, const struct settings *settings, struct error *error)
{
    const struct lsof_request *request = &options->request;
    bool text = request->terse || request->field_output || request->json || request->json_lines;
    const struct render_format *format = text                     ? &lsof_text_format
                                         : options->answer.format ? options->answer.format
                                                                  : &render_table;
    struct answer_request wanted = {
        .database = options->database,
        .scope = &options->answer.scope,
        .answer = lsof_answer,
        .context = &options->request,
    };
    bool all_found;

    if (confined_answer(settings, format, &wanted, error))
        return OUTCOME_FAILED;
    all_found = lsof_all_found(request); /* says what is not, also where nothing is listed */
    return request->quiet || (request->listed && all_found) ? OUTCOME_DONE : OUTCOME_ATTENTION;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct lsof_options options = { 0 };
    int rc = lsof_options_read(&options, argc, argv, error);
    enum outcome outcome = rc == -2 ? OUTCOME_DONE : OUTCOME_FAILED;

    if (rc == 0)
        outcome = answer(&options, settings, error);
    lsof_request_free(&options.request);
    return outcome;
}

/* lsof_options.c has the options and their help. */
const struct command command_lsof = {
    .name = "lsof",
    .arguments = "DB [OPTION...] [FILE...]",
    .summary = "List the open files of processes as lsof does",
    .run = run,
};
