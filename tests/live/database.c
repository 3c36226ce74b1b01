/* Databases that somebody else made, or did something to: what is ours answers, what is not is refused in one line and stays as it is. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Each reads case.db; what it says of host "leo-ubuntu-20" or of that snapshot. */
static const char *const readers[] = {
    "snapshots case.db",
    "query case.db --format csv 'SELECT host FROM snapshots'",
    "query case.db @snapshots",
    "netstat case.db",
    "ss case.db",
    "lsof case.db",
    "ps case.db",
    "pstree case.db",
    "findings case.db",
    "timeline case.db",
    "diff case.db 1 2",
    "history case.db 127.0.0.1",
    "match case.db list",
    "graph case.db",
    "report case.db",
    "shell case.db <sql",
    "prove case.db 'pid 1' --archive a.tar.zst",
};

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    sh_ok(
        scene,
        "cp $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst a.tar.zst; cp $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst"
        " b.tar.zst; echo 127.0.0.1 >list; echo 'SELECT count(*) FROM snapshots;' >sql; mkdir keep");
    sh_usable(scene, "analyze load keep/case.db a.tar.zst a.tar.zst && cp keep/case.db .");
    return scene;
}

/* Sets WAL mode; where `pending`, a change waits in the WAL, as a program that was killed leaves it. */
static void
set_wal(struct scene *scene, const char *name, const char *change)
{
    sh_ok(scene, "rm -f %s-wal %s-shm; sqlite3 %s 'PRAGMA journal_mode = WAL' >/dev/null", name, name, name);
    if (change)
        sh_ok(
            scene,
            "printf '%%s\\n' 'PRAGMA wal_autocheckpoint = 0;' \"%s;\" '.shell cp %s copy.db; cp %s-wal copy.db-wal' | "
            "sqlite3 %s >/dev/null; mv copy.db %s; mv copy.db-wal %s-wal",
            change, name, name, name, name, name);
}

static void
expect_sound(struct scene *scene, const char *what)
{
    if (strcmp(sh_ok(scene, "ls -d case.db*"), "case.db\n") != 0 ||
        strcmp(sh_ok(scene, "sqlite3 case.db 'PRAGMA journal_mode; PRAGMA integrity_check'"), "delete\nok\n") != 0)
        fail_msg("%s leaves %s", what, sh_ok(scene, "ls -d case.db*; sqlite3 case.db 'PRAGMA journal_mode'"));
}

/* In WAL mode whoever reads writes, too: the first command ends that, and says the same as of any other database. */
TEST(database_in_wal_mode_answers)
{
    struct scene *scene = begin();

    for (size_t i = 0; i < COUNT(readers); i++) {
        struct result want = sh(scene, "cp keep/case.db .; analyze %s", readers[i]), have;

        set_wal(scene, "case.db", NULL);
        have = sh(scene, "analyze %s", readers[i]);
        if (have.status != want.status || strcmp(have.err, want.err) != 0 ||
            (strncmp(readers[i], "report", 6) != 0 && strcmp(have.out, want.out) != 0))
            fail_msg("%s: exit %d, %s", readers[i], have.status, have.err);
        expect_sound(scene, readers[i]);
    }
    set_wal(scene, "case.db", NULL);
    sh_ok(scene, "analyze load case.db b.tar.zst");
    expect_sound(scene, "load");
    scene_end(scene);
}

/* What waits in the WAL counts. */
TEST(database_with_changes_in_its_wal)
{
    static const char *const commands[] = { "query case.db --format csv 'SELECT note FROM snapshots'",
                                            "load case.db b.tar.zst" };
    struct scene *scene = begin();

    for (size_t i = 0; i < COUNT(commands); i++) {
        sh_ok(scene, "cp keep/case.db .");
        set_wal(scene, "case.db", "UPDATE snapshots SET note = 'from the WAL'");
        sh_ok(scene, "[ -s case.db-wal ] && ! grep -q 'from the WAL' case.db");
        sh_ok(scene, "analyze %s", commands[i]);
        expect_sound(scene, commands[i]);
        assert_string_equal(sh_ok(scene, "sqlite3 case.db 'SELECT note FROM snapshots WHERE snapshot_id = 1'"),
                            "from the WAL\n");
    }
    scene_end(scene);
}

/* Somebody else has it open, and so it stays in WAL mode: a reader says so, in one line, and who loads takes part. */
TEST(database_in_wal_mode_that_is_open_elsewhere)
{
    struct scene *scene = begin();
    struct result result;
    sqlite3 *db;

    set_wal(scene, "case.db", NULL);
    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM snapshots", NULL, NULL, NULL), SQLITE_OK);
    result = sh(scene, "analyze query case.db 'SELECT 1'");
    assert_int_equal(result.status, 2);
    assert_string_equal(result.err, "analyze: case.db: in WAL mode, with a case.db-wal that cannot be taken over: "
                                    "it is open elsewhere, or may not be written\n");
    result = sh(scene, "analyze load case.db b.tar.zst");
    assert_int_equal(result.status, 0);
    assert_null(strstr(result.err, "confinement"));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_string_equal(sh_ok(scene, "analyze query --all --format csv case.db 'SELECT count(*) AS n FROM snapshots'"),
                        "n\n2\n");
    expect_sound(scene, "query");
    scene_end(scene);
}

