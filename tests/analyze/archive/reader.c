#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/archive/input.h"
#include "analyze/archive/reader.h"
#include "tests/support/sample.h"

/* What the reader told, as text: a line for each event. */
struct told {
    bool refuses; /* the event behind the first `takes` ones */
    bool refused;
    size_t takes;
    char *text;
    size_t size;
    FILE *out;
    struct reader_summary summary;
    struct error error;
    int result;
};

static int
take(struct told *told, struct error *error)
{
    assert_false(told->refused);
    told->refused = told->refuses && told->takes-- == 0;
    return told->refused ? error_set(error, "refused") : 0;
}

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    struct told *told = context;

    fprintf(told->out, "begin %s %.*s\n", directory, (int)meta->byte_order.len, meta->byte_order.ptr);
    return take(told, error);
}

static int
on_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    struct told *told = context;

    assert_true(verified || !content.ptr);
    fprintf(told->out, "%s %.*s %.*s\n", verified ? "verified" : "member", (int)line->state.len, line->state.ptr,
            (int)line->path.len, line->path.ptr);
    return take(told, error);
}

static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct told *told = context;

    fprintf(told->out, "problem %.*s:%zu want %s have %.*s\n", (int)problem->path.len,
            problem->path.ptr ? problem->path.ptr : "", problem->line, problem->want, (int)problem->have.len,
            problem->have.ptr ? problem->have.ptr : "");
    return take(told, error);
}

static int
on_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    (void)segment, (void)sha256;
    return take(context, error);
}

static int
on_bookkeeping(void *context, struct slice path, struct slice content, struct error *error)
{
    (void)path, (void)content;
    return take(context, error);
}

static void
on_progress(void *context, int64_t bytes, int64_t members)
{
    const struct told *told = context;

    assert_false(told->refused);
    assert_true(bytes > 0 && members > 0);
}

static bool
on_wants(void *context, struct slice path)
{
    (void)context;
    (void)path;
    return true;
}

static struct told
tell_file(const char *path)
{
    struct told told = { 0 };
    struct reader_events events = {
        .context = &told,
        .wants = on_wants,
        .begin = on_begin,
        .member = on_member,
        .link = on_link,
        .bookkeeping = on_bookkeeping,
        .problem = on_problem,
    };

    told.out = open_memstream(&told.text, &told.size);
    assert_non_null(told.out);
    told.result = reader_run(path, &events, &told.summary, &told.error);
    assert_int_equal(fclose(told.out), 0);
    return told;
}

static void
forget(struct told *told)
{
    free(told->text);
    error_clear(&told->error);
}

/*
 * The event behind the first `takes` ones refuses, and is the last one: false when there are not so many.  Content is wanted where there are
 * events for everything else, too.
 */
static bool
stops(const char *path, bool all, size_t takes)
{
    struct told told = { .refuses = true, .takes = takes };
    struct reader_events events = { .context = &told, .begin = on_begin, .member = on_member, .problem = on_problem };

    if (all) {
        events.wants = on_wants;
        events.link = on_link;
        events.bookkeeping = on_bookkeeping;
        events.progress = on_progress;
    }
    told.out = open_memstream(&told.text, &told.size);
    assert_non_null(told.out);
    told.result = reader_run(path, &events, &told.summary, &told.error);
    assert_int_equal(fclose(told.out), 0);
    if (told.refused) {
        assert_int_equal(told.result, -1);
        assert_non_null(strstr(told.error.text, ": refused"));
    }
    forget(&told);
    return told.refused;
}

static void
assert_stops(const char *path, bool all)
{
    for (size_t takes = 0; takes < 40 && stops(path, all, takes); takes++)
        continue;
}

/* A small archive is read again with events that refuse. */
#define SMALL (64 << 10)

static struct told
tell(struct slice bytes)
{
    struct memory_file file = sample_file(bytes);
    struct told told = tell_file(file.path);

    if (bytes.len < SMALL) {
        assert_stops(file.path, false);
        assert_stops(file.path, true);
    }
    close(file.fd);
    return told;
}

