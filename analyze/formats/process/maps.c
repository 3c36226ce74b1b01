/*
 * /proc/PID/maps: written by show_map_vma (fs/proc/task_mmu.c).  A newline in a path is printed \012, and nothing else is escaped: the
 * path cannot be decoded, and stays as it was printed.
 */
#include "analyze/formats/lib/line_reader.h"

struct map_row {
    int64_t pid;
    struct slice start_address;
    struct slice end_address;
    int64_t size;
    struct slice permissions;
    int64_t file_offset;
    struct slice device;
    int64_t inode;
    struct slice path;
};

static const struct column columns[] = {
    COLUMN(struct map_row, pid),    COLUMN(struct map_row, start_address), COLUMN(struct map_row, end_address),
    COLUMN(struct map_row, size),   COLUMN(struct map_row, permissions),   COLUMN(struct map_row, file_offset),
    COLUMN(struct map_row, device), COLUMN(struct map_row, inode),         COLUMN(struct map_row, path),
};
static const struct table table = TABLE("process_maps", columns);
static const struct table *const tables[] = { &table, NULL };

/* A hexadecimal number, as a number and as text. */
static void
scan_address(struct scan *s, const char *want, int64_t *number, struct slice *text)
{
    *text = s->rest;
    scan_hex(s, want, number);
    text->len -= s->rest.len;
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct map_row row = { .pid = input->pid };
    int64_t start = 0;
    int64_t end = 0;

    scan_address(s, "start", &start, &row.start_address);
    scan_text(s, "-");
    scan_address(s, "end", &end, &row.end_address);
    row.size = (int64_t)((uint64_t)end - (uint64_t)start);
    scan_word(s, "permissions", &row.permissions);
    scan_hex(s, "offset", &row.file_offset);
    scan_word(s, "device", &row.device);
    scan_signed(s, "inode", &row.inode);
    scan_space(s);
    if (scan_ok(s) && s->rest.len > 0)
        scan_rest(s, &row.path);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_maps = { .name = "maps", .parse = parse, .tables = tables };
