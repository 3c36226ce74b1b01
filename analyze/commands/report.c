#include "analyze/report/report.h"
#include "analyze/base/buffer.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Rows of a table: more are data, for which there is analyze query. */
#define ROWS_MAX 100000

struct options {
    struct report_request report;
    const char *output; /* path; NULL for standard output */
    const char **sections;
};

static const struct option_help option_help[] = {
    { 'o', "output", "FILE", "write it there, with mode 0600; without it to standard output" },
    { 0, "title", "TEXT", "the title of the page" },
    { 0, "section", "NAME", "only this section; may be given several times" },
    { 0, "limit", "ROWS", "rows of a table, 500 without it; the page may then have 10 MB instead of 3" },
    SCOPE_OPTIONS_ONE_BY_ONE,
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
        options->output = value;
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
write_confined(struct report_request *report, const struct settings *settings, struct error *error)
{
    struct progress progress;
    int rc;

    progress_begin(&progress, report->database, false);
    report->progress = &progress;
    rc = confined_to_read(settings, report->database, error);
    if (rc == 0)
        rc = report_write(report, stdout, error);
    report->progress = NULL;
    return rc ? OUTCOME_FAILED : OUTCOME_DONE;
}

/* All that comes out of the pipe, and how the process ended that wrote it.  -1 where that cannot be told. */
static int
receive(int in, pid_t writer, struct buffer *page)
{
    char bytes[65536];
    ssize_t count;
    int status;

    while ((count = read(in, bytes, sizeof(bytes))) > 0 || (count < 0 && errno == EINTR))
        if (count > 0)
            buffer_add(page, bytes, (size_t)count);
    while (waitpid(writer, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return count == 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A process that may write nothing makes the page, and this one, which reads nothing of the database, writes the file. */
static enum outcome
write_file(struct options *options, const struct settings *settings, struct error *error)
{
    struct buffer page = { 0 };
    int ends[2], status;
    pid_t writer;

    if (pipe2(ends, O_CLOEXEC) || (writer = fork()) < 0) {
        error_set(error, "a process that makes the page: %s", strerror(errno));
        return OUTCOME_FAILED;
    }
    if (writer == 0) {
        if (dup2(ends[1], STDOUT_FILENO) < 0)
            die("dup2");
        close(ends[0]);
        close(ends[1]);
        return write_confined(&options->report, settings, error); /* and main tells the error, and ends the process */
    }
    close(ends[1]);
    status = receive(ends[0], writer, &page);
    close(ends[0]);
    if (status < 0)
        error_set(error, "the process that makes the page ended early");
    else if (status == OUTCOME_DONE &&
             output_write_file(options->output, options->report.database, buffer_slice(&page), error))
        status = OUTCOME_FAILED;
    buffer_free(&page);
    return status == OUTCOME_DONE ? OUTCOME_DONE : OUTCOME_FAILED;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
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
        outcome =
            options.output ? write_file(&options, settings, error) : write_confined(&options.report, settings, error);
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
