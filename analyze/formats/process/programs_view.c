/*
 * views/programs: written by collect from the links /proc/PID/exe and statx(2); see views/ in docs/snapshot-format.md.
 */
#include <inttypes.h>
#include <stdio.h>

#include "analyze/base/decode.h"
#include "analyze/formats/lib/file_status.h"
#include "analyze/formats/lib/line_reader.h"

struct program_row {
    int64_t program;
    int64_t mount_namespace;
    struct slice path;
    struct slice at_path;
    struct slice at_path_errno;
    struct slice layer;
    struct slice capability_data;
    struct slice capability_errno;
    struct slice cap_permitted, cap_inheritable;
    struct maybe cap_effective, cap_root_uid;
    struct file_status status;
    struct maybe device_number;
    struct slice not_asked;
    struct slice errno_name;
};

struct process_row {
    int64_t pid;
    int64_t program;
};

#define STATUS(name, type)                                              \
    {                                                                   \
#        name, offsetof(struct program_row, status.name), COLUMN_##type \
    }
#define STATUSES                                                                                                    \
    STATUS(file_type, TEXT), STATUS(mode, MAYBE), STATUS(nlink, MAYBE), STATUS(uid, MAYBE), STATUS(gid, MAYBE),     \
        STATUS(device, TEXT), COLUMN(struct program_row, device_number), STATUS(inode, MAYBE), STATUS(size, MAYBE), \
        STATUS(blocks, MAYBE), STATUS(block_size, MAYBE), STATUS(accessed_ns, MAYBE), STATUS(modified_ns, MAYBE),   \
        STATUS(changed_ns, MAYBE), STATUS(born_ns, MAYBE), STATUS(mount_id, MAYBE)

static const struct column program_columns[] = {
    COLUMN(struct program_row, program),
    COLUMN(struct program_row, mount_namespace),
    COLUMN(struct program_row, path),
    COLUMN(struct program_row, at_path),
    COLUMN(struct program_row, at_path_errno),
    COLUMN(struct program_row, layer),
    COLUMN(struct program_row, capability_data),
    COLUMN(struct program_row, capability_errno),
    COLUMN(struct program_row, cap_permitted),
    COLUMN(struct program_row, cap_inheritable),
    COLUMN(struct program_row, cap_effective),
    COLUMN(struct program_row, cap_root_uid),
    STATUSES,
    COLUMN(struct program_row, not_asked),
    /* errno is a macro and cannot be a field. */
    { "errno", offsetof(struct program_row, errno_name), COLUMN_TEXT },
};
static const struct table program_table = TABLE("programs", program_columns);

static const struct column other_columns[] = { COLUMN(struct program_row, program), STATUSES };
static const struct table other_table = TABLE("program_replacements", other_columns);

static const struct column process_columns[] = { COLUMN(struct process_row, pid), COLUMN(struct process_row, program) };
static const struct table process_table = TABLE("program_processes", process_columns);

static const struct table *const tables[] = { &program_table, &other_table, &process_table, NULL };

/* Bytes of struct vfs_ns_cap_data (include/uapi/linux/capability.h), and the bits of its first word. */
#define CAPABILITY_MOST 24
#define REVISION_BITS   0xff000000U
#define EFFECTIVE_BIT   1U

static const struct revision {
    uint32_t number;
    size_t bytes;
} revisions[] = { { 0x01000000, 12 }, { 0x02000000, 20 }, { 0x03000000, 24 } };

