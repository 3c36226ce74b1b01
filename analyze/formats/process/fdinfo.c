/*
 * proc/PID/fdinfo: written by collect from /proc/PID/fdinfo/N, each line behind "fd/N" and a tab.  What the lines say comes from
 * seq_show (fs/proc/fd.c) and the show_fdinfo function of the kind of file: ep_show_fdinfo (fs/eventpoll.c),
 * inotify_fdinfo and fanotify_fdinfo (fs/notify/fdinfo.c), eventfd_show_fdinfo, timerfd_show, signalfd_show_fdinfo,
 * pidfd_show_fdinfo, tun_chr_show_fdinfo, bpf_prog_show_fdinfo and its like, unix_show_fdinfo, io_uring_show_fdinfo.
 *
 * Every line is a row of process_fdinfo.  Lines of many fields have a decoded row beside it, and what every descriptor has is one row
 * of process_fd_states.
 */
#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/process/fdinfo_state.h"

struct info_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    struct slice key;
    struct maybe item;
    struct slice value;
    struct slice errno_name;
};

static const struct column info_columns[] = {
    COLUMN(struct info_row, pid),
    COLUMN(struct info_row, tid),
    COLUMN(struct info_row, fd),
    COLUMN(struct info_row, key),
    COLUMN(struct info_row, item),
    COLUMN(struct info_row, value),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct info_row, errno_name), COLUMN_TEXT },
};
static const struct table info_table = TABLE("process_fdinfo", info_columns);

struct epoll_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    struct maybe target_fd;
    struct maybe events;
    struct maybe data;
    struct maybe pos;
    struct maybe inode;
    struct maybe device;
};

static const struct column epoll_columns[] = {
    COLUMN(struct epoll_row, pid),       COLUMN(struct epoll_row, tid),    COLUMN(struct epoll_row, fd),
    COLUMN(struct epoll_row, target_fd), COLUMN(struct epoll_row, events), COLUMN(struct epoll_row, data),
    COLUMN(struct epoll_row, pos),       COLUMN(struct epoll_row, inode),  COLUMN(struct epoll_row, device),
};
static const struct table epoll_table = TABLE("process_epoll_targets", epoll_columns);

struct watch_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    struct slice kind;
    struct maybe wd;
    struct maybe inode;
    struct maybe device;
    struct maybe mount_id;
    struct maybe mask;
    struct maybe ignored_mask;
    struct maybe mark_flags;
    struct slice file_handle;
};

static const struct column watch_columns[] = {
    COLUMN(struct watch_row, pid),          COLUMN(struct watch_row, tid),        COLUMN(struct watch_row, fd),
    COLUMN(struct watch_row, kind),         COLUMN(struct watch_row, wd),         COLUMN(struct watch_row, inode),
    COLUMN(struct watch_row, device),       COLUMN(struct watch_row, mount_id),   COLUMN(struct watch_row, mask),
    COLUMN(struct watch_row, ignored_mask), COLUMN(struct watch_row, mark_flags), COLUMN(struct watch_row, file_handle),
};
static const struct table watch_table = TABLE("process_watches", watch_columns);

static const struct table *const tables[] = { &info_table,     &epoll_table,   &watch_table,
                                              &fd_state_table, &fd_lock_table, NULL };

/* A field `name:value` of a line with many fields; fields without an entry here stay in process_fdinfo alone. */
struct field {
    const char *name;
    enum { FIELD_DEC, FIELD_HEX, FIELD_TEXT } type;
    size_t offset;
};

static const struct field epoll_fields[] = {
    { "tfd", FIELD_DEC, offsetof(struct epoll_row, target_fd) },
    { "events", FIELD_HEX, offsetof(struct epoll_row, events) },
    { "data", FIELD_HEX, offsetof(struct epoll_row, data) },
    { "pos", FIELD_DEC, offsetof(struct epoll_row, pos) },
    { "ino", FIELD_HEX, offsetof(struct epoll_row, inode) },
    { "sdev", FIELD_HEX, offsetof(struct epoll_row, device) },
    { NULL, FIELD_TEXT, 0 },
};

static const struct field watch_fields[] = {
    { "wd", FIELD_HEX, offsetof(struct watch_row, wd) },
    { "ino", FIELD_HEX, offsetof(struct watch_row, inode) },
    { "sdev", FIELD_HEX, offsetof(struct watch_row, device) },
    { "mnt_id", FIELD_HEX, offsetof(struct watch_row, mount_id) },
    { "mask", FIELD_HEX, offsetof(struct watch_row, mask) },
    { "ignored_mask", FIELD_HEX, offsetof(struct watch_row, ignored_mask) },
    { "mflags", FIELD_HEX, offsetof(struct watch_row, mark_flags) },
    { "f_handle", FIELD_TEXT, offsetof(struct watch_row, file_handle) },
    { NULL, FIELD_TEXT, 0 },
};

static void
scan_field(struct scan *s, const struct field *field, void *record)
{
    char *at = (char *)record + field->offset;
    struct maybe number = { false, 0 };

    if (field->type == FIELD_TEXT) {
        scan_word(s, field->name, (struct slice *)(void *)at);
        return;
    }
    if (field->type == FIELD_DEC)
        scan_signed(s, field->name, &number.value);
    else
        scan_hex(s, field->name, &number.value);
    if (scan_ok(s) && s->rest.len > 0 && s->rest.ptr[0] != ' ')
        scan_fail(s, field->name, s->rest);
    number.known = scan_ok(s);
    *(struct maybe *)(void *)at = number;
}

