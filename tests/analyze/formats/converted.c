/*
 * Text that an editor, a copy through a terminal or somebody's collector changed on its way here, and lines with more words than any
 * kernel is known to print: no row is lost, and one remark tells of it.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/scan.h"
#include "tests/support/format_files.h"
#include "tests/support/format_samples.h"
#include "tests/support/format_text.h"

#define CONVERTED "1 want \"text as the kernel writes it\""

static bool
is_one_of(const char *name, const char *const names[])
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

/* What the host's own configuration and single values are, is the bytes themselves; the last is collect's own file. */
static const char *const verbatim[] = { "process_value", "host_value",  "sysctl",     "kernel_cmdline",
                                        "passwd",        "group",       "hosts",      "services",
                                        "protocols",     "resolv_conf", "os_release", "utmp",
                                        "ld_so_preload", "cmdline",     "environ",    "xtables",
                                        "fdinfo",        "file_nr",     NULL };

static char *
rows_of(const struct format_sample *sample, struct slice text)
{
    struct format_input input = {
        .text = text, .file = slice_of(sample->file), .pass = slice_of("before"), .pid = 7, .tid = 7
    };

    return format_text(sample->format, &input);
}

/* The lines of a text with something before the first and behind each; the last one has a newline if the text is to have one. */
static char *
rewritten(struct slice text, const char *first, const char *behind, bool newline)
{
    struct lines lines = lines_of(text);
    struct slice line;
    char *out = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&out, &size);

    assert_non_null(to);
    fputs(first, to);
    while (lines_next(&lines, &line))
        fprintf(to, "%.*s%s%s", (int)line.len, line.ptr, behind, lines.rest.len > 0 || newline ? "\n" : "");
    assert_int_equal(fclose(to), 0);
    return out;
}

/* Takes the lines with these words out of the text: how many there were. */
static size_t
take_lines(char *text, const char *words)
{
    size_t count = 0;
    char *at;

    while ((at = strstr(text, words))) {
        char *end = strchr(at, '\n') + 1;

        while (at > text && at[-1] != '\n')
            at--;
        memmove(at, end, strlen(end) + 1);
        count++;
    }
    return count;
}

/* The rows of the text, which is freed, are those of the sample, with one remark of these words and `values` lines with more words. */
static void
assert_same_rows(const struct format_sample *sample, char *text, const char *remark, size_t values)
{
    char *want = rows_of(sample, format_sample_text(sample));
    char *have = rows_of(sample, slice_of(text));

    if (take_lines(have, remark) != 1 || take_lines(have, " unknown_values 7 x\n") != values || strcmp(have, want) != 0)
        fail_msg("%s:\n%s%s", sample->file, text, have);
    free(want);
    free(have);
    free(text);
}

TEST(format_loses_nothing_behind_a_byte_order_mark)
{
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++)
        if (!is_one_of(sample->format, verbatim))
            assert_same_rows(sample, rewritten(format_sample_text(sample), "\xef\xbb\xbf", "", true), CONVERTED, 0);
}

/* The only line of a text may be a cgroup's name that ends in a carriage return, and a path of unix may have any in it. */
TEST(format_loses_nothing_of_lines_that_end_in_cr_lf)
{
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct slice text = format_sample_text(sample);
        bool one_line = memchr(text.ptr, '\n', text.len) == text.ptr + text.len - 1;

        if (!one_line && strcmp(sample->format, "unix") != 0 && !is_one_of(sample->format, verbatim))
            assert_same_rows(sample, rewritten(text, "", "\r", true), CONVERTED, 0);
    }
    assert_format("cgroup", "cgroup", "0::/a\r\n", "1 process_cgroups 7|0||/a\\x0d\n");
}

TEST(format_loses_nothing_when_the_last_newline_is_missing)
{
    static const char *const others[] = { "unix", "can_bcm", "can_rcvlist",
                                          NULL }; /* whose samples end in an empty line */
    const struct format_sample *sample;

    for (size_t i = 0; (sample = format_sample_at(i)); i++)
        if (!is_one_of(sample->format, verbatim) && !is_one_of(sample->format, others))
            assert_same_rows(sample, rewritten(format_sample_text(sample), "", "", false), " want \"newline\"", 0);
}

/* Tables of the kernel without a header: all of their lines have the same columns. */
TEST(format_keeps_words_behind_the_columns_that_it_knows)
{
    static const char *const tables[] = {
        "igmp6",     "anycast6",      "dev_mcast",       "if_inet6", "ipv6_route", "nf_log",
        "snmp6",     "nfnetlink_log", "nfnetlink_queue", "ax25",     "modules",    "mounts",
        "locks",     "id_map",        "loadavg",         "uptime",   "misc",       "filesystems",
        "key_users", "nfsd_ports",    "xtables_names",   "exe_hash", NULL,
    };
    const struct format_sample *sample;
    size_t seen = 0;

    for (size_t i = 0; (sample = format_sample_at(i)); i++) {
        struct lines lines = lines_of(format_sample_text(sample));
        struct slice line;

        if (!is_one_of(sample->format, tables))
            continue;
        while (lines_next(&lines, &line))
            continue;
        assert_same_rows(sample, rewritten(format_sample_text(sample), "", " 7 x", true), " unknown_columns NULL\n",
                         lines.number);
        seen++;
    }
    assert_int_equal(seen, sizeof(tables) / sizeof(tables[0]) - 1);
}
