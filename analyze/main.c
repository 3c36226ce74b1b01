/*
 * analyze COMMAND ...: the table of commands drives dispatch and usage.  Errors of all commands end here: one line on
 * standard error and exit code 2.
 */
#include "analyze/base/nearest.h"
#include "analyze/base/notice.h"
#include "analyze/base/output.h"
#include "analyze/commands/command.h"
#include "analyze/commands/help.h"
#include "analyze/confine/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* clang-format off */ /* one a line */
static const struct command *const commands[] = {
    &command_load,
    &command_query,
    &command_shell,
    &command_netstat,
    &command_ss,
    &command_lsof,
    &command_ps,
    &command_pstree,
    &command_findings,
    &command_prove,
    &command_timeline,
    &command_match,
    &command_diff,
    &command_history,
    &command_graph,
    &command_report,
    &command_snapshots,
    &command_verify,
    &command_extract,
    &command_schema,
    NULL,
};
/* clang-format on */

static enum outcome
refuse(const char *name, struct error *error)
{
    struct nearest nearest = { .wanted = slice_of(name) };

    for (const struct command *const *command = commands; *command; command++)
        nearest_add(&nearest, slice_of((*command)->name));
    if (nearest.count > 0)
        error_set(error, "unknown command %s: is %s meant? (see analyze --help)", name, nearest_name(&nearest));
    else
        error_set(error, "unknown command %s (see analyze --help)", name);
    return OUTCOME_FAILED;
}

static enum outcome
dispatch(int argc, char **argv, struct error *error)
{
    const struct command *command = help_command(commands, argv[0]);
    struct settings settings;

    if (!command)
        return refuse(argv[0], error);
    if (settings_take(&settings, &argc, argv, error))
        return OUTCOME_FAILED;
    return command->run(argc, argv, &settings, error);
}

/* analyze help [NAME] */
static enum outcome
help(char *name, struct error *error)
{
    if (name)
        return help_about(commands, name, error);
    help_usage(commands);
    return OUTCOME_DONE;
}

static bool
is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static enum outcome
run(int argc, char **argv, struct error *error)
{
    if (argc < 2) {
        error_set(error, "no command given (see analyze --help)");
        return OUTCOME_FAILED;
    }
    if (is_one_of(argv[1], "--help", "-h"))
        return help(NULL, error);
    if (strcmp(argv[1], "help") == 0 && argc > 3) {
        error_set(error, "help: want one command or topic (see analyze help)");
        return OUTCOME_FAILED;
    }
    if (strcmp(argv[1], "help") == 0)
        return help(argv[2], error);
    if (is_one_of(argv[1], "--version", "-V")) {
        puts("analyze (Stillframe) " STILLFRAME_VERSION);
        if (argc > 2 && is_one_of(argv[2], "-v", "--verbose"))
            confine_describe();
        return OUTCOME_DONE;
    }
    return dispatch(argc - 1, argv + 1, error);
}

/* Opens /dev/null for each closed standard stream, so that no file of ours gets its number.  The mode makes any use fail. */
static void
occupy_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            die("/dev/null");
}

/*
 * Output that did not reach its end is a failure, whatever the command thought; but not where its reader closed the pipe, who has
 * read enough.
 */
static enum outcome
flush_output(enum outcome outcome, struct error *error)
{
    bool failed = ferror(stdout) != 0, closed = output_is_closed();

    if (fclose(stdout)) {
        closed = closed || errno == EPIPE;
        failed = true;
    }
    if (outcome == OUTCOME_FAILED)
        return error->unread ? OUTCOME_DONE : OUTCOME_FAILED;
    if (!failed || closed)
        return outcome;
    output_error(error);
    return OUTCOME_FAILED;
}

int
main(int argc, char **argv)
{
    struct error error = { 0 };
    enum outcome outcome;

    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        die("signal");
    occupy_standard_streams();
    errno = 0;
    outcome = flush_output(run(argc, argv, &error), &error);
    if (error.text && !error.unread)
        notice("%s", error.text);
    if (error.detail)
        notice_lines(error.detail);
    error_clear(&error);
    return (int)outcome;
}
