#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/query/questions.h"
#include "analyze/query/session.h"
#include "analyze/render/registry.h"
#include "analyze/render/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Longest SQL text, bytes: SQLite's own limit in analyze/query/sandbox.c is as large. */
#define SQL_MAX (1 << 20)

struct options {
    const struct render_format *format;
    const char *file;
    const char *null;
    bool raw;
    struct scope scope;
    struct parameters parameters;
};

static const struct option_help option_help[] = {
    { 'f', "file", "FILE", "read the SQL from FILE, - for standard input" },
    { 0, "param", "NAME=VALUE", "the value of :NAME in the SQL" },
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl or markdown" },
    { 0, "null", "TEXT", "what to show for NULL, but in json and jsonl" },
    { 0, "raw", NULL, "with csv: text as it is, what a spreadsheet would run included" },
    SCOPE_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (scope_option(&options->scope, option, value))
        return 0;
    if (strcmp(option->name, "param") == 0)
        return parameters_add(&options->parameters, value, error);
    if (strcmp(option->name, "file") == 0)
        options->file = value;
    else if (strcmp(option->name, "null") == 0)
        options->null = value;
    else if (strcmp(option->name, "raw") == 0)
        options->raw = true;
    else
        options->format = render_format_by_name(value, error);
    return options->format ? 0 : -1;
}

/* Reads a stream to its end, *text to be freed by the caller. */
static int
read_stream(FILE *in, char **text, struct error *error)
{
    size_t len;

    *text = xmalloc(SQL_MAX + 2);
    len = fread(*text, 1, SQL_MAX + 1, in);
    (*text)[len] = '\0';
    if (ferror(in))
        return error_set(error, "%s", strerror(errno));
    if (len > SQL_MAX)
        return error_set(error, "the SQL is longer than %d bytes", SQL_MAX);
    if (memchr(*text, '\0', len))
        return error_set(error, "the SQL has a NUL byte in it");
    return 0;
}

static int
read_file(const char *path, char **text, struct error *error)
{
    FILE *in = fopen(path, "re");
    int rc;

    if (!in)
        return error_set(error, "%s: %s", path, strerror(errno));
    rc = read_stream(in, text, error);
    if (rc)
        error_prefix(error, "%s", path);
    fclose(in);
    return rc;
}

/* Somebody who types at a terminal is better served by the shell, unless asked for. */
static int
read_input(bool asked, char **text, struct error *error)
{
    if (isatty(STDIN_FILENO) && !asked)
        return error_set(
            error, "query: no SQL: give it as an argument, a question as @NAME (@ lists them), or a file with -f; "
                   "analyze shell DB takes it line by line");
    return read_stream(stdin, text, error) ? error_prefix(error, "standard input") : 0;
}

static int
read_question(struct options *options, const char *name, char **text, struct error *error)
{
    const struct question *question = question_find(name, error);

    if (!question)
        return -1;
    question_defaults(question, &options->parameters);
    *text = xasprintf("%s", question->sql);
    return 0;
}

/* The SQL that the command line means, *text to be freed by the caller. */
static int
read_sql(struct options *options, const char *argument, char **text, struct error *error)
{
    if (argument && options->file)
        return error_set(error, "query: SQL as an argument and -f exclude each other");
    if (argument && argument[0] == '@')
        return read_question(options, argument + 1, text, error);
    if (argument) {
        *text = strdup(argument);
        if (!*text)
            die("out of memory");
        return 0;
    }
    if (options->file && strcmp(options->file, "-") != 0)
        return read_file(options->file, text, error);
    return read_input(options->file != NULL, text, error);
}

static int
run_query(const char *path, const char *sql, struct options *options, struct render *render, struct error *error)
{
    struct session session;
    int rc = -1;

    if (session_open(&session, path, error) == 0 && session_scope(&session, &options->scope, error) == 0)
        rc = session_run(&session, render, &options->parameters, sql, error);
    if (rc == 0 && session.all.count == 0)
        notice("%s has no snapshot: load one with analyze load", path);
    session_close(&session);
    return rc;
}

/* Runs the SQL, or lists the questions. */
static int
answer(const char *path, const char *argument, struct options *options, const struct settings *settings,
       struct error *error)
{
    struct screen screen;
    char *sql = NULL;
    bool list = argument && strcmp(argument, "@") == 0;
    int rc = -1;

    if (!list && read_sql(options, argument, &sql, error))
        goto out;
    screen_begin(&screen, options->format);
    screen.render.style.raw = options->raw;
    if (options->null) {
        screen.render.style.null = options->null;
        screen.render.style.dim = false;
    }
    if (list)
        rc = questions_list(&screen.render, error);
    else if (confined_to_read(settings, path, error) == 0)
        rc = run_query(path, sql, options, &screen.render, error);
    screen_end(&screen);
out:
    free(sql);
    return rc;
}

/* Values of its parameters may stand behind a question, as in the shell. */
static int
read_values(struct options *options, char **operands, struct error *error)
{
    int rc = 0;

    if (!operands[0] || !operands[1] || operands[1][0] != '@')
        return 0;
    for (char **value = operands + 2; rc == 0 && *value; value++)
        rc = parameters_add(&options->parameters, *value, error);
    return rc;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .format = &render_table };
    int first = command_options(&command_query, argc, argv, set_option, &options, error);
    int rc = -1;

    if (first == -2)
        rc = 0;
    else if (first >= 0 && (argc - first < 1 || (argc - first > 2 && argv[first + 1][0] != '@')))
        error_set(error, "query: want DB [SQL] (see analyze query --help)");
    else if (first >= 0 && options.raw && options.format != &render_csv)
        error_set(error, "query: --raw is for --format csv");
    else if (first >= 0 && read_values(&options, argv + first, error) == 0)
        rc = answer(argv[first], argv[first + 1], &options, settings, error);
    parameters_free(&options.parameters);
    return rc ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_query = {
    .name = "query",
    .arguments = "DB [SQL | @NAME [PARAMETER=VALUE...] | @]",
    .summary = "Answer SQL, an argument, a file, or standard input; or a named question; @ lists these",
    .options = option_help,
    .run = run,
};
