/*
 * The reader of snapshots on any bytes: tar, as it is or compressed, with a manifest or without.  An input is an archive that
 * `analyze verify` takes.
 */
#include <stdlib.h>

#include "analyze/archive/reader.h"
#include "tests/support/fuzz.h"
#include "tests/support/mutate_snapshot.h"

static void
touch(struct slice text)
{
    fuzz_touch(text.ptr, text.len);
}

static bool
wants(void *context, struct slice path)
{
    (void)context;
    touch(path);
    return true;
}

static int
take_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    (void)context, (void)error;
    touch(slice_of(directory));
    touch(meta->text);
    touch(meta->byte_order);
    return 0;
}

static int
take_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    (void)context, (void)error;
    if (content.ptr && !verified)
        fuzz_fail("content that is not verified");
    touch(line->path);
    touch(line->source);
    touch(line->state);
    touch(line->error);
    touch(line->reason);
    touch(line->sha256);
    touch(content);
    return 0;
}

static int
take_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    (void)context, (void)segment, (void)error;
    touch((struct slice){ (const char *)sha256, sizeof(*sha256) });
    return 0;
}

static int
take_bookkeeping(void *context, struct slice path, struct slice content, struct error *error)
{
    (void)context, (void)error;
    touch(path);
    touch(content);
    return 0;
}

static int
take_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    (void)context, (void)error;
    touch(problem->path);
    touch(slice_of(problem->want));
    touch(problem->have);
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reader_events events = {
        .wants = wants,
        .begin = take_begin,
        .member = take_member,
        .link = take_link,
        .bookkeeping = take_bookkeeping,
        .problem = take_problem,
    };
    struct reader_summary summary = { .result = "" };
    struct error error = { 0 };
    struct fuzz_file file = fuzz_file(data, size);

    if (reader_run(file.path, &events, &summary, &error) == 0) {
        if (summary.verified > summary.members)
            fuzz_fail("more members are verified than there are");
    } else if (!error.text) {
        fuzz_fail("refused without a word");
    }
    error_clear(&error);
    fuzz_unfile(&file);
    return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    return mutate_snapshot(data, size, max_size, seed, LLVMFuzzerMutate);
}
