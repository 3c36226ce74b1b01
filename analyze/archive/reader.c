#include "analyze/archive/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/archive/archive.h"
#include "analyze/archive/chain.h"
#include "analyze/archive/input.h"
#include "analyze/base/limits.h"
#include "schema/snapshot/snapshot.h"

struct reader {
    struct chain chain;
    struct input *input;
    struct tar *tar;
    struct sha256_ctx sums; /* of what SHA256SUMS should hold */
    bool summed;            /* SHA256SUMS was read */
    bool begun;             /* meta.json was read */
    int64_t arrived;        /* bytes of the archive up to the segment before */
    const char *early_want; /* a problem of meta.json itself, before there was a snapshot to tell it of */
    char *early_have;
};

static const struct slice nothing = { NULL, 0 };

/* tar_sink: what the archive itself has wrong. */
static int
tar_problem(void *context, struct slice name, const char *want, struct slice have)
{
    struct reader *reader = context;
    struct chain *chain = &reader->chain;

    if (!reader->begun && chain->pending.count > 0) {
        reader->early_want = want;
        free(reader->early_have);
        reader->early_have = have.ptr ? xstrndup(have.ptr, have.len) : NULL;
        return 0;
    }
    if (!reader->begun)
        return error_set(chain->error, "not a snapshot: its first entry should be %s", want);
    return chain_problem(chain, name, 0, want, have);
}

/* Whether `bytes` more may wait for their segment. */
static bool
has_room(const struct reader *reader, int64_t bytes)
{
    int64_t pending = reader->chain.pending.bytes + bytes;
    int64_t arrived = input_position(reader->input) - reader->arrived;

    const struct limits *limits = reader->chain.limits;

    return pending <= limits->pending_bytes &&
           (pending <= LIMIT_PENDING_FROM || pending / limits->pending_ratio <= arrived);
}

/* Reads the bytes of the present member: always its digest, and its content if that is wanted and not too much. */
static int
read_content(struct reader *reader, struct pending_member *member, bool keep)
{
    struct chain *chain = &reader->chain;
    struct sha256_ctx sha256;
    struct slice bytes;
    int result;

    sha256_init(&sha256);
    member->kept = keep;
    while ((result = tar_data(reader->tar, &bytes)) > 0) {
        digest_add(&sha256, bytes.ptr, bytes.len);
        member->size += (int64_t)bytes.len;
        if (member->kept &&
            (!has_room(reader, member->size) || (!reader->begun && member->size > chain->limits->meta_bytes))) {
            member->kept = false;
            buffer_free(&member->content);
        }
        if (member->kept)
            buffer_add(&member->content, bytes.ptr, bytes.len);
    }
    if (member->kept)
        chain->pending.bytes += member->size;
    member->sha256 = digest_take(&sha256);
    member->whole = tar_member_whole(reader->tar);
    return result;
}

static int
bookkeeping(struct reader *reader, struct slice path, const struct pending_member *member)
{
    const struct reader_events *events = reader->chain.events;

    if (!events->bookkeeping || !member->kept)
        return 0;
    return events->bookkeeping(events->context, path, buffer_slice(&member->content), reader->chain.error);
}

static void
tell_progress(const struct reader *reader)
{
    const struct reader_events *events = reader->chain.events;

    if (events->progress)
        events->progress(events->context, input_position(reader->input), reader->chain.summary->contents);
}

/* A manifest segment.  One that was cut vouches for nothing. */
static int
take_segment(struct reader *reader, struct slice path, int64_t segment, const struct pending_member *manifest)
{
    struct chain *chain = &reader->chain;
    struct reader_summary *summary = chain->summary;

    if (!manifest->whole)
        return 0;
    tell_progress(reader); /* before its members are looked at, which takes longest */
    if (chain_segment(chain, path, segment, manifest) || bookkeeping(reader, path, manifest))
        return -1;
    reader->arrived = input_position(reader->input);
    if (summary->problems == 0) {
        summary->whole_segments = summary->segments;
        summary->whole_bytes = tar_position(reader->tar);
    }
    tell_progress(reader);
    return 0;
}

