/*
 * The reader of snapshots on any bytes: tar, as it is or compressed, with a manifest or without.  An input is an archive that
 * `analyze verify` takes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analyze/archive/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size); /* libFuzzer's */

static void
touch(size_t *sum, struct slice text)
{
    for (size_t i = 0; text.ptr && i < text.len; i++)
        *sum += (unsigned char)text.ptr[i];
}

static bool
wants(void *context, struct slice path)
{
    touch(context, path);
    return true;
}

static int
take_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    (void)error;
    touch(context, slice_of(directory));
    touch(context, meta->text);
    touch(context, meta->byte_order);
    return 0;
}

static int
take_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    (void)error;
    if (content.ptr && !verified)
        abort();
    touch(context, line->path);
    touch(context, line->source);
    touch(context, line->state);
    touch(context, line->error);
    touch(context, line->reason);
    touch(context, line->sha256);
    touch(context, content);
    return 0;
}

static int
take_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    (void)segment, (void)error;
    touch(context, (struct slice){ (const char *)sha256, sizeof(*sha256) });
    return 0;
}

static int
take_bookkeeping(void *context, struct slice path, struct slice content, struct error *error)
{
    (void)error;
    touch(context, path);
    touch(context, content);
    return 0;
}

static int
take_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    (void)error;
    touch(context, problem->path);
    touch(context, slice_of(problem->want));
    touch(context, problem->have);
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t sum = 0;
    struct reader_events events = { &sum,         wants, take_begin, take_member, take_link, take_bookkeeping,
                                    take_problem, NULL };
    struct reader_summary summary = { .result = "" };
    struct error error = { 0 };
    int fd = memfd_create("archive", MFD_CLOEXEC);
    char path[32];

    if (fd < 0 || write(fd, data, size) != (ssize_t)size || snprintf(path, sizeof(path), "/proc/self/fd/%d", fd) < 0)
        abort();
    if (reader_run(path, &events, &summary, &error) == 0 && summary.verified > summary.members)
        abort();
    error_clear(&error);
    if (close(fd) < 0)
        abort();
    return 0;
}

/* Writes the checksum that the header of a tar entry must have. */
static void
repair(uint8_t *header)
{
    unsigned sum = 0;
    char digits[8];

    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += header[i];
    snprintf(digits, sizeof(digits), "%06o", sum);
    memcpy(header + 148, digits, 7);
}

/* Three times in four, headers get their checksum: what they hold is hardly looked at without. */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    size_t len = LLVMFuzzerMutate(data, size, max_size);

    for (size_t at = 0; seed % 4 != 0 && at + 512 <= len; at += 512)
        if (memcmp(data + at + 257, "ustar", 5) == 0)
            repair(data + at);
    return len;
}