/* The database of `name` and the files beside it, whatever a command does with it. */
static void
expect_refused(struct scene *scene, const char *name, const char *words)
{
    static const char *const commands[] = { "load %s a.tar.zst", "query %s 'SELECT 1'", "report %s",
                                            "prove %s 'pid 1' --archive a.tar.zst", "shell %s <sql" };

    sh_ok(scene, "sha256sum %s* >before; ls >names", name);
    for (size_t i = 0; i < COUNT(commands); i++) {
        const char *mark = strchr(commands[i], '%');
        struct result result = sh(scene, "analyze %.*s%s%s", (int)(mark - commands[i]), commands[i], name, mark + 2);

        if (result.status != 2 || !strstr(result.err, words) || strchr(result.err, '\n') != strrchr(result.err, '\n'))
            fail_msg("%s: %s: exit %d, %s", commands[i], name, result.status, result.err);
        if (sh(scene, "sha256sum --quiet -c before && ls | cmp - names").status != 0)
            fail_msg("%s changes %s: %s", commands[i], name, sh_ok(scene, "ls -l"));
    }
}

/* Neither what waits in a WAL nor what a journal would undo is touched. */
TEST(database_of_something_else_keeps_what_stands_beside_it)
{
    static const char other[] = "a database of something else";
    struct scene *scene = begin();

    sh_ok(scene, "sqlite3 wal.db 'CREATE TABLE t (x)'");
    set_wal(scene, "wal.db", "INSERT INTO t VALUES (1)");
    expect_refused(scene, "wal.db", other);
    sh_ok(scene, "cp keep/case.db newer.db; sqlite3 newer.db 'PRAGMA user_version = 99'");
    set_wal(scene, "newer.db", "UPDATE snapshots SET note = 'x'");
    expect_refused(scene, "newer.db", "a database of version 99");
    sh_ok(scene,
          "sqlite3 from.db 'CREATE TABLE t (x); INSERT INTO t SELECT randomblob(900) FROM generate_series(1, 500)' && "
          "printf '%%s\\n' 'PRAGMA cache_size = 1;' 'BEGIN;' 'UPDATE t SET x = x || 1;' "
          "'.shell cp from.db hot.db; cp from.db-journal hot.db-journal' 'ROLLBACK;' | sqlite3 from.db && "
          "[ -s hot.db-journal ]");
    expect_refused(scene, "hot.db", other);
    /* Nothing of it is in the file yet. */
    sh_ok(scene, "printf '%%s\\n' 'PRAGMA journal_mode = WAL;' 'PRAGMA wal_autocheckpoint = 0;' 'CREATE TABLE t (x);' "
                 "'.shell cp begun.db new.db; cp begun.db-wal new.db-wal' | sqlite3 begun.db >/dev/null");
    sh_ok(scene, "sha256sum new.db* >before");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze load new.db a.tar.zst"), other));
    sh_ok(scene, "sha256sum --quiet -c before");
    scene_end(scene);
}

/* On a disk that nobody can write, in whatever mode. */
TEST(database_on_a_read_only_disk_answers)
{
    struct scene *scene = begin();

    scene_needs_root();
    sh_ok(scene, "mkdir disk");
    for (int wal = 0; wal < 2; wal++)
        for (size_t i = 0; i < COUNT(readers); i++) {
            struct result want = sh(scene, "cp keep/case.db .; analyze %s", readers[i]), have;

            if (wal)
                set_wal(scene, "case.db", NULL);
            have = sh(scene,
                      "unshare -m sh -c \"mount -t tmpfs none disk && cp case.db list sql a.tar.zst disk && "
                      "mount -o remount,ro disk && cd disk && analyze %s\"",
                      readers[i]);
            if (have.status != want.status || strcmp(have.err, want.err) != 0 ||
                (strncmp(readers[i], "report", 6) != 0 && strcmp(have.out, want.out) != 0))
                fail_msg("%s: exit %d, %s", readers[i], have.status, have.err);
        }
    scene_end(scene);
}

/* A database with the marks of ours, in which the list of snapshots never ends: no command asks it anything. */
TEST(database_that_looks_like_ours)
{
    static const char words[] = "its view snapshot_hosts is not the one that analyze makes: load the archives again";
    struct scene *scene = begin();

    sh_ok(scene, "cp keep/case.db forged.db; sqlite3 forged.db 'DROP VIEW snapshot_hosts; CREATE VIEW snapshot_hosts AS"
                 " WITH RECURSIVE n (snapshot_id) AS (SELECT 1 UNION ALL SELECT snapshot_id + 1 FROM n) SELECT *, 1 AS"
                 " view_key FROM n'");
    expect_refused(scene, "forged.db", words);
    sh_ok(scene, "cp forged.db case.db; sha256sum case.db >before");
    for (size_t i = 0; i < COUNT(readers); i++) {
        struct result result = sh(scene, "timeout 60 analyze %s", readers[i]);

        if (result.status != 2 || !strstr(result.err, words))
            fail_msg("%s: exit %d, %s", readers[i], result.status, result.err);
    }
    sh_ok(scene, "sha256sum --quiet -c before");
    scene_end(scene);
}