/* SHA256SUMS repeats the digests of the manifest, so it is only compared, byte for byte, with the expected text. */
static int
take_sums(struct reader *reader, struct slice path, const struct pending_member *sums)
{
    struct sha256_ctx expected = reader->sums;
    struct digest digest = digest_take(&expected);

    reader->summed = true;
    if (bookkeeping(reader, path, sums))
        return -1;
    if (digest_is(&digest, slice_of(sums->sha256.hex)))
        return 0;
    /* The last segment, rather than SHA256SUMS, may be the one that was changed. */
    reader->chain.broken = reader->chain.broken || sums->whole;
    return chain_problem(&reader->chain, path, 0, "the digests of all members before it", slice_of("other bytes"));
}

/* Counts a member, and adds what SHA256SUMS should say of it. */
static void
count_member(struct reader *reader, struct slice path, const struct pending_member *member)
{
    reader->chain.summary->members++;
    reader->chain.bytes += member->size;
    digest_add(&reader->sums, member->sha256.hex, strlen(member->sha256.hex));
    digest_add(&reader->sums, "  ", 2);
    digest_add(&reader->sums, path.ptr, path.len);
    digest_add(&reader->sums, "\n", 1);
}

/* A manifest segment or SHA256SUMS. */
static int
take_own(struct reader *reader, struct slice path, int64_t segment)
{
    struct pending_member member = { 0 };
    int64_t pending = reader->chain.pending.bytes;
    bool keep = segment >= 0 || reader->chain.events->bookkeeping;
    int result = read_content(reader, &member, keep);

    if (result == 0 && keep && !member.kept)
        result = chain_too_much(&reader->chain, path);
    if (result == 0 && segment < 0)
        result = take_sums(reader, path, &member);
    if (result == 0)
        count_member(reader, path, &member);
    if (result == 0 && segment >= 0)
        result = take_segment(reader, path, segment, &member);
    else
        reader->chain.pending.bytes = pending;
    buffer_free(&member.content);
    return result;
}

/* meta.json is something else, or more than a bound. */
static int
no_object(struct chain *chain, struct slice path, bool kept, struct slice text)
{
    char *want = LIMIT_TEXT(chain->limits, meta_bytes, "a JSON object of at most @");
    int result = chain_problem(chain, path, 0, kept ? "a JSON object" : want, text);

    free(want);
    return result;
}

/* More members wait than may: they are let go of. */
static int
too_many(struct chain *chain, struct slice path)
{
    char *want = LIMIT_TEXT(chain->limits, pending_members, "a manifest segment in between @ members");
    int result = chain_problem(chain, path, 0, want, nothing);

    free(want);
    return result ? -1 : chain_drop(chain);
}

/* The first member: without meta.json this is no snapshot; without knowing its format nothing can be understood. */
static int
take_meta(struct reader *reader, struct slice path)
{
    struct chain *chain = &reader->chain;
    const struct reader_events *events = chain->events;
    struct pending_member *member;
    struct manifest_meta meta;
    struct slice text;

    if (!slice_is(path, SNAPSHOT_META))
        return error_set(chain->error, "not a snapshot: its first member is not " SNAPSHOT_META);
    member = pending_add(&chain->pending, path);
    if (read_content(reader, member, true))
        return -1;
    if (!member->whole)
        return error_set(chain->error, "nothing can be read of it: " SNAPSHOT_META ", its first member, is cut");
    count_member(reader, path, member);
    chain->summary->contents++;
    text = buffer_slice(&member->content);
    if (manifest_meta(chain->manifest, text, &meta, chain->error))
        return -1;
    meta.sha256 = member->sha256;
    if (meta.format.known && meta.format.value > SNAPSHOT_FORMAT)
        return error_set(chain->error, "a snapshot of format %" PRId64 ", and this program knows formats up to %d",
                         meta.format.value, SNAPSHOT_FORMAT);
    reader->begun = true;
    if (events->begin(events->context, tar_directory(reader->tar), &meta, chain->error))
        return -1;
    if (reader->early_want && chain_problem(chain, path, 0, reader->early_want, slice_of(reader->early_have)))
        return -1;
    if (!meta.json)
        return no_object(chain, path, member->kept, text);
    if (!meta.format.known)
        return chain_problem(chain, path, 0, "a format number", nothing);
    return 0;
}

