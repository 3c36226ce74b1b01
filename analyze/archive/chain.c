#include "analyze/archive/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/limits.h"
#include "analyze/base/scan.h"
#include "schema/snapshot/snapshot.h"

static const struct slice nothing = { NULL, 0 };

int64_t
chain_segment_number(struct slice path)
{
    int64_t number = 0;

    if (!slice_begins(path, SNAPSHOT_MANIFEST_DIR) || path.len != strlen(SNAPSHOT_MANIFEST_DIR) + 6)
        return -1;
    for (size_t i = strlen(SNAPSHOT_MANIFEST_DIR); i < path.len; i++) {
        if (path.ptr[i] < '0' || path.ptr[i] > '9')
            return -1;
        number = number * 10 + (path.ptr[i] - '0');
    }
    return number;
}

int
chain_problem(struct chain *chain, struct slice path, size_t line, const char *want, struct slice have)
{
    struct reader_problem problem = { path, line, want, have };

    if (have.len > LIMIT_QUOTE)
        problem.have.len = LIMIT_QUOTE;
    if (++chain->summary->problems > chain->limits->problems)
        return 0;
    if (chain->summary->problems == chain->limits->problems)
        problem = (struct reader_problem){ nothing, 0, "an archive with fewer problems (see --limit problems)",
                                           slice_of("more, not listed") };
    return chain->events->problem(chain->events->context, &problem, chain->error);
}

int
chain_too_much(struct chain *chain, struct slice path)
{
    const struct limits *limits = chain->limits;
    char *bytes = LIMIT_TEXT(limits, pending_bytes, "members between two manifest segments of at most @");
    char *ratio = LIMIT_TEXT(limits, pending_ratio, ", and from 64 MiB on of @ times their packed size");
    char *want = xasprintf("%s%s", bytes, ratio);
    int result = chain_problem(chain, path, 0, want, slice_of("more"));

    free(want);
    free(ratio);
    free(bytes);
    return result;
}

static int
emit(struct chain *chain, const struct manifest_line *line, bool verified, struct slice content)
{
    const struct reader_events *events = chain->events;

    if (verified)
        chain->summary->verified++;
    return events->member(events->context, line, verified, content, chain->error);
}

int
chain_drop(struct chain *chain)
{
    for (size_t i = 0; i < chain->pending.count; i++) {
        const struct pending_member *member = &chain->pending.members[i];
        struct manifest_line line = {
            .path = slice_of(member->path),
            .state = slice_of(READER_UNLISTED),
            .bytes = maybe_of(member->size),
        };

        if (member->claimed)
            continue;
        if (emit(chain, &line, false, nothing) ||
            chain_problem(chain, line.path, 0, "a manifest that vouches for it", slice_of("no line for it")))
            return -1;
    }
    pending_clear(&chain->pending);
    return 0;
}

static int
mismatch(struct chain *chain, const struct manifest_line *line, const struct pending_member *member)
{
    char want[128];
    char have[128];

    if (snprintf(want, sizeof(want), "%" PRId64 " bytes with SHA-256 %.64s", line->bytes.value, line->sha256.ptr) < 0 ||
        snprintf(have, sizeof(have), "%" PRId64 " bytes with SHA-256 %s", member->size, member->sha256.hex) < 0)
        die("snprintf failed");
    return chain_problem(chain, line->path, 0, want, slice_of(have));
}

/* Checks a line's state against its bytes.  Other states say nothing of them. */
static int
check_state(struct chain *chain, const struct manifest_line *line)
{
    static const struct {
        const char *state;
        bool has_bytes;
        const char *want;
    } states[] = {
        { "ok", true, "a member with bytes, since its state is ok" },
        { "empty", false, "a member without bytes, since its state is empty" },
    };
    char have[40] = "no member";

    if (line->bytes.known && snprintf(have, sizeof(have), "%" PRId64 " bytes", line->bytes.value) < 0)
        die("snprintf failed");
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
        if (slice_is(line->state, states[i].state) &&
            (!line->bytes.known || states[i].has_bytes != (line->bytes.value > 0)))
            return chain_problem(chain, line->path, 0, states[i].want, slice_of(have));
    return 0;
}

