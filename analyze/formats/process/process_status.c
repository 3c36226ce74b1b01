/*
 * /proc/PID/status: written by proc_pid_status (fs/proc/array.c).  Name is escaped, so it cannot forge a line.
 */
#include <stdlib.h>

#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct status_row {
    int64_t pid;
    int64_t tid;
    struct maybe tgid;
    struct slice ns_tgid;
    struct maybe tracer_pid;
    struct maybe uid;
    struct maybe euid;
    struct maybe suid;
    struct maybe fsuid;
    struct maybe gid;
    struct maybe egid;
    struct maybe sgid;
    struct maybe fsgid;
    struct slice groups;
    struct maybe vm_size;
    struct maybe vm_rss;
    struct maybe vm_lck;
    struct maybe threads;
    struct slice cap_inh;
    struct slice cap_prm;
    struct slice cap_eff;
    struct slice cap_bnd;
    struct slice cap_amb;
    struct maybe no_new_privs;
    struct maybe seccomp;
    struct maybe vm_swap;
    struct maybe rss_anon;
    struct maybe rss_file;
    struct maybe rss_shmem;
    struct slice cpus_allowed_list;
    struct maybe voluntary_ctxt_switches;
    struct maybe nonvoluntary_ctxt_switches;
};

static const struct column columns[] = {
    COLUMN(struct status_row, pid),
    COLUMN(struct status_row, tid),
    COLUMN(struct status_row, tgid),
    COLUMN(struct status_row, ns_tgid),
    COLUMN(struct status_row, tracer_pid),
    COLUMN(struct status_row, uid),
    COLUMN(struct status_row, euid),
    COLUMN(struct status_row, suid),
    COLUMN(struct status_row, fsuid),
    COLUMN(struct status_row, gid),
    COLUMN(struct status_row, egid),
    COLUMN(struct status_row, sgid),
    COLUMN(struct status_row, fsgid),
    COLUMN(struct status_row, groups),
    COLUMN(struct status_row, vm_size),
    COLUMN(struct status_row, vm_rss),
    COLUMN(struct status_row, vm_lck),
    COLUMN(struct status_row, threads),
    COLUMN(struct status_row, cap_inh),
    COLUMN(struct status_row, cap_prm),
    COLUMN(struct status_row, cap_eff),
    COLUMN(struct status_row, cap_bnd),
    COLUMN(struct status_row, cap_amb),
    COLUMN(struct status_row, no_new_privs),
    COLUMN(struct status_row, seccomp),
    COLUMN(struct status_row, vm_swap),
    COLUMN(struct status_row, rss_anon),
    COLUMN(struct status_row, rss_file),
    COLUMN(struct status_row, rss_shmem),
    COLUMN(struct status_row, cpus_allowed_list),
    COLUMN(struct status_row, voluntary_ctxt_switches),
    COLUMN(struct status_row, nonvoluntary_ctxt_switches),
};
static const struct table table = TABLE("process_status", columns);
static const struct table *const tables[] = { &table, NULL };

enum kind {
    NUMBER,
    COUNTER,   /* an unsigned long */
    KILOBYTES, /* "1234 kB", stored in bytes */
    WORDS,     /* words joined by single spaces */
};

