/*
 * bombs KIND COUNT >ARCHIVE.tar
 *
 * Writes an archive, as hostile and as long as one likes, without ever holding much of it.  `bombs` alone lists the kinds.  What
 * is not said otherwise is a snapshot, whole and with right digests, that has COUNT of something.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/sample.h"
#include "tests/support/test.h"

#define TCP "net/4026531840/before/tcp"

static void
flush_out(struct sample *s)
{
    if (fwrite(s->tar.ptr, 1, s->tar.len, stdout) != s->tar.len)
        exit(1);
    s->tar.len = 0;
}

/* The text so often. */
static struct buffer
times(const char *text, uint64_t count)
{
    struct buffer out = { 0 };

    for (uint64_t i = 0; i < count; i++)
        buffer_add(&out, text, strlen(text));
    return out;
}

/* A member that has the text so often. */
static void
put_times(struct sample *s, const char *path, const char *text, uint64_t count)
{
    struct buffer content = times(text, count);

    sample_member(s, path, buffer_slice(&content));
    buffer_free(&content);
}

/* A header that claims any size, as base-256 or octal digits, and nothing behind it. */
static void
put_size(struct sample *s, const char *name, char type, const char field[12])
{
    char *header;
    unsigned sum = 0;

    sample_entry(s, name, type, (struct slice){ "", 0 });
    header = s->tar.ptr + s->tar.len - 512;
    memcpy(header + 124, field, 12);
    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)header[i];
    (void)snprintf(header + 148, 8, "%06o", sum);
}

/* COUNT empty files that no manifest has. */
static void
unlisted(struct sample *s, uint64_t count)
{
    char path[200];

    for (uint64_t i = 0; i < count; i++) {
        (void)snprintf(path, sizeof(path), SAMPLE_TOP "proc/%" PRIu64 "/links", i % 4000000 + 1);
        sample_entry(s, path, '0', (struct slice){ "", 0 });
        if (i % 4096 == 4095)
            flush_out(s);
    }
}

/* COUNT empty files, with their lines. */
static void
members(struct sample *s, uint64_t count)
{
    char path[64];

    for (uint64_t i = 0; i < count; i++) {
        (void)snprintf(path, sizeof(path), "proc/%" PRIu64 "/links", i % 4000000 + 1);
        sample_member(s, path, slice_of("fd/3\trw\tsocket:[501]\n"));
        if (i % 4096 != 4095)
            continue;
        sample_segment(s);
        flush_out(s);
    }
}

static void
attempts(struct sample *s, uint64_t count)
{
    char line[256];

    for (uint64_t i = 0; i < count; i++) {
        (void)snprintf(line, sizeof(line),
                       "{\"path\":\"proc/%" PRIu64 "/io\",\"source\":\"/proc/1/io\",\"state\":\"denied\","
                       "\"errno\":\"EACCES\",\"start\":1763715823000000000,\"monotonic\":50000000000,\"took\":100}",
                       i % 4000000 + 1);
        sample_line(s, line);
        if (i % 4096 != 4095)
            continue;
        sample_segment(s);
        flush_out(s);
    }
}

/* The same name again and again. */
static void
duplicates(struct sample *s, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        sample_member(s, TCP, slice_of(sample_tcp));
        if (i % 4096 != 4095)
            continue;
        sample_segment(s);
        flush_out(s);
    }
}

/* Names that no snapshot has: COUNT of them, as deep as a header can say. */
static void
deep(struct sample *s, uint64_t count)
{
    char path[256];

    for (uint64_t i = 0; i < count; i++) {
        (void)snprintf(path, sizeof(path), "%.*s%" PRIu64, 80,
                       "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
                       "a/a/a/a/a/a/a/a/a/a/a/a/a/a/",
                       i);
        sample_entry(s, path, '0', slice_of("x"));
        if (i % 4096 == 4095)
            flush_out(s);
    }
}

