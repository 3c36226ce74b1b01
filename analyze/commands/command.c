#include "analyze/commands/command.h"
#include "analyze/base/nearest.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What getopt_long() returns for the first option; small numbers and letters are its own. */
#define FIRST_OPTION 256

#define HELP_COLUMN  30

static size_t
option_count(const struct command *command)
{
    size_t count = 0;

    for (const struct option_help *o = command->options; o && (o->letter || o->name); o++)
        count++;
    return count;
}

static int
fill_option(char *text, size_t size, const struct option_help *o)
{
    const char *before = o->argument ? o->name ? "=" : " " : "";

    if (!o->name)
        return snprintf(text, size, "  -%c%s%s", o->letter, before, o->argument ? o->argument : "");
    if (!o->letter)
        return snprintf(text, size, "      --%s%s%s", o->name, before, o->argument ? o->argument : "");
    return snprintf(text, size, "  -%c, --%s%s%s", o->letter, o->name, before, o->argument ? o->argument : "");
}

static void
print_help(const struct command *command)
{
    static const struct option_help all[] = {
        { 0, "require-sandbox", NULL, "refuse to run where this machine cannot confine the program wholly" },
        { 0, "limit", "NAME=VALUE", "change a bound (analyze help limits has them)" },
        { 'h', "help", NULL, "print this and exit" },
    };
    size_t count = option_count(command);
    char text[80]; /* a usage text of ours; a longer one would be cut */

    printf("usage: analyze %s %s%s\n\n%s.\n\n", command->name, count > 0 ? "[OPTION...] " : "", command->arguments,
           command->summary);
    for (size_t i = 0; i < count + sizeof(all) / sizeof(all[0]); i++) {
        const struct option_help *o = i < count ? &command->options[i] : &all[i - count];

        if (fill_option(text, sizeof(text), o) < 0)
            die("snprintf");
        printf("%-*s%s\n", HELP_COLUMN, text, o->help);
    }
}

/* The options as getopt_long() wants them. */
struct getopt_tables {
    struct option *longs;
    char *letters;
};

static struct getopt_tables
tables_of(const struct command *command, size_t count)
{
    struct getopt_tables tables = { xmalloc((count + 2) * sizeof(struct option)), xmalloc(3 * count + 4) };
    char *letter = stpcpy(tables.letters, ":h"); /* ':' tells a missing argument from an unknown option */
    size_t longs = 0;

    for (size_t i = 0; i < count; i++) {
        const struct option_help *o = &command->options[i];

        if (o->name)
            tables.longs[longs++] =
                (struct option){ o->name, o->argument ? required_argument : no_argument, NULL, FIRST_OPTION + (int)i };
        if (o->letter)
            *letter++ = o->letter;
        if (o->letter && o->argument)
            *letter++ = ':';
    }
    *letter = '\0';
    tables.longs[longs++] = (struct option){ "help", no_argument, NULL, 'h' };
    tables.longs[longs] = (struct option){ 0 };
    return tables;
}

/* The option that getopt_long() returned; NULL for what is none of them. */
static const struct option_help *
option_of(const struct command *command, size_t count, int result)
{
    for (size_t i = 0; i < count; i++)
        if (result == FIRST_OPTION + (int)i || (command->options[i].letter && result == command->options[i].letter))
            return &command->options[i];
    return NULL;
}

/* The long option that may have been meant; NULL for none. */
static const char *
nearest_option(const struct command *command, const char *what)
{
    char *word = xasprintf("%.*s", (int)strcspn(what, "="), what);
    struct nearest nearest = { .wanted = slice_of(strncmp(word, "--", 2) == 0 ? word + 2 : "") };

    for (const struct option_help *o = command->options; o && (o->letter || o->name); o++)
        if (o->name)
            nearest_add(&nearest, slice_of(o->name));
    free(word);
    return nearest.count > 0 && nearest.list[0].distance > 0
               ? nearest_name(&nearest)
               : NULL; /* 0: an option that takes no value was given one */
}

static int
refuse(const struct command *command, int result, char **argv, struct error *error)
{
    char letter[] = { '-', (char)optopt, '\0' };
    const char *what = optopt > 0 && optopt < FIRST_OPTION ? letter : argv[optind - 1], *nearest;

    if (result == ':')
        return error_set(error, "%s: option %s wants a value (see analyze %s --help)", command->name, what,
                         command->name);
    if (strncmp(what, "--limit", strlen("--limit")) == 0) /* and a number: settings_take() left it here */
        return error_set(error, "%s: option --limit wants NAME=VALUE (see analyze help limits)", command->name);
    nearest = nearest_option(command, what);
    if (nearest)
        return error_set(error, "%s: unknown option %s: is --%s meant? (see analyze %s --help)", command->name, what,
                         nearest, command->name);
    return error_set(error, "%s: unknown option %s (see analyze %s --help)", command->name, what, command->name);
}

int
command_options(const struct command *command, int argc, char **argv,
                int (*set)(void *context, const struct option_help *option, const char *value, struct error *error),
                void *context, struct error *error)
{
    size_t count = option_count(command);
    struct getopt_tables tables = tables_of(command, count);
    int result, rc = 0;

    optind = 0; /* glibc: begin anew */
    opterr = 0;
    while (rc == 0 && (result = getopt_long(argc, argv, tables.letters, tables.longs, NULL)) != -1) {
        const struct option_help *option = option_of(command, count, result);

        if (option) {
            rc = set(context, option, optarg, error);
        } else if (result == 'h') {
            print_help(command);
            rc = -2;
        } else {
            rc = refuse(command, result, argv, error);
        }
    }
    free(tables.longs);
    free(tables.letters);
    return rc ? rc : optind;
}
