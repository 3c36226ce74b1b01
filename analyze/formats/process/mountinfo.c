/*
 * /proc/PID/mountinfo: written by show_mountinfo (fs/proc_namespace.c).
 *
 * Fields are parted by single spaces and may be empty (a tmpfs mounted from "").  Space, tab, newline and backslash inside
 * them are \OOO.  Lists of options stay as printed: decoded, a comma in a path would look like a comma of the list.  Each option
 * of the file system also has a row of its own, since it may hold any text.
 */
#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/lib/mount_options.h"

struct mountinfo_row {
    int64_t pid;
    int64_t mount_id;
    int64_t parent_id;
    struct slice device;
    struct slice root;
    struct slice mount_point;
    struct slice mount_options;
    struct slice optional_fields;
    struct slice fs_type;
    struct slice mount_source;
    struct slice super_options;
};

static const struct column columns[] = {
    COLUMN(struct mountinfo_row, pid),           COLUMN(struct mountinfo_row, mount_id),
    COLUMN(struct mountinfo_row, parent_id),     COLUMN(struct mountinfo_row, device),
    COLUMN(struct mountinfo_row, root),          COLUMN(struct mountinfo_row, mount_point),
    COLUMN(struct mountinfo_row, mount_options), COLUMN(struct mountinfo_row, optional_fields),
    COLUMN(struct mountinfo_row, fs_type),       COLUMN(struct mountinfo_row, mount_source),
    COLUMN(struct mountinfo_row, super_options),
};
static const struct table table = TABLE("mountinfo", columns);

struct option_row {
    int64_t item;
    struct slice name;
    struct slice value;
};

static const struct column option_columns[] = {
    COLUMN(struct option_row, item),
    COLUMN(struct option_row, name),
    COLUMN(struct option_row, value),
};
static const struct table option_table = TABLE("mount_super_options", option_columns);
static const struct table *const tables[] = { &table, &option_table, NULL };

static int
put_options(const struct mountinfo_row *mount, struct decoder *decoder, const struct format_sink *sink, size_t line)
{
    struct slice list = mount->super_options;
    struct option_row row = { 0 };
    struct mount_option option;
    size_t used = decoder->used;

    for (; mount_options_next(&list, mount->fs_type, decoder, &option); row.item++) {
        decoder->used = used; /* nobody needs the option before */
        row.name = option.name;
        row.value = option.value;
        if (sink->row(sink->context, &option_table, &row, line) != 0)
            return -1;
    }
    return 0;
}

/* Reads the optional tags and the lone hyphen behind them, which is always there. */
static void
scan_optional(struct scan *s, struct slice *out)
{
    struct slice tag;

    *out = (struct slice){ s->rest.ptr, 0 };
    for (;;) {
        scan_until(s, "-", ' ', &tag);
        if (!scan_ok(s) || slice_is(tag, "-"))
            return;
        out->len = (size_t)(tag.ptr + tag.len - out->ptr);
    }
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct mountinfo_row row = { .pid = input->pid };

    scan_dec(s, "mount id", &row.mount_id);
    scan_dec(s, "parent id", &row.parent_id);
    scan_text(s, " ");
    scan_until(s, "device", ' ', &row.device);
    scan_until(s, "root", ' ', &row.root);
    scan_until(s, "mount point", ' ', &row.mount_point);
    scan_until(s, "mount options", ' ', &row.mount_options);
    scan_optional(s, &row.optional_fields);
    scan_until(s, "type", ' ', &row.fs_type);
    scan_until(s, "source", ' ', &row.mount_source);
    scan_rest(s, &row.super_options);
    if (scan_ok(s)) {
        row.root = decode_octal(decoder, row.root);
        row.mount_point = decode_octal(decoder, row.mount_point);
        row.fs_type = decode_octal(decoder, row.fs_type);
        row.mount_source = decode_octal(decoder, row.mount_source);
    }
    if (format_row(sink, &table, &row, s, line) != 0)
        return -1;
    return scan_ok(s) ? put_options(&row, decoder, sink, line) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_mountinfo = { .name = "mountinfo", .parse = parse, .tables = tables };
