#include "analyze/commands/lsof_options.h"
#include "analyze/base/notice.h"
#include "analyze/commands/lsof_option_table.h"

#include <stdio.h>
#include <string.h>

static const struct option_help long_options[] = { ANSWER_OPTIONS, { 0, NULL, NULL, NULL } };

/* Where in the command line we are. */
struct words {
    int argc, at;
    char **argv;
    const char *rest; /* of the word; NULL for its begin */
};

static const char *
next_word(const struct words *words)
{
    return words->at + 1 < words->argc ? words->argv[words->at + 1] : NULL;
}

/* Goes on with the next word. */
static void
leave_word(struct words *words)
{
    words->at++;
    words->rest = NULL;
}

static bool
is_value(const char *word)
{
    return word && word[0] != '-' && word[0] != '+';
}

/* Takes the digits that stand behind the option, to `digits`; NULL where there are none.  What follows them is an option again. */
static const char *
take_digits(struct words *words, char *digits, size_t size)
{
    const char *next = next_word(words), *text = *words->rest ? words->rest : is_value(next) ? next : "";
    size_t len = strspn(text, "0123456789");

    if (len == 0 || len >= size || (text != words->rest && text[len] != '\0'))
        return NULL;
    memcpy(digits, text, len);
    digits[len] = '\0';
    if (text == words->rest)
        words->rest += len;
    else
        words->rest = words->argv[++words->at] + len;
    return digits;
}

static const char *
take_value(struct words *words, enum lsof_value value)
{
    const char *next = next_word(words), *text = words->rest;

    if (*text == '\0')
        text = value == LSOF_NEEDED || is_value(next) ? next : NULL;
    else if (value == LSOF_OPTIONAL && !is_value(text))
        return NULL; /* as in -i-n: another option follows */
    if (text && text != words->rest)
        words->at++;
    if (text)
        words->rest = "";
    return text;
}

/* Does what the option says; its letter has been taken. */
static int
apply(struct lsof_options *options, const struct lsof_option *option, char sign, struct words *words,
      struct error *error)
{
    char digits[20];
    const char *value = option->value == LSOF_NONE     ? NULL
                        : option->value == LSOF_DIGITS ? take_digits(words, digits, sizeof(digits))
                                                       : take_value(words, option->value);

    if (option->refused)
        return error_set(error, "lsof: %c%c: %s", sign, option->letter, option->refused);
    if (option->value == LSOF_NEEDED && !value)
        return error_set(error, "lsof: %c%c wants a value (see analyze lsof --help)", sign, option->letter);
    if (option->ignored) {
        notice("lsof: %c%c is ignored: %s", sign, option->letter, option->ignored);
        return 0;
    }
    return option->set(options, option, sign, value, error);
}

static void
print_option(const struct lsof_option *option)
{
    char text[40]; /* of our own table */

    if (snprintf(text, sizeof(text), "  %c%c%s%s", option->signs[0], option->letter, option->argument ? " " : "",
                 option->argument ? option->argument : "") < 0)
        text[0] = '\0';
    printf("%-22s%s\n", text, option->help);
}

static void
print_help(void)
{
    puts("usage: analyze lsof DB [OPTION...] [FILE...]\n\n"
         "List the open files of processes as lsof does.  FILE is a path, the inode of a socket or pipe, or what a "
         "link\n"
         "of the kernel says, such as socket:[26442].\n");
    for (size_t i = 0; lsof_option_at(i); i++)
        if (lsof_option_at(i)->help)
            print_option(lsof_option_at(i));
    for (size_t i = 0; long_options[i].name; i++)
        printf("  --%s%s%s\n%-22s%s\n", long_options[i].name, long_options[i].argument ? "=" : "",
               long_options[i].argument ? long_options[i].argument : "", "", long_options[i].help);
    puts("  --require-sandbox\n                      refuse to run where this machine cannot confine the program "
         "wholly\n"
         "  -h, --help          print this and exit");
}

