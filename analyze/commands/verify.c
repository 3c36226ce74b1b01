/*
 * analyze verify SNAPSHOT...: whether archives are whole, and who took them, without a database.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/archive/reader.h"
#include "analyze/archive/signature.h"
#include "analyze/base/escape.h"
#include "analyze/base/notice.h"
#include "analyze/base/progress.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"

struct options {
    bool wants_signature;
    struct public_key key;
    const struct limits *limits;
};

static const struct option_help option_help[] = {
    { 0, "public-key", "KEY",
      "check the signature in SNAPSHOT" SIGNATURE_SUFFIX " with this public key of minisign, or the file that has it" },
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    (void)option;
    options->wants_signature = true;
    return public_key_read(value, &options->key, error);
}

/* The context of a reader's events. */
struct verified {
    const char *path;
    struct progress progress;
};

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    (void)context;
    (void)directory;
    (void)meta;
    (void)error;
    return 0;
}

static int
on_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    (void)context;
    (void)line;
    (void)verified;
    (void)content;
    (void)error;
    return 0;
}

static void
say(const char *path)
{
    escape_write(stdout, slice_of(path));
    (void)fputs(": ", stdout);
}

/* One line for each problem, as they are found. */
static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct verified *verified = context;

    (void)error;
    progress_hide(&verified->progress);
    say(verified->path);
    if (problem->path.ptr)
        escape_write(stdout, problem->path);
    if (problem->line > 0)
        (void)printf(":%zu", problem->line);
    (void)printf("%swant %s", problem->path.ptr ? ": " : "", problem->want);
    if (problem->have.ptr) {
        (void)fputs(", have ", stdout);
        escape_write(stdout, problem->have);
    }
    (void)putchar('\n');
    return 0;
}

static void
on_progress(void *context, int64_t bytes, int64_t members)
{
    struct verified *verified = context;

    progress_read(&verified->progress, bytes, members);
}

/* A line that says whose signature it is, or why it is not that of the key. */
static enum outcome
verify_signature(const char *path, const struct digest *sha256, const struct public_key *key)
{
    struct error error = { 0 };
    char *comment = NULL;
    int rc = signature_check(path, sha256, key, &comment, &error);

    say(path);
    (void)printf("%ssigned by the key %s", rc == 0 ? "" : "not ", key_name(key->number).hex);
    (void)fputs(rc == 0 ? ", " : ": ", stdout);
    for (char *tab = comment; tab && (tab = strchr(tab, '\t'));)
        *tab = ' ';
    escape_write(stdout, slice_of(rc == 0 ? comment : error.text));
    (void)putchar('\n');
    free(comment);
    error_clear(&error);
    return rc == 0 ? OUTCOME_DONE : OUTCOME_ATTENTION;
}

static enum outcome
verify_one(const struct options *options, const char *path)
{
    struct verified verified = { .path = path };
    struct reader_events events = {
        .context = &verified,
        .limits = options->limits,
        .begin = on_begin,
        .member = on_member,
        .problem = on_problem,
        .progress = on_progress,
    };
    struct reader_summary summary;
    struct error error = { 0 };
    int failed;

    progress_begin_file(&verified.progress, path, false);
    failed = reader_run(path, &events, &summary, &error);
    progress_end(&verified.progress);
    if (failed) {
        notice("%s", error.text);
        error_clear(&error);
        return OUTCOME_FAILED;
    }
    say(path);
    if (summary.problems == 0)
        (void)printf("whole, %s", summary.result);
    else if (summary.whole_segments > 0)
        (void)printf("%s, whole up to segment %06" PRId64 ", byte %" PRId64 " of the tar", summary.result,
                     summary.whole_segments - 1, summary.whole_bytes);
    else
        (void)printf("%s, no segment is whole", summary.result);
    (void)printf(": %" PRId64 " of %" PRId64 " members verified, %" PRId64 " segments, %" PRId64
                 " problems, SHA-256 %s\n",
                 summary.verified, summary.contents, summary.segments, summary.problems, summary.archive_sha256.hex);
    if (options->wants_signature && verify_signature(path, &summary.archive_sha256, &options->key) != OUTCOME_DONE)
        return OUTCOME_ATTENTION;
    return summary.problems > 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

/* The snapshots, and their signatures where somebody wants them: what is read.  The caller frees the list and its texts. */
static char **
files_read(char *const *snapshots, size_t count)
{
    char **files = xmalloc(2 * count * sizeof(*files));

    for (size_t i = 0; i < count; i++) {
        files[2 * i] = xasprintf("%s", snapshots[i]);
        files[2 * i + 1] = xasprintf("%s%s", snapshots[i], SIGNATURE_SUFFIX);
    }
    return files;
}

static int
confine_verify(const struct settings *settings, char *const *snapshots, size_t count, struct error *error)
{
    char **files = files_read(snapshots, count);
    struct confine_request request = { .inputs = files, .count = 2 * count };
    struct confinement confinement;
    int rc = confined_to(settings, &request, &confinement, error);

    confinement_free(&confinement);
    for (size_t i = 0; i < 2 * count; i++)
        free(files[i]);
    free(files);
    return rc;
}

static enum outcome
verify_all(const struct options *options, char *const *snapshots, size_t count)
{
    enum outcome worst = OUTCOME_DONE;

    for (size_t i = 0; i < count; i++) {
        enum outcome outcome = verify_one(options, snapshots[i]);

        if (outcome > worst)
            worst = outcome;
    }
    return worst;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .limits = &settings->limits };
    int first = command_options(&command_verify, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (first == argc) {
        (void)error_set(error, "verify wants snapshots (see analyze verify --help)");
        return OUTCOME_FAILED;
    }
    for (int i = first; options.wants_signature && i < argc; i++)
        if (strcmp(argv[i], "-") == 0) {
            (void)error_set(error, "a signature is beside a file: --public-key and - do not go together");
            return OUTCOME_FAILED;
        }
    if (confine_verify(settings, argv + first, (size_t)(argc - first), error))
        return OUTCOME_FAILED;
    return verify_all(&options, argv + first, (size_t)(argc - first));
}

const struct command command_verify = {
    .name = "verify",
    .arguments = "SNAPSHOT...",
    .summary = "Check the chain and every digest of snapshots; - is standard input",
    .options = option_help,
    .run = run,
};