/* A table of COUNT rows. */
static void
rows(struct sample *s, uint64_t count)
{
    struct buffer table =
        times("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n", 1);
    char row[200];

    for (uint64_t i = 0; i < count; i++) {
        (void)snprintf(row, sizeof(row),
                       "%4" PRIu64
                       ": 0100007F:%04X 0100007F:8000 01 00000000:00000000 00:00000000 00000000  1000        0 %" PRIu64
                       " 1 0 20 4 30 10 -1\n",
                       i, (unsigned)i & 0xffff, i + 1);
        buffer_add(&table, row, strlen(row));
    }
    sample_member(s, TCP, buffer_slice(&table));
    buffer_free(&table);
}

static void
bad_rows(struct sample *s, uint64_t count)
{
    struct buffer table = times("zz\n", count), header = times(sample_tcp, 1);

    header.len = (size_t)((const char *)memchr(header.ptr, '\n', header.len) - header.ptr) + 1;
    buffer_add(&header, table.ptr, table.len);
    buffer_free(&table);
    sample_member(s, TCP, buffer_slice(&header));
    buffer_free(&header);
}

static void
bad_lines(struct sample *s, uint64_t count)
{
    struct buffer lines = times("{\n", count);

    buffer_add(&s->lines, lines.ptr, lines.len);
    buffer_free(&lines);
}

/* Files of one line of COUNT bytes, for formats of each kind. */
static void
lines(struct sample *s, uint64_t count)
{
    static const char *const paths[] = { TCP,
                                         "proc/7/links",
                                         "proc/7/status",
                                         "proc/7/maps",
                                         "proc/7/cmdline",
                                         "proc/7/mountinfo",
                                         "net/4026531840/before/unix",
                                         "proc/7/fdinfo" };

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        put_times(s, paths[i], "x", count);
        sample_segment(s);
        flush_out(s);
    }
}

/* Members of COUNT bytes and more: one text each that is longer than what it stands for, as a parser decodes it. */
static void
escapes(struct sample *s, uint64_t count)
{
    static const struct {
        const char *path, *begins, *escape;
    } texts[] = {
        { "proc/7/links", "fd/3\trw\t", "\\x41" },
        { "proc/7/status", "Groups:\t", "1 " },
        { "proc/7/mountinfo", "1 1 0:1 / / rw - proc proc rw,a=", "\\101" },
        { "proc/7/cmdline", "", "ab" },
        { "net/4026531840/before/unix",
          "Num       RefCount Protocol Flags    Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 "
          "01 1 @a",
          "ab" },
        { "etc/passwd", "", "a " },
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct buffer text = times(texts[i].begins, 1), rest = times(texts[i].escape, count / strlen(texts[i].escape));

        if (strcmp(texts[i].escape, "ab") == 0)
            rest.ptr[0] = '\0';
        buffer_add(&text, rest.ptr, rest.len);
        buffer_add(&text, "\n", 1);
        buffer_free(&rest);
        sample_member(s, texts[i].path, buffer_slice(&text));
        buffer_free(&text);
        sample_segment(s);
        flush_out(s);
    }
}

/* A process whose program, command line and mount have names of COUNT bytes, in which the last slash is looked for from the end. */
static void
names(struct sample *s, uint64_t count)
{
    static const struct {
        const char *path, *begins, *ends;
    } files[] = {
        { "proc/7/links", "ns/mnt\t-\tmnt:[4026531841]\nexe\t-\t/", "\n" },
        { "proc/7/cmdline", "/", "\n" },
        { "proc/7/cgroup", "0::/", "\n" },
        { "proc/7/mountinfo", "1 1 0:1 /", "/hostname /etc/hostname rw - proc proc rw\n" },
    };

    sample_member(s, "proc/7/stat", slice_of("7 (nc) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 0\n"));
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct buffer text = times(files[i].begins, 1), a = times("a", count / 2), z = times("z", count / 2);

        buffer_add(&text, a.ptr, a.len);
        buffer_add(&text, z.ptr, z.len);
        buffer_add(&text, files[i].ends, strlen(files[i].ends));
        sample_member(s, files[i].path, buffer_slice(&text));
        buffer_free(&text);
        buffer_free(&a);
        buffer_free(&z);
    }
}

static void
manifest_line(struct sample *s, uint64_t count)
{
    struct buffer line = times("[", count);

    buffer_add(&s->lines, line.ptr, line.len);
    buffer_free(&line);
}

