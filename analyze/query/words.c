#include "analyze/query/words.h"

#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/base/notice.h"
#include "analyze/database/dictionary.h"
#include "analyze/query/sources.h"

struct entry {
    const char *tables, *column;
    const char *words; /* NULL for a column of numbers */
    const char *help;  /* NULL for a column of words */
};

#define WORDS(tables, column, words)  { tables, column, words, NULL },
#define NUMBERS(tables, column, help) { tables, column, NULL, help },
static const struct entry entries[] = {
#include "analyze/query/words.def"
};
#undef WORDS
#undef NUMBERS

#define ENTRIES (sizeof(entries) / sizeof(entries[0]))

/* A comparison in the statement: the column before its operator, and where its literals stand. */
struct comparison {
    struct slice qualifier, column; /* qualifier: ptr NULL without one */
    struct slice rest;              /* behind the operator */
};

static bool
has_word(const char *words, struct slice word)
{
    for (size_t len; *words; words += len + (words[len] == ' ')) {
        len = strcspn(words, " ");
        if (len == word.len && memcmp(words, word.ptr, len) == 0)
            return true;
    }
    return false;
}

static const struct entry *
find_entry(struct slice table, struct slice column)
{
    for (size_t i = 0; i < ENTRIES; i++)
        if (name_is(column, slice_of(entries[i].column)) && has_word(entries[i].tables, table))
            return &entries[i];
    return NULL;
}

/* Text that SQLite would take for a number. */
static bool
is_numeric(struct slice text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.len; i++)
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return digits > 0;
}

/* Whether the column can hold the text.  Empty text is what the views of osquery say for nothing. */
static bool
can_hold(const struct entry *entry, struct slice text)
{
    if (text.len == 0)
        return true;
    return entry->words ? has_word(entry->words, text) : is_numeric(text);
}

static bool
has_column(struct slice table, struct slice column)
{
    struct dictionary_walk walk = { 0 };
    struct dictionary_item item;

    while (dictionary_walk(&walk, &item))
        if (item.kind == DICTIONARY_COLUMN && name_is(walk.table, table) && name_is(item.name, column))
            return true;
    return false;
}

/*
 * The entry that says what the column can hold, and that it cannot hold the text; NULL where any table that the column may be of can, or is
 * not known.
 */
static const struct entry *
find_impossible(const struct sources *sources, const struct comparison *comparison, struct slice text,
                struct slice *table)
{
    const struct entry *found = NULL;

    if (!comparison->qualifier.ptr && (sources->functions || sources_make(sources, comparison->column)))
        return NULL;
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->list[i];
        const struct entry *entry;

        if (comparison->qualifier.ptr && !name_is(source->alias, comparison->qualifier) &&
            !(source->table.ptr && name_is(source->table, comparison->qualifier)))
            continue;
        if (!source->table.ptr && comparison->qualifier.ptr)
            return NULL;
        if (!source->table.ptr || !has_column(source->table, comparison->column))
            continue;
        entry = find_entry(source->table, comparison->column);
        if (!entry || can_hold(entry, text))
            return NULL;
        found = entry;
        *table = source->table;
    }
    return found;
}

/* What to tell of it; the caller frees it. */
static char *
describe(const struct entry *entry, const struct comparison *comparison, struct slice table, struct slice text)
{
    char *words = NULL, *told;

    if (entry->help)
        return xasprintf("%.*s.%s is never '%.*s', but a number: %s", (int)table.len, table.ptr, entry->column,
                         (int)text.len, text.ptr, entry->help);
    for (const char *word = entry->words; *word; word += strcspn(word, " ") + (word[strcspn(word, " ")] == ' ')) {
        char *longer = xasprintf("%s%s%.*s", words ? words : "", words ? ", " : "", (int)strcspn(word, " "), word);

        free(words);
        words = longer;
    }
    told = xasprintf("%.*s.%.*s is never '%.*s': it can be %s", (int)table.len, table.ptr, (int)comparison->column.len,
                     comparison->column.ptr, (int)text.len, text.ptr, words ? words : "");
    free(words);
    return told;
}

