/* The bytes that a row was read from, by the same count as the formats'. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

#include "analyze/archive/member_path.h"
#include "analyze/formats/registry.h"
#include "analyze/prove/excerpt.h"
#include "tests/support/format_samples.h"

static struct slice
found(const char *path, struct slice content, bool big_endian, int64_t line)
{
    struct excerpt excerpt;

    if (!excerpt_find(slice_of(path), content, big_endian, line, &excerpt))
        return (struct slice){ NULL, 0 };
    return excerpt.bytes;
}

static void
expect(const char *path, struct slice content, int64_t line, const char *expected)
{
    struct slice bytes = found(path, content, false, line);

    if (!slice_is(bytes, expected))
        fail_msg("%s:%d: want \"%s\", have \"%.*s\"", path, (int)line, expected, (int)bytes.len,
                 bytes.ptr ? bytes.ptr : "");
}

TEST(excerpt_is_the_line)
{
    struct slice lines = slice_of("one\ntwo\n\nfour");
    struct slice strings = { "A=1\0B=2\n3\0\0C=", 14 };

    expect("net/5/after/tcp", lines, 1, "one");
    expect("net/5/after/tcp", lines, 3, "");
    expect("net/5/after/tcp", lines, 4, "four");
    expect("net/5/after/tcp", lines, 0, "one\ntwo\n\nfour");
    assert_null(found("net/5/after/tcp", lines, false, 5).ptr);
    assert_null(found("net/5/after/tcp", slice_of(""), false, 1).ptr);
    expect("proc/7/environ", strings, 2, "B=2\n3");
    expect("proc/7/environ", strings, 3, "");
    expect("proc/7/environ", strings, 4, "C=");
    assert_null(found("proc/7/environ", strings, false, 5).ptr);
    /* a process may have a newline in its name */
    expect("proc/7/stat", slice_of("7 (a\nb) S\n"), 1, "7 (a\nb) S\n");
}

/* Two messages, the first padded to four bytes; 18 is 0x12. */
TEST(excerpt_is_the_message)
{
    static const char little[] = "\x12\0\0\0\x20\0\0\0\0\0\0\0\0\0\0\0ab\0\0"
                                 "\x14\0\0\0\x20\0\0\0\0\0\0\0\0\0\0\0cdef";
    static const char big[] = "\0\0\0\x12\0\x20\0\0\0\0\0\0\0\0\0\0ab\0\0"
                              "\0\0\0\x14\0\x20\0\0\0\0\0\0\0\0\0\0cdef";
    struct slice content = { little, sizeof(little) - 1 }, swapped = { big, sizeof(big) - 1 };
    struct excerpt excerpt;

    assert_true(excerpt_find(slice_of("net/5/before/diag/tcp.1"), content, false, 2, &excerpt));
    assert_true(excerpt.binary);
    assert_int_equal(excerpt.bytes.len, 20);
    assert_ptr_equal(excerpt.bytes.ptr, little + 20);
    assert_int_equal(found("net/5/before/diag/tcp", content, false, 1).len, 18);
    assert_ptr_equal(found("net/5/context/rtnetlink/link", swapped, true, 2).ptr, big + 20);
    assert_null(found("net/5/before/diag/tcp", content, false, 3).ptr);
    assert_null(found("net/5/before/diag/tcp", content, true, 1).ptr);
}

struct check {
    const char *path;
    struct slice text;
    size_t rows;
};

static int
check_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct check *check = context;

    (void)record;
    check->rows++;
    if (!found(check->path, check->text, false, (int64_t)line).ptr)
        fail_msg("%s: a row of %s is from line %zu, of which no bytes are found", check->path, table->name, line);
    return 0;
}

static int
ignore_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)context;
    (void)line;
    (void)want;
    (void)have;
    return 0;
}

/* Where a member of the format may be; NULL for none that is known. */
static const char *
path_of(const char *format, const char *file, char *room, size_t size)
{
    static const char *const directories[] = { "",      "net/5/before/", "net/5/context/", "proc/7/", "proc/7/task/8/",
                                               "proc/", "sys/",          "etc/",           "run/" };

    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        struct member_path member;
        const char *have;

        assert_in_range(snprintf(room, size, "%s%s", directories[i], file), 1, size - 1);
        member = member_path_of(slice_of(room));
        have = member_path_format(&member);
        if (have && strcmp(have, format) == 0)
            return room;
    }
    return NULL;
}

/* Whatever line a format gives to a row, the member has bytes there. */
TEST(excerpt_has_every_line_of_every_format)
{
    const struct format_sample *sample;
    size_t rows = 0, without = 0;
    char room[200];

    for (size_t i = 0; (sample = format_sample_at(i)) != NULL; i++) {
        const struct format *format = format_by_name(sample->format);
        struct check check = { path_of(sample->format, sample->file, room, sizeof(room)), format_sample_text(sample),
                               0 };
        struct format_sink sink = { &check, check_row, ignore_problem };
        struct format_input input = { .text = check.text,
                                      .word_bits = 64,
                                      .file = slice_of(sample->file),
                                      .pass = slice_of("before"),
                                      .net_namespace = 5,
                                      .pid = 7,
                                      .tid = 7 };

        if (!check.path) {
            without++;
            continue;
        }
        assert_int_equal(format->parse(&input, &sink), 0);
        rows += check.rows;
    }
    print_message("%zu rows, %zu samples without a path\n", rows, without);
    assert_true(rows > 100);
}
