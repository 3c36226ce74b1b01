#include "analyze/query/query.h"
#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/scope_options.h"
#include "analyze/database/db.h"
#include "analyze/query/functions.h"
#include "analyze/query/snapshot_clock.h"
#include "analyze/render/registry.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Longest SQL text, bytes: SQLite's own limit in analyze/query/sandbox.c is as large. */
#define SQL_MAX (1 << 20)

struct options {
    const struct render_format *format;
    const char *file;
    struct scope scope;
};

static const struct option_help option_help[] = {
    { 'f', "file", "FILE", "read the SQL from FILE, - for standard input" },
    { 0, "format", "FORMAT", "table (the default), csv, json, jsonl or markdown" },
    SCOPE_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (scope_option(&options->scope, option, value))
        return 0;
    if (strcmp(option->name, "file") == 0)
        options->file = value;
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

static int
read_input(char **text, struct error *error)
{
    if (isatty(STDIN_FILENO))
        notice("reading SQL from the terminal, up to end of file (Ctrl-D)");
    return read_stream(stdin, text, error) ? error_prefix(error, "standard input") : 0;
}

/* The SQL that the command line means, *text to be freed by the caller. */
static int
read_sql(const struct options *options, const char *argument, char **text, struct error *error)
{
    if (argument && options->file)
        return error_set(error, "query: SQL as an argument and -f exclude each other");
    if (argument) {
        *text = strdup(argument);
        if (!*text)
            die("out of memory");
        return 0;
    }
    if (options->file && strcmp(options->file, "-") != 0)
        return read_file(options->file, text, error);
    return read_input(text, error);
}

/* Prepares the connection for what the user said. */
static int
apply_scope(struct query *query, const struct scope *scope, const struct snapshots *all, struct snapshots *chosen,
            struct error *error)
{
    query->without_scope = !scope_is_said(scope) && all->count > 1;
    if (!scope_is_said(scope))
        return 0;
    if (scope_resolve(query->db, scope, all, chosen, error))
        return -1;
    if (scope->all)
        return 0;
    if (scope->each || chosen->count > 1) {
        query->each = chosen;
        return 0;
    }
    snapshot_clock_set(query->db, chosen->list[0].started_ns);
    return narrow(query->db, chosen->list[0].id, error);
}

static int
run_query(const char *path, const char *sql, const struct options *options, struct error *error)
{
    struct snapshots all = { 0 }, chosen = { 0 };
    struct render render;
    struct query query = { .render = &render };
    struct snapshot_clock clock;
    int rc = -1;

    snapshot_clock_begin(&clock);
    if (db_open(path, DB_READ, &query.db, error))
        goto out;
    render_init(&render, options->format, stdout);
    if (functions_add(query.db, error) || snapshots_read(query.db, &all, error) ||
        apply_scope(&query, &options->scope, &all, &chosen, error))
        goto out;
    rc = query_run(&query, sql, error);
out:
    free(chosen.list);
    snapshots_free(&all);
    sqlite3_close(query.db);
    snapshot_clock_end(&clock);
    return rc;
}

static enum outcome
run(int argc, char **argv, struct error *error)
{
    struct options options = { .format = &render_table };
    int first = command_options(&command_query, argc, argv, set_option, &options, error);
    char *sql = NULL;
    int rc = -1;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first < 1 || argc - first > 2)
        error_set(error, "query: want DB [SQL] (see analyze query --help)");
    else if (read_sql(&options, argv[first + 1], &sql, error) == 0)
        rc = run_query(argv[first], sql, &options, error);
    free(sql);
    return rc ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_query = {
    .name = "query",
    .arguments = "DB [SQL]",
    .summary = "Answer SQL about a case database, given as an argument, in a file, or on standard input",
    .options = option_help,
    .run = run,
};
