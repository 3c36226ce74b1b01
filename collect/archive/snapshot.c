#include "collect/archive/snapshot.h"

#include "collect/base/clock.h"

#include <string.h>
#include <time.h>

void
snapshot_top(struct bytes *out, const char *nodename, uint64_t realtime)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    time_t seconds = (time_t)(realtime / NANOSECONDS);
    struct tm tm;

    for (const char *p = nodename; *p; p++) {
        bool leading = p == nodename && (*p == '.' || *p == '-');

        bytes_byte(out, !leading && strchr(allowed, *p) ? *p : '_');
    }
    if (*nodename == '\0')
        bytes_byte(out, '_');
    if (!gmtime_r(&seconds, &tm)) {
        out->failed = true;
        return;
    }
    bytes_format(out, "-%04d%02d%02dT%02d%02d%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                 tm.tm_min, tm.tm_sec);
}

int
snapshot_open(struct snapshot *s, struct sink *sink, const char *top, struct snapshot_clock clock, struct error *error)
{
    *s = (struct snapshot){ .sink = sink, .clock = clock };
    manifest_init(&s->manifest);
    s->tar = tar_open(sink, top);
    if (!s->tar)
        return error_set(error, "out of memory");
    return 0;
}

void
snapshot_free(struct snapshot *s)
{
    tar_free(s->tar);
    manifest_free(&s->manifest);
    *s = (struct snapshot){ 0 };
}

static uint64_t
realtime_of(const struct snapshot *s)
{
    return s->clock.stands ? s->clock.realtime : clock_realtime();
}

static int
fail(struct snapshot *s, const char *path, struct error *error)
{
    if (s->sink->error)
        return error_errno(error, s->sink->error, "cannot write");
    return error_set(error, "cannot archive %s: %s", path, tar_error(s->tar));
}

/* Writes a member, and notes its digest. */
static int
put_member(struct snapshot *s, const char *path, const struct bytes *content, uint64_t realtime,
           unsigned char digest[DIGEST_SIZE], struct error *error)
{
    struct digest d;

    digest_start(&d);
    digest_add(&d, content->data, content->len);
    digest_end(&d, digest);
    if (tar_begin(s->tar, path, content->len, realtime / NANOSECONDS) != 0 ||
        tar_put(s->tar, content->data, content->len) != 0 || tar_finish(s->tar) != 0)
        return fail(s, path, error);
    manifest_sum(&s->manifest, path, digest);
    s->totals.members++;
    s->totals.bytes += content->len;
    return 0;
}

/* Writes the open segment as a member, and flushes the sink, so that everything so far can be read whatever happens. */
static int
put_segment(struct snapshot *s, struct error *error)
{
    unsigned char digest[DIGEST_SIZE];
    struct bytes name = { 0 };
    int rc;

    manifest_name(&s->manifest, &name);
    if (s->manifest.lines.failed || s->manifest.sums.failed || name.failed) {
        bytes_free(&name);
        return error_set(error, "out of memory");
    }
    rc = put_member(s, bytes_string(&name), &s->manifest.lines, realtime_of(s), digest, error);
    bytes_free(&name);
    if (rc != 0)
        return -1;
    manifest_next(&s->manifest, digest);
    if (sink_flush(s->sink) != 0)
        return fail(s, SNAPSHOT_MANIFEST_DIR, error);
    s->segments++;
    return 0;
}

int
snapshot_add(struct snapshot *s, struct attempt *a, struct error *error)
{
    unsigned char digest[DIGEST_SIZE];

    if (a->member && put_member(s, bytes_string(&a->path), &a->content, a->start, digest, error) != 0)
        return -1;
    manifest_add(&s->manifest, a, a->member ? digest : NULL);
    s->totals.states[a->state]++;
    s->totals.descriptors += a->descriptors;
    s->totals.sockets += a->sockets;
    return manifest_is_full(&s->manifest) ? put_segment(s, error) : 0;
}

int
snapshot_segment(struct snapshot *s, struct error *error)
{
    return s->manifest.line_count > 0 ? put_segment(s, error) : 0;
}

static int
put_sums(struct snapshot *s, struct error *error)
{
    struct bytes text = { 0 };
    size_t at = 0;
    int rc = tar_begin(s->tar, SNAPSHOT_SUMS, s->manifest.sums_size, realtime_of(s) / NANOSECONDS);

    while (rc == 0 && manifest_sums_text(&s->manifest, &at, &text)) {
        rc = text.failed ? error_set(error, "out of memory") : tar_put(s->tar, text.data, text.len);
        bytes_clear(&text);
    }
    bytes_free(&text);
    if (rc != 0 || tar_finish(s->tar) != 0)
        return fail(s, SNAPSHOT_SUMS, error);
    return 0;
}

int
snapshot_end(struct snapshot *s, const char *result, const char *const *fallbacks, struct error *error)
{
    struct clocks clocks = { .realtime = s->clock.realtime, .monotonic = s->clock.monotonic };

    if (!s->clock.stands)
        clocks = clocks_read();
    manifest_end(&s->manifest, result, &s->totals, fallbacks, &clocks);
    if (put_segment(s, error) != 0 || put_sums(s, error) != 0)
        return -1;
    if (tar_end(s->tar) != 0 || sink_end(s->sink) != 0)
        return fail(s, "the end", error);
    return 0;
}

const char *
snapshot_result(const struct totals *totals, bool interrupted)
{
    if (interrupted)
        return "interrupted";
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (totals->states[i] > 0 && !state_is_complete((enum snapshot_state)i))
            return "partial";
    return "complete";
}
