#include "analyze/prove/archive_check.h"

#include <inttypes.h>

#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

/* What the database has of the archive. */
struct known {
    bool digest; /* it was loaded from this very file */
    size_t segments;
    size_t differing;                                       /* of these */
    char archive_sha256[sizeof(((struct digest *)0)->hex)]; /* of the file that the tables are from */
};

static int
read_archives(sqlite3 *db, const struct proof *proof, struct known *known, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc;

    if (db_prepare(db, sql_prove_archive, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, proof->snapshot_id);
    for (rc = bind_run(&bind, error); rc > 0; rc = db_step(db, statement, error)) {
        struct slice sha256 = slice_of((const char *)sqlite3_column_text(statement, 0));

        if (digest_is(&proof->evidence.summary.archive_sha256, sha256))
            known->digest = true;
        if (known->archive_sha256[0] == '\0' && digest_valid(sha256))
            memcpy(known->archive_sha256, sha256.ptr, sha256.len); /* zeros follow */
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc;
}

static const struct digest *
link_of(const struct evidence *evidence, int64_t segment)
{
    for (size_t i = 0; i < evidence->link_count; i++)
        if (evidence->links[i].segment == segment)
            return &evidence->links[i].sha256;
    return NULL;
}

/* A segment that the archive does not have is counted by the digest of the file: a part of the archive was loaded before, or after. */
static int
compare_segments(sqlite3 *db, struct proof *proof, struct known *known, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc;

    if (db_prepare(db, sql_prove_segments, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_number(&bind, proof->snapshot_id);
    for (rc = bind_run(&bind, error); rc > 0; rc = db_step(db, statement, error)) {
        int64_t segment = sqlite3_column_int64(statement, 0);
        const char *sha256 = (const char *)sqlite3_column_text(statement, 1);
        const struct digest *have = link_of(&proof->evidence, segment);

        known->segments++;
        if (have && digest_is(have, slice_of(sha256)))
            continue;
        known->differing++;
        if (have)
            proof_fault(proof, "manifest segment %06" PRId64 ": SHA-256 %s in the database, %s in the archive", segment,
                        sha256, have->hex);
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc;
}

static void
check_file(struct proof *proof, const struct known *known)
{
    const struct evidence *evidence = &proof->evidence;
    const char *have = evidence->summary.archive_sha256.hex;
    bool same_content = evidence->summary.problems == 0 && known->differing == 0 && known->segments > 0 &&
                        known->segments == evidence->link_count;

    if (known->digest && evidence->summary.problems > 0)
        proof_note(proof, "the archive is as it was loaded, and not whole: %s, %" PRId64 " problems, the first: %s",
                   evidence->summary.result, evidence->summary.problems, evidence->problem);
    if (known->digest)
        return;
    if (same_content) {
        proof_note(
            proof,
            "the archive is none that was loaded (SHA-256 %s, and %s in the database), but the decoded bytes are "
            "the same",
            have, known->archive_sha256);
        return;
    }
    if (evidence->problem)
        proof_fault(proof, "%s", evidence->problem);
    proof_fault(proof, "the archive has SHA-256 %s, and snapshot %" PRId64 " was loaded from one with %s", have,
                proof->snapshot_id, known->archive_sha256);
}

/* What the database says of the member must be what the manifest in the archive says. */
static int
compare_member(sqlite3_stmt *statement, struct proof *proof, const struct proof_place *place, struct error *error)
{
    const struct evidence_member *member = place->member;
    struct bind bind = bind_begin(statement);
    int rc;

    bind_number(&bind, proof->snapshot_id);
    bind_text(&bind, slice_of(place->path));
    rc = bind_run(&bind, error);
    if (rc == 0)
        proof_fault(proof, "%s: no member of the snapshot in the database", place->path);
    else if (rc > 0 && (!digest_is(&member->sha256, slice_of((const char *)sqlite3_column_text(statement, 3))) ||
                        sqlite3_column_int64(statement, 2) != member->bytes))
        proof_fault(proof, "%s: SHA-256 %s in the database, %s in the manifest of the archive", place->path,
                    sqlite3_column_type(statement, 3) == SQLITE_NULL ? "missing"
                                                                     : (const char *)sqlite3_column_text(statement, 3),
                    member->sha256.hex);
    (void)sqlite3_reset(statement);
    return rc < 0 ? -1 : 0;
}

static int
check_place(sqlite3_stmt *statement, struct proof *proof, struct proof_place *place, struct error *error)
{
    const struct evidence_member *member = evidence_member_of(&proof->evidence, slice_of(place->path));

    place->member = member;
    if (!member || !member->found) {
        proof_fault(proof, "%s: not in the archive", place->path);
        return 0;
    }
    if (!member->verified || member->segment < 0) {
        proof_fault(proof, "%s: the manifest of the archive does not vouch for it", place->path);
        return 0;
    }
    if (!excerpt_find(slice_of(place->path), buffer_slice(&member->content), proof->evidence.big_endian, place->line,
                      &place->excerpt))
        proof_fault(proof, "%s: no line %" PRId64 " in the archive", place->path, place->line);
    return compare_member(statement, proof, place, error);
}

int
archive_check(sqlite3 *db, struct proof *proof, struct error *error)
{
    struct known known = { 0 };
    sqlite3_stmt *statement = NULL;
    int rc = read_archives(db, proof, &known, error);

    if (rc == 0)
        rc = compare_segments(db, proof, &known, error);
    if (rc == 0)
        check_file(proof, &known);
    if (rc == 0)
        rc = db_prepare(db, sql_prove_member, &statement, error);
    for (size_t i = 0; rc == 0 && i < proof->count; i++) {
        if (proof->things[i].count == 0)
            proof_fault(proof, "there is no line that it was read from");
        for (size_t k = 0; rc == 0 && k < proof->things[i].count; k++)
            rc = check_place(statement, proof, &proof->things[i].places[k], error);
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return rc;
}
