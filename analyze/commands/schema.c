#include "analyze/commands/command.h"
#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "analyze/render/registry.h"
#include "sql.h"

#include <stdlib.h>

struct options {
    const struct render_format *format;
    bool sql;
};

static const struct option_help option_help[] = {
    { 0, "format", "FORMAT", "table (the default), csv, json, jsonl, markdown or sql" },
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

/* Walks the items to print: those of the table or view called `name`, or all when `name` is NULL. */
struct walk {
    struct dictionary dictionary;
    size_t source;
    const char *name;
    bool wanted; /* the present table or view is */
    bool found;
};

static struct walk
walk_of(const char *name)
{
    return (struct walk){ .dictionary = dictionary_of(db_scripts[0]), .name = name };
}

static bool
walk_next(struct walk *walk, struct dictionary_item *item)
{
    for (;;) {
        *item = dictionary_next(&walk->dictionary);
        if (item->kind == DICTIONARY_END) {
            if (!db_scripts[++walk->source])
                return false;
            walk->dictionary = dictionary_of(db_scripts[walk->source]);
            continue;
        }
        if (item->ddl.ptr)
            walk->wanted = !walk->name || slice_is(item->name, walk->name);
        walk->found = walk->found || walk->wanted;
        if (walk->wanted)
            return true;
    }
}

static bool
is_wanted(const char *name)
{
    struct walk walk = walk_of(name);
    struct dictionary_item item;

    return walk_next(&walk, &item);
}

static int
print_sql(const char *name, struct error *error)
{
    struct walk walk = walk_of(name);
    struct dictionary_item item;

    (void)error; /* main.c looks at the stream */
    while (walk_next(&walk, &item))
        if (item.ddl.ptr)
            printf("%.*s\n", (int)item.ddl.len, item.ddl.ptr);
    return 0;
}

static struct cell
text_cell(struct slice text)
{
    return (struct cell){ CELL_TEXT, text.ptr ? text : slice_of("") };
}

/* A row for each item; a line of a description has no column. */
static int
print_rows(const char *name, const struct render_format *format, struct error *error)
{
    static const char *const names[] = { "name", "column", "type", "meaning" };
    struct walk walk = walk_of(name);
    struct dictionary_item item;
    struct render render;
    struct slice table = { 0 }, kind = { 0 };
    int rc;

    render_init(&render, format, stdout);
    rc = render_begin(&render, names, sizeof(names) / sizeof(names[0]), error);
    while (rc == 0 && walk_next(&walk, &item)) {
        struct cell cells[] = { text_cell(table), text_cell(item.name), text_cell(item.type), text_cell(item.text) };

        if (item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW) {
            table = item.name;
            kind = slice_of(item.kind == DICTIONARY_TABLE ? "table" : "view");
        } else if (item.kind == DICTIONARY_TEXT) {
            cells[1] = text_cell(slice_of(""));
            cells[2] = text_cell(kind);
            rc = render_row(&render, cells, error);
        } else if (item.kind == DICTIONARY_COLUMN) {
            rc = render_row(&render, cells, error);
        }
    }
    if (rc == 0)
        rc = render_end(&render, error);
    render_free(&render);
    return rc;
}

/* guide.sql: comments are prose in Markdown, statements are examples. */
static void
print_guide(void)
{
    struct lines lines = lines_of(slice_of(sql_guide));
    struct slice line;
    bool code = false;

    while (lines_next(&lines, &line)) {
        bool is_code = line.len > 0 && !slice_begins(line, "--");

        if (is_code != code)
            puts(is_code ? "```sql" : "```");
        code = is_code;
        if (!is_code)
            line = slice_skip(line, line.len < 3 ? line.len : 3);
        printf("%.*s\n", (int)line.len, line.ptr);
    }
    if (code)
        puts("```");
}

static void
print_contents(void)
{
    struct walk walk = walk_of(NULL);
    struct dictionary_item item;
    bool first_text = false;

    puts("\n## Contents\n");
    while (walk_next(&walk, &item)) {
        bool begins = item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW;

        if (begins)
            printf("- [%.*s](#%.*s): ", (int)item.name.len, item.name.ptr, (int)item.name.len, item.name.ptr);
        if (item.kind == DICTIONARY_TEXT && first_text) {
            markdown_write(stdout, item.text);
            putchar('\n');
        }
        first_text = begins;
    }
}

/* The columns that say where a row comes from are the same in every table; the guide explains them once. */
static bool
is_provenance(const struct dictionary_item *item)
{
    static const struct {
        const char *name, *text;
    } columns[] = {
        { "snapshot_id", "the snapshot" },
        { "member_id", "where the row was read" },
        { "line", "line of the member" },
    };

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        if (slice_is(item->name, columns[i].name) && slice_is(item->text, columns[i].text))
            return true;
    return false;
}

/* The tables with their descriptions and columns. */
static void
print_sections(const char *name)
{
    struct walk walk = walk_of(name);
    struct dictionary_item item;
    bool view = false, has_columns = false;

    while (walk_next(&walk, &item)) {
        if (item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW) {
            view = item.kind == DICTIONARY_VIEW;
            has_columns = false;
            printf("\n## %.*s\n\n%s  ", (int)item.name.len, item.name.ptr, view ? "View." : "Table.");
        } else if (item.kind == DICTIONARY_TEXT) {
            markdown_write(stdout, item.text);
            putchar('\n');
        } else if (item.kind == DICTIONARY_ROWS) {
            printf("\n```sql\n%.*s\n```\n", (int)item.ddl.len, item.ddl.ptr);
        } else if (item.kind == DICTIONARY_COLUMN && !is_provenance(&item)) {
            if (!has_columns)
                puts(view ? "\n| column | meaning |\n| --- | --- |"
                          : "\n| column | type | meaning |\n| --- | --- | --- |");
            has_columns = true;
            printf("| %.*s |", (int)item.name.len, item.name.ptr);
            if (!view)
                printf(" %.*s |", (int)item.type.len, item.type.ptr);
            putchar(' ');
            markdown_write(stdout, item.text);
            puts(" |");
        }
    }
}

static int
print(const struct options *options, const char *name, struct error *error)
{
    if (name && !is_wanted(name))
        return error_set(error, "there is no table or view %s (see analyze schema)", name);
    if (options->sql)
        return print_sql(name, error);
    if (options->format != &render_markdown)
        return print_rows(name, options->format, error);
    if (!name) {
        print_guide();
        print_contents();
    }
    print_sections(name);
    return 0;
}

static enum outcome
run(int argc, char **argv, struct error *error)
{
    struct options options = { .format = &render_table };
    int first = command_options(&command_schema, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first > 1) {
        error_set(error, "schema: want at most one NAME (see analyze schema --help)");
        return OUTCOME_FAILED;
    }
    return print(&options, argv[first], error) ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_schema = {
    .name = "schema",
    .arguments = "[NAME]",
    .summary = "Explain the tables and views of a case database, or one of them",
    .options = option_help,
    .run = run,
};