/* A value that we keep: the n-th word of the line with this key, or all words. */
static const struct field {
    const char *key;
    enum kind kind;
    size_t word;
    size_t offset;
} fields[] = {
#define FIELD(key, kind, word, member)                       \
    {                                                        \
        key, kind, word, offsetof(struct status_row, member) \
    }
    FIELD("Tgid", NUMBER, 0, tgid),
    FIELD("NStgid", WORDS, 0, ns_tgid),
    FIELD("TracerPid", NUMBER, 0, tracer_pid),
    FIELD("Uid", NUMBER, 0, uid),
    FIELD("Uid", NUMBER, 1, euid),
    FIELD("Uid", NUMBER, 2, suid),
    FIELD("Uid", NUMBER, 3, fsuid),
    FIELD("Gid", NUMBER, 0, gid),
    FIELD("Gid", NUMBER, 1, egid),
    FIELD("Gid", NUMBER, 2, sgid),
    FIELD("Gid", NUMBER, 3, fsgid),
    FIELD("Groups", WORDS, 0, groups),
    FIELD("VmSize", KILOBYTES, 0, vm_size),
    FIELD("VmRSS", KILOBYTES, 0, vm_rss),
    FIELD("VmLck", KILOBYTES, 0, vm_lck),
    FIELD("Threads", NUMBER, 0, threads),
    FIELD("CapInh", WORDS, 0, cap_inh),
    FIELD("CapPrm", WORDS, 0, cap_prm),
    FIELD("CapEff", WORDS, 0, cap_eff),
    FIELD("CapBnd", WORDS, 0, cap_bnd),
    FIELD("CapAmb", WORDS, 0, cap_amb),
    FIELD("NoNewPrivs", NUMBER, 0, no_new_privs),
    FIELD("Seccomp", NUMBER, 0, seccomp),
    FIELD("VmSwap", KILOBYTES, 0, vm_swap),
    FIELD("RssAnon", KILOBYTES, 0, rss_anon),
    FIELD("RssFile", KILOBYTES, 0, rss_file),
    FIELD("RssShmem", KILOBYTES, 0, rss_shmem),
    FIELD("Cpus_allowed_list", WORDS, 0, cpus_allowed_list),
    FIELD("voluntary_ctxt_switches", COUNTER, 0, voluntary_ctxt_switches),
    FIELD("nonvoluntary_ctxt_switches", COUNTER, 0, nonvoluntary_ctxt_switches),
#undef FIELD
};

/* Reads one field from the text behind the colon of the key. */
static void
scan_field(struct scan *s, const struct field *field, struct decoder *decoder, void *record)
{
    void *to = (char *)record + field->offset;
    struct slice skipped;
    struct maybe number = { 0 };

    if (field->kind == WORDS) {
        *(struct slice *)to = decode_words(decoder, s);
        return;
    }
    for (size_t i = 0; i < field->word; i++)
        scan_word(s, field->key, &skipped);
    if (field->kind == COUNTER)
        scan_unsigned(s, field->key, &number.value);
    else
        scan_dec(s, field->key, &number.value);
    if (field->kind == KILOBYTES) {
        scan_space(s);
        scan_text(s, "kB");
        if (__builtin_mul_overflow(number.value, 1024, &number.value))
            scan_fail(s, field->key, s->rest);
    }
    number.known = scan_ok(s);
    if (number.known)
        *(struct maybe *)to = number;
}

/* Fills the record from one line.  Returns the number of fields in the line, or -1 when the sink says so. */
static int
parse_line(struct scan line, const struct format_sink *sink, size_t number, struct decoder *decoder, void *record)
{
    struct slice key = { NULL, 0 };
    struct scan s;
    int found = 0;

    scan_until(&line, "key", ':', &key);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]) && scan_ok(&line); i++) {
        if (!slice_is(key, fields[i].key))
            continue;
        s = line;
        scan_field(&s, &fields[i], decoder, record);
        if (!scan_ok(&s))
            line = s;
        else
            found++;
    }
    if (scan_ok(&line) ? format_newline(sink, &line, number) != 0
                       : sink->problem(sink->context, number, line.want, line.have) != 0)
        return -1;
    return found;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct status_row row = { .pid = input->pid, .tid = input->tid };
    struct decoder decoder = { .room = input->text.len, .most = input->text_most };
    struct lines lines;
    struct slice line;
    int found = 0;
    int result = format_open(&lines, input, sink);

    while (result >= 0 && lines_next(&lines, &line)) {
        result = parse_line(format_line(&lines, line), sink, lines.number, &decoder, &row);
        found += result > 0;
    }
    if (result >= 0 && found > 0)
        result = sink->row(sink->context, &table, &row, 1);
    decoder_free(&decoder);
    return result < 0 ? -1 : 0;
}

const struct format format_process_status = {
    .name = "process_status", .parse = parse, .tables = tables, .never_empty = true
};