/* Reads the sample, which it frees, and asserts that the text is somewhere in what was told. */
static void
assert_told(struct sample *sample, const char *text)
{
    struct told told = tell(buffer_slice(&sample->tar));

    if (told.result ? !strstr(told.error.text, text) : !strstr(told.text, text))
        fail_msg("want \"%s\", have\n%s%s", text, told.text, told.error.text ? told.error.text : "");
    assert_true(told.result || told.summary.problems > 0);
    forget(&told);
    sample_free(sample);
}

TEST(verify_a_whole_snapshot)
{
    struct sample sample = { 0 };
    struct told told;

    sample_small(&sample);
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.result, 0);
    assert_string_equal(told.text, "begin web-20251121T093703Z little\n"
                                   "verified ok meta.json\n"
                                   "verified ok net/4026531840/before/tcp\n"
                                   "verified ok proc/7/stat\n"
                                   "verified ok proc/7/links\n"
                                   "member denied proc/7/io\n"
                                   "verified ok proc/8/links\n"
                                   "verified ok net/4026531840/after/tcp\n");
    assert_string_equal(told.summary.result, "complete");
    assert_int_equal(told.summary.problems, 0);
    assert_int_equal(told.summary.segments, 3);
    assert_int_equal(told.summary.verified, 6);
    assert_int_equal(told.summary.archive_bytes, sample.tar.len);
    forget(&told);
    sample_free(&sample);
}

/* Reads a file of which one bit after the other is flipped, a bit of each byte.  Returns how often nothing was noticed, other
 * than with a tar that is the same. */
static size_t
silent_flips(struct slice bytes, struct slice tar, size_t *harmless)
{
    struct memory_file file = sample_file(bytes);
    size_t silent = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        char flipped = (char)(bytes.ptr[i] ^ (1 << (i % 8)));
        char *decoded = malloc(tar.len + 1);
        struct told told;

        assert_int_equal(pwrite(file.fd, &flipped, 1, (off_t)i), 1);
        told = tell_file(file.path);
        if (told.result == 0 && told.summary.problems == 0) {
            struct input *input;
            size_t len;

            assert_int_equal(input_open(file.path, &input, &told.error), 0);
            len = input_read(input, decoded, tar.len + 1);
            input_close(input);
            if (len == tar.len && memcmp(decoded, tar.ptr, len) == 0)
                ++*harmless;
            else
                silent++;
        }
        free(decoded);
        forget(&told);
        assert_int_equal(pwrite(file.fd, &bytes.ptr[i], 1, (off_t)i), 1);
    }
    close(file.fd);
    return silent;
}

TEST(verify_notices_every_flipped_byte)
{
    struct sample sample = { 0 };
    struct buffer zstd, gzip;
    struct slice tar;
    size_t harmless = 0;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    zstd = sample_zstd(tar);
    gzip = sample_gzip(tar);
    assert_int_equal(silent_flips(tar, tar, &harmless), 0);
    assert_int_equal(harmless, 0);
    assert_int_equal(silent_flips(buffer_slice(&gzip), tar, &harmless), 0);
    print_message("gzip: %zu flips that decode to the same tar\n", harmless);
    harmless = 0;
    assert_int_equal(silent_flips(buffer_slice(&zstd), tar, &harmless), 0);
    print_message("zstd: %zu flips that decode to the same tar\n", harmless);
    buffer_free(&zstd);
    buffer_free(&gzip);
    sample_free(&sample);
}

/* The lines that begin with "verified", in order. */
static char *
verified_lines(const char *text)
{
    char *out = calloc(1, strlen(text) + 1);
    char *end = out;

    assert_non_null(out);
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
        size_t len = strcspn(line, "\n") + 1;

        if (strncmp(line, "verified ", 9) == 0)
            end = mempcpy(end, line, len);
    }
    return out;
}

/* Cuts at every `step`th byte: nothing verifies but a prefix, and a cut is always noticed. */
static void
check_cuts(struct slice bytes, size_t step)
{
    struct told whole = tell(bytes);
    char *all = verified_lines(whole.text);
    size_t longest = 0;

    for (size_t len = 0; len < bytes.len; len += step) {
        struct told told = tell((struct slice){ bytes.ptr, len });
        char *lines = verified_lines(told.text);

        assert_true(told.result || told.summary.problems > 0);
        assert_int_equal(strncmp(all, lines, strlen(lines)), 0);
        assert_true(strlen(lines) >= longest);
        longest = strlen(lines);
        free(lines);
        forget(&told);
    }
    assert_string_equal(whole.summary.result, "complete");
    free(all);
    forget(&whole);
}

