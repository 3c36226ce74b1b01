#include "analyze/commands/schema_markdown.h"

#include <stdio.h>

#include "analyze/database/dictionary.h"
#include "analyze/database/lexer.h"
#include "analyze/render/render.h"
#include "sql.h"

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
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    bool first_text = false;

    puts("\n## Contents\n");
    while (dictionary_walk(&walk, &item)) {
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
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;
    bool view = false, has_columns = false;

    while (dictionary_walk(&walk, &item)) {
        if (name && !name_is(walk.table, slice_of(name)))
            continue;
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

void
schema_markdown(const char *name)
{
    if (!name) {
        print_guide();
        print_contents();
    }
    print_sections(name);
}
