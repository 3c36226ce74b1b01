/*
 * proc/PID/links: written by collect from readlink(2) of what the kernel names in proc_fd_link, proc_exe_link and ns_get_path
 * (d_path, simple_dname, ns_dname: `socket:[N]`, `pipe:[N]`, `anon_inode:[name]`, `net:[N]`), and the protocol of a socket from
 * sockfs_xattr_get (net/socket.c).  See links in docs/snapshot-format.md.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct fd_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    struct slice mode;
    struct slice type;
    struct maybe inode;
    struct slice target;
    struct slice errno_name;
    struct slice protocol_name;
    struct slice protocol_errno;
    struct maybe net_namespace;
    struct slice net_namespace_errno;
    struct maybe device_net_namespace;
    struct slice device_net_namespace_errno;
};

struct link_row {
    int64_t pid;
    int64_t tid;
    struct slice link;
    struct maybe inode;
    struct slice target;
    struct slice errno_name;
};

/* errno is a macro and cannot be a field. */
#define ERRNO_COLUMN(record)                               \
    {                                                      \
        "errno", offsetof(record, errno_name), COLUMN_TEXT \
    }

static const struct column fd_columns[] = {
    COLUMN(struct fd_row, pid),
    COLUMN(struct fd_row, tid),
    COLUMN(struct fd_row, fd),
    COLUMN(struct fd_row, mode),
    COLUMN(struct fd_row, type),
    COLUMN(struct fd_row, inode),
    COLUMN(struct fd_row, target),
    ERRNO_COLUMN(struct fd_row),
    COLUMN(struct fd_row, protocol_name),
    COLUMN(struct fd_row, protocol_errno),
    COLUMN(struct fd_row, net_namespace),
    COLUMN(struct fd_row, net_namespace_errno),
    COLUMN(struct fd_row, device_net_namespace),
    COLUMN(struct fd_row, device_net_namespace_errno),
};
static const struct table fd_table = TABLE("process_fds", fd_columns);

static const struct column link_columns[] = {
    COLUMN(struct link_row, pid),   COLUMN(struct link_row, tid),    COLUMN(struct link_row, link),
    COLUMN(struct link_row, inode), COLUMN(struct link_row, target), ERRNO_COLUMN(struct link_row),
};
static const struct table link_table = TABLE("process_links", link_columns);

static const struct table *const tables[] = { &fd_table, &link_table, NULL };

/* The parts of a target. */
struct target {
    struct slice text;  /* no value when the link could not be read */
    struct slice type;  /* "file" for a path; else the word before the colon */
    struct maybe inode; /* N in type:[N] */
    struct slice errno_name;
    struct slice protocol_name; /* no value for most */
    struct slice protocol_errno;
    struct maybe net_namespace; /* of a socket; of a tun descriptor: where it was opened */
    struct slice net_namespace_errno;
    struct maybe device_net_namespace; /* of a tun descriptor: where its device is */
    struct slice device_net_namespace_errno;
};

static const char *const modes[] = { "r", "w", "rw", "-" };

static void
scan_mode(struct scan *s, struct slice *mode)
{
    scan_until(s, "mode", '\t', mode);
    if (!scan_ok(s))
        return;
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        if (slice_is(*mode, modes[i])) {
            if (slice_is(*mode, "-"))
                *mode = (struct slice){ NULL, 0 };
            return;
        }
    }
    scan_fail(s, "mode", *mode);
}

/* d_path puts "(unreachable)" before a path of a detached mount. */
static bool
is_path(struct slice text)
{
    return slice_begins(text, "/") || slice_begins(text, "(unreachable)");
}

static void
classify(struct target *target)
{
    struct scan s = scan_of(target->text);
    struct maybe inode = { 0 };

    if (is_path(target->text)) {
        target->type = slice_of("file");
        return;
    }
    scan_until(&s, "type", ':', &target->type);
    if (!scan_ok(&s)) /* old kernels: "inotify" */
        target->type = target->text;
    scan_text(&s, "[");
    scan_maybe_unsigned(&s, "inode", &inode);
    scan_text(&s, "]");
    if (scan_ok(&s) && s.rest.len == 0)
        target->inode = inode;
}