TEST(verify_a_cut_archive_up_to_the_last_whole_segment)
{
    struct sample sample = { 0 };
    struct buffer zstd, gzip;

    sample_small(&sample);
    zstd = sample_zstd(buffer_slice(&sample.tar));
    gzip = sample_gzip(buffer_slice(&sample.tar));
    check_cuts(buffer_slice(&sample.tar), 13);
    check_cuts(buffer_slice(&zstd), 1);
    check_cuts(buffer_slice(&gzip), 1);
    buffer_free(&zstd);
    buffer_free(&gzip);
    sample_free(&sample);
}

TEST(verify_says_how_far_a_cut_archive_is_whole)
{
    struct sample sample = { 0 };
    int64_t whole;
    struct told told;

    sample_begin(&sample);
    sample_member(&sample, "etc/hostname", slice_of("web\n"));
    sample_segment(&sample);
    whole = (int64_t)sample.tar.len;
    sample_member(&sample, "etc/hosts", slice_of("127.0.0.1 localhost\n"));
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.result, 0);
    assert_string_equal(told.summary.result, "cut");
    assert_int_equal(told.summary.whole_bytes, whole);
    assert_int_equal(told.summary.whole_segments, 2);
    assert_non_null(strstr(told.text, "member unlisted etc/hosts\n"));
    forget(&told);
    sample_free(&sample);
}

/* Writes the bytes to a file with a hole of a TiB at an offset. */
static struct memory_file
file_with_hole(struct slice bytes, size_t at)
{
    off_t hole = (off_t)1 << 40;
    struct memory_file file = sample_file((struct slice){ bytes.ptr, at });
    struct slice rest = slice_skip(bytes, at);

    assert_int_equal(ftruncate(file.fd, (off_t)at + hole), 0);
    assert_int_equal(pwrite(file.fd, rest.ptr, rest.len, (off_t)at + hole), rest.len);
    return file;
}

/* Before, between and behind the members, and inside of one: what is before the hole counts. */
TEST(verify_ends_at_a_hole)
{
    struct sample sample = { 0 };
    const char *stat, *end;
    size_t segment;

    sample_small(&sample);
    stat = memmem(sample.tar.ptr, sample.tar.len, "proc/7/stat", 11);
    end = memmem(sample.tar.ptr, sample.tar.len, SAMPLE_TOP "manifest/000002", strlen(SAMPLE_TOP) + 15);
    segment = (size_t)(end - sample.tar.ptr);
    for (size_t i = 0; i < 4; i++) {
        size_t at = (size_t[]){ 0, (size_t)(stat - sample.tar.ptr) / 512 * 512 + 512 + 3, segment, sample.tar.len }[i];
        struct memory_file file = file_with_hole(buffer_slice(&sample.tar), at);
        struct told told = tell_file(file.path);

        assert_int_equal(told.result, i == 0 ? -1 : 0);
        if (i == 0)
            assert_non_null(strstr(told.error.text, "no member in it"));
        else
            assert_non_null(strstr(told.text, "want at most 64 MiB of zeros on end"));
        assert_int_equal(told.summary.segments, i);
        assert_true(told.summary.archive_bytes < 70 << 20);
        forget(&told);
        close(file.fd);
    }
    sample_free(&sample);
}

TEST(verify_wants_a_snapshot)
{
    static const struct {
        const char *bytes;
        const char *error;
    } refused[] = {
        { "", "not a tar archive" },
        { "Dear Sir or Madam,\n", "not a tar archive" },
        { "\x28\xb5\x2f\xfd", "nothing can be read of it" },
        { "\x1f\x8b", "nothing can be read of it" },
    };

    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct sample sample = { 0 };

        buffer_add(&sample.tar, refused[i].bytes, strlen(refused[i].bytes));
        assert_told(&sample, refused[i].error);
    }
}

/* Problems are told up to a number, and counted beyond. */
TEST(verify_bounds_problems)
{
    struct sample sample = { 0 };
    struct told told;
    size_t lines = 0;

    sample_begin(&sample);
    for (int i = 0; i < 12000; i++)
        sample_line(&sample, "x");
    sample_segment(&sample);
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.summary.problems, 12002);
    for (const char *at = told.text; (at = strstr(at, "\nproblem ")); at++)
        lines++;
    assert_int_equal(lines, 10000);
    forget(&told);
    sample_free(&sample);
}

