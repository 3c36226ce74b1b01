#include "analyze/report/section.h"
#include "sql.h"

#include <stdlib.h>
#include <string.h>

#define SECTION(name) { #name, sql_section_##name },

const struct section_source section_sources[] = { SQL_SECTIONS(SECTION) };

const size_t section_source_count = sizeof(section_sources) / sizeof(section_sources[0]);

static const struct {
    const char *name;
    bool optional;
} words[SECTION_WORDS] = {
    [SECTION_TITLE] = { "title", false }, [SECTION_CAPTION] = { "caption", false },
    [SECTION_EMPTY] = { "empty", true },  [SECTION_SHAPE] = { "shape", true },
    [SECTION_OF] = { "of", true },        [SECTION_COLUMNS] = { "columns", true },
};

/* Takes the next line off `rest`, if it is a comment, without its sign. */
static bool
next_comment(struct slice *rest, struct slice *line)
{
    const char *end;

    if (!slice_begins(*rest, "-- "))
        return false;
    end = memchr(rest->ptr, '\n', rest->len);
    line->ptr = rest->ptr + 3;
    line->len = end ? (size_t)(end - line->ptr) : rest->len - 3;
    *rest = slice_skip(*rest, 3 + line->len + (end ? 1 : 0));
    return true;
}

static char **
begin_word(struct section *section, struct slice line, struct error *error)
{
    const char *colon = memchr(line.ptr, ':', line.len);
    struct slice name = { line.ptr, colon ? (size_t)(colon - line.ptr) : 0 };

    for (size_t i = 0; i < SECTION_WORDS; i++) {
        if (!slice_is(name, words[i].name) || section->words[i] || line.len < name.len + 2)
            continue;
        section->words[i] = xstrndup(line.ptr + name.len + 2, line.len - name.len - 2);
        return &section->words[i];
    }
    error_set(error, "section %s: a line that begins with no word, or with one that was there: %.*s", section->name,
              (int)line.len, line.ptr);
    return NULL;
}

static void
continue_word(char **word, struct slice line)
{
    char *longer = xasprintf("%s %.*s", *word, (int)line.len, line.ptr);

    free(*word);
    *word = longer;
}

int
section_read(const struct section_source *source, struct section *section, struct error *error)
{
    struct slice rest = slice_of(source->sql), line;
    char **word = NULL;

    *section = (struct section){ .name = section_name(source) };
    while (next_comment(&rest, &line)) {
        if (word && slice_begins(line, "    "))
            continue_word(word, slice_skip(line, 4));
        else if ((word = begin_word(section, line, error)) == NULL)
            return -1;
    }
    section->sql = rest.ptr;
    for (size_t i = 0; i < SECTION_WORDS; i++)
        if (!section->words[i] && !words[i].optional)
            return error_set(error, "section %s: the comment has no line that begins with %s:", section->name,
                             words[i].name);
    return 0;
}

void
section_free(struct section *section)
{
    for (size_t i = 0; i < SECTION_WORDS; i++)
        free(section->words[i]);
    *section = (struct section){ 0 };
}

const char *
section_name(const struct section_source *source)
{
    return source->name + strspn(source->name, "0123456789_");
}

bool
section_is_of_all(const struct section *section)
{
    return section->words[SECTION_OF] && strcmp(section->words[SECTION_OF], "all") == 0;
}

struct slice
section_kind_of(const struct section *section, const char *column)
{
    size_t len = strlen(column);

    for (const char *at = section->words[SECTION_COLUMNS]; at && *at;) {
        size_t item = strcspn(at, ",");

        if (item > len && strncmp(at, column, len) == 0 && at[len] == ' ')
            return (struct slice){ at + len + 1, item - len - 1 };
        at += item;
        at += strspn(at, ", ");
    }
    return (struct slice){ NULL, 0 };
}
