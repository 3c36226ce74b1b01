/* codec.c, sink.c, tar.c, manifest.c, snapshot.c: an archive can be read back, whole or cut. */
#include "tests/support/test.h"

#include "collect/archive/snapshot.h"
#include "tests/support/bytes.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

/* Larger than any expanded archive of these tests. */
#define EXPANDED 65536

/* A file in memory, without a name. */
static int
scratch(void)
{
    int fd = memfd_create("snapshot", MFD_CLOEXEC);

    assert_true(fd >= 0);
    return fd;
}

static void
add(struct snapshot *snapshot, const char *path, const char *content, enum snapshot_state state, int error)
{
    struct attempt a = { 0 };
    struct error failed = { 0 };

    attempt_begin(&a, "", "/", path);
    bytes_text(&a.content, content);
    attempt_read(&a);
    a.state = state;
    a.error = error;
    a.member = state == STATE_ok || state == STATE_empty;
    a.start = 1763715823000000000ULL;
    a.monotonic = 5;
    a.took = 7;
    assert_int_equal(snapshot_add(snapshot, &a, &failed), 0);
    attempt_free(&a);
}

/* A snapshot of three segments; -1 where the sink failed. */
static int
write_snapshot(struct sink *sink)
{
    static const char *const fallbacks[] = { "kcmp", NULL };
    struct snapshot_clock clock = { .stands = true, .realtime = 1000000000 };
    struct snapshot snapshot;
    struct error error = { 0 };
    int rc;

    assert_int_equal(snapshot_open(&snapshot, sink, "host-19700101T000000Z", clock, &error), 0);
    add(&snapshot, "meta.json", "{}\n", STATE_ok, 0);
    rc = snapshot_segment(&snapshot, &error);
    if (rc == 0) {
        add(&snapshot, "net/1/before/tcp", "  sl  local_address\n", STATE_ok, 0);
        add(&snapshot, "proc/1/io", "", STATE_denied, EACCES);
        add(&snapshot, "proc/1/cmdline", "", STATE_empty, 0);
        rc = snapshot_segment(&snapshot, &error);
    }
    if (rc == 0)
        rc = snapshot_end(&snapshot, snapshot_result(&snapshot.totals, false), fallbacks, &error);
    bytes_free(&error.text);
    snapshot_free(&snapshot);
    return rc;
}

/* Decompresses bytes that may be cut anywhere. */
static void
expand(const struct codec *codec, const char *image, size_t len, struct bytes *out)
{
    char *room = bytes_room(out, EXPANDED);

    assert_non_null(room);
    if (strcmp(codec->name, "zstd") == 0) {
        ZSTD_DStream *stream = ZSTD_createDStream();
        ZSTD_inBuffer in = { image, len, 0 };
        ZSTD_outBuffer to = { room, EXPANDED, 0 };

        while (in.pos < in.size)
            assert_false(ZSTD_isError(ZSTD_decompressStream(stream, &to, &in)));
        bytes_grew(out, to.pos);
        ZSTD_freeDStream(stream);
    } else if (strcmp(codec->name, "gzip") == 0) {
        z_stream stream = { .next_in = (unsigned char *)(uintptr_t)image, .avail_in = (unsigned)len };

        stream.next_out = (unsigned char *)room;
        stream.avail_out = EXPANDED;
        assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
        assert_true(inflate(&stream, Z_SYNC_FLUSH) >= Z_OK);
        bytes_grew(out, EXPANDED - stream.avail_out);
        inflateEnd(&stream);
    } else {
        bytes_append(out, image, len);
    }
}

static void
list_tar(const struct bytes *tar, const char *wanted, struct bytes *names, struct bytes *content)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;

    archive_read_support_format_tar(archive);
    assert_int_equal(archive_read_open_memory(archive, tar->data, tar->len), ARCHIVE_OK);
    while (archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
        size_t size = (size_t)archive_entry_size(entry);
        char *room = malloc(size + 1);

        assert_non_null(room);
        assert_int_equal(archive_entry_filetype(entry), AE_IFREG);
        assert_int_equal(archive_entry_perm(entry), 0600);
        assert_int_equal(archive_read_data(archive, room, size), size);
        bytes_format(names, "%s %zu\n", archive_entry_pathname(entry), size);
        if (strcmp(archive_entry_pathname(entry), wanted) == 0)
            bytes_append(content, room, size);
        free(room);
    }
    archive_read_free(archive);
}

