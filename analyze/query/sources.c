#include "analyze/query/sources.h"

#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/database/dictionary.h"

/* Where the reader is: the token, and those around it. */
struct reader {
    struct sources *sources;
    struct slice rest;
    struct token before, token, after;
};

static void
step(struct reader *reader)
{
    reader->before = reader->token;
    reader->token = reader->after;
    reader->after = token_next(&reader->rest);
}

static void
add_source(struct sources *sources, struct slice alias, struct slice table)
{
    sources->list = xrealloc(sources->list, (sources->count + 1) * sizeof(*sources->list));
    sources->list[sources->count++] = (struct source){ alias, table };
}

static void
add_made(struct sources *sources, struct slice name)
{
    sources->made = xrealloc(sources->made, (sources->made_count + 1) * sizeof(*sources->made));
    sources->made[sources->made_count++] = name;
}

/* Whether an expression may end with it, so that a name right behind it is an alias. */
static bool
ends_expression(const struct token *token)
{
    return token_is_name(token) || token->kind == TOKEN_STRING || token->kind == TOKEN_NUMBER ||
           token->kind == TOKEN_PARAMETER || token_is(token, ")") || token_is(token, "END") || token_is(token, "NULL");
}

/* The alias of what ends at the token, if it has one: [AS] name. */
static struct slice
alias_behind(const struct reader *reader)
{
    struct slice rest = reader->rest;
    struct token token = reader->after;

    if (token_is(&token, "AS"))
        token = token_next(&rest);
    return token_is_name(&token) ? token.value : (struct slice){ 0 };
}

/* The columns of a common table: name (a, b) AS (...). */
static void
read_columns(struct reader *reader)
{
    struct slice rest = reader->rest;
    struct token token = token_next(&rest);
    size_t first = reader->sources->made_count;

    for (; token_is_name(&token) || token_is(&token, ","); token = token_next(&rest))
        if (token_is_name(&token))
            add_made(reader->sources, token.value);
    if (token_is(&token, ")"))
        token = token_next(&rest);
    if (!token_is(&token, "AS"))
        reader->sources->made_count = first;
    else
        add_made(reader->sources, reader->token.value);
}

/* The token is a name that may be a table: no column of one, and nothing that the statement names so. */
static void
read_table(struct reader *reader)
{
    bool is_source =
        token_is(&reader->before, "FROM") || token_is(&reader->before, "JOIN") || token_is(&reader->before, ",");
    struct slice name = reader->token.value, alias;

    if (is_source && token_is(&reader->after, "("))
        reader->sources->functions = true;
    if (token_is(&reader->after, ".") || token_is(&reader->after, "("))
        return;
    alias = alias_behind(reader);
    if (dictionary_has(name))
        add_source(reader->sources, alias.ptr ? alias : name, name);
    else if (is_source && alias.ptr)
        add_source(reader->sources, alias, (struct slice){ 0 });
}

static void
read_name(struct reader *reader)
{
    if (token_is(&reader->before, "AS") || ends_expression(&reader->before))
        add_made(reader->sources, reader->token.value);
    else if (token_is(&reader->after, "AS")) { /* of a common table, or of a table or column with an alias */
        struct slice rest = reader->rest;
        struct token next = token_next(&rest);

        if (token_is(&next, "(") || token_is(&next, "MATERIALIZED") || token_is(&next, "NOT"))
            add_made(reader->sources, reader->token.value);
        else
            read_table(reader);
    } else {
        if (token_is(&reader->after, "("))
            read_columns(reader);
        read_table(reader);
    }
}

/* A table whose name the statement gives to something of its own is not ours. */
static void
drop_made(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        for (size_t j = 0; sources->list[i].table.ptr && j < sources->made_count; j++)
            if (name_is(sources->made[j], sources->list[i].table))
                sources->list[i].table = (struct slice){ 0 };
}

void
sources_read(struct sources *sources, struct slice sql)
{
    struct reader reader = { .sources = sources, .rest = sql };

    *sources = (struct sources){ 0 };
    step(&reader);
    for (step(&reader); reader.token.kind != TOKEN_END; step(&reader)) {
        if (token_is_name(&reader.token) && (!token_is(&reader.before, ".")))
            read_name(&reader);
        else if (token_is_name(&reader.token) && !token_is(&reader.after, ".") && !token_is(&reader.after, "("))
            read_table(&reader); /* main.processes */
        if (token_is(&reader.token, ")") && alias_behind(&reader).ptr)
            add_source(sources, alias_behind(&reader), (struct slice){ 0 });
    }
    drop_made(sources);
}

void
sources_free(struct sources *sources)
{
    free(sources->list);
    free(sources->made);
    *sources = (struct sources){ 0 };
}

bool
sources_make(const struct sources *sources, struct slice name)
{
    for (size_t i = 0; i < sources->made_count; i++)
        if (name_is(sources->made[i], name))
            return true;
    return false;
}
