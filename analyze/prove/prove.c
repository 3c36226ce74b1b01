#include "analyze/prove/prove.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "analyze/prove/archive_check.h"
#include "analyze/prove/comparison.h"
#include "sql.h"

struct proving {
    const struct prove_request *request;
    struct subject subject;
    sqlite3 *db;
    struct proof *proof;
};

static char *
copy_text(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? xasprintf("%s", text) : NULL;
}

static bool
is_chosen(const struct snapshots *chosen, int64_t snapshot_id)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (chosen->list[i].id == snapshot_id)
            return true;
    return false;
}

static void
take_snapshot(struct proof *proof, sqlite3_stmt *row)
{
    proof->snapshot_id = sqlite3_column_int64(row, 0);
    proof->host = copy_text(row, 1);
    proof->started_at = copy_text(row, 2);
    proof->case_id = copy_text(row, 3);
    proof->operator_name = copy_text(row, 4);
}

/* The snapshot of that meta.json: the digest of which is what a snapshot is known by. */
static int
choose_snapshot(struct proving *proving, const struct snapshots *chosen, struct error *error)
{
    struct proof *proof = proving->proof;
    bool scoped = scope_is_said(proving->request->scope);
    sqlite3_stmt *statement = NULL;
    size_t found = 0, there = 0;
    int rc;

    if (db_prepare(proving->db, sql_prove_snapshots, &statement, error))
        return -1;
    if (sqlite3_bind_text(statement, 1, proof->evidence.meta_sha256.hex, -1, SQLITE_STATIC) != SQLITE_OK)
        die("out of memory");
    while ((rc = db_step(proving->db, statement, error)) > 0) {
        there++;
        if (scoped && !is_chosen(chosen, sqlite3_column_int64(statement, 0)))
            continue;
        if (found++ == 0)
            take_snapshot(proof, statement);
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    if (rc < 0)
        return -1;
    if (found == 1)
        return 0;
    if (found > 1)
        return error_set(error,
                         "the database has %zu snapshots that begin as this archive and contradict each other: say "
                         "which with --snapshot ID",
                         found);
    return error_set(
        error, there > 0 ? "this archive holds another snapshot than the one that is meant (see analyze snapshots)"
                         : "the database has no snapshot of this archive (see analyze snapshots)");
}

static int
resolve_snapshot(struct proving *proving, struct error *error)
{
    struct snapshots all = { 0 }, chosen = { 0 };
    int rc = snapshots_read(proving->db, &all, error);

    if (rc == 0 && scope_is_said(proving->request->scope))
        rc = scope_resolve(proving->db, proving->request->scope, &all, &chosen, error);
    if (rc == 0)
        rc = choose_snapshot(proving, &chosen, error);
    free(chosen.list);
    snapshots_free(&all);
    return rc;
}

static int
add_places(struct proving *proving, struct proof_thing *thing, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc;

    if (db_prepare(proving->db, proving->subject.kind->places, &statement, error))
        return -1;
    if (sqlite3_bind_int64(statement, 1, proving->proof->snapshot_id) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 2, thing->number) != SQLITE_OK)
        die("places of a kind take a snapshot and a number");
    while ((rc = db_step(proving->db, statement, error)) > 0) {
        thing->places = xrealloc(thing->places, (thing->count + 1) * sizeof(*thing->places));
        thing->places[thing->count++] = (struct proof_place){ .role = copy_text(statement, 0),
                                                              .path = copy_text(statement, 1),
                                                              .line = sqlite3_column_int64(statement, 2) };
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc;
}

static int
read_words(struct proving *proving, struct proof_thing *thing, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc;

    if (db_prepare(proving->db, proving->subject.kind->words, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, proving->proof->snapshot_id);
    bind_number(&bind, thing->number);
    rc = bind_run(&bind, error);
    if (rc > 0)
        thing->words = copy_text(statement, 0);
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc < 0 ? -1 : 0;
}

static struct proof_thing *
add_thing(struct proof *proof, int64_t number)
{
    proof->things = xrealloc(proof->things, (proof->count + 1) * sizeof(*proof->things));
    proof->things[proof->count] = (struct proof_thing){ .number = number };
    return &proof->things[proof->count++];
}

/* The place that the user named is the only one. */
static void
add_named_place(struct proving *proving)
{
    const struct subject *subject = &proving->subject;
    struct proof_thing *thing = add_thing(proving->proof, 0);

    thing->words = subject->line ? xasprintf("%s:%" PRId64, subject->text, subject->line)
                                 : xasprintf("%s, all of it", subject->text);
    thing->places = xmalloc(sizeof(*thing->places));
    thing->places[0] = (struct proof_place){ .role = xasprintf("member"),
                                             .path = xasprintf("%s", subject->text),
                                             .line = subject->line };
    thing->count = 1;
}

static int
find_things(struct proving *proving, struct error *error)
{
    const struct subject *subject = &proving->subject;
    struct proof *proof = proving->proof;
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc;

    if (!subject->kind) {
        add_named_place(proving);
        return 0;
    }
    if (db_prepare(proving->db, subject->find, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, proof->snapshot_id);
    bind_number(&bind, subject->number);
    if (subject->text)
        bind_text(&bind, slice_of(subject->text));
    for (rc = bind_run(&bind, error); rc > 0; rc = db_step(proving->db, statement, error))
        add_thing(proof, sqlite3_column_int64(statement, 0))->kind = subject->kind->name;
    (void)sqlite3_finalize(statement); /* what failed was said */
    for (size_t i = 0; rc == 0 && i < proof->count; i++)
        rc = add_places(proving, &proof->things[i], error) || read_words(proving, &proof->things[i], error) ? -1 : 0;
    if (rc == 0 && proof->count == 0)
        return error_set(error, "snapshot %" PRId64 " (%s, %s), which this archive holds, has no %s",
                         proof->snapshot_id, proof->host ? proof->host : "unknown host",
                         proof->started_at ? proof->started_at : "?", proof->subject);
    return rc;
}

/* evidence_begin: the archive says which snapshot is meant, and so which members. */
static int
on_begin(void *context, struct evidence *evidence, struct error *error)
{
    struct proving *proving = context;
    struct proof *proof = proving->proof;

    if (resolve_snapshot(proving, error) || find_things(proving, error))
        return -1;
    for (size_t i = 0; i < proof->count; i++)
        for (size_t k = 0; k < proof->things[i].count; k++)
            evidence_want(evidence, slice_of(proof->things[i].places[k].path));
    return 0;
}

/* The number that the thing has in the database made afresh; 0 where it has none. */
static int
find_twin(struct proving *proving, struct side fresh, int64_t number, int64_t *twin, struct error *error)
{
    sqlite3_stmt *key = NULL, *statement = NULL;
    const struct subject_kind *kind = proving->subject.kind;
    int rc =
        db_prepare(proving->db, kind->key, &key, error) || db_prepare(fresh.db, kind->twin, &statement, error) ? -1 : 0;

    *twin = 0;
    if (rc == 0 && (sqlite3_bind_int64(key, 1, proving->proof->snapshot_id) != SQLITE_OK ||
                    sqlite3_bind_int64(key, 2, number) != SQLITE_OK))
        die("a key takes a snapshot and a number");
    if (rc == 0)
        rc = db_step(proving->db, key, error);
    if (rc > 0) {
        rc = sqlite3_bind_int64(statement, 1, fresh.snapshot_id) == SQLITE_OK ? 0 : error_set(error, "no snapshot");
        for (int i = 0; rc == 0 && i < sqlite3_column_count(key); i++)
            if (sqlite3_bind_value(statement, i + 2, sqlite3_column_value(key, i)) != SQLITE_OK)
                rc = error_set(error, "a value could not be bound");
        if (rc == 0)
            rc = db_step(fresh.db, statement, error);
        if (rc > 0)
            *twin = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(key); /* what failed was said */
    (void)sqlite3_finalize(statement);
    return rc < 0 ? -1 : 0;
}

/* The thing's own row, and the places where it was read, must be the same in both. */
static int
compare_thing(struct proving *proving, struct comparison *pair, struct side fresh, struct proof_thing *thing,
              struct error *error)
{
    const struct subject_kind *kind = proving->subject.kind;
    int64_t numbers[2] = { thing->number, 0 };

    if (find_twin(proving, fresh, thing->number, &numbers[1], error))
        return -1;
    if (kind->table && comparison_thing(pair, kind->table, kind->id, numbers, thing, proving->proof, error))
        return -1;
    if (comparison_statement(pair, "in words", kind->words, numbers, proving->proof, error))
        return -1;
    return comparison_statement(pair, "the places where it was read", kind->places, numbers, proving->proof, error);
}

static int
compare_all(struct proving *proving, struct side fresh, struct error *error)
{
    struct side database = { proving->db, proving->proof->snapshot_id };
    struct proof *proof = proving->proof;
    struct comparison *pair = NULL;
    int rc = comparison_open(database, fresh, &pair, error);

    for (size_t i = 0; rc == 0 && i < proof->count; i++) {
        struct proof_thing *thing = &proof->things[i];

        if (proving->subject.kind)
            rc = compare_thing(proving, pair, fresh, thing, error);
        for (size_t k = 0; rc == 0 && k < thing->count; k++)
            rc = comparison_place(pair, proving->subject.table, &thing->places[k], proof, error);
    }
    comparison_close(pair);
    return rc;
}

/* Loads the archive into a database of our own, and compares. */
static int
check_rows(struct proving *proving, struct error *error)
{
    struct proof *proof = proving->proof;
    struct load_result result = { 0 };
    struct side fresh = { 0 };
    struct load *load = NULL;
    int rc = proving->request->in_memory ? db_open_memory(&fresh.db, error) : db_open_scratch(&fresh.db, error);

    if (rc == 0)
        rc = load_open(fresh.db, true, &load, error);
    if (rc == 0) {
        load_set(load, proving->request->limits, NULL);
        rc = load_run(load, proof->archive, NULL, &result, error);
    }
    if (rc == 0) {
        fresh.snapshot_id = result.snapshot_id;
        if (strcmp(result.summary.archive_sha256.hex, proof->evidence.summary.archive_sha256.hex) == 0)
            rc = compare_all(proving, fresh, error);
        else
            rc = error_set(error, "%s changed while it was read", proof->archive);
    }
    load_result_free(&result);
    load_close(load);
    (void)sqlite3_close(fresh.db);
    return rc;
}

int
prove_run(const struct prove_request *request, struct proof *proof, struct error *error)
{
    struct proving proving = { .request = request, .proof = proof };
    int rc = -1;

    *proof = (struct proof){ .subject = xasprintf("%s", request->subject), .archive = request->archive };
    if (subject_parse(request->subject, &proving.subject, error) == 0 &&
        db_open(request->database, DB_READ, &proving.db, error) == 0 &&
        evidence_read(request->archive, request->limits, on_begin, &proving, &proof->evidence, error) == 0 &&
        archive_check(proving.db, proof, error) == 0)
        rc = proof->fault_count > 0 ? 0 : check_rows(&proving, error);
    (void)sqlite3_close(proving.db);
    subject_free(&proving.subject);
    return rc;
}