TEST(verify_wants_meta_json_first)
{
    struct sample other = { 0 }, directory = { 0 }, newer = { 0 }, broken = { 0 };

    sample_member(&other, "etc/hosts", slice_of(""));
    assert_told(&other, "its first member is not meta.json");
    sample_entry(&directory, SAMPLE_TOP, '5', slice_of(""));
    assert_told(&directory, "its first entry should be a regular file");
    sample_member(&newer, "meta.json", slice_of("{\"format\":2}"));
    assert_told(&newer, "a snapshot of format 2");
    sample_member(&broken, "meta.json", slice_of("{\"format\":"));
    assert_told(&broken, "problem meta.json:0 want a JSON object");
}

TEST(verify_a_member_with_another_digest)
{
    struct sample sample = { 0 };
    const char *hosts;

    sample_begin(&sample);
    sample_member(&sample, "etc/hosts", slice_of("127.0.0.1 localhost\n"));
    sample_end(&sample, "complete");
    hosts = memmem(sample.tar.ptr, sample.tar.len, "127.0.0.1", 9);
    sample.tar.ptr[hosts - sample.tar.ptr] = '6';
    assert_told(&sample, "member ok etc/hosts\nproblem etc/hosts:0 want 20 bytes with SHA-256 ");
}

TEST(verify_members_against_their_lines)
{
    struct sample unlisted = { 0 }, missing = { 0 }, twice = { 0 };
    char *line;

    sample_begin(&unlisted);
    sample_unlisted(&unlisted, "etc/hosts", slice_of("x"));
    sample_end(&unlisted, "complete");
    assert_told(&unlisted, "member unlisted etc/hosts\nproblem etc/hosts:0 want a manifest that vouches for it");

    sample_begin(&missing);
    sample_line(&missing, "{\"path\":\"etc/passwd\",\"state\":\"ok\",\"bytes\":1,\"sha256\":"
                          "\"0000000000000000000000000000000000000000000000000000000000000000\"}");
    sample_end(&missing, "complete");
    assert_told(&missing, "member ok etc/passwd\nproblem etc/passwd:0 want the member have none in the archive");

    sample_begin(&twice);
    sample_member(&twice, "etc/hosts", slice_of(""));
    line = strndup(twice.lines.ptr, twice.lines.len - 1);
    sample_line(&twice, line);
    free(line);
    sample_end(&twice, "complete");
    assert_told(&twice, "problem etc/hosts:0 want the member have a second line for it");
}

/* A file that was read has a member, and its state says whether there is a byte in it. */
TEST(verify_states_against_bytes)
{
    static const char none[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static const struct {
        const char *state, *bytes, *problem;
    } states[] = {
        { "ok", "", "want a member with bytes, since its state is ok have 0 bytes" },
        { "empty", "x", "want a member without bytes, since its state is empty have 1 bytes" },
        { "ok", NULL, "want a member with bytes, since its state is ok have no member" },
        { "empty", NULL, "want a member without bytes, since its state is empty have no member" },
        { "truncated", "", NULL },
        { "vanished", NULL, NULL },
    };

    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        const char *digest = states[i].bytes && *states[i].bytes
                                 ? "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
                                 : none;
        struct sample sample = { 0 };
        char line[300], want[200];
        struct told told;

        sample_begin(&sample);
        if (states[i].bytes) {
            sample_unlisted(&sample, "proc/7/stat", slice_of(states[i].bytes));
            assert_true(snprintf(line, sizeof(line),
                                 "{\"path\":\"proc/7/stat\",\"state\":\"%s\",\"bytes\":%zu,\"sha256\":\"%s\"}",
                                 states[i].state, strlen(states[i].bytes), digest) > 0);
        } else {
            assert_true(snprintf(line, sizeof(line), "{\"path\":\"proc/7/stat\",\"state\":\"%s\"}", states[i].state) >
                        0);
        }
        sample_line(&sample, line);
        sample_end(&sample, "complete");
        if (states[i].problem) {
            assert_true(snprintf(want, sizeof(want), "problem proc/7/stat:0 %s\n", states[i].problem) > 0);
            assert_told(&sample, want);
            continue;
        }
        told = tell(buffer_slice(&sample.tar));
        assert_int_equal(told.summary.problems, 0);
        forget(&told);
        sample_free(&sample);
    }
}

