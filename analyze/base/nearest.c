#include "analyze/base/nearest.h"

#include <stdlib.h>
#include <strings.h>

#include "analyze/base/error.h"

/* Longer names are no names of ours. */
enum { NAME_MAX_LENGTH = 64 };

/* A word of the other name is as far as that, so that a mistyped letter is nearer, and a name of other letters is not. */
enum { WORD_DISTANCE = 3 };

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* How many letters must be put in, taken out, or replaced, or swapped with their neighbour: optimal string alignment. */
static size_t
distance(struct slice a, struct slice b)
{
    size_t rows[3][NAME_MAX_LENGTH + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *oldest = before;

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = lower(a.ptr[i - 1]) == lower(b.ptr[j - 1]);

            row[j] = least(last[j] + 1, row[j - 1] + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && lower(a.ptr[i - 1]) == lower(b.ptr[j - 2]) &&
                lower(a.ptr[i - 2]) == lower(b.ptr[j - 1]) && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        before = last;
        last = row;
        row = oldest;
    }
    return last[b.len];
}

/* Whether the one is among the words of the other, which underscores separate. */
static bool
is_word_of(struct slice word, struct slice name)
{
    for (size_t at = 0; word.len >= 3 && at + word.len <= name.len; at++) {
        size_t same = 0;

        if (at > 0 && name.ptr[at - 1] != '_')
            continue;
        while (same < word.len && lower(word.ptr[same]) == lower(name.ptr[at + same]))
            same++;
        if (same == word.len && (at + same == name.len || name.ptr[at + same] == '_'))
            return true;
    }
    return false;
}

/* Beyond what is near. */
static size_t
measure(struct slice wanted, struct slice candidate)
{
    size_t few = wanted.len / 3 < 3 ? wanted.len / 3 : 3, found = distance(wanted, candidate);

    if (found <= (few > 0 ? few : 1) && found < wanted.len)
        return found;
    if (wanted.len >= 3 && candidate.len > wanted.len && strncasecmp(candidate.ptr, wanted.ptr, wanted.len) == 0)
        return WORD_DISTANCE;
    return is_word_of(wanted, candidate) || is_word_of(candidate, wanted) ? WORD_DISTANCE : SIZE_MAX;
}

void
nearest_add(struct nearest *nearest, struct slice candidate)
{
    size_t far, at = nearest->count;

    if (nearest->wanted.len > NAME_MAX_LENGTH || candidate.len > NAME_MAX_LENGTH)
        return;
    far = measure(nearest->wanted, candidate);
    if (far == SIZE_MAX)
        return;
    for (size_t i = 0; i < nearest->count; i++)
        if (nearest->list[i].name.len == candidate.len &&
            memcmp(nearest->list[i].name.ptr, candidate.ptr, candidate.len) == 0)
            return;
    while (at > 0 && nearest->list[at - 1].distance > far)
        at--;
    if (at == NEAREST_MAX)
        return;
    nearest->count += nearest->count < NEAREST_MAX;
    for (size_t i = nearest->count - 1; i > at; i--)
        nearest->list[i] = nearest->list[i - 1];
    nearest->list[at].name = candidate;
    nearest->list[at].distance = far;
}

const char *
nearest_name(const struct nearest *nearest)
{
    return nearest->count > 0 ? nearest->list[0].name.ptr : NULL;
}

char *
nearest_text(const struct nearest *nearest)
{
    char *text = NULL;

    for (size_t i = 0; i < nearest->count; i++) {
        char *longer = xasprintf("%s%s%.*s", text ? text : "", text ? ", " : "", (int)nearest->list[i].name.len,
                                 nearest->list[i].name.ptr);

        free(text);
        text = longer;
    }
    return text;
}
