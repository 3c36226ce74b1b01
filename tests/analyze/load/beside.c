/* Loads beside others, and loads that are killed. */
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "tests/support/loading.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

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