/* Adds a member of 96 MiB, of which a five-hundredth does not compress. */
static void
add_large_member(struct sample *sample, const char *path)
{
    struct buffer text = { .ptr = malloc(96 << 20), .len = 96 << 20, .size = 96 << 20 };
    uint32_t random = 1;

    assert_non_null(text.ptr);
    memset(text.ptr, 'a', text.len);
    for (size_t i = 0; i < text.len; i++) {
        random = random * 1664525 + 1013904223;
        if (i % (1 << 20) < 2000)
            text.ptr[i] = (char)(random >> 24);
    }
    sample_member(sample, path, buffer_slice(&text));
    buffer_free(&text);
}

/* Memory is taken for bytes that arrived: a table may be large, and a member that is nearly all compression is verified and let go. */
TEST(verify_holds_what_arrived)
{
    static const char problem[] = "problem proc/7/maps:0 want members between two manifest segments of at most 264 MiB";
    struct sample sample = { 0 };
    struct buffer gzip;
    struct told told;

    sample_begin(&sample);
    add_large_member(&sample, "proc/7/maps");
    sample_end(&sample, "complete");
    gzip = sample_gzip(buffer_slice(&sample.tar));
    assert_true(sample.tar.len / gzip.len > 200 && sample.tar.len / gzip.len < 1000);
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.summary.problems, 0);
    forget(&told);
    told = tell(buffer_slice(&gzip));
    assert_non_null(strstr(told.text, "verified ok proc/7/maps\n"));
    assert_non_null(strstr(told.text, problem));
    assert_int_equal(told.summary.problems, 1);
    assert_string_equal(told.summary.result, "complete");
    forget(&told);
    buffer_free(&gzip);
    sample_free(&sample);
}

TEST(verify_the_chain)
{
    struct sample wrong = { 0 }, skipped = { 0 };

    sample_begin(&wrong);
    memset(wrong.previous.hex, 'a', 64);
    sample_member(&wrong, "etc/hosts", slice_of(""));
    sample_end(&wrong, "complete");
    assert_told(&wrong, "member empty etc/hosts\n");

    sample_begin(&skipped);
    skipped.segment++;
    sample_end(&skipped, "complete");
    assert_told(&skipped, "problem manifest/000002:1 want the segment that follows the one before");
}

TEST(verify_every_line_of_the_manifest)
{
    static const struct {
        const char *line;
        const char *problem;
    } bad[] = {
        { "", "a JSON object" },
        { "{", "a JSON object" },
        { "{\"path\":\"a\"} x", "a JSON object" },
        { "[]", "the name of a member" },
        { "{\"path\":\"../a\",\"state\":\"absent\"}", "the name of a member have ../a" },
        { "{\"path\":\"/a\",\"state\":\"absent\"}", "the name of a member have /a" },
        { "{\"path\":\"a\",\"state\":\"fine\"}", "a state have fine" },
        { "{\"path\":\"a\",\"state\":\"ok\",\"bytes\":-1}", "a number of bytes have -1" },
        { "{\"path\":\"a\",\"state\":\"ok\",\"bytes\":99999999999999999999}", "a number of bytes" },
        { "{\"path\":\"a\",\"state\":\"ok\",\"bytes\":\"7\"}", "a number of bytes have 7" },
        { "{\"path\":\"a\",\"state\":\"ok\",\"bytes\":7}", "a size and a digest" },
        { "{\"path\":\"a\",\"state\":\"ok\",\"bytes\":7,\"sha256\":\"00\"}", "a size and a digest have 00" },
        { "{\"path\":\"a\",\"state\":\"absent\",\"took\":1.5}", "the nanoseconds it took" },
        { "{\"segment\":1,\"previous\":\"x\"}", "the digest of the segment before" },
        { "{\"segment\":-1,\"previous\":\"x\"}", "the number of the segment have -1" },
        { "{\"segment\":1,\"previous\":"
          "\"0000000000000000000000000000000000000000000000000000000000000000\"}",
          "a member's line" },
        { "{\"end\":{\"result\":\"complete\",\"members\":-1}}", "the number of members have -1" },
        { "{\"end\":{\"result\":\"complete\",\"members\":1}}", "the bytes of all members" },
        { "{\"end\":{\"result\":\"complete\",\"members\":1,\"bytes\":-2}}", "the bytes of all members have -2" },
        { "{\"end\":{\"result\":\"fine\"}}", "complete, partial or interrupted have fine" },
        { "{\"end\":{\"result\":\"complete\"}}", "the number of members" },
        { "{\"end\":{\"result\":\"complete\",\"members\":1,\"bytes\":2}}", "as many members and bytes" },
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct sample sample = { 0 };
        char text[200];

        sample_begin(&sample);
        sample_line(&sample, bad[i].line);
        sample_segment(&sample);
        assert_true(snprintf(text, sizeof(text), "problem manifest/000001:2 want %s", bad[i].problem) > 0);
        assert_told(&sample, text);
    }
}

