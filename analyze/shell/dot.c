#include "analyze/shell/dot.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/base/escape.h"
#include "analyze/base/nearest.h"
#include "analyze/query/questions.h"

#define WORDS_MAX 16

static DOT_RUN(help);
static DOT_RUN(quit);
static DOT_RUN(read);
static DOT_RUN(print);
static DOT_RUN(databases);
static DOT_RUN(version);

const struct dot_command dot_commands[] = {
    { "all", "", "answer for all snapshots at once: rows of several may mix", 0, 0, dot_all, DOT_NO_WORDS },
    { "at", "[TIME]", "answer for the newest snapshot of each host that was begun by then", 0, 1, dot_at,
      DOT_NO_WORDS },
    { "bail", "on|off", "end at the first error", 1, 1, dot_bail, DOT_NO_WORDS },
    { "databases", "", "the file that is open", 0, 0, dot_databases, DOT_NO_WORDS },
    { "each", "", "answer for every snapshot (of the host), one after the other", 0, 0, dot_each, DOT_NO_WORDS },
    { "exit", "", "end the shell", 0, 1, dot_quit, DOT_NO_WORDS },
    { "help", "[COMMAND]", "this list, or a line of it", 0, 1, dot_help, DOT_COMMANDS },
    { "host", "[NAME]", "answer for the newest snapshot of the host; without a name, none is chosen", 0, 1, dot_host,
      DOT_HOSTS },
    { "indexes", "[TABLE]", "the indexes", 0, 1, dot_indexes, DOT_TABLES },
    { "mode", "[FORMAT]", "how results are written", 0, 1, dot_mode, DOT_FORMATS },
    { "nullvalue", "[TEXT]", "what to show for NULL; without a text, the way of the format", 0, 1, dot_nullvalue,
      DOT_NO_WORDS },
    { "once", "FILE", "write the next result to a new file", 1, 1, dot_once, DOT_NO_WORDS },
    { "output", "[FILE]", "write results to a new file; without a name, here again", 0, 1, dot_output, DOT_NO_WORDS },
    { "print", "[TEXT...]", "write the text", 0, WORDS_MAX, dot_print, DOT_NO_WORDS },
    { "questions", "", "the questions that @NAME [PARAMETER=VALUE...] asks", 0, 0, dot_questions, DOT_NO_WORDS },
    { "quit", "", "end the shell", 0, 0, dot_quit, DOT_NO_WORDS },
    { "read", "FILE", "run the lines of a file", 1, 1, dot_read, DOT_NO_WORDS },
    { "schema", "[NAME]", "what makes a table or view, with what each column means", 0, 1, dot_schema, DOT_TABLES },
    { "show", "", "scope, mode and the other settings", 0, 0, dot_show, DOT_NO_WORDS },
    { "snapshot", "[ID]", "answer for this snapshot: a number, latest, or a host for its newest", 0, 1, dot_snapshot,
      DOT_HOSTS },
    { "snapshots", "", "the snapshots; * marks those that are answered for", 0, 0, dot_snapshots, DOT_NO_WORDS },
    { "summary", "", "the same as .show", 0, 0, dot_show, DOT_NO_WORDS },
    { "tables", "[WORD]", "tables and views: all, those with the word in their name, or those LIKE a pattern with %", 0,
      1, dot_tables, DOT_TABLES },
    { "timer", "on|off", "tell how long each statement took", 1, 1, dot_timer, DOT_NO_WORDS },
    { "version", "", "of analyze and SQLite", 0, 0, dot_version, DOT_NO_WORDS },
    { NULL, NULL, NULL, 0, 0, NULL, DOT_NO_WORDS },
};

#define NOT_CHANGED "the database is evidence, and is only read"
#define ONE_FILE    "a shell has one database: analyze shell DB"
#define NO_PROGRAM  "analyze starts no other program"

/* Commands of sqlite3 and osqueryi, and what there is instead. */
static const struct {
    const char *name, *instead;
} elsewhere[] = {
    { "archive", NOT_CHANGED },
    { "backup", "copy the file" },
    { "cd", "give paths as they are from here" },
    { "changes", NOT_CHANGED },
    { "clone", "copy the file" },
    { "connect", ONE_FILE },
    { "connection", ONE_FILE },
    { "dbinfo", "type .show" },
    { "disconnect", ONE_FILE },
    { "dump", "run: sqlite3 DB .dump" },
    { "echo", "use .print" },
    { "eqp", "write EXPLAIN QUERY PLAN before the statement" },
    { "excel", "type .mode csv and .once FILE" },
    { "explain", "write EXPLAIN before the statement" },
    { "expert", "run: sqlite3 DB .expert" },
    { "features", "type .help" },
    { "fullschema", "type .schema" },
    { "headers", "each format has its headings; jsonl names the columns in each row" },
    { "import", NOT_CHANGED },
    { "indices", "type .indexes" },
    { "limit", "the limits are fixed" },
    { "load", "load snapshots with: analyze load DB SNAPSHOT" },
    { "open", ONE_FILE },
    { "param", "write the value into the statement" },
    { "parameter", "write the value into the statement" },
    { "restore", NOT_CHANGED },
    { "save", "copy the file" },
    { "separator", "type .mode csv" },
    { "sha3sum", "run: sha256sum DB" },
    { "shell", NO_PROGRAM },
    { "socket", "type .databases" },
    { "stats", "type .timer on" },
    { "system", NO_PROGRAM },
    { "types", "type .schema NAME" },
    { "vfsinfo", "type .databases" },
    { "width", "the widths follow the rows" },
};

