#include "collect/run.h"

#include "collect/archive/snapshot.h"
#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/host/meta.h"
#include "collect/phases.h"

#include <stdlib.h>
#include <unistd.h>

/* How often to check for signals and to report progress while waiting for workers. */
#define TICK_MILLISECONDS 50

struct run {
    const struct options *options;
    const struct observer *observer;
    struct capture capture;
    struct sink sink;
    struct snapshot snapshot;
    struct pool *pool;
    struct error *error;
    bool interrupted;
    bool over; /* a copy of /proc has taken the time that there is for it */
};

static int
write_attempt(struct run *run, struct attempt *a)
{
    if (snapshot_add(&run->snapshot, a, run->error) != 0)
        return -1;
    if (a->written)
        a->written(a->context, a);
    if (!state_is_complete(a->state))
        run->observer->refused(run->observer->context, a);
    return 0;
}

static int
write_results(struct run *run, struct results *results)
{
    struct result *result;
    int rc = 0;

    while (rc == 0 && (result = results_pop(results))) {
        rc = write_attempt(run, &result->attempt);
        result_free(result);
    }
    results_free(results);
    return rc;
}

static void
look_around(struct run *run, const struct phase *phase, size_t begun, size_t count)
{
    run->observer->progress(run->observer->context, phase->name, begun, count, &run->snapshot.totals);
    if (!run->interrupted && run->observer->interrupted(run->observer->context)) {
        run->interrupted = true;
        pool_interrupt(run->pool, NULL);
    }
    if (!run->over && host_copy_is_over(&run->capture.host)) {
        run->over = true;
        pool_interrupt(run->pool, "the copy of /proc has taken the time that there is for it");
    }
}

/* Submits units until the pool has enough. */
static int
submit(struct run *run, const struct phase *phase, size_t *index, size_t count)
{
    while (*index < count && pool_has_room(run->pool)) {
        struct unit *unit;

        if (phase->make(&run->capture, (*index)++, &unit) != 0)
            return error_set(run->error, "out of memory");
        if (unit)
            pool_submit(run->pool, unit);
    }
    return 0;
}

static int
run_phase(struct run *run, const struct phase *phase)
{
    struct results results = { 0 };
    size_t index = 0, count;

    if (phase->prepare && phase->prepare(&run->capture, run->interrupted || run->over, run->error) != 0)
        return -1;
    count = phase->count(&run->capture);
    while (index < count || pool_outstanding(run->pool) > 0) {
        if (submit(run, phase, &index, count) != 0)
            return -1;
        if (pool_outstanding(run->pool) > 0)
            pool_next(run->pool, &results, TICK_MILLISECONDS);
        if (write_results(run, &results) != 0)
            return -1;
        look_around(run, phase, index, count);
        if (pool_is_exhausted(run->pool))
            return error_set(run->error, "out of memory");
    }
    if (write_results(run, &run->capture.on_the_side) != 0)
        return -1;
    return snapshot_segment(&run->snapshot, run->error);
}

/* meta.json has its own manifest segment, so that even the shortest usable archive says where it comes from. */
static int
write_meta(struct run *run, const struct clocks *clocks)
{
    struct attempt a = { 0 };
    struct meta_lack lack;
    int rc;

    attempt_begin(&a, "", "", SNAPSHOT_META);
    bytes_clear(&a.source);
    bytes_text(&a.source, "collect");
    lack = meta_write(&a.content, &run->capture.host, run->options, clocks);
    attempt_read(&a);
    if (lack.error) {
        attempt_failed(&a, lack.error, ORIGIN_HOST);
        bytes_format(&a.reason, "without %s", lack.what);
    }
    attempt_stop(&a);
    rc = a.content.failed ? error_set(run->error, "out of memory for " SNAPSHOT_META) : write_attempt(run, &a);
    attempt_free(&a);
    return rc == 0 ? snapshot_segment(&run->snapshot, run->error) : -1;
}

