/*
 * analyze prove DB ROW --archive FILE: from an answer back to the bytes.
 */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/buffer.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/scope_options.h"
#include "analyze/database/beside.h"
#include "analyze/prove/prove.h"
#include "analyze/prove/show.h"

/* Faults that are listed. */
#define FAULTS_SHOWN 20

typedef void show_proof(FILE *out, const struct proof *proof);

static const struct {
    const char *name;
    show_proof *show;
} formats[] = { { "text", show_text }, { "json", show_json } };

struct options {
    struct scope scope;
    const char *archive;
    show_proof *show;
};

static const struct option_help option_help[] = {
    { 0, "archive", "FILE", "the archive that the row is from; it is read twice, so it cannot be standard input" },
    { 0, "format", "FORMAT", "text (the default) or json" },
    SCOPE_OPTIONS_ONE_BY_ONE,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (scope_option(&options->scope, option, value))
        return 0;
    if (strcmp(option->name, "archive") == 0) {
        options->archive = value;
        return 0;
    }
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (strcmp(value, formats[i].name) != 0)
            continue;
        options->show = formats[i].show;
        return 0;
    }
    return error_set(error, "unknown format %s: want text or json", value);
}

/* ROW may be one word of the shell or several: they are joined by spaces.  The caller frees it. */
static char *
join(char **words, int count)
{
    struct buffer all = { 0 };

    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_add(&all, " ", 1);
        buffer_add(&all, words[i], strlen(words[i]));
    }
    buffer_add(&all, "", 1);
    return all.ptr;
}

static enum outcome
refuse(const struct proof *proof, struct error *error)
{
    (void)error_set(error, "%s: %s is not proved by this archive: what does not fit follows", proof->archive,
                    proof->subject);
    for (size_t i = 0; i < proof->fault_count && i < FAULTS_SHOWN; i++)
        (void)error_detail(error, "%s", proof->faults[i]);
    if (proof->fault_count > FAULTS_SHOWN)
        (void)error_detail(error, "and %zu more", proof->fault_count - FAULTS_SHOWN);
    return OUTCOME_FAILED;
}

static enum outcome
prove(const struct options *options, const struct settings *settings, const char *database, const char *subject,
      bool in_memory, struct error *error)
{
    struct prove_request request = {
        .database = database,
        .archive = options->archive,
        .subject = subject,
        .limits = &settings->limits,
        .in_memory = in_memory,
        .scope = &options->scope,
    };
    struct proof proof;
    enum outcome outcome = OUTCOME_FAILED;

    if (prove_run(&request, &proof, error) == 0) {
        outcome = proof.note_count > 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
        if (proof.fault_count > 0)
            outcome = refuse(&proof, error);
        else
            options->show(stdout, &proof);
    }
    proof_free(&proof);
    return outcome;
}

/*
 * The archive is loaded afresh into a temporary file beside the database; where that cannot be written, into memory.  The database itself is
 * only read.
 */
static enum outcome
prove_confined(const struct options *options, const struct settings *settings, const char *database,
               const char *subject, struct error *error)
{
    char *archive = xasprintf("%s", options->archive), *real = realpath(database, NULL);
    bool writable = real && access(dirname(real), W_OK) == 0;
    const struct confine_request request = {
        .files = writable ? CONFINE_DATABASE : CONFINE_READ, .database = database, .inputs = &archive, .count = 1
    };
    struct confinement confinement = { 0 };
    enum outcome outcome = OUTCOME_FAILED;
    int rc = confined_recover(settings, database, error);

    beside_begin(database);
    if (rc == 0 && confined_to(settings, &request, &confinement, error) == 0)
        outcome = prove(options, settings, database, subject, !writable, error);
    confinement_free(&confinement);
    free(real);
    free(archive);
    return outcome;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .show = show_text };
    int first = command_options(&command_prove, argc, argv, set_option, &options, error);
    enum outcome outcome;
    char *subject;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first < 2 || !options.archive || strcmp(options.archive, "-") == 0) {
        (void)error_set(error, "prove wants a database, a row and --archive with a file (see analyze prove --help)");
        return OUTCOME_FAILED;
    }
    subject = join(argv + first + 1, argc - first - 1);
    outcome = prove_confined(&options, settings, argv[first], subject, error);
    free(subject);
    return outcome;
}

const struct command command_prove = {
    .name = "prove",
    .arguments = "DB ROW --archive FILE",
    .summary = "Prove a row by the bytes of its archive: socket N, socket:[INODE], ADDRESS:PORT, pid N, finding N, "
               "member PATH:LINE",
    .options = option_help,
    .run = run,
};
