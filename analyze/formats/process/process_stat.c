/*
 * /proc/PID/stat and /proc/PID/task/TID/stat: written by do_task_stat (fs/proc/array.c).
 *
 * The name of the task stands in brackets and may hold brackets, spaces and newlines of its own; what follows the last
 * one is numbers.
 */
#include "analyze/formats/lib/line_reader.h"

struct stat_row {
    int64_t pid;
    int64_t tid;
    struct slice comm;
    struct slice state;
    int64_t ppid;
    int64_t pgrp;
    int64_t session;
    int64_t tty_nr;
    int64_t flags;
    int64_t minflt;
    int64_t majflt;
    int64_t utime;
    int64_t stime;
    int64_t priority;
    int64_t nice;
    int64_t num_threads;
    int64_t starttime;
    int64_t vsize;
    int64_t rss;
    struct maybe tpgid;
    struct maybe processor;
    struct maybe rt_priority;
    struct maybe policy;
};

/* Between rss and processor: a limit, addresses, masks of signals, counters that are always 0, and the exit signal. */
#define FIELDS_TO_PROCESSOR 14

static const struct column columns[] = {
    COLUMN(struct stat_row, pid),         COLUMN(struct stat_row, tid),       COLUMN(struct stat_row, comm),
    COLUMN(struct stat_row, state),       COLUMN(struct stat_row, ppid),      COLUMN(struct stat_row, pgrp),
    COLUMN(struct stat_row, session),     COLUMN(struct stat_row, tty_nr),    COLUMN(struct stat_row, flags),
    COLUMN(struct stat_row, minflt),      COLUMN(struct stat_row, majflt),    COLUMN(struct stat_row, utime),
    COLUMN(struct stat_row, stime),       COLUMN(struct stat_row, priority),  COLUMN(struct stat_row, nice),
    COLUMN(struct stat_row, num_threads), COLUMN(struct stat_row, starttime), COLUMN(struct stat_row, vsize),
    COLUMN(struct stat_row, rss),         COLUMN(struct stat_row, tpgid),     COLUMN(struct stat_row, processor),
    COLUMN(struct stat_row, rt_priority), COLUMN(struct stat_row, policy),
};
static const struct table table = TABLE("process_stat", columns);
static const struct table *const tables[] = { &table, NULL };

/* Reads "number (comm)". */
static void
scan_task(struct scan *s, int64_t *number, struct slice *comm)
{
    size_t len;

    scan_dec(s, "pid", number);
    scan_text(s, " (");
    if (!scan_ok(s))
        return;
    len = s->rest.len;
    while (len > 0 && s->rest.ptr[len - 1] != ')')
        len--;
    if (len == 0) {
        scan_fail(s, ")", s->rest);
        return;
    }
    *comm = (struct slice){ s->rest.ptr, len - 1 };
    s->rest = slice_skip(s->rest, len);
}

static void
scan_numbers(struct scan *s, struct stat_row *row)
{
    int64_t unused;
    struct slice later;

    scan_word(s, "state", &row->state);
    scan_signed(s, "ppid", &row->ppid);
    scan_signed(s, "pgrp", &row->pgrp);
    scan_signed(s, "session", &row->session);
    scan_signed(s, "tty_nr", &row->tty_nr);
    scan_maybe_signed(s, "tpgid", &row->tpgid);
    scan_dec(s, "flags", &row->flags);
    scan_unsigned(s, "minflt", &row->minflt);
    scan_unsigned(s, "cminflt", &unused);
    scan_unsigned(s, "majflt", &row->majflt);
    scan_unsigned(s, "cmajflt", &unused);
    scan_unsigned(s, "utime", &row->utime);
    scan_unsigned(s, "stime", &row->stime);
    scan_signed(s, "cutime", &unused);
    scan_signed(s, "cstime", &unused);
    scan_signed(s, "priority", &row->priority);
    scan_signed(s, "nice", &row->nice);
    scan_dec(s, "num_threads", &row->num_threads);
    scan_signed(s, "itrealvalue", &unused);
    scan_unsigned(s, "starttime", &row->starttime);
    scan_unsigned(s, "vsize", &row->vsize);
    scan_signed(s, "rss", &row->rss);
    for (int i = 0; i < FIELDS_TO_PROCESSOR && !scan_at_end(s); i++)
        scan_word(s, "field", &later);
    scan_maybe_dec(s, "processor", &row->processor);
    scan_maybe_dec(s, "rt_priority", &row->rt_priority);
    scan_maybe_dec(s, "policy", &row->policy);
    scan_rest(s, &later);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct stat_row row = { .pid = input->pid, .tid = input->tid };
    struct lines lines;
    struct scan s;
    int64_t number = 0;

    if (input->text.len == 0)
        return 0;
    if (format_open(&lines, input, sink) != 0)
        return -1;
    s = scan_of(lines.rest); /* a name may have newlines */
    lines.whole = input->text.ptr[input->text.len - 1] == '\n';
    format_ends(&s, &lines, input->text);
    scan_task(&s, &number, &row.comm);
    scan_numbers(&s, &row);
    if (format_row(sink, &table, &row, &s, 1) != 0)
        return -1;
    /* The file is another process's, as when something is mounted over /proc/PID: the row is kept, with a problem. */
    if (scan_ok(&s) && number != input->tid)
        return sink->problem(sink->context, 1, "the number of its directory", input->text);
    return 0;
}

const struct format format_process_stat = {
    .name = "process_stat", .parse = parse, .tables = tables, .never_empty = true
};
