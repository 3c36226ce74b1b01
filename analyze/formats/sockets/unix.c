/*
 * /proc/net/unix: written by unix_seq_show (net/unix/af_unix.c).
 *
 * A bound path is printed as it is, newlines and all, so a row ends where the next one begins.  Whoever binds a path can
 * make it look like rows of its own: the text cannot tell them from real ones, only the descriptors and sock_diag can.
 *
 * An abstract name begins with @ in place of its NUL, and a path may begin with @, too.  Since 4.19 the kernel prints the other NULs of
 * an abstract name as @; older kernels print the NULs, which no path has.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct unix_row {
    int64_t net_namespace;
    struct slice pass;
    int64_t ref_count;
    int64_t protocol;
    int64_t flags;
    int64_t type;
    int64_t st;
    int64_t inode;
    struct slice path;
    struct maybe abstract;
};

static const struct column columns[] = {
    COLUMN(struct unix_row, net_namespace),
    COLUMN(struct unix_row, pass),
    COLUMN(struct unix_row, ref_count),
    COLUMN(struct unix_row, protocol),
    COLUMN(struct unix_row, flags),
    COLUMN(struct unix_row, type),
    COLUMN(struct unix_row, st),
    COLUMN(struct unix_row, inode),
    COLUMN(struct unix_row, path),
    COLUMN(struct unix_row, abstract),
};
static const struct table table = TABLE("proc_net_unix", columns);
static const struct table *const tables[] = { &table, NULL };

static const char *const headers[] = { "Num RefCount Protocol Flags Type St Inode Path", NULL };

/* Whether a line begins a row; otherwise it continues the path of the row before. */
static bool
begins_row(struct slice line)
{
    struct scan s = scan_of(line);
    struct slice pointer = { NULL, 0 };
    uint32_t ref_count;

    scan_space(&s);
    scan_until(&s, "pointer", ':', &pointer);
    scan_text(&s, " ");
    scan_hex32(&s, "references", &ref_count);
    scan_text(&s, " ");
    return scan_ok(&s) && format_is_pointer(pointer);
}

/* Reads the path: to the end of the last line that does not begin another row. */
static void
scan_path(struct scan *s, struct lines *lines, struct slice *path)
{
    struct lines ahead = *lines;
    struct slice line;

    scan_text(s, " ");
    scan_rest(s, path);
    if (!scan_ok(s))
        return;
    while (lines_next(&ahead, &line) && !begins_row(line)) {
        path->len = (size_t)(line.ptr + line.len - path->ptr);
        *lines = ahead;
    }
    format_ends(s, lines, *path);
}

/* Whether a name is abstract, as far as the text tells. */
static void
take_name(struct unix_row *row, struct decoder *decoder)
{
    if (row->path.len == 0)
        return;
    if (row->path.ptr[0] != '@') {
        row->abstract = maybe_of(0);
    } else if (memchr(row->path.ptr, '\0', row->path.len)) {
        row->abstract = maybe_of(1);
        row->path = decode_abstract(decoder, row->path);
    }
}

static int
parse_line(const struct format_input *input, const struct format_sink *sink, struct lines *lines, struct slice line,
           struct decoder *decoder)
{
    struct unix_row row = { .net_namespace = input->net_namespace, .pass = input->pass };
    struct scan s = scan_of(line);
    struct slice pointer;
    size_t number = lines->number;

    s.more = lines->more;
    s.wider = &lines->wider;
    if (!begins_row(line))
        scan_fail(&s, "socket", line);
    scan_space(&s);
    scan_until(&s, "pointer", ':', &pointer);
    scan_hex(&s, "references", &row.ref_count);
    scan_hex(&s, "protocol", &row.protocol);
    scan_hex(&s, "flags", &row.flags);
    scan_hex(&s, "type", &row.type);
    scan_hex(&s, "state", &row.st);
    scan_unsigned(&s, "inode", &row.inode);
    if (scan_ok(&s) && s.rest.len > 0)
        scan_path(&s, lines, &row.path);
    else
        format_ends(&s, lines, line);
    take_name(&row, decoder);
    return format_row(sink, &table, &row, &s, number);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines = format_lines_of(input);
    struct decoder decoder = { .room = input->text.len, .most = input->text_most };
    struct slice line;
    int more = format_header(&lines, sink, headers);

    if (more != 1)
        return more;
    for (more = 0; more == 0 && lines_next(&lines, &line); decoder_reset(&decoder))
        more = parse_line(input, sink, &lines, line, &decoder);
    decoder_free(&decoder);
    return more;
}

const struct format format_unix = { .name = "unix", .parse = parse, .tables = tables, .never_empty = true };
