/*
 * /proc/mounts: written by show_vfsmnt (fs/proc_namespace.c).  Fields as in mountinfo; the options of the mount and of its file
 * system stand in one list.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct mount_row {
    struct slice device;
    struct slice mount_point;
    struct slice fs_type;
    struct slice options;
};

static const struct column columns[] = {
    COLUMN(struct mount_row, device),
    COLUMN(struct mount_row, mount_point),
    COLUMN(struct mount_row, fs_type),
    COLUMN(struct mount_row, options),
};
static const struct table table = TABLE("mounts_file", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct mount_row row = { .device = { NULL, 0 } };

    (void)input;
    scan_until(s, "device", ' ', &row.device);
    scan_until(s, "mount point", ' ', &row.mount_point);
    scan_until(s, "type", ' ', &row.fs_type);
    scan_until(s, "options", ' ', &row.options);
    scan_text(s, "0 0"); /* dump and pass of fstab(5) */
    if (scan_ok(s)) {
        row.device = decode_octal(decoder, row.device);
        row.mount_point = decode_octal(decoder, row.mount_point);
        row.fs_type = decode_octal(decoder, row.fs_type);
    }
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_mounts = { .name = "mounts", .parse = parse, .tables = tables };
