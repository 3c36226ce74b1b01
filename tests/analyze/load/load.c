#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

/* Loads bytes into a database of the scene; what came of it, to be freed. */
static struct load_result
load_bytes(struct scene *scene, const char *database, struct slice bytes, struct error *error)
{
    char *path = scene_text(scene, "%s/%s", scene_directory(scene), database);
    struct memory_file file = sample_file(bytes);
    struct load_result result = { 0 };
    struct load *load = NULL;
    sqlite3 *db = NULL;

    if (db_open(path, DB_WRITE, &db, error) || load_open(db, true, &load, error))
        fail_msg("%s", error->text);
    (void)load_run(load, file.path, NULL, &result, error);
    load_close(load);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    close(file.fd);
    return result;
}

static struct load_result
load_ok(struct scene *scene, struct slice bytes)
{
    struct error error = { 0 };
    struct load_result result = load_bytes(scene, "case.db", bytes, &error);

    if (error.text)
        fail_msg("%s", error.text);
    return result;
}

TEST(load_fills_the_snapshot)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_small(&sample);
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.outcome, LOAD_NEW);
    assert_int_equal(result.snapshot_id, 1);
    assert_int_equal(result.problems, 0);
    assert_string_equal(result.title, "web 2025-11-21T09:03:43.000000005Z");
    assert_string_equal(
        query(scene, "case.db",
              "SELECT host, kernel, byte_order, clock_ticks, started_at, finished_at, booted_ns, operator,"
              " result, complete, directory, archive_bytes = %d FROM snapshots",
              (int)sample.tar.len),
        "web|6.1.0|little|100|2025-11-21T09:03:43.000000005Z|2025-11-21T09:03:44.000000000Z|"
        "1763715763000000005|DOM\\me|complete|1|web-20251121T093703Z|1\n");
    assert_string_equal(query(scene, "case.db", "SELECT path, state, errno, bytes IS NULL, verified FROM members"),
                        "meta.json|ok|NULL|0|1\n"
                        "net/4026531840/before/tcp|ok|NULL|0|1\n"
                        "proc/7/stat|ok|NULL|0|1\n"
                        "proc/7/links|ok|NULL|0|1\n"
                        "proc/7/io|denied|EACCES|1|0\n"
                        "proc/8/links|ok|NULL|0|1\n"
                        "net/4026531840/after/tcp|ok|NULL|0|1\n");
    assert_string_equal(
        query(scene, "case.db", "SELECT pid, fd, local_port, state FROM process_open_sockets ORDER BY pid"),
        "7|3|8321|LISTEN\n8|5|22|ESTABLISHED\n");
    assert_string_equal(query(scene, "case.db", "SELECT hex(target) FROM process_links WHERE link = 'cwd'"),
                        "2F746D702F610A62\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* Loads it, and asserts what that was and of which snapshot. */
static void
expect_load(struct scene *scene, struct slice bytes, enum load_outcome outcome, int64_t snapshot_id)
{
    struct load_result result = load_ok(scene, bytes);

    assert_int_equal(result.outcome, outcome);
    assert_int_equal(result.snapshot_id, snapshot_id);
    load_result_free(&result);
}

/* A whole snapshot of another run. */
static void
sample_another(struct sample *sample)
{
    sample_member(sample, "meta.json",
                  slice_of("{\"format\":1,\"host\":{\"nodename\":\"other\",\"byte_order\":\"little\"}}"));
    sample_segment(sample);
    sample_member(sample, "etc/hostname", slice_of("other\n"));
    sample_end(sample, "complete");
}

/* A snapshot is known by its content, whatever it is compressed with. */
TEST(load_of_the_same_snapshot_does_nothing)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 }, another = { 0 };
    struct buffer zstd, gzip;

    sample_small(&sample);
    sample_another(&another);
    zstd = sample_zstd(buffer_slice(&sample.tar));
    gzip = sample_gzip(buffer_slice(&sample.tar));
    expect_load(scene, buffer_slice(&sample.tar), LOAD_NEW, 1);
    expect_load(scene, buffer_slice(&another.tar), LOAD_NEW, 2);
    expect_load(scene, buffer_slice(&sample.tar), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&zstd), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&gzip), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&gzip), LOAD_SAME, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, count(*) FROM members GROUP BY 1"), "1|7\n2|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT snapshot_id, archive_bytes, result, verified, problems FROM archives"
                              " ORDER BY snapshot_id, archive_bytes DESC"),
                        scene_text(scene,
                                   "1|%zu|complete|6|0\n1|%zu|complete|6|0\n1|%zu|complete|6|0\n"
                                   "2|%zu|complete|2|0\n",
                                   sample.tar.len, gzip.len > zstd.len ? gzip.len : zstd.len,
                                   gzip.len > zstd.len ? zstd.len : gzip.len, another.tar.len));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    buffer_free(&gzip);
    buffer_free(&zstd);
    sample_free(&another);
    sample_free(&sample);
    scene_end(scene);
}

