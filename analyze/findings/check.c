#include "analyze/findings/check.h"
#include "analyze/base/slice.h"

#include <stdlib.h>

static const struct {
    const char *name;
    bool optional;
} words[CHECK_WORDS] = {
    [CHECK_TITLE] = { "title", false },         [CHECK_SEVERITY] = { "severity", false },
    [CHECK_ATTACK] = { "attack", true },        [CHECK_FACTS] = { "facts", false },
    [CHECK_RULED_OUT] = { "ruled out", false }, [CHECK_NOT_EXCLUDABLE] = { "not excludable", false },
    [CHECK_ON_HOST] = { "on the host", false }, [CHECK_NEEDS] = { "needs", true },
    [CHECK_READS] = { "reads", true },          [CHECK_ONLY_IF] = { "only if", true },
};

/* Takes the next line off `rest`, if it is a comment, without its sign. */
static bool
next_comment(struct slice *rest, struct slice *line)
{
    const char *end;

    if (!slice_begins(*rest, "--"))
        return false;
    end = memchr(rest->ptr, '\n', rest->len);
    line->ptr = rest->ptr + 2;
    line->len = end ? (size_t)(end - line->ptr) : rest->len - 2;
    *rest = slice_skip(*rest, 2 + line->len + (end ? 1 : 0));
    return true;
}

static struct slice
trim(struct slice text)
{
    while (text.len > 0 && text.ptr[0] == ' ')
        text = slice_skip(text, 1);
    while (text.len > 0 && text.ptr[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* Begins a word with a line "WORD: text". */
static char **
begin_word(struct check *check, struct slice line, struct error *error)
{
    const char *colon = memchr(line.ptr, ':', line.len);
    struct slice name = { line.ptr, colon ? (size_t)(colon - line.ptr) : 0 };
    struct slice text;

    for (size_t i = 0; i < CHECK_WORDS; i++) {
        if (!slice_is(name, words[i].name) || check->words[i])
            continue;
        text = trim(slice_skip(line, name.len + 1));
        check->words[i] = xstrndup(text.ptr, text.len);
        return &check->words[i];
    }
    error_set(error, "a line that begins with no word of a check, or with one that was there: %.*s", (int)line.len,
              line.ptr);
    return NULL;
}

static void
continue_word(char **word, struct slice text)
{
    char *longer = xasprintf("%s %.*s", *word, (int)text.len, text.ptr);

    free(*word);
    *word = longer;
}

int
check_read(const char *sql, struct check *check, struct error *error)
{
    struct slice rest = slice_of(sql), line;
    char **word = NULL;

    *check = (struct check){ .sql = sql };
    while (next_comment(&rest, &line)) {
        if (word && slice_begins(line, "   "))
            continue_word(word, trim(line));
        else if ((word = begin_word(check, trim(line), error)) == NULL)
            return -1;
    }
    for (size_t i = 0; i < CHECK_WORDS; i++)
        if (!check->words[i] && !words[i].optional)
            return error_set(error, "the comment has no line that begins with %s:", words[i].name);
    return 0;
}

void
check_free(struct check *check)
{
    for (size_t i = 0; i < CHECK_WORDS; i++)
        free(check->words[i]);
    *check = (struct check){ 0 };
}
