#include "analyze/load/store.h"

#include <stdlib.h>

#include "analyze/base/decode.h"
#include "analyze/base/limits.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

struct store {
    sqlite3 *db;
    sqlite3_stmt *snapshot;
    sqlite3_stmt *finish;
    sqlite3_stmt *member;
    sqlite3_stmt *problem;
    sqlite3_stmt *segment;
    sqlite3_stmt *archive;
    sqlite3_stmt *find;
    sqlite3_stmt *namesake;
    sqlite3_stmt *contains;
    sqlite3_stmt *title;
};

/* The SQL function unescape(text): decodes the \xHH of JSON strings (docs/snapshot-format.md); a text without any stays as it is. */
static void
sql_unescape(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct slice in = { text, (size_t)sqlite3_value_bytes(values[0]) };
    struct decoder decoder = { .room = in.len };
    struct slice out;

    (void)count;
    if (!text)
        return;
    if (!decode_hex(&decoder, in, &out))
        out = in;
    sqlite3_result_text64(context, out.ptr, out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    decoder_free(&decoder);
}

int
store_open(sqlite3 *db, struct store **store, struct error *error)
{
    struct store *s = xmalloc(sizeof(*s));
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } statements[] = {
        { &s->snapshot, sql_insert_snapshot }, { &s->finish, sql_finish_snapshot }, { &s->member, sql_insert_member },
        { &s->problem, sql_insert_problem },   { &s->segment, sql_insert_segment }, { &s->archive, sql_insert_archive },
        { &s->find, sql_find_archive },        { &s->namesake, sql_find_namesake }, { &s->contains, sql_contains },
        { &s->title, sql_snapshot_title },
    };
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int result = 0;

    *s = (struct store){ .db = db };
    if (sqlite3_create_function_v2(db, "unescape", 1, flags, NULL, sql_unescape, NULL, NULL, NULL) != SQLITE_OK)
        result = db_error(db, "unescape", error);
    for (size_t i = 0; result == 0 && i < sizeof(statements) / sizeof(statements[0]); i++)
        result = db_prepare(db, statements[i].sql, statements[i].statement, error);
    *store = result ? NULL : s;
    if (result)
        store_close(s);
    return result;
}

void
store_close(struct store *store)
{
    if (!store)
        return;
    (void)sqlite3_finalize(store->snapshot);
    (void)sqlite3_finalize(store->finish);
    (void)sqlite3_finalize(store->member);
    (void)sqlite3_finalize(store->problem);
    (void)sqlite3_finalize(store->segment);
    (void)sqlite3_finalize(store->archive);
    (void)sqlite3_finalize(store->find);
    (void)sqlite3_finalize(store->namesake);
    (void)sqlite3_finalize(store->contains);
    (void)sqlite3_finalize(store->title);
    free(store);
}

/* What an archive is called in the tables: the last component of its path. */
static struct slice
archive_name(const char *archive)
{
    const char *slash = strrchr(archive, '/');

    return slice_of(slash ? slash + 1 : archive);
}

int
store_snapshot(struct store *store, const struct manifest_meta *meta, const char *directory, const char *archive,
               int64_t *snapshot_id, struct error *error)
{
    struct bind bind = bind_begin(store->snapshot);

    bind_text(&bind, meta->json ? meta->text : (struct slice){ NULL, 0 });
    bind_text(&bind, slice_of(directory));
    bind_text(&bind, archive_name(archive));
    bind_text(&bind, slice_of(meta->sha256.hex));
    if (bind_run(&bind, error))
        return -1;
    *snapshot_id = sqlite3_last_insert_rowid(store->db);
    return 0;
}

int
store_finish(struct store *store, int64_t snapshot_id, const struct reader_summary *summary, struct error *error)
{
    bool complete = strcmp(summary->result, "complete") == 0 && summary->problems == 0;
    struct bind bind = bind_begin(store->finish);

    bind_number(&bind, snapshot_id);
    bind_text(&bind, slice_of(summary->result));
    bind_number(&bind, complete);
    bind_maybe(&bind, summary->finished);
    bind_number(&bind, summary->archive_bytes);
    bind_text(&bind, slice_of(summary->archive_sha256.hex));
    return bind_run(&bind, error);
}