static const char *const tables[] = { "proc_net_inet", "process_fds", "process_links", "process_stat" };

/* Where each row of the snapshot was read. */
static char *
rows_of(struct scene *scene, const char *database)
{
    char *all = scene_text(scene, "%s", "");

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        all = scene_text(scene, "%s%s", all,
                         query(scene, database,
                               "SELECT '%s', m.path, t.line FROM %s AS t JOIN members AS m USING (member_id)"
                               " WHERE t.snapshot_id = 1 AND m.snapshot_id = 1",
                               tables[i], tables[i]));
    return all;
}

/* Whether each line of a text is in another one. */
static bool
lines_are_among(char *lines, const char *all)
{
    for (char *line = lines; *line; line += strlen(line) + 1) {
        char *end = strchr(line, '\n');
        bool found;

        *end = '\0';
        found = strstr(all, line) != NULL;
        if (!found)
            return false;
    }
    return true;
}

/* The snapshot of a cut archive is known by its meta.json, without which there is none. */
static size_t
first_cut(const struct sample *sample)
{
    return 512 + (strlen(sample_meta) + 511) / 512 * 512 + sample->tar.len / 1000;
}

/* Cut at many places, each longer than the one before: one snapshot, of which more and more is there, and never anything that the
 * whole one does not have. */
TEST(load_of_longer_and_longer_cuts)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 }, another = { 0 };
    struct error error = { 0 };
    struct load_result result;
    size_t completed = 0;
    const char *all;

    sample_small(&sample);
    sample_another(&another);
    result = load_bytes(scene, "whole.db", buffer_slice(&sample.tar), &error);
    load_result_free(&result);
    all = rows_of(scene, "whole.db");
    for (size_t len = first_cut(&sample); len < sample.tar.len - 1024; len += 389) {
        result = load_ok(scene, (struct slice){ sample.tar.ptr, len });
        assert_int_equal(result.snapshot_id, 1);
        assert_int_not_equal(result.outcome, LOAD_PART);
        assert_true(result.outcome == LOAD_SAME || result.problems > 0);
        completed += result.outcome == LOAD_COMPLETES;
        load_result_free(&result);
        if (len < first_cut(&sample) + 389)
            expect_load(scene, buffer_slice(&another.tar), LOAD_NEW, 2);
        assert_true(lines_are_among(rows_of(scene, "case.db"), all));
        assert_string_equal(query(scene, "case.db", "SELECT complete FROM snapshots ORDER BY 1"), "0\n1\n");
    }
    assert_int_equal(completed, 3); /* as many manifest segments there are */
    expect_load(scene, buffer_slice(&sample.tar), LOAD_COMPLETES, 1);
    assert_string_equal(rows_of(scene, "case.db"), all);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, host, result, complete FROM snapshots"),
                        "1|web|complete|1\n2|other|complete|1\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    sample_free(&another);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_of_a_part_of_what_is_there_does_nothing)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    expect_load(scene, (struct slice){ tar.ptr, tar.len * 2 / 3 }, LOAD_NEW, 1);
    expect_load(scene, (struct slice){ tar.ptr, tar.len / 2 }, LOAD_PART, 1);
    expect_load(scene, tar, LOAD_COMPLETES, 1);
    expect_load(scene, (struct slice){ tar.ptr, tar.len * 2 / 3 }, LOAD_SAME, 1); /* that very file */
    for (size_t len = first_cut(&sample); len < tar.len - 4096; len += 1111)
        expect_load(scene, (struct slice){ tar.ptr, len }, LOAD_PART, 1);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete, archive_bytes FROM snapshots"),
                        scene_text(scene, "complete|1|%zu\n", tar.len));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM archives WHERE problems = 0"), 1);
    sample_free(&sample);
    scene_end(scene);
}

