#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/archive/archive.h"
#include "tests/support/sample.h"

/* What a sink of problems was told: as text, up to a number of problems. */
struct told {
    FILE *out;
    size_t takes;
    bool refused;
};

static int
on_problem(void *context, struct slice name, const char *want, struct slice have)
{
    struct told *told = context;

    assert_false(told->refused);
    told->refused = told->takes-- == 0;
    fprintf(told->out, "problem %.*s want %s have %.*s\n", (int)name.len, name.ptr ? name.ptr : "", want, (int)have.len,
            have.ptr ? have.ptr : "");
    return told->refused ? -1 : 0;
}

/* Reads the archive: what tar_next or tar_data returned last. */
static int
read_members(const char *path, struct told *told, bool data)
{
    struct error error = { 0 };
    struct tar_member member;
    struct input *input;
    struct slice piece;
    struct tar *tar;
    int result;

    assert_int_equal(input_open(path, &input, &error), 0);
    assert_int_equal(tar_open(input, (struct tar_sink){ told, on_problem }, &tar, &error), 0);
    while ((result = tar_next(tar, &member)) > 0) {
        size_t total = 0;

        while (data && (result = tar_data(tar, &piece)) > 0)
            total += piece.len;
        if (result < 0)
            break;
        fprintf(told->out, "%.*s %zu%s\n", (int)member.name.len, member.name.ptr, total,
                !data || tar_member_whole(tar) ? "" : " cut");
    }
    tar_close(tar);
    input_close(input);
    return result;
}

/* Whether the data is read or skipped, the first problem that is refused ends the reading. */
static void
assert_stops(const char *path, bool data)
{
    struct told told = { .refused = true };

    for (size_t takes = 0; told.refused && takes < 10; takes++) {
        char *text;
        size_t size;
        int result;

        told = (struct told){ open_memstream(&text, &size), takes, false };
        assert_non_null(told.out);
        result = read_members(path, &told, data);
        assert_int_equal(fclose(told.out), 0);
        assert_int_equal(result, told.refused ? -1 : 0);
        free(text);
    }
}

/* What the archive holds, as text. */
static char *
members_of(struct slice bytes)
{
    struct memory_file file = sample_file(bytes);
    char *text;
    size_t size;
    struct told told = { open_memstream(&text, &size), SIZE_MAX, false };

    assert_non_null(told.out);
    assert_int_equal(read_members(file.path, &told, true), 0);
    assert_int_equal(fclose(told.out), 0);
    assert_stops(file.path, true);
    assert_stops(file.path, false);
    close(file.fd);
    return text;
}

/* Compares, and frees the sample. */
static void
assert_members(struct sample *sample, const char *expected)
{
    char *text = members_of(buffer_slice(&sample->tar));

    assert_string_equal(text, expected);
    free(text);
    sample_free(sample);
}

static void
add_end(struct sample *sample)
{
    static const char zeros[1024];

    buffer_add(&sample->tar, zeros, sizeof(zeros));
}

TEST(archive_refuses_names)
{
    static const struct {
        const char *name;
        const char *want;
    } names[] = {
        { "/etc/passwd", "a relative name without empty parts" },
        { "t/../passwd", "a name without . and .." },
        { "t/./passwd", "a name without . and .." },
        { "../t/passwd", "a name without . and .." },
        { "t//passwd", "a relative name without empty parts" },
        { "t/a b", "a name of letters, digits and ._/-" },
        { "t/a\nb", "a name of letters, digits and ._/-" },
        { "t/\xc3\xa4", "a name of letters, digits and ._/-" },
        { "t", "a name below the top directory" },
        { "other/a", "a name below the top directory of the first member" },
        { "u/a", "a name below the top directory of the first member" },
        { "", "a relative name without empty parts" },
        { "t/first", "a member name that was not there before" },
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct sample sample = { 0 };
        char expected[300];

        sample_entry(&sample, "t/first", '0', slice_of("1"));
        sample_entry(&sample, names[i].name, '0', slice_of("22"));
        sample_entry(&sample, "t/last", '0', slice_of("333"));
        add_end(&sample);
        assert_true(snprintf(expected, sizeof(expected), "first 1\nproblem  want %s have %s\nlast 3\n", names[i].want,
                             names[i].name) > 0);
        assert_members(&sample, expected);
    }
}

