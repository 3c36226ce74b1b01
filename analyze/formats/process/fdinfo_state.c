#include "analyze/formats/process/fdinfo_state.h"

#include "analyze/formats/lib/line_reader.h"
#include "analyze/formats/lib/lock_text.h"

static const struct column state_columns[] = {
    COLUMN(struct fd_state, pid),   COLUMN(struct fd_state, tid),   COLUMN(struct fd_state, fd),
    COLUMN(struct fd_state, pos),   COLUMN(struct fd_state, flags), COLUMN(struct fd_state, mount_id),
    COLUMN(struct fd_state, inode),
};
const struct table fd_state_table = TABLE("process_fd_states", state_columns);

struct lock_row {
    int64_t pid;
    int64_t tid;
    int64_t fd;
    int64_t lock_pid;
    struct lock_text lock;
};

#define LOCK(name, type)                                           \
    {                                                              \
#        name, offsetof(struct lock_row, lock.name), COLUMN_##type \
    }

static const struct column lock_columns[] = {
    COLUMN(struct lock_row, pid),
    COLUMN(struct lock_row, tid),
    COLUMN(struct lock_row, fd),
    LOCK(kind, TEXT),
    LOCK(mode, TEXT),
    LOCK(access, TEXT),
    COLUMN(struct lock_row, lock_pid),
    LOCK(device, TEXT),
    LOCK(inode, INTEGER),
    LOCK(first, INTEGER),
    LOCK(last, MAYBE),
};
const struct table fd_lock_table = TABLE("process_locks", lock_columns);

int
fd_state_end(struct fd_state *state, const struct format_sink *sink)
{
    bool is_row = state->fd >= 0 && (state->pos.known || state->flags.known);

    return is_row ? sink->row(sink->context, &fd_state_table, state, state->line) : 0;
}

/* Reads an octal number. */
static void
scan_octal(struct scan *s, const char *want, int64_t *out)
{
    struct slice text = { NULL, 0 };

    scan_word(s, want, &text);
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '7' || i == 20) {
            scan_fail(s, want, text);
            return;
        }
        *out = *out * 8 + (text.ptr[i] - '0');
    }
}

static int
take_lock(const struct fd_state *state, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct lock_row row = { .pid = state->pid, .tid = state->tid, .fd = state->fd };

    scan_lock(s, &row.lock);
    row.lock_pid = row.lock.pid;
    return format_row(sink, &fd_lock_table, &row, s, line);
}

int
fd_state_take(struct fd_state *state, int64_t fd, struct slice key, struct slice value, const struct format_sink *sink,
              size_t line)
{
    static const struct {
        const char *key;
        void (*scan)(struct scan *s, const char *want, int64_t *out);
        size_t offset;
    } fields[] = {
        { "pos", scan_signed, offsetof(struct fd_state, pos) },
        { "flags", scan_octal, offsetof(struct fd_state, flags) },
        { "mnt_id", scan_dec, offsetof(struct fd_state, mount_id) },
        { "ino", scan_signed, offsetof(struct fd_state, inode) },
    };
    struct scan s;

    value = value.ptr ? value : slice_of("");
    s = scan_of(value);
    if (fd != state->fd) {
        if (fd_state_end(state, sink) != 0)
            return -1;
        *state = (struct fd_state){ .pid = state->pid, .tid = state->tid, .fd = fd, .line = line };
    }
    if (slice_is(key, "lock"))
        return take_lock(state, &s, sink, line);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        struct maybe *number = (struct maybe *)(void *)((char *)state + fields[i].offset);

        if (!slice_is(key, fields[i].key) || number->known)
            continue;
        fields[i].scan(&s, fields[i].key, &number->value);
        number->known = scan_ok(&s) && scan_at_end(&s);
        return number->known ? 0 : sink->problem(sink->context, line, fields[i].key, value);
    }
    return 0;
}
