#include "analyze/findings/known.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/findings/check.h"

struct entry {
    char *line;                        /* which the others are parts of */
    const char *key, *pattern, *until; /* the last two NULL where the line has none */
};

struct known {
    struct entry *entries;
    size_t count;
};

/* The text without blanks around it, cut in place. */
static char *
trim(char *text)
{
    size_t len;

    text += strspn(text, " \t");
    len = strlen(text);
    while (len > 0 && strchr(" \t\n", text[len - 1]))
        text[--len] = '\0';
    return text;
}

/* Cuts the text at the first `sign`: what is behind it; NULL without one. */
static char *
cut(char *text, char sign)
{
    char *at = strchr(text, sign);

    if (!at)
        return NULL;
    *at = '\0';
    return trim(at + 1);
}

static bool
is_date(const char *text)
{
    static const char form[] = "0000-00-00";

    if (strlen(text) != sizeof(form) - 1)
        return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return strcmp(text + 5, "01") >= 0 && strcmp(text + 5, "13") < 0 && strcmp(text + 8, "01") >= 0 &&
           strcmp(text + 8, "31") <= 0;
}

/* A key with a slip of the pen would leave nothing out, and say nothing. */
static bool
is_check(const char *key)
{
    for (size_t i = 0; i < check_source_count; i++)
        if (strcmp(check_sources[i].key, key) == 0)
            return true;
    return false;
}

/* Takes the line over. */
static int
add(struct known *known, char *line, struct error *error)
{
    char *key = trim(line), *reason = cut(key, ';'), *until = reason ? cut(reason, ';') : NULL;
    char *pattern = cut(key, ':');

    known->entries = xrealloc(known->entries, (known->count + 1) * sizeof(*known->entries));
    known->entries[known->count++] = (struct entry){ line, trim(key), pattern, until };
    if (!*key || !reason || !*trim(reason))
        return error_set(error, "want KEY[:PATTERN]; REASON[; DATE]");
    if (!is_check(known->entries[known->count - 1].key))
        return error_set(error, "no check %s (analyze query DB 'SELECT key, title FROM finding_checks' has all)",
                         known->entries[known->count - 1].key);
    if (until && !is_date(until))
        return error_set(error, "want a date as 2026-01-31 behind the second semicolon, have %s", until);
    return 0;
}

static bool
says_nothing(const char *line)
{
    line += strspn(line, " \t\n");
    return *line == '\0' || *line == '#';
}

int
known_read(FILE *in, struct known **known, struct error *error)
{
    char *line = NULL;
    size_t size = 0, number = 0;
    int rc = 0;

    *known = xmalloc(sizeof(**known));
    **known = (struct known){ 0 };
    while (rc == 0 && getline(&line, &size, in) >= 0) {
        number++;
        if (says_nothing(line))
            continue;
        if (add(*known, line, error))
            rc = error_prefix(error, "line %zu", number);
        line = NULL;
        size = 0;
    }
    free(line);
    return rc == 0 && ferror(in) ? error_set(error, "%s", strerror(errno)) : rc;
}

void
known_free(struct known *known)
{
    for (size_t i = 0; known && i < known->count; i++)
        free(known->entries[i].line);
    if (known)
        free(known->entries);
    free(known);
}

bool
known_has(const struct known *known, const char *key, const char *program_or_subject, const char *today)
{
    for (size_t i = 0; known && i < known->count; i++) {
        const struct entry *entry = &known->entries[i];

        if (strcmp(entry->key, key) == 0 &&
            (!entry->pattern || sqlite3_strglob(entry->pattern, program_or_subject) == 0) &&
            (!entry->until || strcmp(today, entry->until) <= 0))
            return true;
    }
    return false;
}
