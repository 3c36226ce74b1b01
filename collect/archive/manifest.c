#include "collect/archive/manifest.h"

#include "collect/base/json.h"
#include "collect/base/limits.h"

#include <string.h>

static const struct {
    const char *name;
    bool complete;
} states[] = {
#define STATE(name, complete, meaning) { #name, complete },
#include "schema/snapshot/states.def"
#undef STATE
};

const char *
state_name(enum snapshot_state state)
{
    return states[state].name;
}

bool
state_is_complete(enum snapshot_state state)
{
    return states[state].complete;
}

static void
put_first_line(struct manifest *m)
{
    struct json j = { .out = &m->lines };

    json_open(&j, NULL, '{');
    json_number(&j, "segment", m->segment);
    json_text(&j, "previous", m->previous);
    json_close(&j, '}');
    bytes_byte(&m->lines, '\n');
}

void
manifest_init(struct manifest *m)
{
    *m = (struct manifest){ .means = &means_usual };
    memcpy(m->previous, SNAPSHOT_NO_PREVIOUS, sizeof(m->previous));
    put_first_line(m);
}

void
manifest_fill(struct manifest *m, const struct means *means)
{
    m->means = means;
}

void
manifest_free(struct manifest *m)
{
    bytes_free(&m->lines);
    bytes_free(&m->sums);
}

void
manifest_add(struct manifest *m, const struct attempt *a, const unsigned char *digest)
{
    struct json j = { .out = &m->lines };

    json_open(&j, NULL, '{');
    json_bytes(&j, "path", a->path.data, a->path.len);
    json_ascii(&j, "source", a->source.data, a->source.len);
    json_text(&j, "state", state_name(a->state));
    if (a->error) {
        struct bytes name = { 0 };

        error_name(&name, a->error);
        json_bytes(&j, "errno", name.data, name.len);
        m->lines.failed = m->lines.failed || name.failed;
        bytes_free(&name);
    }
    if (a->reason.len > 0)
        json_bytes(&j, "reason", a->reason.data, a->reason.len);
    if (digest) {
        char hex[DIGEST_HEX + 1];

        digest_hex(digest, hex);
        json_number(&j, "bytes", a->content.len);
        json_text(&j, "sha256", hex);
        m->bytes += a->content.len;
    }
    json_number(&j, "start", a->start);
    json_number(&j, "monotonic", a->monotonic);
    json_number(&j, "took", a->took);
    json_close(&j, '}');
    bytes_byte(&m->lines, '\n');
    m->line_count++;
}

void
manifest_sum(struct manifest *m, const char *path, const unsigned char digest[DIGEST_SIZE])
{
    size_t len = strlen(path);

    bytes_append(&m->sums, digest, DIGEST_SIZE);
    bytes_append(&m->sums, path, len + 1);
    m->sums_size += DIGEST_HEX + 2 + len + 1;
}

bool
manifest_is_full(const struct manifest *m)
{
    return m->line_count >= m->means->segment_lines || m->bytes >= m->means->segment_bytes;
}

void
manifest_next(struct manifest *m, const unsigned char digest[DIGEST_SIZE])
{
    digest_hex(digest, m->previous);
    m->segment++;
    m->line_count = 0;
    m->bytes = 0;
    bytes_clear(&m->lines);
    put_first_line(m);
}

void
manifest_name(const struct manifest *m, struct bytes *out)
{
    bytes_format(out, "%s%06u", SNAPSHOT_MANIFEST_DIR, m->segment);
}

bool
manifest_sums_text(const struct manifest *m, size_t *at, struct bytes *out)
{
    if (*at >= m->sums.len)
        return false;
    while (*at < m->sums.len && out->len < LIMIT_SINK_BUFFER) {
        const char *digest = m->sums.data + *at;
        const char *path = digest + DIGEST_SIZE;
        char hex[DIGEST_HEX + 1];

        digest_hex((const unsigned char *)digest, hex);
        bytes_text(out, hex);
        bytes_text(out, "  ");
        bytes_text(out, path);
        bytes_byte(out, '\n');
        *at += DIGEST_SIZE + strlen(path) + 1;
    }
    return true;
}

void
manifest_end(struct manifest *m, const char *result, const struct totals *totals, const char *const *fallbacks,
             const struct clocks *clocks)
{
    struct json j = { .out = &m->lines };

    json_open(&j, NULL, '{');
    json_open(&j, "end", '{');
    json_text(&j, "result", result);
    json_number(&j, "members", totals->members);
    json_number(&j, "bytes", totals->bytes);
    json_number(&j, "processes", totals->processes);
    json_number(&j, "descriptors", totals->descriptors);
    json_number(&j, "sockets", totals->sockets);
    json_number(&j, "namespaces", totals->namespaces);
    json_open(&j, "states", '{');
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (totals->states[i] > 0)
            json_number(&j, states[i].name, totals->states[i]);
    json_close(&j, '}');
    json_open(&j, "fallbacks", '[');
    for (size_t i = 0; fallbacks[i]; i++)
        json_text(&j, NULL, fallbacks[i]);
    json_close(&j, ']');
    clocks_write(&j, clocks);
    json_close(&j, '}');
    json_close(&j, '}');
    bytes_byte(&m->lines, '\n');
}
