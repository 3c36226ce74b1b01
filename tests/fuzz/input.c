/*
 * The bytes of an archive, plain or compressed: a file that is read in large parts gives the same as a pipe that hands over a few bytes
 * at a time and is read in small parts.  The first byte chooses the sizes; the rest is the archive.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/archive/input.h"
#include "analyze/base/buffer.h"
#include "tests/support/fuzz.h"

/* Bytes that are enough of what a bomb becomes. */
#define ENOUGH ((size_t)1 << 20)

/* The pages of a pipe: each holds one packet, however small. */
#define PACKETS 100
#define PAGE    4096

struct result {
    struct buffer bytes;
    bool failed, whole;
    struct input_facts facts;
    char *want, *have;
};

static char *
copy_of(const char *text)
{
    return text ? xstrndup(text, strlen(text)) : NULL;
}

static struct result
read_input(const char *path, size_t part)
{
    struct result result = { .whole = true };
    struct error error = { 0 };
    char *room = malloc(part);
    struct input *input = NULL;
    size_t len;

    result.failed = !room || input_open(path, &input, &error) != 0;
    if (result.failed && !error.text)
        fuzz_fail("refused without a word");
    while (!result.failed && (len = input_read(input, room, part)) > 0) {
        buffer_add(&result.bytes, room, len);
        result.whole = result.bytes.len < ENOUGH;
        if (!result.whole)
            break;
    }
    if (!result.failed) {
        result.facts = input_finish(input);
        result.want = copy_of(result.facts.want);
        result.have = copy_of(result.facts.have);
    }
    input_close(input);
    error_clear(&error);
    free(room);
    return result;
}

/* Standard input becomes a pipe that gives one packet for each read. */
static struct result
read_packets(const uint8_t *data, size_t size, size_t part)
{
    size_t packet = size / PACKETS + 1;
    struct result result;
    int ends[2];

    if (pipe2(ends, O_CLOEXEC | O_DIRECT) != 0 || fcntl(ends[1], F_SETPIPE_SZ, 2 * PACKETS * PAGE) < 0)
        fuzz_fail("no pipe");
    for (size_t at = 0; at < size; at += packet)
        if (write(ends[1], data + at, size - at < packet ? size - at : packet) < 0)
            fuzz_fail("a pipe that is full");
    if (close(ends[1]) != 0 || dup2(ends[0], STDIN_FILENO) < 0 || close(ends[0]) != 0)
        fuzz_fail("no standard input");
    result = read_input("-", part);
    return result;
}

static bool
same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
compare(const struct result *whole, const struct result *parts)
{
    if (whole->failed != parts->failed)
        fuzz_fail("only one of a file and a pipe is refused");
    if (whole->failed || !whole->whole || !parts->whole)
        return;
    if (whole->bytes.len != parts->bytes.len ||
        (whole->bytes.len > 0 && memcmp(whole->bytes.ptr, parts->bytes.ptr, whole->bytes.len) != 0))
        fuzz_fail("a file gives %zu bytes, a pipe %zu or others", whole->bytes.len, parts->bytes.len);
    if (whole->facts.bytes != parts->facts.bytes || strcmp(whole->facts.sha256.hex, parts->facts.sha256.hex) != 0 ||
        !same_text(whole->want, parts->want) || !same_text(whole->have, parts->have))
        fuzz_fail("of a file: %s, have %s; of a pipe: %s, have %s", whole->want ? whole->want : "all well",
                  whole->have ? whole->have : "nothing", parts->want ? parts->want : "all well",
                  parts->have ? parts->have : "nothing");
}

static void
forget(struct result *result)
{
    buffer_free(&result->bytes);
    free(result->want);
    free(result->have);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct result whole, parts;
    struct fuzz_file file;

    if (size == 0 || size > PACKETS * PAGE)
        return 0;
    file = fuzz_file(data + 1, size - 1);
    whole = read_input(file.path, (size_t)64 << 10);
    parts = read_packets(data + 1, size - 1, (size_t)data[0] + 1);
    compare(&whole, &parts);
    forget(&whole);
    forget(&parts);
    fuzz_unfile(&file);
    return 0;
}
