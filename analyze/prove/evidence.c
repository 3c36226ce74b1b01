#include "analyze/prove/evidence.h"

#include <stdlib.h>

#include "analyze/archive/chain.h"
#include "analyze/base/scan.h"

struct reading {
    struct evidence *evidence;
    evidence_begin *begin;
    void *context;
    struct manifest *manifest;
    bool asked; /* some member of the present segment was asked for */
};

static int
compare(struct slice a, struct slice b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int
by_path(const void *a, const void *b)
{
    return compare(slice_of(((const struct evidence_member *)a)->path),
                   slice_of(((const struct evidence_member *)b)->path));
}

/* They are sorted once all were asked for. */
static struct evidence_member *
find(const struct evidence *evidence, struct slice path)
{
    size_t low = 0, high = evidence->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(slice_of(evidence->members[middle].path), path);

        if (order == 0)
            return &evidence->members[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct evidence_member *
evidence_member_of(const struct evidence *evidence, struct slice path)
{
    return find(evidence, path);
}

void
evidence_want(struct evidence *evidence, struct slice path)
{
    evidence->members = xrealloc(evidence->members, (evidence->count + 1) * sizeof(*evidence->members));
    evidence->members[evidence->count++] = (struct evidence_member){ .path = xstrndup(path.ptr, path.len) };
}

/* Sorts the members that were asked for, each of them once. */
static void
settle(struct evidence *evidence)
{
    size_t kept = 0;

    if (evidence->count > 1)
        qsort(evidence->members, evidence->count, sizeof(*evidence->members), by_path);
    for (size_t i = 0; i < evidence->count; i++) {
        if (kept > 0 && strcmp(evidence->members[kept - 1].path, evidence->members[i].path) == 0)
            free(evidence->members[i].path);
        else
            evidence->members[kept++] = evidence->members[i];
    }
    evidence->count = kept;
}

static bool
on_wants(void *context, struct slice path)
{
    const struct reading *reading = context;

    return find(reading->evidence, path) != NULL;
}

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    struct reading *reading = context;
    struct evidence *evidence = reading->evidence;

    evidence->directory = xasprintf("%s", directory);
    evidence->meta_sha256 = meta->sha256;
    evidence->big_endian = slice_is(meta->byte_order, "big");
    if (reading->begin(reading->context, evidence, error))
        return -1;
    settle(evidence);
    return 0;
}

static int
on_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    struct reading *reading = context;
    struct evidence_member *member = find(reading->evidence, line->path);

    (void)error;
    if (!member || member->found)
        return 0;
    member->found = true;
    member->verified = verified && content.ptr;
    member->bytes = line->bytes.value;
    if (line->sha256.ptr && line->sha256.len < sizeof(member->sha256.hex))
        memcpy(member->sha256.hex, line->sha256.ptr, line->sha256.len); /* zeros follow */
    if (member->verified)
        buffer_add(&member->content, content.ptr, content.len);
    member->segment = -1; /* until that segment is handed over */
    reading->asked = true;
    return 0;
}

static int
on_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    struct evidence *evidence = ((struct reading *)context)->evidence;

    (void)error;
    evidence->links = xrealloc(evidence->links, (evidence->link_count + 1) * sizeof(*evidence->links));
    evidence->links[evidence->link_count++] = (struct evidence_link){ segment, *sha256 };
    return 0;
}

/* Notes the line of a member that was told of, and the end record. */
static void
take_record(struct evidence *evidence, int64_t segment, size_t number, struct slice text,
            const struct manifest_record *record)
{
    struct evidence_member *member;

    if (record->kind == MANIFEST_END && !evidence->end) {
        evidence->end = xstrndup(text.ptr, text.len);
        evidence->end_segment = segment;
        evidence->end_line = number;
    }
    if (record->kind != MANIFEST_LINE)
        return;
    member = find(evidence, record->line.path);
    if (!member || !member->found || member->manifest)
        return;
    member->segment = segment;
    member->manifest_line = number;
    member->manifest = xstrndup(text.ptr, text.len);
}

/* A segment comes after the members that it has lines for, and the end record is in the last one. */
static int
on_bookkeeping(void *context, struct slice path, struct slice content, struct error *error)
{
    struct reading *reading = context;
    struct lines lines = lines_of(content);
    int64_t segment = chain_segment_number(path);
    struct manifest_record record;
    struct slice text;

    if (segment < 0 || (!reading->asked && !memmem(content.ptr, content.len, "\n{\"end\":", 8)))
        return 0;
    reading->asked = false;
    while (lines_next(&lines, &text)) {
        if (manifest_parse(reading->manifest, text, &record, error))
            return -1;
        take_record(reading->evidence, segment, lines.number, text, &record);
    }
    return 0;
}

static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct evidence *evidence = ((struct reading *)context)->evidence;
    struct slice path = problem->path, have = problem->have;

    (void)error;
    if (!evidence->problem)
        evidence->problem =
            xasprintf("%.*s%swant %s%s%.*s", (int)path.len, path.ptr ? path.ptr : "", path.ptr ? ": " : "",
                      problem->want, have.ptr ? ", have " : "", (int)have.len, have.ptr ? have.ptr : "");
    return 0;
}

int
evidence_read(const char *path, const struct limits *limits, evidence_begin *begin, void *context,
              struct evidence *evidence, struct error *error)
{
    struct reading reading = { .evidence = evidence, .begin = begin, .context = context };
    struct reader_events events = {
        .context = &reading,
        .limits = limits,
        .wants = on_wants,
        .begin = on_begin,
        .member = on_member,
        .link = on_link,
        .bookkeeping = on_bookkeeping,
        .problem = on_problem,
    };
    int result;

    *evidence = (struct evidence){ 0 };
    if (manifest_open(&reading.manifest, error))
        return -1;
    if (limits)
        manifest_set_limits(reading.manifest, limits);
    result = reader_run(path, &events, &evidence->summary, error);
    manifest_close(reading.manifest);
    return result;
}

void
evidence_free(struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++) {
        free(evidence->members[i].path);
        free(evidence->members[i].manifest);
        buffer_free(&evidence->members[i].content);
    }
    free(evidence->members);
    free(evidence->links);
    free(evidence->directory);
    free(evidence->end);
    free(evidence->problem);
    *evidence = (struct evidence){ 0 };
}
