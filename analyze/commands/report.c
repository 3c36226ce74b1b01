#include "analyze/report/report.h"
#include "analyze/commands/command.h"
#include "analyze/commands/scope_options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a table: more are data, for which there is analyze query. */
#define ROWS_MAX 100000

struct options {
    struct report_request report;
    const char **sections;
};

static const struct option_help option_help[] = {
    { 'o', "output", "FILE", "write it there, with mode 0600; without it to standard output" },
    { 0, "title", "TEXT", "the title of the page" },
    { 0, "section", "NAME", "only this section; may be given several times" },
    { 0, "limit", "ROWS", "rows of a table, 500 without it; the page may then have 10 MB instead of 3" },
    SCOPE_OPTIONS_BUT_ALL,
    { 0, NULL, NULL, NULL },
};

static int
read_rows(const char *text, size_t *rows, struct error *error)
{
    char *end;
    unsigned long number;

    errno = 0;
    number = strtoul(text, &end, 10);
    if (errno || *end || *text < '0' || *text > '9' || number < 1 || number > ROWS_MAX)
        return error_set(error, "--limit %s: want a number from 1 to %d", text, ROWS_MAX);
    *rows = number;
    return 0;
}

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;
    struct report_request *report = &options->report;

    if (scope_option(&report->scope, option, value))
        return 0;
    if (strcmp(option->name, "output") == 0) {
        report->output = value;
    } else if (strcmp(option->name, "title") == 0) {
        report->title = value;
    } else if (strcmp(option->name, "limit") == 0) {
        return read_rows(value, &report->rows, error);
    } else {
        options->sections = xrealloc(options->sections, (report->section_count + 1) * sizeof(*options->sections));
        options->sections[report->section_count++] = value;
        return report_check_section(value, error);
    }
    return 0;
}

/* What was typed, which the report shows. */
static char *
command_of(int argc, char **argv)
{
    char *text = xasprintf("analyze");

    for (int i = 0; i < argc; i++) {
        const char *quote = *argv[i] && !strpbrk(argv[i], " \t\n'\"\\$`*?;&|<>()[]{}#~!") ? "" : "'";
        char *longer = xasprintf("%s %s%s%s", text, quote, argv[i], quote);

        free(text);
        text = longer;
    }
    return text;
}

static enum outcome
run(int argc, char **argv, struct error *error)
{
    char *command = command_of(argc, argv); /* before the options are put in another order */
    struct options options = { .report = { .command = command } };
    int first = command_options(&command_report, argc, argv, set_option, &options, error);
    enum outcome outcome = first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;

    options.report.sections = options.sections;
    if (first >= 0 && argc - first != 1) {
        error_set(error, "report: want DB (see analyze report --help)");
    } else if (first >= 0) {
        options.report.database = argv[first];
        outcome = report_write(&options.report, error) ? OUTCOME_FAILED : OUTCOME_DONE;
    }
    free(options.sections);
    free(command);
    return outcome;
}

const struct command command_report = {
    .name = "report",
    .arguments = "DB",
    .summary = "Write a page to look at: findings, who can reach the host, whom it talks to",
    .options = option_help,
    .run = run,
};
