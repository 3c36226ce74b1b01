/*
 * What collect reads and writes of descriptors, on any bytes.  The first byte says which:
 *
 *   0  fdinfo and fdstat of a directory that looks like one of /proc/<pid>: mountinfo, and behind a byte ff each what fdinfo says of the
 *      next descriptor.  Each line is in the member, whole and after its descriptor; whose file is asked is known by it.
 *   1  a member fdinfo, of which fdstat_list() takes mounts.
 *   2  what statx(2) says of a file.
 */
#include "collect/process/fdinfo.h"
#include "collect/process/fdstat.h"
#include "tests/support/fuzz.h"
#include "tests/support/temporary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS 4

/* Fields of a file's status. */
#define FIELDS 15

/* Long enough that no input is cut by it. */
#define SECONDS 100

static const unsigned known[DESCRIPTORS] = { 0, 3, 1023, UINT32_MAX - 1 };

/* Pairs are of descriptors that are there, each once and in order. */
static void
check_pairs(const struct numbers *pairs, const struct numbers *files)
{
    if (pairs->count % 2 != 0)
        fuzz_fail("a descriptor without a mount");
    for (size_t i = 0; i < pairs->count; i += 2) {
        if (!numbers_has(files, pairs->values[i]))
            fuzz_fail("descriptor %u is none", pairs->values[i]);
        if (i > 0 && pairs->values[i - 2] >= pairs->values[i])
            fuzz_fail("descriptor %u after %u", pairs->values[i], pairs->values[i - 2]);
    }
}

static void
list(const char *data, size_t len)
{
    unsigned values[DESCRIPTORS];
    struct numbers files = { values, DESCRIPTORS, DESCRIPTORS }, pairs = { 0 };
    struct bytes member = { 0 };

    memcpy(values, known, sizeof(values));
    bytes_append(&member, data, len);
    fdstat_list(&pairs, &member, &files);
    check_pairs(&pairs, &files);
    numbers_free(&pairs);
    bytes_free(&member);
}

static void
put_status(const char *data, size_t len)
{
    struct file_status status = { 0 };
    struct bytes out = { 0 };
    size_t fields = 1;

    memcpy(&status, data, len < sizeof(status) ? len : sizeof(status));
    file_status_put(&out, &status);
    for (size_t i = 0; i < out.len; i++) {
        fields += out.data[i] == '\t';
        if (!strchr("0123456789.:-\t", out.data[i]))
            fuzz_fail("the byte %02x in a file's status", (unsigned char)out.data[i]);
    }
    if (out.failed || fields != FIELDS)
        fuzz_fail("%zu fields", fields);
    bytes_free(&out);
}

static void
must(int result, const char *what)
{
    if (result < 0)
        fuzz_fail("%s failed", what);
}

/* Writes fdinfo/<number>, and something that fd/<number> leads to. */
static void
put_files(int dir, unsigned number, struct text text)
{
    char name[32];
    int fd;

    must(snprintf(name, sizeof(name), "fdinfo/%u", number), "snprintf");
    fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    must(fd, "openat");
    if (write(fd, text.data, text.len) != (ssize_t)text.len)
        fuzz_fail("write failed");
    must(close(fd), "close");
    must(snprintf(name, sizeof(name), "fd/%u", number), "snprintf");
    must(symlinkat(number % 2 ? ".." : "nowhere", dir, name), "symlinkat");
}

/* The lines of the text, after the name of the descriptor. */
static void
put_wanted(struct bytes *want, unsigned number, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (i == 0 || text.data[i - 1] == '\n')
            bytes_format(want, "fd/%u\t", number);
        bytes_byte(want, text.data[i]);
    }
    if (text.len > 0 && text.data[text.len - 1] != '\n')
        bytes_byte(want, '\n');
}

static void
take_mounts(struct mount_table *table, struct text rest)
{
    struct mount_line mount;
    struct text line;

    while (text_next_line(&rest, &line))
        if (mount_line_parse(line, &mount))
            mount_table_add(table, 1, &mount);
    mount_table_searched(table, 1);
}

/* A line for each pair, in their order. */
static void
check_status(const struct attempt *a, const struct numbers *pairs)
{
    struct text rest = text_of(&a->content), line;
    size_t i = 0;

    for (; text_next_line(&rest, &line); i += 2) {
        char start[32];

        must(snprintf(start, sizeof(start), "fd/%u\t", i < pairs->count ? pairs->values[i] : 0), "snprintf");
        if (i >= pairs->count || !text_skip(&line, start))
            fuzz_fail("a line of another descriptor: %.*s", (int)line.len, line.data);
    }
    if (i != pairs->count || a->state != (i ? STATE_ok : STATE_empty))
        fuzz_fail("%zu descriptors of %zu", i, pairs->count);
}

static void
read_directory(int dir, const struct numbers *files, struct netview *net, const struct bytes *want)
{
    struct host host = { .file_seconds = SECONDS, .is_procfs = true };
    struct process_context context = { .host = &host, .net = net };
    struct attempt info = { 0 }, stat = { 0 };
    struct numbers pairs = { 0 };

    attempt_begin(&info, "proc/7", "/proc/7", "fdinfo");
    fdinfo_read(&info, &(struct guard){ 0 }, dir, files, &host);
    if (info.state != (want->len ? STATE_ok : STATE_empty) || !bytes_equal(&info.content, want))
        fuzz_fail("fdinfo is\n%.*s, want\n%.*s", (int)info.content.len, info.content.data, (int)want->len, want->data);
    fdstat_list(&pairs, &info.content, files);
    check_pairs(&pairs, files);
    attempt_begin(&stat, "proc/7", "/proc/7", "fdstat");
    fdstat_read(&context, &stat, &(struct guard){ 0 }, dir, &pairs);
    check_status(&stat, &pairs);
    numbers_free(&pairs);
    attempt_free(&stat);
    attempt_free(&info);
}

static void
read_all(const char *data, size_t len)
{
    unsigned values[DESCRIPTORS];
    struct numbers files = { values, 0, DESCRIPTORS };
    struct text rest = { data, len }, part;
    char path[] = "/tmp/stillframe-fuzz-XXXXXX";
    struct netview net = { .host = NULL };
    struct bytes want = { 0 };
    int dir = temporary_make(path);

    must(mkdirat(dir, "fdinfo", 0700), "mkdirat");
    must(mkdirat(dir, "fd", 0700), "mkdirat");
    mount_table_init(&net.finder.table);
    for (bool mounts = true, more = true; more && files.count < DESCRIPTORS; mounts = false) {
        more = text_next_part(&rest, '\xff', &part);
        if (!more)
            part = rest;
        if (mounts) {
            take_mounts(&net.finder.table, part);
            continue;
        }
        values[files.count] = known[files.count];
        put_files(dir, values[files.count], part);
        put_wanted(&want, values[files.count++], part);
    }
    read_directory(dir, &files, &net, &want);
    mount_table_free(&net.finder.table);
    bytes_free(&want);
    temporary_remove(path, dir);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(const char *data, size_t len) = { read_all, list, put_status };
    char *text;

    if (size == 0)
        return 0;
    text = fuzz_copy(data + 1, size - 1);
    readers[data[0] % (sizeof(readers) / sizeof(readers[0]))](text, size - 1);
    free(text);
    return 0;
}