/* The field up to the next tab or the end of the line: a text, or a ! and the name of the error that came in its place. */
static void
scan_text_or_errno(struct scan *s, struct decoder *decoder, struct slice *out, struct slice *errno_name)
{
    struct slice text = { NULL, 0 };

    if (scan_ok(s) && s->rest.len > 0 && memchr(s->rest.ptr, '\t', s->rest.len))
        scan_until(s, "text", '\t', &text);
    else
        scan_rest(s, &text);
    if (!scan_ok(s))
        return;
    if (slice_begins(text, "!")) {
        *errno_name = slice_skip(text, 1);
        if (errno_name->len == 0)
            scan_fail(s, "errno", text);
    } else if (!decode_hex(decoder, text, out)) {
        scan_fail(s, "\\xHH", text);
    }
}

/* The inode number of a namespace, or a ! and the name of the error; nothing at the end of the line. */
static void
scan_namespace(struct scan *s, struct maybe *inode, struct slice *errno_name)
{
    struct slice text = { NULL, 0 };
    struct scan number;

    scan_part(s, '\t', &text);
    if (!scan_ok(s) || text.len == 0)
        return;
    if (slice_begins(text, "!")) {
        *errno_name = slice_skip(text, 1);
        return;
    }
    number = scan_of(text);
    scan_dec(&number, "network namespace", &inode->value);
    inode->known = scan_ok(&number) && number.rest.len == 0;
    if (!inode->known)
        scan_fail(s, "network namespace", text);
}

/* Up to three fields may follow a target, and later versions may write more. */
static void
scan_target(struct scan *s, struct decoder *decoder, struct target *out)
{
    scan_text_or_errno(s, decoder, &out->text, &out->errno_name);
    if (scan_ok(s) && out->text.ptr)
        classify(out);
    if (scan_ok(s) && s->rest.len > 0)
        scan_text_or_errno(s, decoder, &out->protocol_name, &out->protocol_errno);
    if (out->protocol_name.len == 0)
        out->protocol_name = (struct slice){ NULL, 0 };
    scan_namespace(s, &out->net_namespace, &out->net_namespace_errno);
    scan_namespace(s, &out->device_net_namespace, &out->device_net_namespace_errno);
    if (scan_ok(s))
        s->rest = slice_skip(s->rest, s->rest.len);
}

/* Reads N of fd/N; false when the name has another form. */
static bool
fd_of(struct slice name, int64_t *fd)
{
    struct scan s = scan_of(name);

    scan_text(&s, "fd/");
    if (!scan_ok(&s) || s.rest.len == 0 || s.rest.ptr[0] < '0' || s.rest.ptr[0] > '9')
        return false;
    scan_dec(&s, "fd", fd);
    return scan_ok(&s) && s.rest.len == 0;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct target target = { 0 };
    struct slice name = { NULL, 0 };
    struct slice mode = { NULL, 0 };
    int64_t fd = 0;

    scan_until(s, "name", '\t', &name);
    scan_mode(s, &mode);
    scan_target(s, decoder, &target);
    if (scan_ok(s) && fd_of(name, &fd)) {
        struct fd_row row = { .pid = input->pid,
                              .tid = input->tid,
                              .fd = fd,
                              .mode = mode,
                              .type = target.type,
                              .inode = target.inode,
                              .target = target.text,
                              .errno_name = target.errno_name,
                              .protocol_name = target.protocol_name,
                              .protocol_errno = target.protocol_errno,
                              .net_namespace = target.net_namespace,
                              .net_namespace_errno = target.net_namespace_errno,
                              .device_net_namespace = target.device_net_namespace,
                              .device_net_namespace_errno = target.device_net_namespace_errno };

        return format_row(sink, &fd_table, &row, s, line);
    }
    if (scan_ok(s) && (name.len == 0 || slice_begins(name, "fd/")))
        scan_fail(s, "name", name);
    struct link_row row = { .pid = input->pid,
                            .tid = input->tid,
                            .link = name,
                            .inode = target.inode,
                            .target = target.text,
                            .errno_name = target.errno_name };

    return format_row(sink, &link_table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_links = { .name = "links", .parse = parse, .tables = tables, .never_empty = true };