/* All members of the archive that the sink has written so far: "name size\n" each; the text of one of them in *content. */
static void
list(const struct sink *sink, const char *wanted, struct bytes *names, struct bytes *content)
{
    struct bytes tar = { 0 };
    char *image = mmap(NULL, sink->written, PROT_READ, MAP_PRIVATE, sink->fd, 0);

    assert_ptr_not_equal(image, MAP_FAILED);
    expand(sink->codec, image, sink->written, &tar);
    list_tar(&tar, wanted, names, content);
    bytes_free(&tar);
    munmap(image, sink->written);
}

#define TOP          "host-19700101T000000Z/"
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

TEST(snapshot_reads_back_in_every_compression)
{
    for (size_t i = 0; i < codec_count; i++) {
        struct bytes names = { 0 }, sums = { 0 };
        struct sink sink;
        int fd = scratch();

        assert_int_equal(sink_open(&sink, fd, &codecs[i], 0), 0);
        assert_int_equal(write_snapshot(&sink), 0);
        list(&sink, TOP "SHA256SUMS", &names, &sums);
        assert_memory_equal(bytes_string(&names), TOP "meta.json 3\n" TOP "manifest/000000 ", 61);
        assert_non_null(
            strstr(names.data, TOP "net/1/before/tcp 20\n" TOP "proc/1/cmdline 0\n" TOP "manifest/000001 "));
        assert_null(strstr(names.data, "proc/1/io"));
        assert_non_null(strstr(names.data, TOP "manifest/000002 "));
        assert_non_null(strstr(bytes_string(&sums), EMPTY_SHA256 "  proc/1/cmdline\n"));
        assert_non_null(strstr(sums.data, "  manifest/000002\n"));
        assert_null(strstr(sums.data, "SHA256SUMS"));
        sink_free(&sink);
        bytes_free(&names);
        bytes_free(&sums);
        close(fd);
    }
}

TEST(sink_digest_is_that_of_the_output)
{
    for (size_t i = 0; i < codec_count; i++) {
        unsigned char have[DIGEST_SIZE], want[DIGEST_SIZE];
        struct digest digest;
        struct sink sink;
        int fd = scratch();
        char *image;

        assert_int_equal(sink_open(&sink, fd, &codecs[i], 0), 0);
        assert_int_equal(write_snapshot(&sink), 0);
        sink_digest(&sink, have);
        image = mmap(NULL, sink.written, PROT_READ, MAP_PRIVATE, fd, 0);
        assert_ptr_not_equal(image, MAP_FAILED);
        digest_start(&digest);
        digest_add(&digest, image, sink.written);
        digest_end(&digest, want);
        assert_memory_equal(have, want, DIGEST_SIZE);
        munmap(image, sink.written);
        sink_free(&sink);
        close(fd);
    }
}

/* After a segment was flushed, everything before it can be read from the file. */
TEST(sink_flush_makes_a_readable_prefix)
{
    for (size_t i = 0; i < codec_count; i++) {
        struct snapshot_clock clock = { .stands = true };
        struct bytes names = { 0 }, segment = { 0 };
        struct snapshot snapshot;
        struct error error = { 0 };
        struct sink sink;
        int fd = scratch();

        assert_int_equal(sink_open(&sink, fd, &codecs[i], 0), 0);
        assert_int_equal(snapshot_open(&snapshot, &sink, "host-19700101T000000Z", clock, &error), 0);
        add(&snapshot, "meta.json", "{}\n", STATE_ok, 0);
        assert_int_equal(snapshot_segment(&snapshot, &error), 0);
        list(&sink, TOP "manifest/000000", &names, &segment);
        assert_non_null(strstr(bytes_string(&segment), "{\"path\":\"meta.json\""));
        assert_int_equal(segment.data[segment.len - 1], '\n');
        snapshot_free(&snapshot);
        sink_free(&sink);
        bytes_free(&names);
        bytes_free(&segment);
        close(fd);
    }
}

TEST(sink_tells_what_write_said)
{
    for (size_t i = 0; i < codec_count; i++) {
        struct sink sink;
        int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

        assert_int_equal(sink_open(&sink, fd, &codecs[i], 0), 0);
        assert_int_equal(write_snapshot(&sink), -1);
        assert_int_equal(sink.error, ENOSPC);
        assert_int_equal(sink_put(&sink, "x", 1), -1); /* the sink stays failed */
        sink_free(&sink);
        close(fd);
    }
}

