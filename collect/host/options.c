#include "collect/host/options.h"

#include "collect/base/text.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* Column of the help texts: wider than any option with its argument. */
#define HELP_COLUMN     24

#define DEFAULT_TIMEOUT 5 /* seconds */

enum kind { KIND_TEXT, KIND_SECONDS, KIND_COUNT, KIND_FLAG, KIND_LIMIT };

static const struct option_row {
    int letter; /* 0 if the option has only a long name */
    const char *name;
    const char *argument;
    enum kind kind;
    size_t offset;
    const char *help;
} rows[] = {
    { 'o', "output", "FILE", KIND_TEXT, offsetof(struct options, output),
      "write to FILE (.tar.zst, .tar.gz or .tar) instead of standard output" },
    { 0, "case", "ID", KIND_TEXT, offsetof(struct options, case_id), "the case that the snapshot belongs to" },
    { 0, "operator", "NAME", KIND_TEXT, offsetof(struct options, operator_name), "the person who takes the snapshot" },
    { 0, "note", "TEXT", KIND_TEXT, offsetof(struct options, note), "anything worth remembering" },
    { 0, "compress", "HOW", KIND_TEXT, offsetof(struct options, compress), "zstd (the default), gzip or none" },
    { 0, "sign", "KEY", KIND_TEXT, offsetof(struct options, sign),
      "sign the snapshot with this secret key of minisign, into FILE" SIGNATURE_SUFFIX },
    { 0, "proc", "DIR", KIND_TEXT, offsetof(struct options, proc), "read DIR instead of /proc" },
    { 0, "timeout", "SECONDS", KIND_SECONDS, offsetof(struct options, timeout),
      "give up a system call that takes longer (the default is 5)" },
    { 0, "low-memory", NULL, KIND_FLAG, offsetof(struct options, low_memory),
      "take little memory (below 6 MB for up to 20,000 sockets), as happens by itself where less than 64 MiB are to be "
      "had" },
    { 0, "thorough", NULL, KIND_FLAG, offsetof(struct options, thorough),
      "read also what is expensive to read, or what the kernel would load a module for" },
    { 0, "environ", NULL, KIND_FLAG, offsetof(struct options, environ), "read the environment of every process" },
    { 0, "maps", NULL, KIND_FLAG, offsetof(struct options, maps), "read the memory map of every process" },
    { 0, "hash-exe", NULL, KIND_FLAG, offsetof(struct options, hash_exe), "take the SHA-256 of every running program" },
    { 0, "save-deleted", NULL, KIND_FLAG, offsetof(struct options, save_deleted),
      "copy each running program whose file was deleted or replaced, or never had a name" },
    { 0, "probe-ports", NULL, KIND_FLAG, offsetof(struct options, probe_ports),
      "bind each free port for a moment, to find those that are hidden" },
    { 0, "every", "SECONDS", KIND_SECONDS, offsetof(struct options, every),
      "take one snapshot every SECONDS; -o names the directory" },
    { 0, "count", "N", KIND_COUNT, offsetof(struct options, count),
      "stop after N snapshots (the default is to go on until a signal)" },
    { 0, "limit", "NAME=VALUE", KIND_LIMIT, offsetof(struct options, limits), "change a bound: they are listed below" },
    { 'q', "quiet", NULL, KIND_FLAG, offsetof(struct options, quiet), "print no summary" },
    { 'v', "verbose", NULL, KIND_FLAG, offsetof(struct options, verbose), "list everything that could not be read" },
    { 'h', "help", NULL, KIND_FLAG, offsetof(struct options, help), "print this text" },
    { 'V', "version", NULL, KIND_FLAG, offsetof(struct options, version), "print the version" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* getopt_long returns LONG_ONLY plus the index of the row for a long option. */
#define LONG_ONLY 256

/* The largest arguments of KIND_SECONDS and KIND_COUNT. */
#define MOST_SECONDS 86400
#define MOST_ROUNDS  1000000000

/* Parses a decimal number from 1 to `most`.  0, or -1. */
static int
parse_number(const char *text, unsigned most, unsigned *out)
{
    uint64_t value;

    if (!text_decimal(text_of_string(text), most, &value) || value == 0)
        return -1;
    *out = (unsigned)value;
    return 0;
}

static int
set(struct options *options, const struct option_row *row, const char *value, struct error *error)
{
    void *field = (char *)options + row->offset;

    switch (row->kind) {
    case KIND_TEXT:
        *(const char **)field = value;
        return 0;
    case KIND_FLAG:
        *(bool *)field = true;
        return 0;
    case KIND_LIMIT:
        return limits_set(field, value, error);
    case KIND_SECONDS:
        if (parse_number(value, MOST_SECONDS, field) == 0)
            return 0;
        return error_set(error, "--%s wants a number of seconds from 1 to %u, not '%s'", row->name, MOST_SECONDS,
                         value);
    case KIND_COUNT:
        if (parse_number(value, MOST_ROUNDS, field) == 0)
            return 0;
        return error_set(error, "--%s wants a number from 1 to %u, not '%s'", row->name, MOST_ROUNDS, value);
    }
    return -1;
}

/* Fills the tables for getopt_long(3).  `longs` has ROWS + 1 elements, `letters` 3 * ROWS + 2. */
static void
fill_tables(struct option *longs, char *letters)
{
    *letters++ = ':'; /* makes getopt_long return ':' for a missing argument, not '?' */
    for (size_t i = 0; i < ROWS; i++) {
        longs[i] = (struct option){ rows[i].name, rows[i].argument ? required_argument : no_argument, NULL,
                                    LONG_ONLY + (int)i };
        if (!rows[i].letter)
            continue;
        *letters++ = (char)rows[i].letter;
        if (rows[i].argument)
            *letters++ = ':';
    }
    longs[ROWS] = (struct option){ 0 };
    *letters = '\0';
}

static const struct option_row *
find_row(int code)
{
    for (size_t i = 0; i < ROWS; i++)
        if (code == LONG_ONLY + (int)i || (rows[i].letter && code == rows[i].letter))
            return &rows[i];
    return NULL;
}

/* Chooses the compression by the suffix of the output or by --compress, which must agree; else the default. */
static int
choose_codec(struct options *options, struct error *error)
{
    const struct codec *by_suffix = options->output && !options->every ? codec_by_suffix(options->output) : NULL;
    const struct codec *by_name = options->compress ? codec_by_name(options->compress) : NULL;

    if (options->compress && !by_name)
        return error_set(error, "--compress wants zstd, gzip or none, not '%s'", options->compress);
    if (by_name && by_suffix && by_name != by_suffix)
        return error_set(error, "--compress %s does not fit the name %s", options->compress, options->output);
    options->codec = by_name ? by_name : by_suffix ? by_suffix : &codecs[0];
    return 0;
}

static int
missing(const struct option_row *row, struct error *error)
{
    return error_set(error, "--%s wants an argument", row ? row->name : "option");
}

int
options_parse(struct options *options, int argc, char *argv[], struct error *error)
{
    struct option longs[ROWS + 1];
    char letters[3 * ROWS + 2];
    int code;

    *options = (struct options){ .timeout = DEFAULT_TIMEOUT, .limits = limits_usual, .argc = argc, .argv = argv };
    fill_tables(longs, letters);
    opterr = 0; /* main.c prints errors */
    optind = 0; /* resets getopt_long, for a second call */
    while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const struct option_row *row = find_row(code);

        if (code == ':')
            return missing(find_row(optopt), error);
        if (!row && optopt && optopt < LONG_ONLY)
            return error_set(error, "unknown option -%c", optopt);
        if (!row)
            return error_set(error, "unknown option %s", argv[optind - 1]);
        if (set(options, row, optarg, error) != 0)
            return -1;
    }
    if (optind < argc)
        return error_set(error, "unexpected argument '%s': to name the output, write -o FILE", argv[optind]);
    if (options->output && strcmp(options->output, "-") == 0)
        options->output = NULL;
    if (options->output && !*options->output)
        return error_set(error, "--output wants the name of a file");
    if (options->count && !options->every)
        return error_set(error, "--count needs --every");
    if (options->sign && !options->output)
        return error_set(error,
                         "--sign writes the signature beside the snapshot, so it wants -o FILE; what goes through "
                         "a pipe can be signed where it arrives (minisign -S)");
    if (options->every && !options->output)
        return error_set(error, "--every wants a directory for its snapshots: -o DIRECTORY");
    return choose_codec(options, error);
}

void
options_help(struct bytes *out)
{
    bytes_text(out, "usage: collect [OPTION]...\n"
                    "Write a snapshot of this host's sockets, descriptors and processes to standard output.\n\n");
    for (size_t i = 0; i < ROWS; i++) {
        size_t start = out->len;

        if (rows[i].letter)
            bytes_format(out, "  -%c, --%s", rows[i].letter, rows[i].name);
        else
            bytes_format(out, "      --%s", rows[i].name);
        if (rows[i].argument)
            bytes_format(out, " %s", rows[i].argument);
        while (out->len - start < HELP_COLUMN && !out->failed)
            bytes_byte(out, ' ');
        bytes_format(out, "  %s\n", rows[i].help);
    }
    bytes_text(out,
               "\nBounds, which an unusually large host may need more of (bytes: K, M, G or T behind the number):\n");
    limits_help(out);
    bytes_text(out,
               "\nExit status: 0 complete; 1 usable, but something was denied, timed out or cut short; 2 no usable "
               "snapshot.\n");
}