static void
count_processes(struct run *run)
{
    const struct census *lists[] = { &run->capture.before, &run->capture.after, &run->capture.others };
    struct totals *totals = &run->snapshot.totals;

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            totals->processes += lists[i]->processes[k].start_time > 0;
    totals->namespaces = run->capture.late->net.count;
}

static int
write_end(struct run *run)
{
    const char *fallbacks[FALLBACK_COUNT + 1];
    size_t count = 0;

    for (int i = 0; i < FALLBACK_COUNT; i++)
        if (atomic_load(&run->capture.host.fallbacks[i]))
            fallbacks[count++] = fallback_name((enum fallback)i);
    fallbacks[count] = NULL;
    count_processes(run);
    return snapshot_end(&run->snapshot, snapshot_result(&run->snapshot.totals, run->interrupted), fallbacks,
                        run->error);
}

static int
start_pool(struct run *run)
{
    const struct limits *limits = &run->options->limits;
    struct pool_options options = { .workers = pool_workers(limits->means),
                                    .deadline = run->options->timeout * 1000,
                                    .large = limits->large_bytes.most,
                                    .means = limits->means };

    run->capture.host.file_seconds = run->options->timeout * LIMIT_FILE_DEADLINES;
    run->pool = pool_start(&options);
    if (!run->pool)
        return error_set(run->error, "out of memory");
    if (pool_is_alone(run->pool))
        host_fallback(&run->capture.host, FALLBACK_clone);
    return 0;
}

/* From the open sink to the end of the archive. */
static int
write_archive(struct run *run, struct summary *summary)
{
    struct clocks clocks = clocks_read();
    struct snapshot_clock clock = { .stands = false };
    struct bytes nodename = { 0 };

    meta_nodename(&nodename);
    snapshot_top(&summary->top, bytes_string(&nodename), clocks.realtime);
    bytes_free(&nodename);
    if (summary->top.failed)
        return error_set(run->error, "out of memory");
    if (snapshot_open(&run->snapshot, &run->sink, bytes_string(&summary->top), clock, run->error) != 0 ||
        start_pool(run) != 0)
        return -1;
    manifest_fill(&run->snapshot.manifest, run->options->limits.means);
    if (write_meta(run, &clocks) != 0)
        return -1;
    for (size_t i = 0; i < phase_count; i++) {
        if (run_phase(run, &phases[i]) != 0) {
            bytes_format(&run->error->text, " (%s)", phases[i].name); /* errors such as "out of memory" lack a place */
            return -1;
        }
    }
    return write_end(run);
}

int
collect_run(const struct options *options, const struct observer *observer, struct output *output,
            struct summary *summary, struct error *error)
{
    struct run run = { .options = options, .observer = observer, .error = error };
    uint64_t start = clock_monotonic();
    int rc = -1;

    *summary = (struct summary){ 0 };
    run.capture.host.options = options;
    if (host_open(&run.capture.host, options->proc, error) != 0 || output_open(output, options->output, error) != 0)
        goto out;
    if (sink_open(&run.sink, output->fd, options->codec, options->limits.means->zstd_window) != 0) {
        error_set(error, "out of memory");
        goto out;
    }
    if (options->key)
        sink_sign(&run.sink);
    rc = write_archive(&run, summary);
    summary->totals = run.snapshot.totals;
    summary->segments = run.snapshot.segments;
    summary->sockets = inodes_count(&run.capture.net.seen);
    summary->written = run.sink.written;
    if (rc == 0) {
        unsigned char digest[DIGEST_SIZE];

        sink_digest(&run.sink, digest);
        digest_hex(digest, summary->sha256);
        if (options->key)
            sink_to_sign(&run.sink, summary->to_sign);
        summary->result = snapshot_result(&summary->totals, run.interrupted);
    }
out:
    if (run.pool)
        pool_stop(run.pool);
    snapshot_free(&run.snapshot);
    sink_free(&run.sink);
    capture_free(&run.capture);
    summary->took = clock_monotonic() - start;
    return rc;
}

void
summary_free(struct summary *summary)
{
    bytes_free(&summary->top);
}
