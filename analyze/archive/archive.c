#include "analyze/archive/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/archive/name.h"
#include "analyze/archive/nameset.h"
#include "analyze/archive/tar_tail.h"
#include "analyze/base/limits.h"
#include "schema/snapshot/snapshot.h"

enum {
    TAR_BLOCK = 512,
    TAR_CHECKSUM = 148, /* offset of the checksum in a header */
    TAR_CHECKSUM_LEN = 8,
    TAR_TYPE = 156,
};

struct tar {
    struct input *input;
    const struct limits *limits;
    char *want; /* that was made for the entry */
    struct tar_sink sink;
    struct archive *archive;
    struct tar_tail tail;
    bool in_header; /* libarchive is looking for a header */
    unsigned reads; /* since then */
    bool ended;
    bool damaged;   /* a problem was reported that explains a missing end mark */
    bool in_member; /* tar_data has more to give */
    bool member_whole;
    int64_t data_end; /* of the member */
    int64_t expected; /* where the next header should be */
    int64_t members;
    char directory[SNAPSHOT_NAME_MAX + 1];
    char name[SNAPSHOT_NAME_MAX + 1]; /* below the directory */
    struct nameset names;
};

static int
problem(struct tar *tar, const char *name, const char *want, struct slice have)
{
    return tar->sink.problem(tar->sink.context, slice_of(name && name[0] ? name : NULL), want, have);
}

/*
 * archive_read_callback.  One chunk holds more than padding and a header.  Only extended headers, or zeros that go on,
 * need another one, and a snapshot's tar has neither before its end.
 */
static la_ssize_t
feed(struct archive *archive, void *context, const void **bytes)
{
    struct tar *tar = context;
    const struct tar_tail_chunk *chunk;

    if (tar->in_header && tar->reads > 0) {
        archive_set_error(archive, EINVAL, "no header in %d bytes", TAR_TAIL_CHUNK);
        return ARCHIVE_FATAL;
    }
    chunk = tar_tail_read(&tar->tail, tar->input);
    if (chunk->len > 0)
        tar->reads++;
    *bytes = chunk->bytes;
    return (la_ssize_t)chunk->len;
}

/* libarchive takes a checksum in any number format; a bit flipped in it could go unnoticed. */
static bool
checksum_plain(const unsigned char header[TAR_BLOCK])
{
    char text[2 * TAR_CHECKSUM_LEN];
    unsigned sum = TAR_CHECKSUM_LEN * ' ';

    for (size_t i = 0; i < TAR_BLOCK; i++)
        if (i < TAR_CHECKSUM || i >= TAR_CHECKSUM + TAR_CHECKSUM_LEN)
            sum += header[i];
    if (snprintf(text, sizeof(text), "%06o%c ", sum, '\0') != TAR_CHECKSUM_LEN)
        return false;
    return memcmp(header + TAR_CHECKSUM, text, TAR_CHECKSUM_LEN) == 0;
}

/* Splits the name into the top directory, the same for all members, and the rest. */
static const char *
take_name(struct tar *tar, const char *name)
{
    const char *want = name_want(slice_of(name));
    size_t len;

    if (want)
        return want;
    len = strcspn(name, "/");
    if (name[len] != '/')
        return "a name below the top directory";
    if (tar->directory[0] == '\0')
        memcpy(tar->directory, name, len);
    else if (strlen(tar->directory) != len || memcmp(tar->directory, name, len) != 0)
        return "a name below the top directory of the first member";
    memcpy(tar->name, name + len + 1, strlen(name + len + 1) + 1);
    if (!nameset_add(&tar->names, slice_of(tar->name)))
        return "a member name that was not there before";
    return NULL;
}

/*
 * What is expected in the place of an entry that is no member; NULL when the entry is a member.  The header of the entry is
 * the last block read, and anything but zeros before it was an extended header.  Its type is looked at, too: libarchive takes a hard
 * link that has bytes and no target for a regular file.
 */