TEST(verify_takes_keys_it_does_not_know)
{
    struct sample sample = { 0 };
    struct told told;

    sample_begin(&sample);
    sample_line(&sample, "{\"path\":\"etc/hosts\",\"state\":\"absent\",\"errno\":\"ENOENT\",\"new\":{\"a\":[1,2]}}");
    sample_end(&sample, "interrupted");
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.result, 0);
    assert_int_equal(told.summary.problems, 0);
    assert_string_equal(told.summary.result, "interrupted");
    forget(&told);
    sample_free(&sample);
}

TEST(verify_what_comes_after_the_end)
{
    struct sample member = { 0 }, sums = { 0 }, no_sums = { 0 };

    sample_begin(&member);
    sample_end(&member, "complete");
    member.tar.len -= 1024;
    sample_unlisted(&member, "etc/hosts", slice_of("x"));
    assert_told(&member, "member unlisted etc/hosts\n");

    sample_begin(&sums);
    buffer_add(&sums.sums, "x", 1);
    sample_end(&sums, "complete");
    assert_told(&sums, "problem SHA256SUMS:0 want the digests of all members before it");

    sample_begin(&no_sums);
    sample_end(&no_sums, "complete");
    no_sums.tar.len -= 1024 + 512 + 512;
    assert_told(&no_sums, "want SHA256SUMS have the end of the archive");
}

/* As many as that name their segment in six digits; other names below manifest/ are members like any. */
TEST(verify_a_segment_by_its_name)
{
    static const char *const names[] = { "manifest/00000a", "manifest/00000-", "manifest/0000001", "manifest/00001" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct sample sample = { 0 };
        char want[100];

        sample_begin(&sample);
        sample_unlisted(&sample, names[i], slice_of("x"));
        sample_end(&sample, "complete");
        assert_true(snprintf(want, sizeof(want), "member unlisted %s\n", names[i]) > 0);
        assert_told(&sample, want);
    }
}

TEST(verify_a_segment_that_begins_otherwise)
{
    struct sample empty = { 0 }, line = { 0 };

    sample_begin(&empty);
    sample_unlisted(&empty, "manifest/000001", slice_of(""));
    assert_told(&empty, "problem manifest/000001:1 want a manifest segment");

    sample_begin(&line);
    sample_unlisted(&line, "manifest/000001", slice_of("{\"path\":\"etc/hosts\",\"state\":\"absent\"}\n"));
    assert_told(&line, "problem manifest/000001:1 want the digest of the segment before have another record");
}

TEST(verify_lines_after_the_end_record)
{
    static const char end[] = "{\"end\":{\"result\":\"complete\",\"members\":2,\"bytes\":0}}";
    struct sample sample = { 0 };

    sample_begin(&sample);
    sample_line(&sample, end);
    sample_line(&sample, end);
    sample_segment(&sample);
    sample_line(&sample, end);
    sample_end(&sample, "complete");
    assert_told(&sample, "problem manifest/000002:2 want nothing after the end record have {\"end\"");
}

TEST(verify_a_line_of_more_than_64_kib)
{
    static const char start[] = "{\"path\":\"a\",\"state\":\"absent\",\"reason\":\"";
    struct buffer line = { 0 };
    struct sample sample = { 0 };

    buffer_add(&line, start, strlen(start));
    for (size_t i = 0; i < 64 << 10; i++)
        buffer_add(&line, "x", 1);
    buffer_add(&line, "\"}", 3);
    sample_begin(&sample);
    sample_line(&sample, line.ptr);
    sample_end(&sample, "complete");
    assert_told(&sample,
                "problem manifest/000001:2 want a line of at most 64 KiB (see --limit manifest-line) have {\"path\"");
    buffer_free(&line);
}

