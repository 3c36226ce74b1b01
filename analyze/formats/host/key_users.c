/*
 * /proc/key-users: written by proc_key_users_show (security/keys/proc.c):
 * `uid: usage keys/instantiated keys/maximum bytes/maximum`.
 */
#include "analyze/formats/lib/line_reader.h"

struct user_row {
    int64_t uid;
    int64_t usage;
    int64_t keys;
    int64_t instantiated;
    int64_t counted_keys;
    int64_t most_keys;
    int64_t counted_bytes;
    int64_t most_bytes;
};

static const struct column columns[] = {
    COLUMN(struct user_row, uid),           COLUMN(struct user_row, usage),        COLUMN(struct user_row, keys),
    COLUMN(struct user_row, instantiated),  COLUMN(struct user_row, counted_keys), COLUMN(struct user_row, most_keys),
    COLUMN(struct user_row, counted_bytes), COLUMN(struct user_row, most_bytes),
};
static const struct table table = TABLE("proc_key_users", columns);
static const struct table *const tables[] = { &table, NULL };

static void
scan_pair(struct scan *s, const char *want, int64_t *first, int64_t *second)
{
    scan_dec(s, want, first);
    scan_text(s, "/");
    scan_dec(s, want, second);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct user_row row = { .uid = 0 };

    (void)input;
    scan_dec(s, "uid", &row.uid);
    scan_text(s, ":");
    scan_dec(s, "usage", &row.usage);
    scan_pair(s, "keys", &row.keys, &row.instantiated);
    scan_pair(s, "quota of keys", &row.counted_keys, &row.most_keys);
    scan_pair(s, "quota of bytes", &row.counted_bytes, &row.most_bytes);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_key_users = { .name = "key_users", .parse = parse, .tables = tables };
