/*
 * proc/PID/exe-hash: written by collect --hash-exe, the SHA-256 of the bytes behind /proc/PID/exe; see raw members in
 * docs/snapshot-format.md.
 */
#include "analyze/formats/lib/line_reader.h"

#define SHA256_HEX 64

struct hash_row {
    int64_t pid;
    struct slice sha256;
    int64_t bytes;
    int64_t device;
    int64_t inode;
};

static const struct column columns[] = {
    COLUMN(struct hash_row, pid),    COLUMN(struct hash_row, sha256), COLUMN(struct hash_row, bytes),
    COLUMN(struct hash_row, device), COLUMN(struct hash_row, inode),
};
static const struct table table = TABLE("executable_hashes", columns);
static const struct table *const tables[] = { &table, NULL };

static bool
is_sha256(struct slice text)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < text.len; i++)
        if (!memchr(digits, text.ptr[i], sizeof(digits) - 1))
            return false;
    return text.len == SHA256_HEX;
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct hash_row row = { .pid = input->pid };

    scan_until(s, "SHA-256", '\t', &row.sha256);
    if (scan_ok(s) && !is_sha256(row.sha256))
        scan_fail(s, "SHA-256", row.sha256);
    scan_unsigned(s, "bytes", &row.bytes);
    scan_text(s, "\t");
    scan_unsigned(s, "device", &row.device);
    scan_text(s, "\t");
    scan_unsigned(s, "inode", &row.inode);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_exe_hash = { .name = "exe_hash", .parse = parse, .tables = tables, .never_empty = true };