static int
take_member(struct reader *reader, struct slice path)
{
    struct chain *chain = &reader->chain;
    const struct reader_events *events = chain->events;
    int64_t segment = chain_segment_number(path);
    struct pending_member *member;

    if (!reader->begun)
        return take_meta(reader, path);
    if (segment >= 0 || slice_is(path, SNAPSHOT_SUMS))
        return take_own(reader, path, segment);
    if ((int64_t)chain->pending.count >= chain->limits->pending_members && too_many(chain, path))
        return -1;
    member = pending_add(&chain->pending, path);
    if (read_content(reader, member, events->wants && events->wants(events->context, path)))
        return -1;
    count_member(reader, path, member);
    chain->summary->contents++;
    return 0;
}

/* What can only be said at the end. */
static int
take_end_of_archive(struct reader *reader)
{
    struct chain *chain = &reader->chain;
    struct reader_summary *summary = chain->summary;
    struct input_facts facts = input_finish(reader->input);
    struct slice end = slice_of("the end of the archive");

    if (!reader->begun)
        return error_set(chain->error, "not a snapshot: no member in it");
    summary->archive_bytes = facts.bytes;
    summary->archive_sha256 = facts.sha256;
    if (facts.want && chain_problem(chain, nothing, 0, facts.want, slice_of(facts.have)))
        return -1;
    if (chain_drop(chain) || chain_finish(chain))
        return -1;
    if (!chain->ended)
        return chain_problem(chain, nothing, 0, "the end record of the manifest", end);
    if (!reader->summed)
        return chain_problem(chain, nothing, 0, "SHA256SUMS", end);
    return 0;
}

/* No tar archive: because it is something else, or because nothing of it could be decompressed. */
static int
refuse(struct reader *reader)
{
    struct input_facts facts = input_finish(reader->input);

    if (!facts.want)
        return -1;
    error_clear(reader->chain.error);
    return error_set(reader->chain.error, "nothing can be read of it: want %s, have %s", facts.want, facts.have);
}

static int
read_members(struct reader *reader)
{
    struct tar_sink sink = { reader, tar_problem };
    struct tar_member member;
    int result;

    manifest_set_limits(reader->chain.manifest, reader->chain.limits);
    if (tar_open(reader->input, sink, &reader->tar, reader->chain.error))
        return refuse(reader);
    while ((result = tar_next(reader->tar, &member)) > 0)
        if (take_member(reader, member.name))
            return -1;
    return result ? -1 : take_end_of_archive(reader);
}

int
reader_run(const char *path, const struct reader_events *events, struct reader_summary *summary, struct error *error)
{
    struct reader reader = { .chain = { .events = events, .summary = summary, .error = error } };
    int result;

    *summary = (struct reader_summary){ .result = "cut" };
    memcpy(reader.chain.previous.hex, SNAPSHOT_NO_PREVIOUS, sizeof(reader.chain.previous.hex));
    sha256_init(&reader.sums);
    reader.chain.limits = events->limits ? events->limits : &limits_usual;
    result = input_open_within(path, reader.chain.limits, &reader.input, error);
    if (result == 0 && (manifest_open(&reader.chain.manifest, error) || read_members(&reader)))
        result = error_prefix(error, "%s", path);
    tar_close(reader.tar);
    input_close(reader.input);
    manifest_close(reader.chain.manifest);
    pending_free(&reader.chain.pending);
    free(reader.early_have);
    return result;
}
