#include "tests/support/test.h"

#include "collect/host/options.h"

#include <string.h>

#define MOST_ARGUMENTS 8

/* Parses "collect" and the arguments; the error must contain `want`, or be absent where `want` is NULL. */
static struct options
parse(const char *const *arguments, const char *want)
{
    static char copies[MOST_ARGUMENTS][64];
    char *argv[MOST_ARGUMENTS + 1];
    struct options options;
    struct error error = { 0 };
    int argc = 0;

    for (; arguments[argc]; argc++) {
        assert_true(argc < MOST_ARGUMENTS && strlen(arguments[argc]) < sizeof(copies[0]));
        argv[argc] = memcpy(copies[argc], arguments[argc], strlen(arguments[argc]) + 1);
    }
    argv[argc] = NULL;
    if (options_parse(&options, argc, argv, &error) == 0)
        assert_null(want);
    else if (!want || !strstr(bytes_string(&error.text), want))
        fail_msg("want %s, have %s", want ? want : "no error", bytes_string(&error.text));
    bytes_free(&error.text);
    return options;
}

#define PARSE(want, ...) parse((const char *const[]){ "collect", __VA_ARGS__, NULL }, want)

TEST(options_have_defaults)
{
    struct options options = parse((const char *const[]){ "collect", NULL }, NULL);

    assert_null(options.output);
    assert_null(options.proc);
    assert_int_equal(options.timeout, 5);
    assert_string_equal(options.codec->name, "zstd");
    assert_false(options.quiet || options.verbose || options.help || options.version);
}

TEST(options_are_taken_in_every_spelling)
{
    struct options options = PARSE(NULL, "-qv", "--case=7", "--operator", "eve", "-ox.tar.gz", "--timeout=30");

    assert_true(options.quiet && options.verbose);
    assert_string_equal(options.case_id, "7");
    assert_string_equal(options.operator_name, "eve");
    assert_string_equal(options.output, "x.tar.gz");
    assert_int_equal(options.timeout, 30);
    assert_string_equal(options.codec->name, "gzip");
}

TEST(options_choose_the_compression)
{
    assert_string_equal(PARSE(NULL, "-o", "x.tar").codec->name, "none");
    assert_string_equal(PARSE(NULL, "-o", "x.tar.zst").codec->name, "zstd");
    assert_string_equal(PARSE(NULL, "-o", "x").codec->name, "zstd");
    assert_string_equal(PARSE(NULL, "-o", "x", "--compress", "gzip").codec->name, "gzip");
    assert_string_equal(PARSE(NULL, "--compress", "none").codec->name, "none");
    assert_string_equal(PARSE(NULL, "-o", "x.tar", "--compress", "none").codec->name, "none");
    PARSE("does not fit", "-o", "x.tar", "--compress", "gzip");
    PARSE("wants zstd, gzip or none", "--compress", "lz4");
}

TEST(options_refuse_what_they_do_not_know)
{
    PARSE("unknown option -x", "-x");
    PARSE("unknown option --frobnicate", "--frobnicate");
    PARSE("unexpected argument 'file': to name the output, write -o FILE", "file");
    PARSE("--output wants", "-o");
    PARSE("--output wants", "-o", "");
    PARSE("--case wants an argument", "--case");
}

TEST(options_check_numbers)
{
    PARSE("not '0'", "--timeout", "0");
    PARSE("not '-1'", "--timeout", "-1");
    PARSE("not '5s'", "--timeout", "5s");
    PARSE("not ''", "--timeout", "");
    PARSE("not '99999999999'", "--timeout", "99999999999");
}

TEST(options_change_bounds)
{
    const struct options usual = PARSE(NULL, "-q"),
                         options = PARSE(NULL, "--limit", "file-bytes=3K", "--limit=directories=7");

    assert_int_equal(usual.limits.file_bytes.most, LIMIT_FILE);
    assert_int_equal(options.limits.file_bytes.most, 3072);
    assert_string_equal(options.limits.file_bytes.name, "file-bytes");
    assert_int_equal(options.limits.cgroups.most, 7);
    assert_int_equal(options.limits.table_bytes.most, LIMIT_TABLE);
    assert_int_equal(PARSE(NULL, "--limit", "saved-bytes=1T").limits.saved_bytes.most, 1LL << 40);
    PARSE("--limit file-bytes wants a number from 1 to 2 GiB, with K, M, G or T behind it, not '0'", "--limit",
          "file-bytes=0");
    PARSE("not '3G'", "--limit", "file-bytes=3G");
    PARSE("not ''", "--limit", "file-bytes=");
    PARSE("not 'K'", "--limit", "file-bytes=K");
    PARSE("not '-1'", "--limit", "file-bytes=-1");
    PARSE("not '18446744073709551616'", "--limit", "saved-bytes=18446744073709551616");
    PARSE("not '18446744073709551615T'", "--limit", "saved-bytes=18446744073709551615T");
    PARSE("--limit directories wants a number from 1 to 100000000, not '7K'", "--limit", "directories=7K");
    PARSE("--limit wants NAME=VALUE with a name that collect --help lists, not 'directories'", "--limit",
          "directories");
    PARSE("not 'file=7'", "--limit", "file=7");
}

/* A bound that somebody chose stays, even where it is the usual one. */
TEST(options_bound_a_run_in_little_memory)
{
    struct options options = PARSE(NULL, "--low-memory", "--limit", "table-bytes=40M", "--limit", "exe-bytes=7");

    assert_true(options.low_memory);
    assert_false(PARSE(NULL, "-q").low_memory);
    assert_ptr_equal(options.limits.means, &means_usual);
    limits_economize(&options.limits);
    assert_int_equal(options.limits.means->workers, 1);
    assert_true(options.limits.means->window_bytes < means_usual.window_bytes);
    assert_int_equal(options.limits.table_bytes.most, LIMIT_TABLE);
    assert_int_equal(options.limits.exe_bytes.most, 7);
    assert_int_equal(options.limits.file_bytes.most, LIMIT_LOW_FILE);
    assert_int_equal(options.limits.names.most, LIMIT_LOW_NAMES);
    assert_int_equal(options.limits.saved_file_bytes.most, LIMIT_LOW_TABLE);
    assert_int_equal(options.limits.bpf_objects.most, LIMIT_BPF);
}

/* As most programs have it. */
TEST(options_take_a_dash_for_standard_output)
{
    assert_null(PARSE(NULL, "-o", "-").output);
    assert_null(PARSE(NULL, "--output=-", "--compress", "gzip").output);
    assert_string_equal(PARSE(NULL, "-o", "./-").output, "./-");
    PARSE("--sign writes the signature beside", "-o", "-", "--sign", "key");
    PARSE("--every wants a directory", "-o", "-", "--every", "5");
}

TEST(options_help_names_every_option)
{
    static const char *const names[] = { "--output FILE",  "--case ID",  "--operator NAME",   "--note TEXT",
                                         "--compress HOW", "--proc DIR", "--timeout SECONDS", "-q, --quiet",
                                         "-v, --verbose",  "-h, --help", "-V, --version" };
    struct bytes help = { 0 };

    options_help(&help);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_non_null(strstr(bytes_string(&help), names[i]));
    bytes_free(&help);
}
