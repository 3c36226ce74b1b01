/*
 * proc/PID/fdstat: written by collect from statx(2) of the files that descriptors refer to; see docs/snapshot-format.md.
 */
#include "analyze/formats/lib/file_status.h"
#include "analyze/formats/lib/line_reader.h"

struct fdstat_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    struct file_status status;
    struct slice not_asked;
    struct slice errno_name;
};

#define STATUS(name, type)                                             \
    {                                                                  \
#        name, offsetof(struct fdstat_row, status.name), COLUMN_##type \
    }

static const struct column columns[] = {
    COLUMN(struct fdstat_row, pid),
    COLUMN(struct fdstat_row, tid),
    COLUMN(struct fdstat_row, fd),
    STATUS(file_type, TEXT),
    STATUS(mode, MAYBE),
    STATUS(nlink, MAYBE),
    STATUS(uid, MAYBE),
    STATUS(gid, MAYBE),
    STATUS(device, TEXT),
    STATUS(inode, MAYBE),
    STATUS(special_device, TEXT),
    STATUS(size, MAYBE),
    STATUS(blocks, MAYBE),
    STATUS(accessed_ns, MAYBE),
    STATUS(modified_ns, MAYBE),
    STATUS(changed_ns, MAYBE),
    STATUS(born_ns, MAYBE),
    STATUS(mount_id, MAYBE),
    COLUMN(struct fdstat_row, not_asked),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct fdstat_row, errno_name), COLUMN_TEXT },
};
static const struct table table = TABLE("process_fd_files", columns);
static const struct table *const tables[] = { &table, NULL };

static void
scan_status(struct scan *s, struct fdstat_row *row)
{
    if (slice_begins(s->rest, "!")) {
        scan_text(s, "!");
        scan_word(s, "errno", &row->errno_name);
    } else if (slice_begins(s->rest, "-")) {
        scan_text(s, "-\t");
        scan_word(s, "reason", &row->not_asked);
    } else {
        scan_file_status(s, &row->status);
    }
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct fdstat_row row = { .pid = input->pid, .tid = input->tid };

    scan_text(s, "fd/");
    scan_dec(s, "fd", &row.fd);
    scan_text(s, "\t");
    if (scan_ok(s))
        scan_status(s, &row);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_fdstat = { .name = "fdstat", .parse = parse, .tables = tables };
