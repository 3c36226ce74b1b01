#include "analyze/base/nearest.h"

#include <stdint.h>
#include <string.h>

#include "analyze/base/error.h"

/* A longer word is no slip of the fingers; the bound keeps the work small. */
#define WORD_MAX 64

struct nearest
nearest_to(const char *word)
{
    return (struct nearest){ .word = word, .distance = SIZE_MAX };
}

/* Without a locale. */
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

/* The least number of letters to add, to drop, to change, or to swap with their neighbour, to make `b` of `a`. */
static size_t
distance_of(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][WORD_MAX + 1], *before = rows[0], *above = rows[1], *row = rows[2];

    for (size_t k = 0; k <= b_len; k++)
        before[k] = above[k] = k;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *next = before;

        row[0] = i;
        for (size_t k = 1; k <= b_len; k++) {
            size_t change = lower(a[i - 1]) != lower(b[k - 1]);

            row[k] = least(above[k] + 1, row[k - 1] + 1, above[k - 1] + change);
            if (i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2]) && lower(a[i - 2]) == lower(b[k - 1]) &&
                before[k - 2] + 1 < row[k])
                row[k] = before[k - 2] + 1;
        }
        before = above;
        above = row;
        row = next;
    }
    return above[b_len];
}

void
nearest_try(struct nearest *nearest, const char *name)
{
    size_t len = strlen(nearest->word), name_len = strlen(name), distance;

    if (len == 0 || len > WORD_MAX || name_len > WORD_MAX)
        return;
    distance = distance_of(nearest->word, len, name, name_len);
    if (distance < nearest->distance && distance <= (len + 2) / 3 && distance < len) {
        nearest->name = name;
        nearest->distance = distance;
    }
}
