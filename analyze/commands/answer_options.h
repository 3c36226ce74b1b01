/*
 * The options that all commands share which answer as another tool does: for which snapshots, and in which format.
 */
#ifndef ANALYZE_COMMANDS_ANSWER_OPTIONS_H
#define ANALYZE_COMMANDS_ANSWER_OPTIONS_H

#include "analyze/commands/scope_options.h"
#include "analyze/render/render.h"

struct answer_options {
    struct scope scope;
    const struct render_format *format;
};

/* Rows of a command's table of options: of one whose --all is that of another tool, and of the others. */
#define ANSWER_OPTIONS_BUT_ALL SCOPE_OPTIONS_BUT_ALL, ANSWER_FORMAT
#define ANSWER_OPTIONS         SCOPE_OPTIONS_ONE_BY_ONE, ANSWER_FORMAT

#define ANSWER_FORMAT                                                                                             \
    {                                                                                                             \
        0, "format", "FORMAT", "table (the default: as the tool prints), box, line, csv, json, jsonl or markdown" \
    }

/* Takes the option: 1 if it is one of those, 0 if not, -1 with the error filled where its value is none. */
int answer_option(struct answer_options *options, const struct option_help *option, const char *value,
                  struct error *error);

#endif