/* An archive that is cut within meta.json tells nothing, not even of what it is a part. */
TEST(load_of_a_part_of_meta_json_is_refused)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct error error = { 0 };
    struct load_result result;

    sample_small(&sample);
    result = load_bytes(scene, "case.db", (struct slice){ sample.tar.ptr, 700 }, &error);
    assert_non_null(strstr(error.text, "meta.json, its first member, is cut"));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), 0);
    error_clear(&error);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* Flips a bit of the last byte of a text in the archive. */
static void
damage(struct sample *sample, const char *text)
{
    char *at = memmem(sample->tar.ptr, sample->tar.len, text, strlen(text));

    assert_non_null(at);
    at[strlen(text) - 1] ^= 1;
}

/* A damaged copy is completed like a cut one, wherever the damage is: in a member, a manifest segment, SHA256SUMS, the end. */
TEST(load_of_the_whole_one_after_a_damaged_copy)
{
    static const char *const places[] = {
        "0100007F:2081", "\"path\":\"proc/7/io", "\"state\":\"denied", "  meta.json", "{\"end\":{\"resul",
    };
    struct sample whole = { 0 };

    sample_small(&whole);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample damaged = { 0 };
        struct load_result result;

        sample_small(&damaged);
        damage(&damaged, places[i]);
        result = load_ok(scene, buffer_slice(&damaged.tar));
        assert_true(result.problems > 0);
        load_result_free(&result);
        expect_load(scene, buffer_slice(&whole.tar), LOAD_COMPLETES, 1);
        expect_load(scene, buffer_slice(&damaged.tar), LOAD_SAME, 1);
        assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, complete FROM snapshots"), "1|1\n");
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
        sample_free(&damaged);
        scene_end(scene);
    }
    sample_free(&whole);
}

