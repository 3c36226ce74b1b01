#include "analyze/database/dictionary.h"

#include "analyze/database/db.h"
#include "analyze/database/lexer.h"

struct dictionary
dictionary_of(const char *sql)
{
    return (struct dictionary){ .lines = lines_of(slice_of(sql)) };
}

/* Takes the next word off a line. */
static struct slice
take_word(struct slice *line)
{
    struct slice word;

    while (line->len > 0 && line->ptr[0] == ' ')
        *line = slice_skip(*line, 1);
    word = (struct slice){ line->ptr, 0 };
    while (word.len < line->len && !memchr(" (,;", word.ptr[word.len], sizeof(" (,;") - 1))
        word.len++;
    *line = slice_skip(*line, word.len);
    return word;
}

/* What stands behind "-- " in a line; ptr NULL where there is no comment. */
static struct slice
comment_of(struct slice line)
{
    const char *mark = memmem(line.ptr, line.len, "-- ", 3);

    return mark ? slice_skip(line, (size_t)(mark - line.ptr) + 3) : (struct slice){ 0 };
}

/* How a line begins a statement, and the text before the table or view name.  An index and rows count under their table. */
static const struct {
    const char *begin, *before_name;
    enum dictionary_kind kind;
} statements[] = {
    { "CREATE TABLE ", "TABLE ", DICTIONARY_TABLE }, { "CREATE VIEW ", "VIEW ", DICTIONARY_VIEW },
    { "CREATE INDEX ", " ON ", DICTIONARY_INDEX },   { "CREATE UNIQUE INDEX ", " ON ", DICTIONARY_INDEX },
    { "INSERT INTO ", "INTO ", DICTIONARY_ROWS },
};

/* The statement that a line begins, up to its semicolon, which is the last byte of a line. */
static bool
read_statement(struct slice line, struct dictionary_item *item)
{
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        const char *name, *end;

        if (!slice_begins(line, statements[i].begin))
            continue;
        name = memmem(line.ptr, line.len, statements[i].before_name, strlen(statements[i].before_name));
        end = strstr(line.ptr, ";\n");
        if (!name || !end)
            return false;
        item->kind = statements[i].kind;
        item->ddl = (struct slice){ line.ptr, (size_t)(end - line.ptr) + 1 };
        line = slice_skip(line, (size_t)(name - line.ptr) + strlen(statements[i].before_name));
        item->name = take_word(&line);
        return true;
    }
    return false;
}

static bool
read_inside(struct slice line, struct dictionary_item *item)
{
    item->text = comment_of(line);
    item->name = take_word(&line);
    if (slice_is(item->name, "--")) {
        item->kind = DICTIONARY_TEXT;
        return true;
    }
    if (slice_is(item->name, "PRIMARY") || !item->text.ptr)
        return false;
    item->kind = DICTIONARY_COLUMN;
    item->type = take_word(&line);
    if (slice_is(item->type, "--")) /* the last column of a view */
        item->type = (struct slice){ 0 };
    return true;
}

struct dictionary_item
dictionary_next(struct dictionary *dictionary)
{
    struct slice line;

    while (lines_next(&dictionary->lines, &line)) {
        struct dictionary_item item = { 0 };

        if (read_statement(line, &item)) {
            dictionary->inside = item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW;
            return item;
        }
        dictionary->inside = dictionary->inside && !slice_begins(line, ")");
        if (dictionary->inside && read_inside(line, &item))
            return item;
    }
    return (struct dictionary_item){ .kind = DICTIONARY_END };
}

bool
dictionary_walk(struct dictionary_walk *walk, struct dictionary_item *item)
{
    if (!walk->begun)
        walk->dictionary = dictionary_of(db_scripts[0]);
    walk->begun = true;
    for (;;) {
        *item = dictionary_next(&walk->dictionary);
        if (item->kind != DICTIONARY_END)
            break;
        if (!db_scripts[walk->script + 1])
            return false;
        walk->dictionary = dictionary_of(db_scripts[++walk->script]);
    }
    if (item->kind == DICTIONARY_TABLE || item->kind == DICTIONARY_VIEW)
        walk->table = item->name;
    return true;
}

void
dictionary_skip(struct dictionary_walk *walk, const struct dictionary_item *item)
{
    struct slice *rest = &walk->dictionary.lines.rest;
    const char *end = item->ddl.ptr + item->ddl.len;

    if (end > rest->ptr) /* else it is one line, which was taken already */
        *rest = slice_skip(*rest, (size_t)(end - rest->ptr));
    walk->dictionary.inside = false;
}

bool
dictionary_has_column(const struct dictionary_item *item, const char *column)
{
    struct lines lines = lines_of(item->ddl);
    struct slice line;

    if (!lines_next(&lines, &line))
        return false;
    while (lines_next(&lines, &line) && !slice_begins(line, ")"))
        if (slice_is(take_word(&line), column))
            return true;
    return false;
}

bool
dictionary_has(struct slice table)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    while (dictionary_walk(&walk, &item))
        if ((item.kind == DICTIONARY_TABLE || item.kind == DICTIONARY_VIEW) && name_is(item.name, table))
            return true;
    return false;
}