/* The member that nothing follows for COUNT bytes: zeros. */
static void
zeros(struct sample *s, uint64_t count)
{
    static const char block[65536];
    char field[13];

    (void)snprintf(field, sizeof(field), "%011" PRIo64, count & 077777777777);
    put_size(s, SAMPLE_TOP TCP, '0', field);
    for (uint64_t i = 0; i < count / sizeof(block); i++) {
        buffer_add(&s->tar, block, sizeof(block));
        flush_out(s);
    }
}

/* Sizes that nothing has: 2^62 and -1 in base 256, and the largest octal number. */
static void
sizes(struct sample *s, uint64_t count)
{
    static const char fields[][13] = { "\x80\0\0\0\x40\0\0\0\0\0\0\0",
                                       "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "777777777777",
                                       "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff" };

    put_size(s, SAMPLE_TOP TCP, '0', fields[count % 4]);
}

/* An extended header of COUNT bytes: of pax, for one file or all, and a long name of GNU tar. */
static void
extended(struct sample *s, uint64_t count, char type)
{
    struct buffer text = { 0 };
    char head[64];

    (void)snprintf(head, sizeof(head), "%" PRIu64 " path=", count);
    buffer_add(&text, head, type == 'L' ? 0 : strlen(head));
    for (uint64_t i = 0; text.len < count - 1; i++)
        buffer_add(&text, i % 2 ? "/" : "a", 1);
    buffer_add(&text, type == 'L' ? "" : "\n", 1);
    sample_entry(s, "PaxHeader", type, buffer_slice(&text));
    buffer_free(&text);
    sample_entry(s, SAMPLE_TOP TCP, '0', slice_of(sample_tcp));
}

static void
pax(struct sample *s, uint64_t count)
{
    extended(s, count, 'x');
}

static void
pax_global(struct sample *s, uint64_t count)
{
    extended(s, count, 'g');
}

static void
long_name(struct sample *s, uint64_t count)
{
    extended(s, count, 'L');
}

/* COUNT small ones, and none of the files that they are of. */
static void
pax_many(struct sample *s, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        sample_entry(s, "PaxHeader", 'x', slice_of("12 path=abc\n"));
        if (i % 4096 == 4095)
            flush_out(s);
    }
}

/* Nested COUNT deep, in meta.json itself. */
static void
meta(struct sample *s, uint64_t count)
{
    s->tar.len = s->lines.len = s->sums.len = 0;
    *s = (struct sample){ .tar = s->tar, .lines = s->lines, .sums = s->sums };
    put_times(s, "meta.json", "{\"a\":[", count);
    sample_segment(s);
}

static void
sums(struct sample *s, uint64_t count)
{
    struct buffer text =
        times("0000000000000000000000000000000000000000000000000000000000000000  net/1/before/tcp\n", count);

    buffer_add(&s->sums, text.ptr, text.len);
    buffer_free(&text);
}

static const struct kind {
    const char *name;
    void (*put)(struct sample *s, uint64_t count);
    bool ends; /* the snapshot ends as it should */
} kinds[] = {
    { "unlisted", unlisted, true },
    { "members", members, true },
    { "attempts", attempts, true },
    { "duplicates", duplicates, true },
    { "deep", deep, true },
    { "rows", rows, true },
    { "bad-rows", bad_rows, true },
    { "bad-lines", bad_lines, true },
    { "lines", lines, true },
    { "escapes", escapes, true },
    { "names", names, true },
    { "manifest-line", manifest_line, true },
    { "zeros", zeros, true },
    { "sizes", sizes, false },
    { "pax", pax, true },
    { "pax-global", pax_global, true },
    { "long-name", long_name, true },
    { "pax-many", pax_many, true },
    { "meta", meta, true },
    { "sums", sums, true },
};

int
main(int argc, char **argv)
{
    struct sample s = { 0 };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (argc < 3)
            puts(kinds[i].name);
        else if (strcmp(kinds[i].name, argv[1]) == 0) {
            sample_begin(&s);
            kinds[i].put(&s, strtoull(argv[2], NULL, 10));
            if (kinds[i].ends)
                sample_end(&s, "complete");
            flush_out(&s);
            sample_free(&s);
            return fflush(stdout) == 0 ? 0 : 1;
        }
    }
    return 2;
}