/* Two copies of which each has something that the other has not stay until there is one that has all. */
TEST(load_of_the_whole_one_after_two_damaged_copies)
{
    struct scene *scene = scene_begin();
    struct sample whole = { 0 }, first = { 0 }, second = { 0 };

    sample_small(&whole);
    sample_small(&first);
    sample_small(&second);
    damage(&first, "0100007F:2081");
    damage(&second, "7 (nc) S");
    expect_load(scene, buffer_slice(&first.tar), LOAD_NEW, 1);
    expect_load(scene, buffer_slice(&second.tar), LOAD_NEW, 2);
    expect_load(scene, buffer_slice(&whole.tar), LOAD_COMPLETES, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, complete FROM snapshots"), "1|1\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, count(*) FROM archives GROUP BY 1"), "1|3\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    sample_free(&whole);
    sample_free(&first);
    sample_free(&second);
    scene_end(scene);
}

/* Whoever can write an archive can give it the meta.json of another one: nothing that is there gives way to it. */
TEST(load_keeps_snapshots_that_contradict_each_other)
{
    struct scene *scene = scene_begin();
    struct sample genuine = { 0 }, forged = { 0 };
    struct load_result result;
    struct buffer zstd;

    sample_small(&genuine);
    sample_begin(&forged);
    sample_member(&forged, "proc/7/stat",
                  slice_of("7 (sshd) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 0\n"));
    sample_member(&forged, "etc/hostname", slice_of("web\n"));
    sample_end(&forged, "complete");
    zstd = sample_zstd(buffer_slice(&forged.tar));
    expect_load(scene, buffer_slice(&genuine.tar), LOAD_NEW, 1);
    result = load_ok(scene, buffer_slice(&forged.tar));
    assert_int_equal(result.outcome, LOAD_NEW);
    assert_int_equal(result.snapshot_id, 2);
    assert_int_equal(result.contradicts, 1);
    assert_int_equal(result.problems, 1);
    load_result_free(&result);
    expect_load(scene, buffer_slice(&zstd), LOAD_SAME, 2);
    expect_load(scene, buffer_slice(&genuine.tar), LOAD_SAME, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, comm FROM process_stat"), "1|nc\n2|sshd\n");
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, member_id, want, have FROM problems"),
                        "2|NULL|no other snapshot of the same start|"
                        "snapshot 1 with the same meta.json and other content\n");
    buffer_free(&zstd);
    sample_free(&genuine);
    sample_free(&forged);
    scene_end(scene);
}

TEST(load_takes_only_what_verifies)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;
    char *port;

    sample_small(&sample);
    port = memmem(sample.tar.ptr, sample.tar.len, "0100007F:2081", 13);
    port[12] = '2';
    result = load_ok(scene, buffer_slice(&sample.tar));
    /* The member, and the digest of it in SHA256SUMS. */
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db",
                              "SELECT m.path, m.verified, count(r.line) FROM members AS m LEFT JOIN proc_net_inet AS r"
                              " USING (member_id) WHERE m.path LIKE 'net/%%' GROUP BY m.member_id"),
                        "net/4026531840/before/tcp|0|0\nnet/4026531840/after/tcp|1|2\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 0);
    assert_string_equal(query(scene, "case.db", "SELECT path, line FROM problems JOIN members USING (member_id)"),
                        "net/4026531840/before/tcp|NULL\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_keeps_what_was_not_understood)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/stat", slice_of("x (a) S\n"));
    sample_member(&sample, "proc/7/unheard-of", slice_of("x"));
    sample_line(&sample, "{\"path\":\"net/1/before/udp\",\"source\":\"/proc/net/udp\",\"state\":\"skipped\","
                         "\"reason\":\"6000 sockets\",\"start\":1,\"monotonic\":1,\"took\":1}");
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT path, line FROM problems JOIN members USING (member_id)"),
                        "proc/7/stat|1\nproc/7/unheard-of|NULL\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT problem_id, snapshot_id, member_id = (SELECT member_id FROM members AS m WHERE"
                              " m.path = 'proc/7/stat'), line, want, have FROM problems ORDER BY problem_id LIMIT 1"),
                        "1|1|1|1|pid|x\n");
    assert_string_equal(query(scene, "case.db", "SELECT path, state, reason FROM members WHERE reason IS NOT NULL"),
                        "net/1/before/udp|skipped|6000 sockets\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 1);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* What the kernel never leaves empty, and what it may. */
TEST(load_of_emptied_files)
{
    static const char *const files[] = {
        "proc/7/stat",       "proc/7/comm",           "proc/7/links",           "net/1/before/tcp6",
        "net/1/before/unix", "net/1/before/diag/tcp", "proc/modules",           "proc/7/maps",
        "etc/hosts",         "proc/7/cmdline",        "net/1/context/if_inet6", "net/1/context/route",
    };
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        sample_member(&sample, files[i], slice_of(""));
    sample_line(&sample, "{\"path\":\"proc/8/stat\",\"state\":\"vanished\",\"bytes\":0,\"sha256\":"
                         "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}");
    sample_unlisted(&sample, "proc/8/stat", slice_of(""));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_string_equal(query(scene, "case.db", "SELECT path, want, have FROM problems JOIN members USING (member_id)"),
                        "proc/7/stat|content: this file is never empty|no bytes\n"
                        "proc/7/comm|content: this file is never empty|no bytes\n"
                        "proc/7/links|content: this file is never empty|no bytes\n"
                        "net/1/before/tcp6|content: this file is never empty|no bytes\n"
                        "net/1/before/unix|content: this file is never empty|no bytes\n"
                        "net/1/before/diag/tcp|content: this file is never empty|no bytes\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* A million bad lines are not a million rows. */
/* Columns that a vendor added are no problem, and not passed over in silence. */
TEST(load_counts_files_with_columns_that_are_not_known)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/limits",
                  slice_of("Limit Soft Limit Hard Limit Units Used\nMax open files 1024 4096 files 12\n"));
    sample_member(&sample, "proc/8/limits",
                  slice_of("Limit Soft Limit Hard Limit Units Used\nMax nice priority 0 0 3\n"));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.unknown, 2);
    assert_int_equal(result.problems, 0);
    assert_string_equal(query(scene, "case.db",
                              "SELECT l.pid, l.soft, v.text, c.names FROM process_limits AS l"
                              " LEFT JOIN unknown_values AS v USING (member_id, line)"
                              " JOIN unknown_columns AS c ON c.member_id = l.member_id ORDER BY l.pid"),
                        "7|1024|12|Used\n8|0|3|Used\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* A table of sockets that was not read is a gap for who asks what a descriptor is. */
TEST(load_says_where_a_table_of_sockets_was_not_read)
{
    static const char table[] = "  task pid inode local_address\n  nc 8 502 0100007F:0035\n";
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "net/1/before/udp", slice_of(table));
    sample_member(&sample, "proc/8/links", slice_of("fd/5\trw\tsocket:[502]\n"));
    sample_member(&sample, "net/1/after/udp", slice_of(table));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT inode, ownership, unread_tables FROM sockets"),
                        "502|owned|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT path, u.state FROM unread_tables AS u JOIN members USING (member_id) ORDER BY 1"),
                        "net/1/after/udp|ok\nnet/1/before/udp|ok\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* What collect could not read to its end stops in the middle of a line. */
TEST(load_trusts_no_half_line)
{
    static const char io[] = "rchar: 10\nwchar: 2";
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_begin(&sample);
    sample_member(&sample, "proc/7/io", slice_of(io));
    sample_truncated(&sample, "proc/8/io", slice_of(io));
    sample_end(&sample, "partial");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 2);
    assert_string_equal(query(scene, "case.db", "SELECT pid, rchar, coalesce(wchar, '-') FROM process_io ORDER BY pid"),
                        "7|10|2\n8|10|-\n");
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_bounds_problems)
{
    struct scene *scene = scene_begin();
    struct buffer lines = { 0 };
    struct sample sample = { 0 };
    struct load_result result;

    for (int i = 0; i < 30000; i++)
        buffer_add(&lines, "x\n", 2);
    sample_begin(&sample);
    sample_member(&sample, "proc/7/links", buffer_slice(&lines));
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_int_equal(result.problems, 10000);
    load_result_free(&result);
    buffer_free(&lines);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_refuses_and_leaves_nothing)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    struct sample sample = { 0 };
    struct load_result result;

    result = load_bytes(scene, "case.db", slice_of("a letter\n"), &error);
    assert_non_null(strstr(error.text, "not a snapshot"));
    error_clear(&error);
    load_result_free(&result);
    sample_member(&sample, "meta.json", slice_of("{\"format\":2}"));
    result = load_bytes(scene, "case.db", buffer_slice(&sample.tar), &error);
    assert_non_null(strstr(error.text, "a snapshot of format 2"));
    error_clear(&error);
    load_result_free(&result);
    assert_int_equal(
        query_number(scene, "case.db", "SELECT (SELECT count(*) FROM snapshots) + (SELECT count(*) FROM members)"), 0);
    sample_free(&sample);
    scene_end(scene);
}

