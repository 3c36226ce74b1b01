#include "analyze/base/limits.h"
#include "analyze/base/nearest.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum unit { BYTES, COUNT };

/* In the order of limits.def. */
static const struct {
    const char *name;
    size_t offset;
    int64_t usual, most;
    enum unit unit;
    const char *help;
} table[] = {
#define LIMIT(member, name, usual, most, unit, help) { name, offsetof(struct limits, member), usual, most, unit, help },
#include "analyze/base/limits.def"
#undef LIMIT
};

#define COUNT_OF_LIMITS (sizeof(table) / sizeof(table[0]))

const struct limits limits_usual = {
#define LIMIT(member, name, usual, most, unit, help) .member = (usual),
#include "analyze/base/limits.def"
#undef LIMIT
};

static int64_t
value_at(const struct limits *limits, size_t i)
{
    int64_t value;

    memcpy(&value, (const char *)limits + table[i].offset, sizeof(value));
    return value;
}

/* "64 GiB", "1000" */
static char *
text_of(int64_t value, enum unit unit)
{
    static const struct {
        int shift;
        const char *suffix;
    } sizes[] = { { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" } };

    for (size_t i = 0; unit == BYTES && i < sizeof(sizes) / sizeof(sizes[0]); i++)
        if (value >> sizes[i].shift > 0 && (value & ((INT64_C(1) << sizes[i].shift) - 1)) == 0)
            return xasprintf("%" PRId64 " %s", value >> sizes[i].shift, sizes[i].suffix);
    return xasprintf("%" PRId64 "%s", value, unit == BYTES ? " bytes" : "");
}

char *
limit_text(const struct limits *limits, size_t offset, const char *format)
{
    for (size_t i = 0; i < COUNT_OF_LIMITS; i++)
        if (table[i].offset == offset) {
            char *value = text_of(value_at(limits, i), table[i].unit);
            const char *place = strchr(format, '@');
            char *text =
                xasprintf("%.*s%s%s (see --limit %s)", (int)(place - format), format, value, place + 1, table[i].name);

            free(value);
            return text;
        }
    die("a bound without a name");
}

/* A number, for bytes with K, M, G or T behind it; -1 for anything else. */
static int64_t
parse(const char *text, enum unit unit)
{
    static const char suffixes[] = "KMGT";
    const char *suffix;
    char *end;
    long long value;
    int shift = 0;

    errno = 0;
    value = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : -1;
    if (value < 0 || errno)
        return -1;
    suffix = *end && unit == BYTES ? strchr(suffixes, *end) : NULL;
    if (suffix) {
        shift = 10 * (int)(suffix - suffixes + 1);
        end++;
    }
    return *end || value > INT64_MAX >> shift ? -1 : (int64_t)value << shift;
}

static int
set(struct limits *limits, size_t i, const char *text, struct error *error)
{
    int64_t value = parse(text, table[i].unit);

    if (value < 1 || value > table[i].most) {
        char *most = text_of(table[i].most, table[i].unit);

        (void)error_set(error, "--limit %s: want a number from 1 to %s%s, not %s", table[i].name, most,
                        table[i].unit == BYTES ? ", with K, M, G or T behind it" : "", text);
        free(most);
        return -1;
    }
    memcpy((char *)limits + table[i].offset, &value, sizeof(value));
    return 0;
}

int
limits_set(struct limits *limits, const char *assignment, struct error *error)
{
    size_t len = strcspn(assignment, "=");
    struct nearest nearest = { .wanted = { assignment, len } };

    for (size_t i = 0; i < COUNT_OF_LIMITS; i++) {
        if (strlen(table[i].name) == len && memcmp(table[i].name, assignment, len) == 0)
            return assignment[len] ? set(limits, i, assignment + len + 1, error)
                                   : error_set(error, "--limit %s: want NAME=VALUE", assignment);
        nearest_add(&nearest, slice_of(table[i].name));
    }
    if (nearest.count > 0)
        return error_set(error, "--limit %s: there is no such bound: is %s meant? (see analyze help limits)",
                         assignment, nearest_name(&nearest));
    return error_set(error, "--limit %s: there is no such bound (see analyze help limits)", assignment);
}

void
limits_print(FILE *out)
{
    fputs("Bounds, for --limit NAME=VALUE before or behind the operands of a command:\n\n", out);
    for (size_t i = 0; i < COUNT_OF_LIMITS; i++) {
        char *usual = text_of(table[i].usual, table[i].unit);

        fprintf(out, "  %-18s %-12s %s\n", table[i].name, usual, table[i].help);
        free(usual);
    }
}