/* Checks a member against its line. */
static int
take_line(struct chain *chain, const struct manifest_line *line, bool holds)
{
    struct pending_member *member = pending_find(&chain->pending, line->path);
    struct slice content = nothing;
    bool right;

    if (!line->sha256.ptr)
        return emit(chain, line, false, nothing);
    if (!member || member->claimed) {
        if (emit(chain, line, false, nothing))
            return -1;
        return chain_problem(chain, line->path, 0, "the member",
                             slice_of(member ? "a second line for it" : "none in the archive"));
    }
    member->claimed = true;
    right = member->whole && member->size == line->bytes.value && digest_is(&member->sha256, line->sha256);
    if (right && holds && member->kept)
        content = buffer_slice(&member->content);
    if (emit(chain, line, right && holds, content))
        return -1;
    if (!right)
        return mismatch(chain, line, member);
    if (holds && !member->kept && chain->events->wants && chain->events->wants(chain->events->context, line->path))
        return chain_too_much(chain, line->path);
    return 0;
}

static int
take_end(struct chain *chain, struct slice path, size_t number, const struct manifest_end *end, int64_t segment_size)
{
    struct reader_summary *summary = chain->summary;
    char have[96];

    chain->ended = true;
    summary->finished = end->realtime;
    memcpy(summary->result, end->result.ptr, end->result.len);
    summary->result[end->result.len] = '\0';
    /* The record counts what was written before its own segment. */
    if (end->members == summary->members - 1 && end->bytes == chain->bytes - segment_size)
        return 0;
    if (snprintf(have, sizeof(have), "%" PRId64 " members, %" PRId64 " bytes", summary->members - 1,
                 chain->bytes - segment_size) < 0)
        die("snprintf failed");
    return chain_problem(chain, path, number, "as many members and bytes as the end record says", slice_of(have));
}

/* Whether a segment is the one that follows. */
static int
check_link(struct chain *chain, struct slice path, const struct manifest_record *record, int64_t segment, bool *holds)
{
    *holds = false;
    if (record->kind == MANIFEST_MALFORMED)
        return chain_problem(chain, path, 1, record->want, record->have);
    if (record->kind != MANIFEST_LINK)
        return chain_problem(chain, path, 1, "the digest of the segment before", slice_of("another record"));
    if (record->link.segment != segment || segment != chain->next_segment)
        return chain_problem(chain, path, 1, "the segment that follows the one before", nothing);
    if (!digest_is(&chain->previous, record->link.previous))
        return chain_problem(chain, path, 1, chain->previous.hex, record->link.previous);
    *holds = true;
    return 0;
}

static int
take_records(struct chain *chain, struct slice path, int64_t segment, const struct pending_member *manifest,
             bool *holds)
{
    struct lines lines = lines_of(buffer_slice(&manifest->content));
    struct manifest_record record = { .kind = MANIFEST_MALFORMED, .want = "a manifest segment", .have = nothing };
    struct slice text;
    int result = 0;

    if (lines_next(&lines, &text) && manifest_parse(chain->manifest, text, &record, chain->error))
        return -1;
    if (check_link(chain, path, &record, segment, holds))
        return -1;
    while (result == 0 && lines_next(&lines, &text)) {
        if (manifest_parse(chain->manifest, text, &record, chain->error))
            return -1;
        if (chain->ended)
            result = chain_problem(chain, path, lines.number, "nothing after the end record", text);
        else if (record.kind == MANIFEST_MALFORMED)
            result = chain_problem(chain, path, lines.number, record.want, record.have);
        else if (record.kind == MANIFEST_END)
            result = take_end(chain, path, lines.number, &record.end, manifest->size);
        else if (record.kind == MANIFEST_LINE)
            result = take_line(chain, &record.line, *holds) || check_state(chain, &record.line) ? -1 : 0;
        else
            result = chain_problem(chain, path, lines.number, "a member's line", text);
    }
    return result;
}

/* Reports the segment read last.  Called after the next segment that holds, or at the end. */
static int
tell_link(const struct chain *chain)
{
    const struct reader_events *events = chain->events;

    if (chain->next_segment == 0 || !events->link)
        return 0;
    return events->link(events->context, chain->next_segment - 1, &chain->previous, chain->error);
}

int
chain_segment(struct chain *chain, struct slice path, int64_t number, const struct pending_member *segment)
{
    bool holds = false;

    pending_sort(&chain->pending);
    if (take_records(chain, path, number, segment, &holds) || chain_drop(chain))
        return -1;
    chain->broken = chain->broken || !holds;
    if (!chain->broken && tell_link(chain))
        return -1;
    chain->next_segment = number + 1;
    chain->previous = segment->sha256;
    chain->summary->segments += holds;
    return 0;
}

int
chain_finish(struct chain *chain)
{
    return chain->broken ? 0 : tell_link(chain);
}
