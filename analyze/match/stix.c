/*
 * Patterns of STIX 2: [ipv4-addr:value = '10.0.0.1' OR ...].  Each comparison of a known path with =, IN or ISSUBSET is an indicator of
 * its own.  Where comparisons are joined by AND, a port alone, or a name, would hit what the pattern does not mean: it is left out if something else
 * is there.
 */
#include "analyze/match/list.h"

#include <ctype.h>

/* The next word, quoted text or sign of the pattern; len 0 at its end. */
static struct slice
token(struct slice *rest, bool *quoted)
{
    struct slice start;
    size_t len = 1;

    while (rest->len > 0 && isspace((unsigned char)rest->ptr[0]))
        *rest = slice_skip(*rest, 1);
    start = *rest;
    *quoted = rest->len > 0 && rest->ptr[0] == '\'';
    if (rest->len == 0)
        return start;
    if (*quoted) {
        while (len < rest->len && rest->ptr[len] != '\'')
            len += rest->ptr[len] == '\\' && len + 1 < rest->len ? 2 : 1;
        *rest = slice_skip(start, len < start.len ? len + 1 : start.len);
        return (struct slice){ start.ptr + 1, (len < start.len ? len : start.len) - 1 };
    }
    if (!strchr("[]()=,", start.ptr[0]))
        while (len < rest->len && !isspace((unsigned char)rest->ptr[len]) && !strchr("[]()=,", rest->ptr[len]))
            len++;
    *rest = slice_skip(start, len);
    return (struct slice){ start.ptr, len };
}

/* file:hashes.'SHA-256' as file:hashes.SHA-256. */
static size_t
without_quotes(struct slice path, char *out, size_t size)
{
    size_t len = 0;

    for (size_t i = 0; i < path.len && len < size; i++)
        if (path.ptr[i] != '\'')
            out[len++] = path.ptr[i];
    return len;
}

static bool
has_word(struct slice pattern, const char *word)
{
    bool quoted;
    struct slice at;

    while ((at = token(&pattern, &quoted)).len > 0)
        if (!quoted && slice_is(at, word))
            return true;
    return false;
}

/* What is too common to be looked for beside something else. */
#define COMMON (KIND_PORT | KIND_NAME)

static int
comparisons(struct indicators *indicators, struct slice pattern, unsigned wanted, struct slice note,
            const struct place *place, size_t *found, struct error *error)
{
    unsigned kinds = 0;
    bool quoted, compared = false;
    char path[64];
    size_t len;
    struct slice at;

    while ((at = token(&pattern, &quoted)).len > 0 || quoted) {
        if (!quoted && memchr(at.ptr, ':', at.len)) {
            len = without_quotes(at, path, sizeof(path));
            kinds = kinds_of_type((struct slice){ path, len });
            compared = false;
        } else if (!quoted && (slice_is(at, "=") || slice_is(at, "IN") || slice_is(at, "ISSUBSET"))) {
            compared = true;
        } else if (compared && (quoted || isdigit((unsigned char)at.ptr[0])) && (kinds & wanted)) {
            ++*found;
            if (indicators && indicators_add(indicators, kinds, at, note, place, error))
                return -1;
        } else if (!quoted && (slice_is(at, "AND") || slice_is(at, "OR"))) {
            compared = false;
        }
    }
    return 0;
}

int
stix_pattern(struct indicators *indicators, struct slice pattern, struct slice note, const struct place *place,
             struct error *error)
{
    const unsigned all = ~0U;
    unsigned wanted = all;
    size_t specific = 0, found = 0;

    if (has_word(pattern, "NOT") || has_word(pattern, "FOLLOWEDBY") || has_word(pattern, "!")) {
        indicators_refuse(indicators, pattern, place);
        return 0;
    }
    if (has_word(pattern, "AND")) {
        (void)comparisons(NULL, pattern, all & ~(unsigned)COMMON, note, place, &specific, error); /* only counts */
        wanted = specific > 0 ? all & ~(unsigned)COMMON : all;
    }
    if (comparisons(indicators, pattern, wanted, note, place, &found, error))
        return -1;
    if (found == 0)
        indicators_refuse(indicators, pattern, place);
    return 0;
}