/* A name that begins as another does, and more names than there is room for at first. */
TEST(verify_members_of_similar_names)
{
    struct sample sample = { 0 };
    struct told told;
    char name[40];

    sample_begin(&sample);
    for (int i = 0; i < 3000; i++) {
        assert_true(snprintf(name, sizeof(name), "proc/%d/stat%.*s", i / 3, i % 3, "us") > 0);
        sample_member(&sample, name, slice_of(""));
    }
    sample_line(&sample, "{\"path\":\"proc/1/sta\",\"state\":\"empty\",\"bytes\":0,\"sha256\":"
                         "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}");
    sample_end(&sample, "complete");
    told = tell(buffer_slice(&sample.tar));
    assert_int_equal(told.summary.verified, 3001);
    assert_int_equal(told.summary.problems, 1);
    assert_non_null(strstr(told.text, "problem proc/1/sta:0 want the member have none in the archive\n"));
    forget(&told);
    sample_free(&sample);
}

TEST(verify_bounds_members_without_a_segment)
{
    struct sample sample = { 0 };
    struct memory_file file;
    struct told told;
    char name[40];

    sample_begin(&sample);
    for (int i = 0; i <= 262144; i++) {
        assert_true(snprintf(name, sizeof(name), SAMPLE_TOP "proc/%d/stat", i) > 0);
        sample_entry(&sample, name, '0', slice_of(""));
    }
    file = sample_file(buffer_slice(&sample.tar));
    told = tell_file(file.path);
    assert_true(stops(file.path, false, 2)); /* the problem */
    assert_true(stops(file.path, false, 3)); /* the first member that is let go */
    close(file.fd);
    assert_non_null(strstr(told.text, "problem proc/262144/stat:0 want a manifest segment in between 262144 members"));
    assert_non_null(strstr(told.text, "member unlisted proc/262143/stat\n"));
    forget(&told);
    sample_free(&sample);
}

/* A segment that is nearly all compression is not held, and vouches for nothing. */
TEST(verify_a_segment_of_more_than_arrived)
{
    struct sample sample = { 0 };
    struct buffer gzip;
    struct told told;

    sample_begin(&sample);
    sample_member(&sample, "etc/hosts", slice_of("x"));
    add_large_member(&sample, "manifest/000001");
    gzip = sample_gzip(buffer_slice(&sample.tar));
    told = tell(buffer_slice(&gzip));
    assert_non_null(
        strstr(told.text, "problem manifest/000001:0 want members between two manifest segments of at most "));
    assert_non_null(strstr(told.text, "member unlisted etc/hosts\n"));
    forget(&told);
    buffer_free(&gzip);
    sample_free(&sample);
}

TEST(verify_a_large_meta_json)
{
    struct sample sample = { 0 };
    struct buffer text = { 0 };

    buffer_add(&text, "{\"format\":1", 11);
    for (size_t i = 0; i < 8 << 20; i++)
        buffer_add(&text, " ", 1);
    buffer_add(&text, "}", 1);
    sample_member(&sample, "meta.json", buffer_slice(&text));
    sample_segment(&sample);
    sample_end(&sample, "complete");
    assert_told(&sample, "problem meta.json:0 want a JSON object of at most 8 MiB");
    buffer_free(&text);
}

/* What is wrong with the entry of meta.json is told when there is a snapshot to tell it of. */
TEST(verify_meta_json_with_other_padding)
{
    struct sample sample = { 0 };

    sample_begin(&sample);
    sample.tar.ptr[512 + strlen(sample_meta)] = 'x';
    sample_end(&sample, "complete");
    assert_told(&sample, "problem meta.json:0 want zeros after the member have other bytes");
}

TEST(verify_a_file_that_is_not_there)
{
    struct told told = tell_file("/nonexistent/snapshot.tar");

    assert_int_equal(told.result, -1);
    assert_non_null(strstr(told.error.text, "/nonexistent/snapshot.tar: No such file or directory"));
    forget(&told);
}