int
store_member(struct store *store, int64_t snapshot_id, const struct manifest_line *line, bool verified,
             int64_t *member_id, struct error *error)
{
    struct bind bind = bind_begin(store->member);

    bind_number(&bind, snapshot_id);
    bind_text(&bind, line->path);
    bind_text(&bind, line->source);
    bind_text(&bind, line->state);
    bind_text(&bind, line->error);
    bind_text(&bind, line->reason);
    bind_maybe(&bind, line->bytes);
    bind_text(&bind, line->sha256);
    bind_number(&bind, verified);
    bind_maybe(&bind, line->start);
    bind_maybe(&bind, line->monotonic);
    bind_maybe(&bind, line->took);
    if (bind_run(&bind, error))
        return -1;
    *member_id = sqlite3_last_insert_rowid(store->db);
    return 0;
}

int
store_problem(struct store *store, int64_t snapshot_id, struct maybe member_id, size_t line, const char *want,
              struct slice have, struct error *error)
{
    struct bind bind = bind_begin(store->problem);

    bind_number(&bind, snapshot_id);
    bind_maybe(&bind, member_id);
    bind_maybe(&bind, (struct maybe){ line > 0, (int64_t)line });
    bind_text(&bind, slice_of(want));
    bind_text(&bind, (struct slice){ have.ptr, have.len < LIMIT_QUOTE ? have.len : LIMIT_QUOTE });
    return bind_run(&bind, error);
}

int
store_segment(struct store *store, int64_t snapshot_id, int64_t segment, const struct digest *sha256,
              struct error *error)
{
    struct bind bind = bind_begin(store->segment);

    bind_number(&bind, snapshot_id);
    bind_number(&bind, segment);
    bind_text(&bind, slice_of(sha256->hex));
    return bind_run(&bind, error);
}

int
store_archive(struct store *store, int64_t snapshot_id, const char *archive, const char *confined,
              const struct reader_summary *summary, struct error *error)
{
    struct bind bind = bind_begin(store->archive);

    bind_number(&bind, snapshot_id);
    bind_text(&bind, archive_name(archive));
    bind_number(&bind, summary->archive_bytes);
    bind_text(&bind, slice_of(summary->archive_sha256.hex));
    bind_text(&bind, slice_of(summary->result));
    bind_number(&bind, summary->verified);
    bind_number(&bind, summary->problems);
    bind_text(&bind, slice_of(confined));
    return bind_run(&bind, error);
}

int
store_find(struct store *store, const struct digest *sha256, int64_t *snapshot_id, struct error *error)
{
    struct bind bind = bind_begin(store->find);
    int result;

    bind_text(&bind, slice_of(sha256->hex));
    result = bind_run(&bind, error);
    if (result > 0)
        *snapshot_id = sqlite3_column_int64(store->find, 0);
    (void)sqlite3_reset(store->find);
    return result;
}

int
store_namesake(struct store *store, int64_t snapshot_id, int64_t before, int64_t *namesake, bool *whole,
               struct error *error)
{
    struct bind bind = bind_begin(store->namesake);
    int result;

    bind_number(&bind, snapshot_id);
    bind_number(&bind, before);
    result = bind_run(&bind, error);
    if (result > 0) {
        *namesake = sqlite3_column_int64(store->namesake, 0);
        *whole = sqlite3_column_int(store->namesake, 1);
    }
    (void)sqlite3_reset(store->namesake);
    return result;
}

int
store_contains(struct store *store, int64_t snapshot_id, int64_t other, struct error *error)
{
    struct bind bind = bind_begin(store->contains);
    int result;

    bind_number(&bind, snapshot_id);
    bind_number(&bind, other);
    result = bind_run(&bind, error);
    if (result > 0)
        result = sqlite3_column_int(store->contains, 0);
    (void)sqlite3_reset(store->contains);
    return result;
}

int
store_replace(struct store *store, int64_t snapshot_id, int64_t other, struct error *error)
{
    return db_generated(store->db, sql_replace_snapshot, snapshot_id, other, error);
}

int
store_title(struct store *store, int64_t snapshot_id, char **title, struct error *error)
{
    struct bind bind = bind_begin(store->title);
    int result;

    *title = NULL;
    bind_number(&bind, snapshot_id);
    result = bind_run(&bind, error);
    if (result > 0 && sqlite3_column_text(store->title, 0))
        *title = xstrndup((const char *)sqlite3_column_text(store->title, 0), SIZE_MAX);
    (void)sqlite3_reset(store->title);
    return result < 0 ? -1 : 0;
}