/* Whether what stands behind the literal leaves it the whole of what is compared. */
static bool
is_whole(struct slice rest)
{
    struct token token = token_next(&rest);

    return !token_is(&token, "||") && !token_is(&token, "COLLATE") && !token_is(&token, "->") &&
           !token_is(&token, "->>");
}

/* Whether any table has an entry for such a column: most comparisons are of others, and need no look at the statement. */
static bool
is_listed(struct slice column)
{
    for (size_t i = 0; i < ENTRIES; i++)
        if (name_is(column, slice_of(entries[i].column)))
            return true;
    return false;
}

/* What is known of a statement. */
struct statement {
    struct slice sql;
    struct sources sources; /* read when they are first needed */
    bool read;
};

static const struct sources *
sources_of(struct statement *statement)
{
    if (!statement->read)
        sources_read(&statement->sources, statement->sql);
    statement->read = true;
    return &statement->sources;
}

/* Looks at the literals of one comparison: one, or a list in parentheses.  The first that cannot be. */
static char *
check(struct statement *statement, const struct comparison *comparison)
{
    struct slice rest = comparison->rest;
    struct token token = token_next(&rest);
    bool list = token_is(&token, "(");

    if (list)
        token = token_next(&rest);
    for (; token.kind == TOKEN_STRING || token_is(&token, ",") || token.kind == TOKEN_NUMBER;
         token = token_next(&rest)) {
        struct slice table;
        const struct entry *entry = NULL;

        if (token.kind == TOKEN_STRING && is_whole(rest))
            entry = find_impossible(sources_of(statement), comparison, token.value, &table);
        if (entry)
            return describe(entry, comparison, table, token.value);
        if (!list)
            break;
    }
    return NULL;
}

static bool
compares(const struct token *token)
{
    return token_is(token, "=") || token_is(token, "==") || token_is(token, "<>") || token_is(token, "!=") ||
           token_is(token, "IS") || token_is(token, "IN");
}

/* Takes the next comparison of a column off the text: [qualifier.]column [NOT] operator [NOT].  False at the end. */
static bool
next_comparison(struct slice *sql, struct token before[3], struct comparison *comparison)
{
    for (struct token token = token_next(sql); token.kind != TOKEN_END; token = token_next(sql)) {
        bool found = compares(&token) && token_is_name(&before[2]) && !token_is(&before[1], "COLLATE");

        if (found) {
            struct slice rest = *sql;
            struct token next = token_next(&rest);
            bool qualified = token_is(&before[1], ".") && token_is_name(&before[0]);

            *comparison = (struct comparison){ qualified ? before[0].value : (struct slice){ 0 }, before[2].value,
                                               token_is(&next, "NOT") ? rest : *sql };
        }
        if (!token_is(&token, "NOT")) {
            before[0] = before[1];
            before[1] = before[2];
            before[2] = token;
        }
        if (found)
            return true;
    }
    return false;
}

/* Calls tell() with each notice; it takes the text over. */
static void
look(struct slice sql, void (*tell)(void *context, char *text), void *context)
{
    struct token before[3] = { { 0 }, { 0 }, { 0 } };
    struct statement statement = { .sql = sql };
    struct comparison comparison;
    char *text;

    while (next_comparison(&sql, before, &comparison))
        if (is_listed(comparison.column) && (text = check(&statement, &comparison)))
            tell(context, text);
    sources_free(&statement.sources);
}

static void
tell_user(void *context, char *text)
{
    (void)context;
    notice("%s", text);
    free(text);
}

void
words_tell(struct slice sql)
{
    look(sql, tell_user, NULL);
}

static void
keep_first(void *context, char *text)
{
    char **first = context;

    if (*first)
        free(text);
    else
        *first = text;
}

char *
words_find(struct slice sql)
{
    char *first = NULL;

    look(sql, keep_first, &first);
    return first;
}

bool
words_entry(size_t i, const char **tables, const char **column, const char **words)
{
    if (i >= ENTRIES)
        return false;
    *tables = entries[i].tables;
    *column = entries[i].column;
    *words = entries[i].words;
    return true;
}
