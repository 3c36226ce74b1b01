#include "analyze/shell/complete.h"

#include <stdlib.h>
#include <strings.h>

#include "analyze/query/questions.h"
#include "analyze/render/registry.h"
#include "analyze/shell/dot.h"

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* A word of what may come; adds it where it goes on as it was begun, whatever the case. */
static void
offer(struct words *words, struct slice begun, struct slice word)
{
    if (word.len >= begun.len && strncasecmp(word.ptr, begun.ptr, begun.len) == 0)
        words_add(words, word);
}

static void
offer_all(struct words *words, struct slice begun, struct words *from)
{
    for (size_t i = 0; i < from->count; i++)
        offer(words, begun, slice_of(from->list[i]));
    words_free(from);
}

static void
add_commands(const struct shell *shell, struct slice begun, struct words *words)
{
    (void)shell;
    for (const struct dot_command *c = dot_commands; c->name; c++)
        offer(words, begun, slice_of(c->name));
}

static void
add_tables(const struct shell *shell, struct slice begun, struct words *words)
{
    struct words tables = { 0 };

    (void)shell;
    words_tables(&tables);
    offer_all(words, begun, &tables);
}

static void
add_columns(const struct shell *shell, struct slice begun, struct words *words)
{
    struct words columns = { 0 };

    (void)shell;
    words_columns(&columns);
    offer_all(words, begun, &columns);
}

static void
add_hosts(const struct shell *shell, struct slice begun, struct words *words)
{
    for (size_t i = 0; i < shell->session.all.count; i++)
        offer(words, begun, slice_of(shell->session.all.list[i].host));
}

static void
add_formats(const struct shell *shell, struct slice begun, struct words *words)
{
    const struct render_format *format;

    (void)shell;
    for (size_t i = 0; (format = render_format_at(i)) != NULL; i++)
        offer(words, begun, slice_of(format->name));
}

/* SQLite's own words, in the case in which the word was begun. */
static void
add_keywords(const struct shell *shell, struct slice begun, struct words *words)
{
    bool small = begun.len > 0 && begun.ptr[0] >= 'a' && begun.ptr[0] <= 'z';

    (void)shell;
    for (int i = 0; i < sqlite3_keyword_count(); i++) {
        struct slice word;
        const char *name;
        int len;

        if (sqlite3_keyword_name(i, &name, &len) != SQLITE_OK)
            continue;
        word = (struct slice){ name, (size_t)len };
        if (word.len < begun.len || strncasecmp(name, begun.ptr, begun.len) != 0)
            continue;
        words_add(words, word);
        for (char *c = words->list[words->count - 1]; small && *c; c++)
            *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
}

static void
add_questions(const struct shell *shell, struct slice begun, struct words *words)
{
    (void)shell;
    for (const struct question *question = questions; question->name; question++)
        offer(words, begun, slice_of(question->name));
}

typedef void (*source)(const struct shell *shell, struct slice begun, struct words *words);

/* What a word of SQL can be. */
static const source sql_sources[] = { add_tables, add_columns, add_keywords };

/* What the argument of a dot-command can be. */
static const source dot_sources[] = {
    [DOT_NO_WORDS] = NULL,   [DOT_COMMANDS] = add_commands, [DOT_TABLES] = add_tables,
    [DOT_HOSTS] = add_hosts, [DOT_FORMATS] = add_formats,
};

/* The source for the argument of the command that the line begins with; NULL where there is none. */
static source
source_of_argument(struct slice line)
{
    const char *space = memchr(line.ptr, ' ', line.len);
    char *word = space ? xstrndup(line.ptr, (size_t)(space - line.ptr)) : NULL;
    struct error ignored = { 0 };
    const struct dot_command *command = word ? dot_command_of(word, &ignored) : NULL;

    free(word);
    error_clear(&ignored);
    return command ? dot_sources[command->words] : NULL;
}

static size_t
complete_dot(const struct shell *shell, struct slice line, struct words *words)
{
    size_t len = 0;
    source add = add_commands;

    if (memchr(line.ptr, ' ', line.len)) {
        add = source_of_argument(line);
        while (len < line.len && line.ptr[line.len - len - 1] != ' ')
            len++;
    } else {
        len = line.len;
    }
    if (add)
        add(shell, slice_skip(line, line.len - len), words);
    return len;
}

size_t
complete(const struct shell *shell, struct slice line, struct words *words)
{
    size_t len = 0;

    if (line.len > 0 && line.ptr[0] == '.') {
        len = complete_dot(shell, slice_skip(line, 1), words);
    } else if (line.len > 0 && line.ptr[0] == '@' && !memchr(line.ptr, ' ', line.len)) {
        len = line.len - 1;
        add_questions(shell, slice_skip(line, 1), words);
    } else {
        while (len < line.len && is_letter(line.ptr[line.len - len - 1]))
            len++;
        for (size_t i = 0; i < sizeof(sql_sources) / sizeof(sql_sources[0]); i++)
            sql_sources[i](shell, slice_skip(line, line.len - len), words);
    }
    words_sort(words);
    return len;
}

size_t
complete_common(const struct words *words)
{
    size_t len = words->count > 0 ? strlen(words->list[0]) : 0;

    for (size_t i = 1; i < words->count; i++) {
        size_t same = 0;

        while (same < len && words->list[i][same] == words->list[0][same])
            same++;
        len = same;
    }
    return len;
}
