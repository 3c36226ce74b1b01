/*
 * analyze load DB SNAPSHOT...: each snapshot in a transaction of its own; one that is refused does not stop the others.
 */
#include <inttypes.h>
#include <stdio.h>

#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/commands/operands.h"
#include "analyze/database/beside.h"
#include "analyze/database/claim.h"
#include "analyze/database/db.h"
#include "analyze/load/load.h"

struct options {
    bool findings;
    const struct limits *limits;
    const char *confined;
};

/* One line, so that nobody has to know the command to see that there is something. */
static void
tell_findings(const struct load_result *result)
{
    const struct findings_counts *counts = &result->findings;
    int64_t all = counts->high + counts->medium + counts->low;

    if (all > 0)
        notice("snapshot %" PRId64 ": %" PRId64 " finding%s: %" PRId64 " high, %" PRId64 " medium, %" PRId64
               " low (see analyze findings)",
               result->snapshot_id, all, all == 1 ? "" : "s", counts->high, counts->medium, counts->low);
}

static enum outcome
tell(const char *path, const struct load_result *result)
{
    const struct reader_summary *summary = &result->summary;

    if (result->outcome == LOAD_SAME) {
        notice("%s: already loaded as snapshot %" PRId64, path, result->snapshot_id);
        return OUTCOME_DONE;
    }
    if (result->outcome == LOAD_PART) {
        notice("%s: a part of snapshot %" PRId64 ", which has more: nothing was loaded", path, result->snapshot_id);
        return OUTCOME_DONE;
    }
    if (result->outcome == LOAD_COMPLETES)
        notice("%s: more of snapshot %" PRId64 ", which it replaces", path, result->snapshot_id);
    if (result->contradicts)
        notice("%s: has the meta.json of snapshot %" PRId64 " and other content: both are kept", path,
               result->contradicts);
    notice("snapshot %" PRId64 ": %s, %" PRId64 " members, %" PRId64 " rows, %" PRId64 " problem%s%s",
           result->snapshot_id, result->title ? result->title : "?", summary->contents, result->rows, result->problems,
           result->problems == 1 ? "" : "s", result->problems > 0 ? " (see table problems)" : "");
    if (result->unknown > 0)
        notice("snapshot %" PRId64 ": %" PRId64 " file%s with columns that are not known (see table unknown_columns)",
               result->snapshot_id, result->unknown, result->unknown == 1 ? "" : "s");
    if (strcmp(summary->result, "cut") == 0)
        notice("snapshot %" PRId64 ": the archive is cut; %" PRId64 " manifest segments of it were loaded",
               result->snapshot_id, summary->segments);
    tell_findings(result);
    return result->problems > 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

static enum outcome
load_one(struct load *load, const char *path)
{
    struct load_result result;
    struct progress progress;
    struct error error = { 0 };
    enum outcome outcome = OUTCOME_FAILED;
    int failed;

    progress_begin_file(&progress, path, false);
    failed = load_run(load, path, &progress, &result, &error);
    progress_end(&progress);
    if (failed)
        notice("%s", error.text);
    else
        outcome = tell(path, &result);
    error_clear(&error);
    load_result_free(&result);
    return outcome;
}

static enum outcome
load_all(sqlite3 *db, const struct options *options, char **paths, int count, struct error *error)
{
    enum outcome worst = OUTCOME_DONE;
    struct load *load = NULL;

    if (load_open(db, options->findings, &load, error))
        worst = OUTCOME_FAILED;
    if (load)
        load_set(load, options->limits, options->confined);
    for (int i = 0; load && i < count; i++) {
        enum outcome outcome = load_one(load, paths[i]);

        if (outcome > worst)
            worst = outcome;
    }
    load_close(load);
    return worst;
}

/*
 * A database that this load created and left without a snapshot goes away again.  First it makes sure that it is alone with the file: another
 * load may fill it at any time before.
 */
static enum outcome
load_into(struct claim *claim, const struct options *options, char **paths, int count, struct error *error)
{
    sqlite3 *db = NULL;
    enum outcome outcome = OUTCOME_FAILED;
    bool remove = false;

    if (db_open(claim->path, DB_WRITE, &db, error) == 0)
        outcome = load_all(db, options, paths, count, error);
    if (outcome == OUTCOME_FAILED && claim_is_ours(claim))
        remove = db ? db_has_snapshots(db, error) == 0 : claim_is_blank(claim);
    (void)sqlite3_close(db);
    if (remove)
        (void)claim_remove(claim, error); /* the error is that of the load, if there is one */
    return outcome;
}

static enum outcome
load_confined(struct claim *claim, const struct settings *settings, struct options *options, char **paths, int count,
              struct error *error)
{
    const struct confine_request request = {
        .files = CONFINE_DATABASE, .database = claim->path, .inputs = paths, .count = (size_t)count
    };
    struct confinement confinement;
    enum outcome outcome = OUTCOME_FAILED;

    beside_begin(claim->path);
    if (confined_to(settings, &request, &confinement, error) == 0) {
        options->confined = confinement.text;
        outcome = load_into(claim, options, paths, count, error);
    } else if (claim_is_ours(claim) && claim_is_blank(claim)) {
        struct error ignored = { 0 };

        (void)claim_remove(claim, &ignored); /* it may no longer be possible */
        error_clear(&ignored);
    }
    confinement_free(&confinement);
    return outcome;
}

static const struct option_help option_help[] = {
    { 0, "no-findings", NULL, "do not look for what does not fit together (see analyze findings)" },
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    (void)option;
    (void)value;
    (void)error;
    options->findings = false;
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .findings = true, .limits = &settings->limits };
    int first = command_options(&command_load, argc, argv, set_option, &options, error);
    enum outcome outcome = OUTCOME_FAILED;
    struct claim claim;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first < 2) {
        (void)error_set(error, "load wants a database and snapshots (see analyze load --help)");
        return OUTCOME_FAILED;
    }
    if (operands_check(argv + first, argc - first, error))
        return OUTCOME_FAILED;
    if (claim_take(argv[first], &claim, error) == 0)
        outcome = load_confined(&claim, settings, &options, argv + first + 1, argc - first - 1, error);
    claim_drop(&claim);
    return outcome;
}

const struct command command_load = {
    .name = "load",
    .arguments = "DB SNAPSHOT...",
    .summary = "Load snapshots into a case database; - is standard input",
    .options = option_help,
    .run = run,
};