static const char *
entry_want(struct tar *tar, struct archive_entry *entry)
{
    int64_t header = archive_filter_bytes(tar->archive, 0) - TAR_BLOCK;
    const char *name;
    unsigned char bytes[TAR_BLOCK] = { 0 };

    errno = 0;
    name = archive_entry_pathname(entry);
    if (!name && errno == ENOMEM)
        die("out of memory");
    (void)tar_tail_copy(&tar->tail, header, sizeof(bytes), bytes); /* the zeros stay, which are no regular file */
    if (bytes[TAR_TYPE] != '0' || archive_entry_filetype(entry) != AE_IFREG)
        return "a regular file";
    if (!tar_tail_zero(&tar->tail, tar->expected, header))
        return "a ustar header without extensions";
    if (!checksum_plain(bytes))
        return "a header checksum of six octal digits";
    if (archive_entry_size(entry) > tar->limits->archive_bytes) {
        free(tar->want);
        return tar->want = LIMIT_TEXT(tar->limits, archive_bytes, "a member of at most @");
    }
    if (!name)
        return "a name";
    return take_name(tar, name);
}

/* The bytes after the last member: zeros, two blocks at least, and nothing else. */
static int
check_end(struct tar *tar)
{
    bool zeros = tar_tail_zero(&tar->tail, tar->expected, tar_tail_end(&tar->tail));
    const struct tar_tail_chunk *chunk;

    tar->ended = true;
    while ((chunk = tar_tail_read(&tar->tail, tar->input))->len > 0)
        zeros = zeros && tar_tail_zero(&tar->tail, chunk->offset, tar_tail_end(&tar->tail));
    if (tar->damaged)
        return 0;
    if (!zeros)
        return problem(tar, NULL, "only zeros after the last member", slice_of("other bytes"));
    if (tar_tail_end(&tar->tail) - tar->expected < (int64_t)2 * TAR_BLOCK)
        return problem(tar, NULL, "the end mark of the tar archive", slice_of("the end of the data"));
    return 0;
}

/* After libarchive has failed: a lack of memory is no damage of the archive. */
static void
check_memory(const struct tar *tar)
{
    if (archive_errno(tar->archive) == ENOMEM)
        die("out of memory");
}

static int
damage(struct tar *tar, const char *name, const char *want)
{
    if (tar->damaged)
        return 0;
    tar->damaged = true;
    return problem(tar, name, want, slice_of(archive_error_string(tar->archive)));
}

/* Looks for a header: ARCHIVE_OK, or ARCHIVE_EOF when there is none, or -1 when the sink said so. */
static int
next_header(struct tar *tar, struct archive_entry **entry)
{
    for (;;) {
        int result;

        tar->in_header = true;
        tar->reads = 0;
        result = archive_read_next_header(tar->archive, entry);
        tar->in_header = false;
        if (result != ARCHIVE_OK && result != ARCHIVE_EOF)
            check_memory(tar);
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
            return ARCHIVE_OK;
        if (result != ARCHIVE_RETRY) {
            bool at_end = result == ARCHIVE_EOF || tar->reads > 0;

            return !at_end && damage(tar, NULL, "a member's header") ? -1 : ARCHIVE_EOF;
        }
        if (damage(tar, NULL, "a member's header"))
            return -1;
        tar->expected = archive_filter_bytes(tar->archive, 0);
    }
}

static int
skip_data(struct tar *tar)
{
    struct slice bytes;
    int result;

    do
        result = tar_data(tar, &bytes);
    while (result > 0);
    return result;
}

