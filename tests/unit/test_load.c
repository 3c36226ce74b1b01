#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/db.h"
#include "analyze/load.h"
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

    if (db_open(path, DB_WRITE, &db, error) || load_open(db, &load, error))
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
    assert_false(result.already);
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

TEST(load_of_the_same_archive_does_nothing)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct buffer zstd;
    struct load_result first, again, other;

    sample_small(&sample);
    zstd = sample_zstd(buffer_slice(&sample.tar));
    first = load_ok(scene, buffer_slice(&sample.tar));
    again = load_ok(scene, buffer_slice(&sample.tar));
    other = load_ok(scene, buffer_slice(&zstd));
    assert_true(again.already);
    assert_int_equal(again.snapshot_id, 1);
    assert_false(other.already);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 14);
    load_result_free(&first);
    load_result_free(&again);
    load_result_free(&other);
    buffer_free(&zstd);
    sample_free(&sample);
    scene_end(scene);
}

static const char *const tables[] = { "proc_net_inet", "process_fds", "process_links", "process_stat" };

/* Cut at many places: the rows are always some of the whole one's, and the snapshot says that it is cut. */
TEST(load_of_a_cut_archive)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    int64_t snapshots = 1;
    struct load_result result;

    sample_small(&sample);
    result = load_ok(scene, buffer_slice(&sample.tar));
    load_result_free(&result);
    for (size_t len = 512; len < sample.tar.len - 4096; len += 389) {
        result = load_ok(scene, (struct slice){ sample.tar.ptr, len });
        snapshots++;
        assert_int_equal(result.snapshot_id, snapshots);
        assert_true(result.problems > 0);
        load_result_free(&result);
    }
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM snapshots WHERE result = 'cut' AND NOT complete"),
        snapshots - 1);
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        assert_int_equal(
            query_number(scene, "case.db",
                         "SELECT count(*) FROM %s AS t JOIN members AS m USING (member_id) WHERE NOT EXISTS"
                         " (SELECT 1 FROM %s AS w JOIN members AS n USING (member_id)"
                         "  WHERE w.snapshot_id = 1 AND n.path = m.path AND w.line = t.line)",
                         tables[i], tables[i]),
            0);
    sample_free(&sample);
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

/* A million bad lines are not a million rows. */
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

        if (db_open(path, DB_WRITE, &db, &error) || load_open(db, &load, &error) ||
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
