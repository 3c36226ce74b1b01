/*
 * /proc/locks: written by lock_get_status (fs/locks.c).
 *
 *     1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF
 *     1: -> POSIX  ADVISORY  WRITE 4711 fd:00:2531452 0 EOF      waits for the one before
 *     2: OFDLCK ADVISORY  READ  -1 00:1c:17 0 99
 *     3: LEASE  ACTIVE    READ  3517 <none>:0 0 EOF
 */
#include "analyze/formats/lib/line_reader.h"

struct lock_row {
    int64_t lock;
    int64_t blocked;
    struct slice kind;
    struct slice mode;
    struct slice access;
    int64_t pid;
    struct slice device;
    int64_t inode;
    int64_t first;
    struct maybe last;
};

static const struct column columns[] = {
    COLUMN(struct lock_row, lock),   COLUMN(struct lock_row, blocked), COLUMN(struct lock_row, kind),
    COLUMN(struct lock_row, mode),   COLUMN(struct lock_row, access),  COLUMN(struct lock_row, pid),
    COLUMN(struct lock_row, device), COLUMN(struct lock_row, inode),   COLUMN(struct lock_row, first),
    COLUMN(struct lock_row, last),
};
static const struct table table = TABLE("proc_locks", columns);
static const struct table *const tables[] = { &table, NULL };

/* `major:minor:`, or `<none>:`, which makes no value. */
static void
scan_device(struct scan *s, struct slice *device)
{
    struct slice minor = { NULL, 0 };
    struct slice major = { NULL, 0 };

    scan_space(s);
    scan_until(s, "device", ':', &major);
    if (!scan_ok(s) || slice_is(major, "<none>"))
        return;
    scan_until(s, "device", ':', &minor);
    if (scan_ok(s))
        *device = (struct slice){ major.ptr, (size_t)(minor.ptr + minor.len - major.ptr) };
}

static void
scan_last(struct scan *s, struct maybe *last)
{
    scan_space(s);
    if (slice_begins(s->rest, "EOF"))
        scan_text(s, "EOF");
    else if (scan_at_end(s))
        scan_fail(s, "last byte", s->rest);
    else
        scan_maybe_dec(s, "last byte", last);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct lock_row row = { 0 };

    (void)input;
    scan_dec(s, "number", &row.lock);
    scan_text(s, ":");
    scan_space(s);
    row.blocked = slice_begins(s->rest, "->");
    if (row.blocked)
        scan_text(s, "->");
    scan_word(s, "kind", &row.kind);
    scan_word(s, "mode", &row.mode);
    scan_word(s, "access", &row.access);
    scan_signed(s, "pid", &row.pid);
    scan_device(s, &row.device);
    scan_signed(s, "inode", &row.inode);
    scan_dec(s, "first byte", &row.first);
    scan_last(s, &row.last);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_locks = { .name = "locks", .parse = parse, .tables = tables };