/* The value of a lower-case digit; -1 for any other byte. */
static int
digit_of(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The words of the attribute, which are little-endian on all architectures.  False if the text is not hexadecimal. */
static bool
words_of(struct slice text, uint32_t words[CAPABILITY_MOST / 4])
{
    for (size_t i = 0; i < text.len; i++) {
        size_t byte = i / 2;
        int digit = digit_of(text.ptr[i]);

        if (digit < 0)
            return false;
        if (byte < CAPABILITY_MOST)
            words[byte / 4] |= (uint32_t)digit << (8 * (byte % 4) + (i % 2 == 0 ? 4 : 0));
    }
    return text.len % 2 == 0;
}

#define SET_DIGITS 16

static struct slice
set_of(struct decoder *decoder, uint32_t low, uint32_t high)
{
    char *text = decoder_take(decoder, SET_DIGITS + 1);

    (void)snprintf(text, SET_DIGITS + 1, "%08" PRIx32 "%08" PRIx32, high, low);
    return (struct slice){ text, SET_DIGITS };
}

/* Sets the fields that the attribute has; of a revision that is not known, none. */
static void
decode_capability(struct scan *s, struct decoder *decoder, struct program_row *row)
{
    uint32_t words[CAPABILITY_MOST / 4] = { 0 };

    if (!words_of(row->capability_data, words)) {
        scan_fail(s, "capability", row->capability_data);
        return;
    }
    for (size_t i = 0; i < sizeof(revisions) / sizeof(revisions[0]); i++) {
        if (revisions[i].number != (words[0] & REVISION_BITS) || revisions[i].bytes * 2 != row->capability_data.len)
            continue;
        row->cap_effective = (struct maybe){ true, (words[0] & EFFECTIVE_BIT) != 0 };
        /* In the first revision, the fourth and fifth words are zeros. */
        row->cap_permitted = set_of(decoder, words[1], words[3]);
        row->cap_inheritable = set_of(decoder, words[2], words[4]);
        row->cap_root_uid = (struct maybe){ revisions[i].bytes == CAPABILITY_MOST, words[5] };
    }
}

/* A word, "!<errno>", or - for none; and a tab. */
static void
scan_answer(struct scan *s, const char *want, struct slice *word, struct slice *errno_name)
{
    struct slice text = { NULL, 0 };

    scan_until(s, want, '\t', &text);
    if (!scan_ok(s) || slice_is(text, "-"))
        return;
    if (text.len == 0)
        scan_fail(s, want, text);
    else if (text.ptr[0] == '!')
        *errno_name = slice_skip(text, 1);
    else
        *word = text;
}

static void
scan_status(struct scan *s, struct program_row *row)
{
    if (slice_begins(s->rest, "!")) {
        scan_text(s, "!");
        scan_word(s, "errno", &row->errno_name);
    } else if (slice_begins(s->rest, "-")) {
        scan_text(s, "-\t");
        scan_word(s, "reason", &row->not_asked);
    } else {
        scan_file_status(s, &row->status);
        row->device_number = (struct maybe){ true, row->status.device_number };
    }
}

static int
parse_program(struct scan *s, struct decoder *decoder, const struct format_sink *sink, size_t line)
{
    struct program_row row = { .program = 0 };
    struct slice path = { NULL, 0 }, none = { NULL, 0 };

    scan_dec(s, "number", &row.program);
    scan_text(s, "\t");
    scan_dec(s, "mount namespace", &row.mount_namespace);
    scan_text(s, "\t");
    scan_until(s, "path", '\t', &path);
    scan_answer(s, "what is at the path", &row.at_path, &row.at_path_errno);
    scan_answer(s, "layer", &row.layer, &none);
    scan_answer(s, "capability", &row.capability_data, &row.capability_errno);
    if (scan_ok(s) && row.capability_data.len > 0)
        decode_capability(s, decoder, &row);
    if (scan_ok(s))
        scan_status(s, &row);
    if (scan_ok(s) && !decode_hex(decoder, path, &row.path))
        scan_fail(s, "\\xHH", path);
    return format_row(sink, &program_table, &row, s, line);
}

static int
parse_other(struct scan *s, const struct format_sink *sink, size_t line)
{
    struct program_row row = { .program = 0 };

    scan_dec(s, "number", &row.program);
    scan_text(s, "\t");
    if (scan_ok(s))
        scan_status(s, &row);
    return format_row(sink, &other_table, &row, s, line);
}

static int
parse_process(struct scan *s, const struct format_sink *sink, size_t line)
{
    struct process_row row = { .pid = 0 };

    scan_dec(s, "pid", &row.pid);
    scan_text(s, "\t");
    scan_dec(s, "number", &row.program);
    return format_row(sink, &process_table, &row, s, line);
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct slice kind = { NULL, 0 };

    (void)input;
    scan_until(s, "kind of line", '\t', &kind);
    if (slice_is(kind, "other"))
        return parse_other(s, sink, line);
    if (slice_is(kind, "process"))
        return parse_process(s, sink, line);
    if (scan_ok(s) && !slice_is(kind, "program"))
        scan_fail(s, "program, other or process", kind);
    return parse_program(s, decoder, sink, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_decoded_lines(input, sink, NULL, parse_line);
}

const struct format format_programs_view = { .name = "programs_view", .parse = parse, .tables = tables };