/* Reads the fields of the line into the record; a colon may have spaces behind it. */
static void
scan_fields(struct scan *s, const struct field *fields, void *record)
{
    struct slice name = { NULL, 0 };
    struct slice other = { NULL, 0 };

    while (scan_ok(s) && !scan_at_end(s)) {
        const struct field *field = fields;

        scan_space(s);
        scan_until(s, "field", ':', &name);
        while (scan_ok(s) && field->name && !slice_is(name, field->name))
            field++;
        if (field->name)
            scan_field(s, field, record);
        else
            scan_word(s, "value", &other);
    }
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The key of the line above the lines that begin with blanks. */
struct section {
    int64_t fd;
    struct slice key;
};

/* "    3: socket:[8]" below "UserFiles:	4" is item 3 of UserFiles. */
static void
take_continuation(struct slice text, const struct section *section, struct info_row *row)
{
    struct scan s = scan_of(text);
    struct maybe item = { false, 0 };

    scan_space(&s);
    row->key = section->key;
    row->value = s.rest;
    scan_dec(&s, "item", &item.value);
    scan_text(&s, ": ");
    if (!scan_ok(&s))
        return;
    item.known = true;
    row->item = item;
    row->value = s.rest;
}

/* "key:	value"; "inotify wd:1 …" has the key inotify, "settime flags: 00" has all before the colon. */
static void
take_key(struct slice text, struct info_row *row)
{
    const char *end = memchr(text.ptr, ':', text.len);

    if (slice_begins(text, "inotify ") || slice_begins(text, "fanotify "))
        end = memchr(text.ptr, ' ', text.len);
    if (!end) {
        row->key = text;
        return;
    }
    row->key = (struct slice){ text.ptr, (size_t)(end - text.ptr) };
    row->value = slice_skip(text, row->key.len + 1);
    while (row->value.len > 0 && is_blank(row->value.ptr[0]))
        row->value = slice_skip(row->value, 1);
}

static void
take_text(struct slice text, struct section *section, struct info_row *row)
{
    if (section->fd != row->fd)
        *section = (struct section){ .fd = row->fd };
    if (slice_begins(text, "!")) {
        row->errno_name = slice_skip(text, 1);
    } else if (text.len == 0 || is_blank(text.ptr[0])) {
        take_continuation(text, section, row);
    } else {
        take_key(text, row);
        section->key = row->key;
    }
}

/* The decoded row of a line with many fields. */
static int
put_fields(const struct info_row *info, struct slice text, const struct format_sink *sink, size_t line)
{
    struct epoll_row epoll = { .pid = info->pid, .tid = info->tid, .fd = info->fd };
    struct watch_row watch = { .pid = info->pid, .tid = info->tid, .fd = info->fd, .kind = info->key };
    bool is_epoll = slice_is(info->key, "tfd");
    bool is_watch = slice_is(info->key, "inotify") || slice_is(info->key, "fanotify");
    struct scan s = scan_of(is_epoll ? text : info->value);

    if (info->item.known || (!is_epoll && !is_watch))
        return 0;
    /* The first line of a fanotify group describes the group, not a watch. */
    if (is_watch && (slice_begins(info->value, "flags:") || !info->value.ptr))
        return 0;
    scan_fields(&s, is_epoll ? epoll_fields : watch_fields, is_epoll ? (void *)&epoll : (void *)&watch);
    return format_row(sink, is_epoll ? &epoll_table : &watch_table, is_epoll ? (void *)&epoll : (void *)&watch, &s,
                      line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct lines lines = format_lines_of(input);
    struct section section = { .fd = -1 };
    struct fd_state state = { .pid = input->pid, .tid = input->tid, .fd = -1 };
    struct slice line;
    int result = 0;

    while (result == 0 && lines_next(&lines, &line)) {
        struct scan s = format_line(&lines, line);
        struct info_row row = { .pid = input->pid, .tid = input->tid };
        struct slice text = { NULL, 0 };

        scan_text(&s, "fd/");
        if (scan_ok(&s) && s.rest.len > 0 && is_blank(s.rest.ptr[0]))
            scan_fail(&s, "fd", s.rest);
        scan_dec(&s, "fd", &row.fd);
        scan_text(&s, "\t");
        scan_rest(&s, &text);
        if (scan_ok(&s))
            take_text(text, &section, &row);
        if (slice_is(row.errno_name, ""))
            scan_fail(&s, "errno", text);
        result = format_row(sink, &info_table, &row, &s, lines.number);
        if (result == 0 && scan_ok(&s) && row.key.ptr)
            result = put_fields(&row, text, sink, lines.number);
        if (result == 0 && scan_ok(&s) && row.key.ptr && !row.item.known)
            result = fd_state_take(&state, row.fd, row.key, row.value, sink, lines.number);
    }
    /* What was cut off may have said more of the last descriptor. */
    return result == 0 && !input->cut ? fd_state_end(&state, sink) : result;
}

const struct format format_fdinfo = { .name = "fdinfo", .parse = parse, .tables = tables };
