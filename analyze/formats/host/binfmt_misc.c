/*
 * /proc/sys/fs/binfmt_misc/ENTRY: written by entry_status (fs/binfmt_misc.c): a line `enabled` or `disabled`, then
 * `interpreter PATH`, `flags: …`, and `extension .EXT`, or `offset N`, `magic HEX` and `mask HEX`.  The file `status` has
 * the first line alone.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

struct entry_row {
    struct slice entry;
    struct slice key;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct entry_row, entry),
    COLUMN(struct entry_row, key),
    COLUMN(struct entry_row, value),
};
static const struct table table = TABLE("binfmt_misc", columns);
static const struct table *const tables[] = { &table, NULL };

/* The name of the entry, from that of the member. */
static bool
entry_of(struct slice file, struct decoder *decoder, struct slice *out)
{
    static const char directory[] = "sys/fs/binfmt_misc/";

    *out = file;
    return !slice_begins(file, directory) || decode_member(decoder, slice_skip(file, sizeof(directory) - 1), out);
}

static int
parse_line(struct entry_row row, struct scan *s, const struct format_sink *sink, size_t line)
{
    scan_word(s, "key", &row.key);
    if (scan_ok(s) && row.key.len > 1 && row.key.ptr[row.key.len - 1] == ':')
        row.key.len--;
    row.value = scan_trimmed(s);
    s->rest = slice_skip(s->rest, s->rest.len);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct decoder decoder = { .room = input->file.len };
    struct lines lines;
    struct entry_row row = { .entry = input->file };
    struct slice line;
    int result = format_open(&lines, input, sink);

    if (result == 0 && !entry_of(input->file, &decoder, &row.entry))
        result = sink->problem(sink->context, 0, "name of an entry", input->file);
    while (result == 0 && lines_next(&lines, &line)) {
        struct scan s = format_line(&lines, line);

        result = parse_line(row, &s, sink, lines.number);
    }
    decoder_free(&decoder);
    return result;
}

const struct format format_binfmt_misc = {
    .name = "binfmt_misc", .parse = parse, .tables = tables, .never_empty = true
};