/* --NAME, --NAME VALUE or --NAME=VALUE. */
static int
read_long(struct lsof_options *options, struct words *words, struct error *error)
{
    const char *name = words->argv[words->at] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);

    if (strcmp(name, "help") == 0) {
        print_help();
        return -2;
    }
    for (size_t i = 0; long_options[i].name; i++) {
        const struct option_help *option = &long_options[i];
        const char *value = equals ? equals + 1 : option->argument ? next_word(words) : NULL;

        if (strlen(option->name) != len || strncmp(option->name, name, len) != 0)
            continue;
        if (!option->argument != !value)
            return error_set(error, "lsof: --%s %s (see analyze lsof --help)", option->name,
                             value ? "takes no value" : "wants a value");
        words->at += option->argument && !equals;
        leave_word(words);
        return answer_option(&options->answer, option, value, error) < 0 ? -1 : 0;
    }
    return error_set(error, "lsof: unknown option --%s (see analyze lsof --help)", name);
}

/* The next option of a word that begins with - or +. */
static int
read_letter(struct lsof_options *options, struct words *words, struct error *error)
{
    char sign = words->argv[words->at][0], letter;
    const struct lsof_option *option;
    int rc;

    if (!words->rest)
        words->rest = words->argv[words->at] + 1;
    letter = *words->rest++;
    option = lsof_option_find(letter, sign);
    if (sign == '-' && (letter == 'h' || letter == '?')) {
        print_help();
        return -2;
    }
    if (sign == '-' && letter == 'v') {
        puts("analyze (Stillframe) " STILLFRAME_VERSION ", which answers as lsof 4.99.7 does");
        return -2;
    }
    if (!option)
        return error_set(error, "lsof: unknown option %c%c (see analyze lsof --help)", sign, letter);
    rc = apply(options, option, sign, words, error);
    if (rc == 0 && *words->rest == '\0')
        leave_word(words);
    return rc;
}

/* The database comes first, then files. */
static int
read_operand(struct lsof_options *options, struct words *words, struct error *error)
{
    const char *word = words->argv[words->at];

    leave_word(words);
    if (options->database)
        return lsof_add_file(&options->request.files, word, '\0', error);
    options->database = word;
    return 0;
}

static int
check(const struct lsof_options *options, struct error *error)
{
    const struct lsof_request *request = &options->request;
    const struct {
        bool wrong;
        const char *what;
    } rules[] = {
        { !options->database, "want DB first: analyze lsof DB [OPTION...] [FILE...] (see analyze lsof --help)" },
        { request->sizes && request->offsets, "-o and -s exclude each other" },
        { request->field_output && request->terse, "-F and -t exclude each other" },
        { request->json && request->json_lines, "-J and -j exclude each other" },
        { (request->json || request->json_lines) && request->terse, "-J or -j and -t exclude each other" },
        { options->answer.format && (request->json || request->json_lines || request->terse || request->field_output),
          "--format and -F, -J, -j or -t exclude each other" },
        { request->all_of && lsof_used(request) == 0, "-a has nothing to combine: no option selects" },
        { options->crossing && request->files.count == 0, "-x goes with +d or +D" },
    };

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
        if (rules[i].wrong)
            return error_set(error, "lsof: %s", rules[i].what);
    return 0;
}

int
lsof_options_read(struct lsof_options *options, int argc, char **argv, struct error *error)
{
    struct words words = { .argc = argc, .at = 1, .argv = argv };
    bool ended = false;
    int rc = 0;

    options->request.state = true;
    options->request.terminator = '\n';
    options->request.offset_digits = 8;
    while (rc == 0 && words.at < argc) {
        const char *word = argv[words.at];

        if (words.rest) {
            rc = read_letter(options, &words, error);
        } else if (!ended && (strcmp(word, "--") == 0 || strcmp(word, "++") == 0)) {
            ended = true;
            leave_word(&words);
        } else if (!ended && strncmp(word, "--", 2) == 0) {
            rc = read_long(options, &words, error);
        } else if (!ended && (word[0] == '-' || word[0] == '+') && word[1] != '\0') {
            rc = read_letter(options, &words, error);
        } else {
            rc = read_operand(options, &words, error);
        }
    }
    return rc ? rc : check(options, error);
}
