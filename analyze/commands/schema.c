#include "analyze/commands/command.h"
#include "analyze/commands/schema_markdown.h"
#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "analyze/database/lexer.h"
#include "analyze/query/mistake.h"
#include "analyze/render/registry.h"
#include "analyze/render/screen.h"

#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

struct options {
    const struct render_format *format;
    bool sql;
};

static const struct option_help option_help[] = {
    { 0, "format", "FORMAT", "table (the default), box, line, csv, json, jsonl, markdown or sql" },
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    (void)option; /* there is only one */
    options->sql = strcmp(value, "sql") == 0;
    if (!options->sql)
        options->format = render_format_by_name(value, error);
    return options->format ? 0 : -1;
}

/* What shall be printed: all, a table, or what has a word in it. */
struct wanted {
    const char *word; /* NULL for all */
    bool table;       /* it is the name of a table or view */
};

static bool
contains(struct slice text, const char *word)
{
    size_t len = strlen(word);

    for (size_t at = 0; text.ptr && at + len <= text.len; at++)
        if (strncasecmp(text.ptr + at, word, len) == 0)
            return true;
    return false;
}

static bool
is_of_table(const struct wanted *wanted, struct slice table)
{
    return !wanted->word || name_is(table, slice_of(wanted->word));
}

static int
print_sql(const struct wanted *wanted)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    while (dictionary_walk(&walk, &item)) /* main.c looks at the stream */
        if (item.ddl.ptr && is_of_table(wanted, item.name))
            printf("%.*s\n", (int)item.ddl.len, item.ddl.ptr);
    return 0;
}

static struct cell
text_cell(struct slice text)
{
    return (struct cell){ CELL_TEXT, text.ptr ? text : slice_of("") };
}

enum { NAME, COLUMN, TYPE, MEANING, CELLS };

static bool
is_wanted(const struct wanted *wanted, const struct cell *cells)
{
    if (!wanted->word || wanted->table)
        return is_of_table(wanted, cells[NAME].bytes);
    return contains(cells[NAME].bytes, wanted->word) || contains(cells[COLUMN].bytes, wanted->word) ||
           contains(cells[MEANING].bytes, wanted->word);
}

/* A row for each item; a line of a description has no column. */
static int
print_rows(const struct wanted *wanted, struct render *render, struct error *error)
{
    static const char *const names[] = { "name", "column", "type", "meaning" };
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    struct slice kind = { 0 };
    int rc = render_begin(render, names, CELLS, error);

    while (rc == 0 && dictionary_walk(&walk, &item)) {
        bool is_text = item.kind == DICTIONARY_TEXT;
        struct cell cells[CELLS] = { text_cell(walk.table), text_cell(is_text ? slice_of("") : item.name),
                                     text_cell(is_text ? kind : item.type), text_cell(item.text) };

        if (item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW)
            kind = slice_of(item.kind == DICTIONARY_TABLE ? "table" : "view");
        if ((!is_text && item.kind != DICTIONARY_COLUMN) || !is_wanted(wanted, cells))
            continue;
        rc = render_row(render, cells, error);
    }
    return rc == 0 ? render_end(render, error) : rc;
}

/* Whether there is anything to print. */
static bool
is_found(const struct wanted *wanted, bool tables_alone)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    if (wanted->table || tables_alone)
        return wanted->table;
    while (dictionary_walk(&walk, &item))
        if (contains(walk.table, wanted->word) || contains(item.text, wanted->word) ||
            (item.kind == DICTIONARY_COLUMN && contains(item.name, wanted->word)))
            return true;
    return false;
}

/* The first line of a script says what its tables are about: "-- Subject: more." */
static void
print_subject(const char *script)
{
    size_t len = strcspn(script, "\n");

    printf("\n%.*s\n", (int)(len - 3), script + 3);
}

/* Which tables and views there are, under the subjects that the files of schema/database/ are about. */
static int
print_index(struct render *render, struct error *error)
{
    static const char *const names[] = { "name", "what a row is" };
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    struct slice named = { 0 };
    size_t script = SIZE_MAX;
    int rc = 0;

    while (rc == 0 && dictionary_walk(&walk, &item)) {
        struct cell cells[] = { text_cell(walk.table), text_cell(item.text) };

        if (item.kind != DICTIONARY_TEXT || named.ptr == walk.table.ptr) /* one line for each */
            continue;
        named = walk.table;
        if (walk.script != script) {
            rc = script == SIZE_MAX ? 0 : render_end(render, error);
            script = walk.script;
            if (rc == 0)
                print_subject(db_scripts[script]);
            render->results = 0; /* no empty line below that */
            if (rc == 0)
                rc = render_begin(render, names, sizeof(names) / sizeof(names[0]), error);
        }
        if (rc == 0)
            rc = render_row(render, cells, error);
    }
    return rc == 0 ? render_end(render, error) : rc;
}

static int
refuse(const char *word, struct error *error)
{
    char *names = mistake_nearest_table(word);

    error_set(error, "there is no table or view %s%s%s%s, and nothing about it (see analyze schema)", word,
              names ? " (nearest: " : "", names ? names : "", names ? ")" : "");
    free(names);
    return -1;
}

/* In a format of rows; the whole of it, on a terminal, begins with the index. */
static int
print_tables(const struct options *options, const struct wanted *wanted, struct error *error)
{
    struct screen screen;
    bool index = !wanted->word && options->format == &render_table && isatty(STDOUT_FILENO);
    int rc = 0;

    screen_begin(&screen, options->format);
    screen.render.style.null = NULL; /* there is none */
    if (index)
        rc = print_index(&screen.render, error);
    if (rc == 0)
        rc = print_rows(wanted, &screen.render, error);
    screen_end(&screen);
    return rc;
}

static int
print(const struct options *options, const struct wanted *wanted, struct error *error)
{
    if (wanted->word && !is_found(wanted, options->sql))
        return refuse(wanted->word, error);
    if (options->sql)
        return print_sql(wanted);
    if (options->format != &render_markdown || (wanted->word && !wanted->table))
        return print_tables(options, wanted, error);
    schema_markdown(wanted->word);
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .format = &render_table };
    int first = command_options(&command_schema, argc, argv, set_option, &options, error);
    struct wanted wanted = { 0 };

    (void)settings; /* nothing here is from anybody but us */
    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first > 1) {
        error_set(error, "schema: want at most one NAME or WORD (see analyze schema --help)");
        return OUTCOME_FAILED;
    }
    if (first < argc)
        wanted = (struct wanted){ argv[first], dictionary_has(slice_of(argv[first])) };
    return print(&options, &wanted, error) ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_schema = {
    .name = "schema",
    .arguments = "[NAME | WORD]",
    .summary = "Explain the tables and views of a case database, one of them, or all that has a word in it",
    .options = option_help,
    .run = run,
};