static const char *
instead_of(const char *word)
{
    for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
        if (strcmp(elsewhere[i].name, word) == 0)
            return elsewhere[i].instead;
    return NULL;
}

const struct dot_command *
dot_command_of(const char *word, struct error *error)
{
    const char *instead = instead_of(word);
    const struct dot_command *found = NULL;
    struct nearest nearest = { .wanted = slice_of(word) };
    size_t begin = 0;

    for (const struct dot_command *c = dot_commands; c->name; c++) {
        if (strcmp(c->name, word) == 0)
            return c;
        if (*word && strncmp(c->name, word, strlen(word)) == 0) {
            begin++;
            found = c;
        }
        nearest_add(&nearest, slice_of(c->name));
    }
    if (begin == 1 && !instead)
        return found;
    if (instead)
        error_set(error, "there is no .%s here: %s", word, instead);
    else if (begin > 1)
        error_set(error, ".%s may be several: .help lists the commands", word);
    else if (nearest.count > 0)
        error_set(error, "unknown command .%s: is .%s meant?", word, nearest_name(&nearest));
    else
        error_set(error, "unknown command .%s: .help lists the commands", word);
    return NULL;
}

/* Cuts the text into words, in place: white space separates, quotes of either kind keep it.  More than WORDS_MAX are an error. */
static int
split(char *text, char **words, size_t *count, struct error *error)
{
    for (*count = 0;;) {
        char quote, *end;

        text += strspn(text, " \t");
        if (!*text)
            return 0;
        if (*count == WORDS_MAX)
            return error_set(error, "more than %d words", WORDS_MAX);
        quote = *text == '"' || *text == '\'' ? *text++ : '\0';
        end = quote ? strchr(text, quote) : text + strcspn(text, " \t");
        if (!end)
            return error_set(error, "the %c is not closed", quote);
        words[(*count)++] = text;
        text = *end ? end + 1 : end;
        *end = '\0';
    }
}

DOT_RUN(questions)
{
    (void)words;
    (void)count;
    shell->render.out = shell_out(shell);
    return questions_list(&shell->render, error);
}

/* @NAME PARAMETER=VALUE... */
static int
ask(struct shell *shell, const char *name, char **values, size_t count, struct error *error)
{
    const struct question *question = *name ? question_find(name, error) : NULL;
    struct parameters parameters = { .shell = true };
    int rc = 0;

    if (!question)
        return *name ? -1 : dot_questions(shell, values, count, error);
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = parameters_add(&parameters, values[i], error);
    question_defaults(question, &parameters);
    if (rc == 0)
        rc = shell_sql(shell, question->sql, &parameters, error);
    parameters_free(&parameters);
    return rc;
}

static int
run_words(struct shell *shell, char **words, size_t count, struct error *error)
{
    const struct dot_command *command;

    if (words[0][0] == '@')
        return ask(shell, words[0] + 1, words + 1, count - 1, error);
    command = dot_command_of(words[0] + 1, error);
    if (!command)
        return -1;
    if (count - 1 < command->least || count - 1 > command->most)
        return error_set(error, "usage: .%s%s%s: %s", command->name, command->arguments[0] ? " " : "",
                         command->arguments, command->help);
    return command->run(shell, words + 1, count - 1, error);
}

int
dot_run(struct shell *shell, const char *line, struct error *error)
{
    char *words[WORDS_MAX + 1] = { NULL }, *text = xasprintf("%s", line), *end = text + strlen(text);
    size_t count;
    int rc;

    while (end > text && strchr("; \t", end[-1])) /* the fingers' semicolon */
        *--end = '\0';
    rc = split(text, words, &count, error);
    if (rc == 0)
        rc = count > 0 ? run_words(shell, words, count, error) : error_set(error, "a dot alone is no command");
    if (rc == 0 && fflush(shell_out(shell)))
        rc = error_set(error, "output could not be written");
    free(text);
    return rc;
}

static void
print_help(FILE *out, const struct dot_command *c)
{
    char *usage = xasprintf(".%s %s", c->name, c->arguments);

    fprintf(out, "%-20s %s\n", usage, c->help);
    free(usage);
}

static DOT_RUN(help)
{
    const struct dot_command *one;

    if (count == 0) {
        for (const struct dot_command *c = dot_commands; c->name; c++)
            print_help(shell_out(shell), c);
        fputs("Everything else is SQL, up to a semicolon.\n", shell_out(shell));
        return 0;
    }
    one = dot_command_of(words[0][0] == '.' ? words[0] + 1 : words[0], error);
    if (one)
        print_help(shell_out(shell), one);
    return one ? 0 : -1;
}

static DOT_RUN(quit)
{
    (void)words;
    (void)count;
    (void)error;
    shell->ended = true;
    return 0;
}

static DOT_RUN(read)
{
    (void)count;
    return shell_read(shell, words[0], error);
}

static DOT_RUN(print)
{
    (void)error;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            putc(' ', shell_out(shell));
        escape_write(shell_out(shell), slice_of(words[i]));
    }
    putc('\n', shell_out(shell));
    return 0;
}

static DOT_RUN(databases)
{
    (void)words;
    (void)count;
    (void)error;
    fputs("main: ", shell_out(shell));
    escape_write(shell_out(shell), slice_of(shell->path));
    fputs(" r/o\n", shell_out(shell));
    return 0;
}

static DOT_RUN(version)
{
    (void)words;
    (void)count;
    (void)error;
    fprintf(shell_out(shell), "analyze (Stillframe) %s, SQLite %s\n", STILLFRAME_VERSION, sqlite3_libversion());
    return 0;
}