/* When the host was started, of one without a boot-time clock whose members were read at 1763715823. */
static void
expect_boot(const char *uptime, const char *stat, const char *want)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_member(&sample, "meta.json", slice_of("{\"format\":1,\"clocks\":{\"realtime\":1763715822000000000}}"));
    if (*uptime)
        sample_member(&sample, "proc/uptime", slice_of(uptime));
    if (*stat)
        sample_member(&sample, "proc/stat", slice_of(stat));
    sample_segment(&sample);
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_string_equal(query(scene, "case.db", "SELECT booted_ns FROM snapshots"), want);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_of_a_host_without_a_boot_time_clock)
{
    expect_boot("823.07 1.00\n", "btime 1763715001\n", "1763714999930000000\n");
    expect_boot("", "btime 1763715001\n", "1763715001000000000\n");
    expect_boot("", "", "NULL\n");
    /* numbers that no host has */
    expect_boot("9223372036854775.00 1.00\n", "btime 9223372036854775807\n", "NULL\n");
}

/* Whatever meta.json says, it is stored or unknown, never an error. */
TEST(load_of_a_strange_meta_json)
{
    static const char wrong_types[] =
        "{\"format\":1,\"host\":{\"word_bits\":\"many\",\"clock_ticks\":0,\"page_size\":1e300,\"nodename\":{\"a\":1}},"
        "\"clocks\":{\"realtime\":99999999999999999999,\"boottime\":-1},\"self\":{\"euid\":true},\"case\":[1]}";
    static const char *const metas[] = {
        wrong_types,
        "{\"format\":1,\"clocks\":{\"realtime\":9223372036854775807,\"boottime\":9223372036854775807}}",
        "{\"format\":1,\"host\":\"web\",\"clocks\":7}",
        "[]",
        "not JSON",
        "",
    };

    for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };
        struct load_result result;

        sample_member(&sample, "meta.json", slice_of(metas[i]));
        sample_segment(&sample);
        sample_end(&sample, "complete");
        result = load_ok(scene, buffer_slice(&sample.tar));
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), 1);
        load_result_free(&result);
        sample_free(&sample);
        scene_end(scene);
    }
}