TEST(sink_takes_pieces_of_any_size)
{
    static const size_t sizes[] = { 1, 511, 131071, 131072, 131073, 1000000 };
    char *block = calloc(1, 1000000);

    assert_non_null(block);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct sink sink;
        int fd = scratch();

        assert_int_equal(sink_open(&sink, fd, codec_by_name("none"), 0), 0);
        assert_int_equal(sink_put(&sink, "a", 1), 0);
        assert_int_equal(sink_put(&sink, block, sizes[i]), 0);
        assert_int_equal(sink_put(&sink, "z", 1), 0);
        assert_int_equal(sink_end(&sink), 0);
        assert_int_equal(sink.written, sizes[i] + 2);
        sink_free(&sink);
        close(fd);
    }
    free(block);
}

TEST(manifest_segments_are_chained)
{
    struct clocks clocks = { .realtime = 11, .monotonic = 12 };
    struct totals totals = { .members = 3, .bytes = 9, .states = { [STATE_ok] = 3, [STATE_denied] = 1 } };
    const char *const none[] = { NULL };
    unsigned char digest[DIGEST_SIZE] = { 0xab, 0xcd };
    struct attempt a = { 0 };
    struct bytes name = { 0 };
    struct manifest m;

    manifest_init(&m);
    assert_string_equal(bytes_string(&m.lines), "{\"segment\":0,\"previous\":\"" SNAPSHOT_NO_PREVIOUS "\"}\n");
    manifest_next(&m, digest);
    attempt_begin(&a, "proc/812", "/proc/812", "io");
    attempt_failed(&a, EACCES, ORIGIN_PROCESS);
    a.start = 1;
    a.monotonic = 2;
    a.took = 3;
    manifest_add(&m, &a, NULL);
    manifest_end(&m, snapshot_result(&totals, false), &totals, none, &clocks);
    assert_memory_equal(bytes_string(&m.lines), "{\"segment\":1,\"previous\":\"abcd0000", 33);
    assert_non_null(strstr(m.lines.data, "\n{\"path\":\"proc/812/io\",\"source\":\"/proc/812/io\",\"state\":\"denied\","
                                         "\"errno\":\"EACCES\",\"start\":1,\"monotonic\":2,\"took\":3}\n"));
    assert_non_null(strstr(m.lines.data, "\n{\"end\":{\"result\":\"partial\",\"members\":3,\"bytes\":9,"));
    assert_non_null(strstr(m.lines.data, "\"states\":{\"ok\":3,\"denied\":1},\"fallbacks\":[]"));
    manifest_name(&m, &name);
    assert_string_equal(bytes_string(&name), "manifest/000001");
    attempt_free(&a);
    bytes_free(&name);
    manifest_free(&m);
}

TEST(manifest_is_full_by_lines_and_by_bytes)
{
    unsigned char digest[DIGEST_SIZE] = { 0 };
    struct attempt a = { 0 };
    struct manifest m;

    manifest_init(&m);
    attempt_begin(&a, "", "", "x");
    for (unsigned i = 0; i < 4095; i++)
        manifest_add(&m, &a, NULL);
    assert_false(manifest_is_full(&m));
    manifest_add(&m, &a, NULL);
    assert_true(manifest_is_full(&m));
    manifest_next(&m, digest);
    assert_false(manifest_is_full(&m));
    a.content.len = (size_t)4 << 20;
    manifest_add(&m, &a, digest);
    assert_true(manifest_is_full(&m));
    a.content.len = 0;
    attempt_free(&a);
    manifest_free(&m);
}

static void
check_top(const char *nodename, const char *want)
{
    struct bytes top = { 0 };

    snapshot_top(&top, nodename, 1763715823123456789ULL);
    expect_bytes(&top, want);
}

TEST(top_directory_is_always_a_name)
{
    check_top("web-1.example", "web-1.example-20251121T090343Z");
    check_top("../etc", "_._etc-20251121T090343Z");
    check_top("-rf", "_rf-20251121T090343Z");
    check_top("a b\n\xff", "a_b__-20251121T090343Z");
    check_top("", "_-20251121T090343Z");
}

TEST(result_is_the_worst_of_all_states)
{
    struct totals totals = { .states = {
                                 [STATE_ok] = 1, [STATE_absent] = 1, [STATE_vanished] = 1, [STATE_skipped] = 1 } };

    assert_string_equal(snapshot_result(&totals, false), "complete");
    assert_string_equal(snapshot_result(&totals, true), "interrupted");
    totals.states[STATE_timeout] = 1;
    assert_string_equal(snapshot_result(&totals, false), "partial");
}
