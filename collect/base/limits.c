#include "collect/base/limits.h"

#include "collect/base/text.h"

#include <stddef.h>
#include <string.h>

enum unit { BYTES, COUNT };

/* The most that each can be. */
#define HELD        (UINT64_C(1) << 31) /* bytes that are held in memory as a whole: a program of 32 bits has room for them */
#define FREE        (UINT64_C(1) << 50) /* bytes that are not */
#define COUNTED     UINT64_C(100000000) /* of what is small: some bytes of memory each */
#define DESCRIPTORS UINT64_C(100000)    /* what keeps a descriptor each */
#define DAY         UINT64_C(86400)     /* seconds */

/* In the order of limits.def. */
static const struct {
    const char *name;
    size_t offset;
    uint64_t usual, most;
    enum unit unit;
    const char *help;
} table[] = {
#define LIMIT(member, name, usual, most, unit, help) { name, offsetof(struct limits, member), usual, most, unit, help },
#include "collect/base/limits.def"
#undef LIMIT
};

#define COUNT_OF_LIMITS (sizeof(table) / sizeof(table[0]))

const struct means means_usual = {
    .window_bytes = LIMIT_WINDOW_BYTES,
    .window_units = LIMIT_WINDOW_UNITS,
    .dump_part = LIMIT_DUMP_PART,
    .segment_bytes = LIMIT_SEGMENT_BYTES,
    .segment_lines = LIMIT_SEGMENT_LINES,
};

static const struct means means_low = {
    .workers = 1,
    .window_bytes = LIMIT_LOW_WINDOW_BYTES,
    .window_units = LIMIT_LOW_WINDOW_UNITS,
    .dump_part = LIMIT_LOW_DUMP_PART,
    .segment_bytes = LIMIT_LOW_SEGMENT_BYTES,
    .segment_lines = LIMIT_LOW_SEGMENT_LINES,
    .zstd_window = LIMIT_LOW_ZSTD_WINDOW,
};

const struct limits limits_usual = {
#define LIMIT(member, name, usual, most, unit, help) .member = { name, usual, false },
#include "collect/base/limits.def"
#undef LIMIT
    .means = &means_usual,
};

void
limits_economize(struct limits *limits)
{
    const struct {
        struct bound *bound;
        uint64_t most;
    } low[] = {
        { &limits->table_bytes, LIMIT_LOW_TABLE },
        { &limits->file_bytes, LIMIT_LOW_FILE },
        { &limits->names, LIMIT_LOW_NAMES },
        { &limits->saved_file_bytes, LIMIT_LOW_TABLE },
    };

    for (size_t i = 0; i < sizeof(low) / sizeof(low[0]); i++)
        if (!low[i].bound->chosen)
            low[i].bound->most = low[i].most;
    limits->means = &means_low;
}

struct bound
limits_at(const struct limits *limits, size_t offset)
{
    struct bound bound;

    memcpy(&bound, (const char *)limits + offset, sizeof(bound));
    return bound;
}

void
bound_name(struct bytes *out, struct bound bound)
{
    bytes_format(out, " (see --limit %s)", bound.name);
}

/* "40 MiB", "1000" */
static void
put_value(struct bytes *out, uint64_t value, enum unit unit)
{
    static const struct {
        int shift;
        const char *suffix;
    } sizes[] = { { 40, "TiB" }, { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" } };

    for (size_t i = 0; unit == BYTES && i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        if (value >> sizes[i].shift > 0 && (value & ((UINT64_C(1) << sizes[i].shift) - 1)) == 0) {
            bytes_format(out, "%llu %s", (unsigned long long)(value >> sizes[i].shift), sizes[i].suffix);
            return;
        }
    }
    bytes_format(out, "%llu%s", (unsigned long long)value, unit == BYTES ? " bytes" : "");
}

/* Parses a number, for bytes with K, M, G or T behind it.  False for anything else. */
static bool
parse(const char *text, enum unit unit, uint64_t *value)
{
    static const char suffixes[] = "KMGT";
    size_t len = strlen(text);
    const char *suffix = unit == BYTES && len > 0 ? strchr(suffixes, text[len - 1]) : NULL;
    int shift = suffix ? 10 * (int)(suffix - suffixes + 1) : 0;

    if (!text_decimal((struct text){ text, suffix ? len - 1 : len }, UINT64_MAX >> shift, value))
        return false;
    *value <<= shift;
    return true;
}

static int
set(struct limits *limits, size_t i, const char *text, struct error *error)
{
    struct bound bound = { table[i].name, 0, true };

    if (!parse(text, table[i].unit, &bound.most) || bound.most < 1 || bound.most > table[i].most) {
        (void)error_set(error, "--limit %s wants a number from 1 to ", table[i].name);
        put_value(&error->text, table[i].most, table[i].unit);
        bytes_format(&error->text, "%s, not '%s'", table[i].unit == BYTES ? ", with K, M, G or T behind it" : "", text);
        return -1;
    }
    memcpy((char *)limits + table[i].offset, &bound, sizeof(bound));
    return 0;
}

int
limits_set(struct limits *limits, const char *assignment, struct error *error)
{
    size_t len = strcspn(assignment, "=");

    for (size_t i = 0; i < COUNT_OF_LIMITS; i++)
        if (strlen(table[i].name) == len && memcmp(table[i].name, assignment, len) == 0 && assignment[len])
            return set(limits, i, assignment + len + 1, error);
    return error_set(error, "--limit wants NAME=VALUE with a name that collect --help lists, not '%s'", assignment);
}

void
limits_help(struct bytes *out)
{
    for (size_t i = 0; i < COUNT_OF_LIMITS; i++) {
        struct bytes usual = { 0 };

        put_value(&usual, table[i].usual, table[i].unit);
        bytes_format(out, "  %-18s %-8s  %s\n", table[i].name, bytes_string(&usual), table[i].help);
        bytes_free(&usual);
    }
}

void
limits_changed(const struct limits *limits, void (*put)(void *context, struct bound bound), void *context)
{
    for (size_t i = 0; i < COUNT_OF_LIMITS; i++) {
        struct bound bound = limits_at(limits, table[i].offset);

        if (bound.most != table[i].usual)
            put(context, bound);
    }
}