/* What the kernel says of its clock counts where it calls it synchronised. */
TEST(load_of_what_adjtimex_said)
{
    static const struct {
        const char *adjtimex, *error;
    } clocks[] = {
        { "{\"state\":0,\"status\":8193,\"maxerror\":2500}", "2500000\n" },
        { "{\"state\":5,\"status\":0,\"maxerror\":2500}", "NULL\n" },
        { "{\"state\":0,\"status\":64,\"maxerror\":2500}", "NULL\n" },
        { "{\"state\":0,\"status\":0,\"maxerror\":-1}", "NULL\n" },
        { "{\"state\":0,\"status\":0,\"maxerror\":9223372036854775807}", "NULL\n" },
        { "{\"maxerror\":2500}", "NULL\n" },
    };

    for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };
        struct load_result result;

        sample_member(&sample, "meta.json",
                      slice_of(scene_text(scene, "{\"format\":1,\"clocks\":{\"adjtimex\":%s}}", clocks[i].adjtimex)));
        sample_segment(&sample);
        sample_end(&sample, "complete");
        result = load_ok(scene, buffer_slice(&sample.tar));
        assert_string_equal(query(scene, "case.db", "SELECT clock_error_ns FROM snapshots"), clocks[i].error);
        load_result_free(&result);
        sample_free(&sample);
        scene_end(scene);
    }
}

/* Starts a process that loads the bytes. */
static pid_t
load_beside(struct scene *scene, struct slice bytes)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        char *path = scene_text(scene, "%s/case.db", scene_directory(scene));
        struct memory_file file = sample_file(bytes);
        struct load_result result;
        struct error error = { 0 };
        struct load *load;
        sqlite3 *db;

        if (db_open(path, DB_WRITE, &db, &error) || load_open(db, true, &load, &error) ||
            load_run(load, file.path, NULL, &result, &error))
            _exit(2);
        load_close(load);
        sqlite3_close(db);
        _exit(0);
    }
    return child;
}

/* A snapshot with a table of `rows` rows, so that loading takes a while. */
static void
sample_large(struct sample *sample, int rows, int port)
{
    static const char header[] =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    struct buffer tcp = { 0 };
    char line[200];

    buffer_add(&tcp, header, strlen(header));
    for (int i = 0; i < rows; i++) {
        int len = snprintf(line, sizeof(line),
                           "%4d: 0100007F:%04X 0100007F:%04X 01 00000000:00000000 00:00000000 00000000 1000 0 %d 1 0\n",
                           i, i & 0xffff, port, i + 1000);

        assert_true(len > 0);
        buffer_add(&tcp, line, (size_t)len);
    }
    sample_begin(sample);
    sample_member(sample, "net/1/before/tcp", buffer_slice(&tcp));
    sample_end(sample, "complete");
    buffer_free(&tcp);
}

TEST(load_beside_another_load)
{
    struct scene *scene = scene_begin();
    struct sample samples[4] = { 0 };
    pid_t children[4];

    for (int i = 0; i < 4; i++)
        sample_large(&samples[i], 2000, i);
    for (int i = 0; i < 4; i++)
        children[i] = load_beside(scene, buffer_slice(&samples[i].tar));
    for (int i = 0; i < 4; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
        sample_free(&samples[i]);
    }
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots WHERE complete"), 4);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM proc_net_inet"), 8000);
    scene_end(scene);
}

TEST(load_that_is_killed_leaves_nothing)
{
    struct scene *scene = scene_begin();
    struct sample small = { 0 }, large = { 0 };
    struct load_result result;
    int killed = 0;

    sample_small(&small);
    sample_large(&large, 30000, 1);
    result = load_ok(scene, buffer_slice(&small.tar));
    load_result_free(&result);
    for (useconds_t delay = 1000; delay < 300000; delay = delay * 5 / 3) {
        pid_t child = load_beside(scene, buffer_slice(&large.tar));
        int status;

        usleep(delay);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status);
        assert_string_equal(query(scene, "case.db", "PRAGMA integrity_check"), "ok\n");
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), WIFSIGNALED(status) ? 1 : 2);
        if (!WIFSIGNALED(status))
            break;
    }
    assert_true(killed > 0);
    result = load_ok(scene, buffer_slice(&large.tar));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM proc_net_inet WHERE snapshot_id = %d",
                                  (int)result.snapshot_id),
                     30000);
    load_result_free(&result);
    sample_free(&small);
    sample_free(&large);
    scene_end(scene);
}
