#include "tests/support/database.h"

#include <string.h>

#include "analyze/database/db.h"
#include "analyze/formats/lib/mount_options.h"
#include "analyze/load/flows.h"
#include "tests/support/inet_tables.h"
#include "tests/support/test.h"

/*
 * Triggers with which tests insert into the views of rows that members share as if they were tables, or what drops them again; those whose
 * names are in the script.  Every member gets a content of its own.
 */
static const char make_triggers[] =
    "SELECT group_concat(printf('CREATE TEMP TRIGGER \"%w into\" INSTEAD OF INSERT ON main.\"%w\" BEGIN"
    " INSERT OR IGNORE INTO member_contents SELECT NEW.snapshot_id, %d, %s, %s, NEW.member_id,"
    " 1 + coalesce((SELECT max(content_id) FROM member_contents), 0);"
    " INSERT INTO \"%w_rows\" SELECT m.content_id, %s FROM member_contents AS m WHERE m.snapshot_id = NEW.snapshot_id"
    " AND m.kind = %d AND m.pid = %s AND m.tid = %s AND m.member_id = NEW.member_id; END;',"
    " name, name, kind, pid, tid, name, (SELECT group_concat('NEW.' || c.name) FROM pragma_table_info(k.name || "
    "'_rows') AS c"
    " WHERE c.name <> 'content_id'), kind, pid, tid), '')"
    " FROM (SELECT kind, name,"
    " iif(EXISTS (SELECT 1 FROM pragma_table_info(k.name) AS c WHERE c.name = 'pid'), 'NEW.pid', '0') AS pid,"
    " iif(EXISTS (SELECT 1 FROM pragma_table_info(k.name) AS c WHERE c.name = 'tid'), 'NEW.tid', '0') AS tid"
    " FROM main.content_kinds AS k WHERE instr(?1, 'INTO ' || k.name || ' ') > 0) AS k";
static const char drop_triggers[] = "SELECT group_concat(printf('DROP TRIGGER temp.\"%w into\";', name), '')"
                                    " FROM main.content_kinds WHERE instr(?1, 'INTO ' || name || ' ') > 0";

static void
run_generated(sqlite3 *db, const char *generator, const char *sql)
{
    sqlite3_stmt *statement;
    char *script = NULL;

    if (sqlite3_prepare_v2(db, generator, -1, &statement, NULL))
        return; /* no database of ours, or its tables are not there yet */
    sqlite3_bind_text(statement, 1, sql, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) == SQLITE_ROW)
        script = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    if (script && sqlite3_exec(db, script, NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_free(script);
}

void
database_run(sqlite3 *db, const char *sql)
{
    run_generated(db, make_triggers, sql);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(db));
    run_generated(db, drop_triggers, sql);
}

char *
database_text(sqlite3 *db, const char *sql)
{
    sqlite3_str *text = sqlite3_str_new(db);
    sqlite3_stmt *statement;
    int rc;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);

            sqlite3_str_appendf(text, "%s%s", i > 0 ? "|" : "", value ? value : "NULL");
        }
        sqlite3_str_appendall(text, "\n");
    }
    if (sqlite3_finalize(statement) || rc != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return sqlite3_str_finish(text);
}

sqlite3 *
database_new(void)
{
    struct error error = { 0 };
    sqlite3 *db;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(flows_add_function(db, &error), 0); /* that the scripts of a load call */
    for (const char *const *script = db_scripts; *script; script++)
        database_run(db, *script);
    return db;
}

void
database_expect(sqlite3 *db, const char *sql, const char *expected)
{
    char *have = database_text(db, sql);

    if (strcmp(have ? have : "", expected) != 0)
        fail_msg("%s\nwant %s\nhave %s", sql, expected, have ? have : "");
    sqlite3_free(have);
}

sqlite3 *
database_host(void)
{
    sqlite3 *db = database_new();

    database_run(
        db, "INSERT INTO snapshots (snapshot_id, host, kernel, architecture, machine_id, started_ns, tool_version,"
            " tool_pid, result, complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at)"
            " VALUES (1, 'web', '6.1.0', 'x86_64', 'abc', 1763717823999999999, '0.1.0', 99, 'complete', 1, 'd', 'a', 1,"
            " 's', 'l'), (2, 'old', '2.6.32', 'i686', NULL, 0, '0.1.0', NULL, 'complete', 1, 'd', 'a', 1, 't', 'l');"
            "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'x', 'ok', 1);");
    return db;
}

/* Binds a slice that may have no value. */
static void
bind_slice(sqlite3_stmt *statement, int index, struct slice text)
{
    if (text.ptr)
        sqlite3_bind_text64(statement, index, text.ptr, text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
database_split_options(sqlite3 *db)
{
    sqlite3_stmt *mounts, *insert;

    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT member_id, line, fs_type, super_options, snapshot_id FROM mountinfo",
                                        -1, &mounts, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "INSERT INTO mount_super_options (snapshot_id, member_id, line, item, name, value)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           -1, &insert, NULL),
        SQLITE_OK);
    while (sqlite3_step(mounts) == SQLITE_ROW) {
        struct slice type = slice_of((const char *)sqlite3_column_text(mounts, 2));
        struct slice list = slice_of((const char *)sqlite3_column_text(mounts, 3));
        struct decoder decoder = { .room = list.len };
        struct mount_option option;

        for (int item = 0; mount_options_next(&list, type, &decoder, &option); item++) {
            sqlite3_bind_int64(insert, 1, sqlite3_column_int64(mounts, 4));
            sqlite3_bind_int64(insert, 2, sqlite3_column_int64(mounts, 0));
            sqlite3_bind_int64(insert, 3, sqlite3_column_int64(mounts, 1));
            sqlite3_bind_int(insert, 4, item);
            bind_slice(insert, 5, option.name);
            bind_slice(insert, 6, option.value);
            assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
            sqlite3_reset(insert);
            sqlite3_clear_bindings(insert);
        }
        decoder_free(&decoder);
    }
    sqlite3_finalize(mounts);
    sqlite3_finalize(insert);
}

/* The last snapshot's number; they are numbered from 1. */
static int64_t
last_snapshot(sqlite3 *db)
{
    sqlite3_stmt *statement;
    int64_t last;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT max(snapshot_id) FROM snapshots", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    last = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return last;
}

const char database_inet[] = "";

void
database_derive(sqlite3 *db, const char *script, int64_t snapshot_id)
{
    struct error error = { 0 };

    if (script == database_inet)
        inet_tables_derive(db, snapshot_id);
    else if (db_script(db, script, snapshot_id, &error) != 0)
        fail_msg("a script of snapshot %d: %s", (int)snapshot_id, error.text);
}

sqlite3 *
database_derived(const char *base, const char *rows, const char *const *scripts)
{
    sqlite3 *db = database_new();

    database_run(db, base);
    database_run(db, rows);
    database_split_options(db);
    for (int64_t id = 1; id <= last_snapshot(db); id++)
        for (size_t i = 0; scripts[i]; i++)
            database_derive(db, scripts[i], id);
    return db;
}

void
database_check(const char *base, const char *rows, const char *const *scripts, const char *question,
               const char *expected)
{
    sqlite3 *db = database_derived(base, rows, scripts);
    const char *have = NULL;
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, question, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", question, sqlite3_errmsg(db));
    if (sqlite3_step(statement) == SQLITE_ROW)
        have = (const char *)sqlite3_column_text(statement, 0);
    assert_string_equal(have ? have : "", expected);
    if (sqlite3_finalize(statement) != SQLITE_OK)
        fail_msg("%s: %s", question, sqlite3_errmsg(db));
    sqlite3_close(db);
}