TEST(archive_refuses_what_is_no_regular_file)
{
    static const char types[] = "123456";

    for (size_t i = 0; types[i]; i++) {
        struct sample sample = { 0 };

        sample_entry(&sample, "t/first", '0', slice_of("1"));
        sample_entry(&sample, "t/other", types[i], slice_of(""));
        sample_entry(&sample, "t/last", '0', slice_of(""));
        add_end(&sample);
        assert_members(&sample, "first 1\nproblem  want a regular file have t/other\nlast 0\n");
    }
}

/* Writes the checksum that the header must have. */
static void
repair(char *header)
{
    unsigned sum = 8 * ' ';

    for (size_t i = 0; i < 512; i++)
        sum += i >= 148 && i < 156 ? 0 : (unsigned char)header[i];
    assert_true(snprintf(header + 148, 8, "%06o", sum) == 6);
}

/* Where a link has bytes, libarchive calls it a regular file, and reads its bytes as the next header. */
TEST(archive_refuses_a_link_with_bytes)
{
    for (int named = 0; named < 2; named++) {
        struct sample sample = { 0 };

        sample_entry(&sample, "t/first", '0', slice_of("1"));
        sample_entry(&sample, "t/other", '1', slice_of("22"));
        sample_entry(&sample, "t/last", '0', slice_of("333"));
        add_end(&sample);
        if (named)
            memcpy(sample.tar.ptr + 1024 + 157, "t/first", 7);
        repair(sample.tar.ptr + 1024);
        assert_members(&sample, "first 1\nproblem  want a regular file have t/other\n"
                                "problem  want a member's header have Damaged tar archive\nlast 3\n");
    }
}

/* The old header of GNU tar, whose map of the file begins at offset 386; and a name that is a directory's. */
TEST(archive_refuses_a_sparse_file)
{
    struct sample sample = { 0 };
    char *header;

    sample_entry(&sample, "t/first", '0', slice_of("1"));
    sample_entry(&sample, "t/sparse", 'S', slice_of("22"));
    sample_entry(&sample, "t/directory/", '0', slice_of(""));
    sample_entry(&sample, "t/last", '0', slice_of("333"));
    add_end(&sample);
    header = sample.tar.ptr + 1024;
    memcpy(header + 257, "ustar  ", 8);
    memcpy(header + 386, "00000001000\00000000000002", 24);
    memcpy(header + 483, "00000001002", 11); /* NOLINT(bugprone-not-null-terminated-result): a field */
    repair(header);
    assert_members(&sample, "first 1\nproblem  want a regular file have t/sparse\n"
                            "problem  want a regular file have t/directory/\nlast 3\n");
}

TEST(archive_refuses_a_name_of_more_than_240_bytes)
{
    struct sample sample = { 0 };
    char *header;
    char *text;

    sample_entry(&sample, "t/first", '0', slice_of("1"));
    sample_entry(&sample, "t/long", '0', slice_of("22"));
    add_end(&sample);
    header = sample.tar.ptr + 1024;
    memset(header, 'a', 100);
    memset(header + 345, 'b', 155);
    memcpy(header + 345, "t/", 2); /* NOLINT(bugprone-not-null-terminated-result): a field */
    repair(header);
    text = members_of(buffer_slice(&sample.tar));
    assert_non_null(strstr(text, "first 1\nproblem  want a name of at most 240 bytes have t/bbb"));
    free(text);
    sample_free(&sample);
}

TEST(archive_refuses_extended_headers)
{
    struct sample pax = { 0 }, gnu = { 0 };

    sample_entry(&pax, "t/first", '0', slice_of("1"));
    sample_entry(&pax, "t/x", 'x', slice_of("12 path=t/a\n"));
    sample_entry(&pax, "t/b", '0', slice_of("22"));
    sample_entry(&pax, "t/last", '0', slice_of(""));
    add_end(&pax);
    assert_members(&pax, "first 1\nproblem  want a ustar header without extensions have t/a\nlast 0\n");

    sample_entry(&gnu, "t/first", '0', slice_of("1"));
    sample_entry(&gnu, "././@LongLink", 'L', slice_of("t/long"));
    sample_entry(&gnu, "t/b", '0', slice_of("22"));
    add_end(&gnu);
    assert_members(&gnu, "first 1\nproblem  want a ustar header without extensions have t/long\n");
}

