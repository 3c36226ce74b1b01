#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/commands/command.h"

static const struct option_help option_help[] = {
    { 'f', "file", "FILE", "a file" },
    { 0, "each", NULL, "long only" },
    { 'q', NULL, NULL, "letter only" },
    { 0, NULL, NULL, NULL },
};

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    (void)argc;
    (void)argv;
    (void)settings;
    (void)error;
    return OUTCOME_DONE;
}

static const struct command command = { "test", "DB [SQL]", "Test", option_help, run };

/* What was set, as "file=x each q ". */
static int
note(void *context, const struct option_help *option, const char *value, struct error *error)
{
    char *end = strchr(context, '\0');

    if (value && strcmp(value, "bad") == 0)
        return error_set(error, "a bad value");
    end = stpcpy(end, option->name ? option->name : (char[]){ option->letter, '\0' });
    if (value)
        end = stpcpy(stpcpy(end, "="), value);
    stpcpy(end, " ");
    return 0;
}

#define WORDS 12

/* A command line of these words, as main() would get it: getopt_long() moves them about. */
static int
fill(char **argv, const char *const *words)
{
    int argc = 0;

    for (; words[argc]; argc++)
        memcpy(&argv[argc], &words[argc], sizeof(*argv));
    assert_true(argc < WORDS);
    argv[argc] = NULL;
    return argc;
}

#define LINE(...) ((const char *const[]){ "test", __VA_ARGS__, NULL })

static int
parse(const char *const *words, char **argv, char *seen, struct error *error)
{
    seen[0] = '\0';
    return command_options(&command, fill(argv, words), argv, note, seen, error);
}

TEST(options_in_every_form)
{
    struct error error = { 0 };
    char *argv[WORDS], seen[100];

    assert_int_equal(parse(LINE("-q", "--file=a", "db", "--each", "-f", "b", "-fc", "sql"), argv, seen, &error), 7);
    assert_string_equal(seen, "q file=a each file=b file=c ");
    assert_string_equal(argv[7], "db");
    assert_string_equal(argv[8], "sql");
    assert_null(error.text);
}

TEST(options_end_at_two_dashes)
{
    struct error error = { 0 };
    char *argv[WORDS], seen[100];

    assert_int_equal(parse(LINE("db", "--", "-q"), argv, seen, &error), 2);
    assert_string_equal(seen, "");
}

TEST(options_that_are_wrong)
{
    static const struct {
        const char *words[4];
        const char *message;
    } cases[] = {
        { { "test", "-x", NULL }, "test: unknown option -x (see analyze test --help)" },
        { { "test", "--nope", NULL }, "test: unknown option --nope (see analyze test --help)" },
        { { "test", "--each=1", NULL }, "test: unknown option --each=1 (see analyze test --help)" },
        { { "test", "--file", NULL }, "test: option --file wants a value (see analyze test --help)" },
        { { "test", "-f", NULL }, "test: option -f wants a value (see analyze test --help)" },
        { { "test", "-f", "bad", NULL }, "a bad value" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct error error = { 0 };
        char *argv[WORDS], seen[100];

        assert_int_equal(parse(cases[i].words, argv, seen, &error), -1);
        assert_string_equal(error.text, cases[i].message);
        error_clear(&error);
    }
}

TEST(commands_without_options)
{
    static const struct command bare = { "bare", "DB", "Bare", NULL, run };
    struct error error = { 0 };
    char *argv[WORDS];
    int argc = fill(argv, LINE("db"));

    assert_int_equal(command_options(&bare, argc, argv, NULL, NULL, &error), 1);
    argc = fill(argv, LINE("-f"));
    assert_int_equal(command_options(&bare, argc, argv, NULL, NULL, &error), -1);
    error_clear(&error);
}
