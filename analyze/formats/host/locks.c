/*
 * /proc/locks: written by lock_get_status (fs/locks.c).
 *
 *     1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF
 *     1: -> POSIX  ADVISORY  WRITE 4711 fd:00:2531452 0 EOF      waits for the one before
 *     2: OFDLCK ADVISORY  READ  -1 00:1c:17 0 99
 *     3: LEASE  ACTIVE    READ  3517 <none>:0 0 EOF
 */
#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/lib/lock_text.h"

static const struct column columns[] = {
    COLUMN(struct lock_text, lock),   COLUMN(struct lock_text, blocked), COLUMN(struct lock_text, kind),
    COLUMN(struct lock_text, mode),   COLUMN(struct lock_text, access),  COLUMN(struct lock_text, pid),
    COLUMN(struct lock_text, device), COLUMN(struct lock_text, inode),   COLUMN(struct lock_text, first),
    COLUMN(struct lock_text, last),
};
static const struct table table = TABLE("proc_locks", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct lock_text row = { 0 };

    (void)input;
    scan_lock(s, &row);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_locks = { .name = "locks", .parse = parse, .tables = tables };