TEST(archive_stands_any_number_of_extended_headers)
{
    struct sample sample = { 0 };
    char *text;

    sample_entry(&sample, "t/first", '0', slice_of("1"));
    for (int i = 0; i < 20000; i++)
        sample_entry(&sample, "t/g", 'g', slice_of(""));
    sample_entry(&sample, "t/last", '0', slice_of(""));
    add_end(&sample);
    text = members_of(buffer_slice(&sample.tar));
    assert_int_equal(strncmp(text, "first 1\nproblem ", 16), 0);
    free(text);
    sample_free(&sample);
}

TEST(archive_goes_on_after_a_damaged_header)
{
    struct sample sample = { 0 };

    sample_entry(&sample, "t/first", '0', slice_of("1"));
    sample_entry(&sample, "t/second", '0', slice_of("22"));
    sample_entry(&sample, "t/last", '0', slice_of("333"));
    add_end(&sample);
    sample.tar.ptr[1024 + 3] ^= 1;
    assert_members(&sample, "first 1\nproblem  want a member's header have Damaged tar archive\nlast 3\n");
}

TEST(archive_wants_zeros_where_nothing_is)
{
    struct sample padding = { 0 }, end = { 0 }, early = { 0 }, gap = { 0 };

    sample_entry(&padding, "t/first", '0', slice_of("1"));
    sample_entry(&padding, "t/last", '0', slice_of("333"));
    add_end(&padding);
    padding.tar.ptr[1023] = 1;
    assert_members(&padding, "problem first want zeros after the member have other bytes\nfirst 1\nlast 3\n");

    sample_entry(&end, "t/first", '0', slice_of("1"));
    add_end(&end);
    for (int i = 0; i < 200; i++)
        add_end(&end);
    end.tar.ptr[end.tar.len - 1] = 1;
    assert_members(&end, "first 1\nproblem  want only zeros after the last member have other bytes\n");

    sample_entry(&early, "t/first", '0', slice_of("1"));
    for (int i = 0; i < 200; i++)
        add_end(&early);
    early.tar.ptr[early.tar.len - 1] = 1;
    for (int i = 0; i < 200; i++)
        add_end(&early);
    assert_members(&early, "first 1\nproblem  want only zeros after the last member have other bytes\n");

    sample_entry(&gap, "t/first", '0', slice_of("1"));
    add_end(&gap);
    sample_entry(&gap, "t/last", '0', slice_of("333"));
    add_end(&gap);
    assert_members(&gap,
                   "first 1\nproblem last want the member right after the one before have zeros between\nlast 3\n");
}

TEST(archive_wants_its_end_mark)
{
    struct sample sample = { 0 };

    sample_entry(&sample, "t/first", '0', slice_of("1"));
    assert_members(&sample, "first 1\nproblem  want the end mark of the tar archive have the end of the data\n");
}

TEST(archive_does_not_believe_sizes)
{
    static const struct {
        const char *size; /* of the header, 12 bytes */
        const char *expected;
    } sizes[] = {
        { "\x80\0\0\0\x40\0\0\0\0\0\0\0",
          "problem  want a member of at most 64 GiB (see --limit archive-bytes) have t/big\n" },
        { "\x80\0\0\0\x00\0\0\x0f\0\0\0\0",
          "problem big want the whole member have Truncated tar archive\nbig 1024 cut\n" },
        { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "problem  want a member's header have " },
    };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct sample sample = { 0 };
        char *text;

        sample_entry(&sample, "t/big", '0', slice_of(""));
        add_end(&sample);
        memcpy(sample.tar.ptr + 124, sizes[i].size, 12);
        repair(sample.tar.ptr);
        text = members_of(buffer_slice(&sample.tar));
        if (strncmp(text, sizes[i].expected, strlen(sizes[i].expected)) != 0)
            fail_msg("want %s, have %s", sizes[i].expected, text);
        free(text);
        sample_free(&sample);
    }
}