/* A header was found: 1 when it is a member's, 0 when it was reported, or -1 when the sink said so. */
static int
take_entry(struct tar *tar, struct archive_entry *entry, struct tar_member *member)
{
    int64_t start = archive_filter_bytes(tar->archive, 0);
    int64_t size = archive_entry_size(entry);
    const char *want = entry_want(tar, entry);

    tar->in_member = true;
    tar->data_end = start + (size <= tar->limits->archive_bytes ? size : 0);
    if (want)
        return problem(tar, NULL, want, slice_of(archive_entry_pathname(entry)));
    *member = (struct tar_member){ slice_of(tar->name), size };
    if (start - TAR_BLOCK != tar->expected &&
        problem(tar, tar->name, "the member right after the one before", slice_of("zeros between")))
        return -1;
    return 1;
}

static int
too_many(struct tar *tar)
{
    char *want = LIMIT_TEXT(tar->limits, members, "at most @ members");
    int result = problem(tar, NULL, want, slice_of("more"));

    tar->ended = true;
    free(want);
    return result;
}

int
tar_next(struct tar *tar, struct tar_member *member)
{
    for (;;) {
        struct archive_entry *entry;
        int result;

        if (skip_data(tar))
            return -1;
        tar->name[0] = '\0';
        if (tar->ended)
            return 0;
        result = next_header(tar, &entry);
        if (result == ARCHIVE_EOF)
            return check_end(tar);
        if (result != ARCHIVE_OK)
            return -1;
        if (++tar->members > tar->limits->members)
            return too_many(tar);
        result = take_entry(tar, entry, member);
        if (result != 0)
            return result;
    }
}

/* After the last byte of a member. */
static int
member_ends(struct tar *tar)
{
    tar->in_member = false;
    tar->member_whole = true;
    tar->damaged = false;
    tar->expected = archive_filter_bytes(tar->archive, 0);
    if (tar_tail_zero(&tar->tail, tar->data_end, tar->expected))
        return 0;
    return problem(tar, tar->name, "zeros after the member", slice_of("other bytes"));
}

int
tar_data(struct tar *tar, struct slice *bytes)
{
    const void *block;
    size_t len;
    int64_t offset;
    int result;

    if (!tar->in_member)
        return 0;
    tar->member_whole = false;
    result = archive_read_data_block(tar->archive, &block, &len, &offset);
    if (result == ARCHIVE_OK) {
        *bytes = (struct slice){ block, len };
        return 1;
    }
    if (result == ARCHIVE_EOF)
        return member_ends(tar);
    check_memory(tar);
    tar->in_member = false;
    tar->ended = true;
    return damage(tar, tar->name, "the whole member");
}

bool
tar_member_whole(const struct tar *tar)
{
    return tar->member_whole;
}

const char *
tar_directory(const struct tar *tar)
{
    return tar->directory;
}

int64_t
tar_position(const struct tar *tar)
{
    return tar->expected;
}

/*
 * Zero blocks do not end the reading ("concatenated"): a run of them in a damaged archive must not hide what comes
 * after.
 */
static int
open_archive(struct tar *tar)
{
    if (archive_read_support_format_tar(tar->archive) != ARCHIVE_OK ||
        archive_read_set_options(tar->archive, "tar:read_concatenated_archives") != ARCHIVE_OK)
        return -1;
    return archive_read_open(tar->archive, tar, NULL, feed, NULL) == ARCHIVE_OK ? 0 : -1;
}

int
tar_open(struct input *input, struct tar_sink sink, struct tar **tar, struct error *error)
{
    struct tar *t = xmalloc(sizeof(*t));

    memset(t, 0, sizeof(*t));
    t->input = input;
    t->limits = input_limits(input);
    t->sink = sink;
    t->archive = archive_read_new();
    if (!t->archive)
        die("out of memory");
    if (open_archive(t)) {
        check_memory(t);
        tar_close(t);
        return error_set(error, "not a snapshot: not a tar archive, plain or compressed with zstd or gzip");
    }
    *tar = t;
    return 0;
}

void
tar_close(struct tar *tar)
{
    if (!tar)
        return;
    (void)archive_read_free(tar->archive);
    nameset_free(&tar->names);
    free(tar->want);
    free(tar);
}
