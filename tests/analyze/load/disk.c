/*
 * A load on a disk that refuses a call, is full, or loses its power: the database is what it was, or has the snapshot, whole; and the
 * same load then ends well.
 *
 * By default every STRIDE-th call is tried.  STILLFRAME_FAULTS=all tries each.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/disk.h"
#include "tests/support/sample.h"

#define STRIDE 23

static size_t
stride(void)
{
    return getenv("STILLFRAME_FAULTS") ? 1 : STRIDE;
}

/* 0 when the load said that it is done. */
static int
load(const char *path, struct slice bytes, struct error *error)
{
    struct memory_file file = sample_file(bytes);
    struct load_result result = { 0 };
    struct load *load = NULL;
    sqlite3 *db = NULL;
    int code = db_open(path, DB_WRITE, &db, error) || load_open(db, true, &load, error) ||
               load_run(load, file.path, NULL, &result, error);

    load_close(load);
    if (sqlite3_close(db) != SQLITE_OK)
        fail_msg("the connection is in use");
    load_result_free(&result);
    close(file.fd);
    return code;
}

/* The number of rows of all tables, of a database that is sound; 0 for one without tables. */
static int64_t
rows(const char *path)
{
    sqlite3_stmt *statement;
    char *text = NULL;
    int64_t count;
    sqlite3 *db;

    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(
            db,
            "SELECT 'SELECT 0' || coalesce(group_concat(printf(' + (SELECT count(*) FROM \"%w\")', name), ''), '')"
            " FROM sqlite_schema WHERE type = 'table'",
            -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    count = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    sqlite3_free(text);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return count;
}

/* A disk with a database that has one snapshot, and a second snapshot to be loaded. */
struct trial {
    char path[48]; /* of the database: db_open makes an empty file of that name by itself, the disk has what is in it */
    struct disk *disk;
    struct sample first, second;
    int64_t empty;         /* rows without a snapshot */
    int64_t before, after; /* without and with the second one */
    size_t calls;          /* that its load makes */
};

static struct trial
trial_begin(void)
{
    struct trial trial = { .calls = 0 };
    struct error error = { 0 };
    sqlite3 *db;

    assert_true(snprintf(trial.path, sizeof(trial.path), "/dev/shm/stillframe-test-disk-%d.db", (int)getpid()) > 0);
    sample_small(&trial.first);
    sample_begin(&trial.second);
    for (int i = 0; i < 40; i++) {
        char path[64];

        assert_true(snprintf(path, sizeof(path), "proc/%d/comm", i + 10) > 0);
        sample_member(&trial.second, path, slice_of("name of a process\n"));
    }
    sample_end(&trial.second, "complete");
    trial.disk = disk_new();
    assert_int_equal(db_open(trial.path, DB_WRITE, &db, &error), 0);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    trial.empty = rows(trial.path);
    assert_int_equal(load(trial.path, buffer_slice(&trial.first.tar), &error), 0);
    trial.before = rows(trial.path);
    disk_keep(trial.disk);
    disk_fail(trial.disk, 0, SQLITE_OK, false);
    assert_int_equal(load(trial.path, buffer_slice(&trial.second.tar), &error), 0);
    trial.calls = disk_calls(trial.disk);
    trial.after = rows(trial.path);
    assert_true(trial.after > trial.before + 40);
    return trial;
}

static void
trial_end(struct trial *trial)
{
    disk_free(trial->disk);
    sample_free(&trial->first);
    sample_free(&trial->second);
    assert_int_equal(unlink(trial->path), 0);
}

/* Loads the second snapshot while the disk fails; then, by an undisturbed disk, looks at what came of it. */
static void
load_with(struct trial *trial, size_t when, int code, bool for_good, uint64_t power_seed)
{
    struct error error = { 0 };
    int result;
    int64_t have;

    disk_put_back(trial->disk);
    disk_fail(trial->disk, when, code, for_good);
    result = load(trial->path, buffer_slice(&trial->second.tar), &error);
    if ((result != 0) != (error.text != NULL))
        fail_msg("call %zu: result %d, and the error '%s'", when, result, error.text ? error.text : "");
    error_clear(&error);
    disk_fail(trial->disk, 0, SQLITE_OK, false);
    if (power_seed)
        disk_lose_power(trial->disk, power_seed);
    have = rows(trial->path);
    if (have != trial->after && (result == 0 || have != trial->before))
        fail_msg("call %zu: result %d, %lld rows; before %lld, after %lld", when, result, (long long)have,
                 (long long)trial->before, (long long)trial->after);
    assert_int_equal(load(trial->path, buffer_slice(&trial->second.tar), &error), 0);
    assert_int_equal(rows(trial->path), trial->after);
}

TEST(load_on_a_disk_that_refuses_a_call)
{
    static const int codes[] = { SQLITE_IOERR_READ, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_CANTOPEN };
    struct trial trial = trial_begin();
    size_t n = 0;

    for (size_t when = 1; when <= trial.calls; when += stride(), n++)
        load_with(&trial, when, codes[n % 4], n % 3 == 0, 0);
    trial_end(&trial);
}

TEST(load_on_a_disk_that_is_full)
{
    struct trial trial = trial_begin();

    for (size_t when = 1; when <= trial.calls; when += stride())
        load_with(&trial, when, SQLITE_FULL, true, 0);
    trial_end(&trial);
}

TEST(load_on_a_disk_that_loses_power)
{
    struct trial trial = trial_begin();

    for (size_t when = 1; when <= trial.calls; when += stride())
        for (uint64_t seed = 1; seed <= 3; seed++)
            load_with(&trial, when, SQLITE_IOERR, true, seed * when);
    trial_end(&trial);
}

/* What load reports as done is there after a power cut. */
TEST(load_that_is_done_survives_a_power_cut)
{
    struct trial trial = trial_begin();

    for (uint64_t seed = 1; seed <= 20; seed++)
        load_with(&trial, 0, SQLITE_OK, false, seed);
    trial_end(&trial);
}

/* The same from the first moment, when there is no database: a new one has no tables, or no snapshot, or the whole of it. */
TEST(first_load_on_a_disk_that_loses_power)
{
    struct trial trial = trial_begin();
    struct error error = { 0 };
    int64_t whole, have;
    int result;

    disk_empty(trial.disk);
    disk_fail(trial.disk, 0, SQLITE_OK, false);
    assert_int_equal(load(trial.path, buffer_slice(&trial.second.tar), &error), 0);
    trial.calls = disk_calls(trial.disk);
    whole = rows(trial.path);
    for (size_t when = 1; when <= trial.calls; when += stride()) {
        disk_empty(trial.disk);
        disk_fail(trial.disk, when, SQLITE_IOERR, true);
        result = load(trial.path, buffer_slice(&trial.second.tar), &error);
        error_clear(&error);
        disk_fail(trial.disk, 0, SQLITE_OK, false);
        disk_lose_power(trial.disk, when);
        have = rows(trial.path);
        if (have != whole && (result == 0 || (have != 0 && have != trial.empty)))
            fail_msg("call %zu: %lld rows; %lld without a snapshot, %lld with it", when, (long long)have,
                     (long long)trial.empty, (long long)whole);
        assert_int_equal(load(trial.path, buffer_slice(&trial.second.tar), &error), 0);
        assert_int_equal(rows(trial.path), whole);
    }
    trial_end(&trial);
}
