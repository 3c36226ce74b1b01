/*
 * What a view costs over a whole database grows as the number of snapshots does, not as its square: counted in steps of SQLite's
 * virtual machine, which are the same on every machine.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/sample.h"

#define HOSTS 5
#define FEW   60
#define MANY  120

/* A host that is restarted again and again, and captured each time: a listener, a connection to the next host and one within itself, and their owners. */
static void
sample_of(struct sample *sample, int n)
{
    int host = n % HOSTS, next = (host + 1) % HOSTS;
    char meta[1024], tcp[1024], unix_sockets[512];

    assert_true(
        snprintf(
            meta, sizeof(meta),
            "{\"format\":1,\"tool\":{\"name\":\"collect\",\"version\":\"0\",\"sha256\":\"00\"},\"argv\":[],"
            "\"host\":{\"nodename\":\"host%d\",\"machine_id\":\"m%d\",\"boot_id\":\"b%d-%d\",\"byte_order\":\"little\","
            "\"word_bits\":64,\"clock_ticks\":100,\"page_size\":4096},\"self\":{\"pid\":9,\"uid\":0,\"euid\":0,"
            "\"namespaces\":{\"net\":4026531840}},\"clocks\":{\"realtime\":%lld000000000,"
            "\"monotonic\":%d000000000,\"boottime\":%d000000000},\"options\":{}}\n",
            host, host, host, n / HOSTS, 1763700000LL + n * 3600LL, 1000 + n * 60, 1000 + n * 60) < (int)sizeof(meta));
    assert_true(
        snprintf(
            tcp, sizeof(tcp),
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 501 1 0\n"
            "   1: %02X00000A:8000 %02X00000A:0016 01 00000000:00000000 00:00000000 00000000  1000        0 502 1 0\n"
            "   2: %02X00000A:0016 %02X00000A:8000 01 00000000:00000000 00:00000000 00000000     0        0 503 1 0\n"
            "   3: 0100007F:9000 0100007F:0016 01 00000000:00000000 00:00000000 00000000     0        0 504 1 0\n"
            "   4: 0100007F:0016 0100007F:9000 01 00000000:00000000 00:00000000 00000000     0        0 505 1 0\n",
            host + 1, next + 1, host + 1, (host + HOSTS - 1) % HOSTS + 1) < (int)sizeof(tcp));
    assert_true(snprintf(unix_sockets, sizeof(unix_sockets),
                         "Num       RefCount Protocol Flags    Type St Inode Path\n"
                         "0000000000000000: 00000002 00000000 00010000 0001 01 601 /run/log\n"
                         "0000000000000000: 00000003 00000000 00000000 0001 03 602 /run/log\n"
                         "0000000000000000: 00000003 00000000 00000000 0001 03 603\n") < (int)sizeof(unix_sockets));
    sample_member(sample, "meta.json", slice_of(meta));
    sample_segment(sample);
    for (int pass = 0; pass < 2; pass++) {
        sample_member(sample, pass ? "net/4026531840/after/tcp" : "net/4026531840/before/tcp", slice_of(tcp));
        sample_member(sample, pass ? "net/4026531840/after/unix" : "net/4026531840/before/unix",
                      slice_of(unix_sockets));
        if (pass == 1)
            continue;
        sample_member(sample, "proc/7/stat",
                      slice_of("7 (sshd) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 1\n"));
        sample_member(sample, "proc/7/comm", slice_of("sshd\n"));
        sample_member(sample, "proc/7/cgroup", slice_of("0::/system.slice/ssh.service\n"));
        sample_member(sample, "proc/7/links",
                      slice_of("exe\t-\t/usr/sbin/sshd\nns/net\t-\tnet:[4026531840]\nfd/3\trw\tsocket:[501]\n"
                               "fd/4\trw\tsocket:[502]\nfd/5\trw\tsocket:[503]\nfd/6\trw\tsocket:[504]\n"
                               "fd/7\trw\tsocket:[505]\nfd/8\trw\tsocket:[601]\nfd/9\trw\tsocket:[602]\n"
                               "fd/10\trw\tsocket:[603]\n"));
    }
    sample_end(sample, "complete");
}

static void
load_until(sqlite3 *db, int from, int until)
{
    struct error error = { 0 };
    struct load *load;

    if (load_open(db, true, &load, &error))
        fail_msg("%s", error.text);
    for (int n = from; n < until; n++) {
        struct sample sample = { 0 };
        struct load_result result;
        struct memory_file file;

        sample_of(&sample, n);
        file = sample_file(buffer_slice(&sample.tar));
        if (load_run(load, file.path, NULL, &result, &error))
            fail_msg("%s", error.text);
        load_result_free(&result);
        close(file.fd);
        sample_free(&sample);
    }
    load_close(load);
}

struct cost {
    char name[64];
    int64_t steps, rows;
};

static struct cost
cost_of(sqlite3 *db, const char *view)
{
    struct cost cost = { .steps = 0 };
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", view);
    sqlite3_stmt *statement;
    int step;

    assert_true(snprintf(cost.name, sizeof(cost.name), "%s", view) < (int)sizeof(cost.name));
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        cost.rows++;
    if (step != SQLITE_DONE)
        fail_msg("%s: %s", view, sqlite3_errmsg(db));
    cost.steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return cost;
}

static size_t
costs_of_all(sqlite3 *db, struct cost *costs, size_t room)
{
    size_t count = 0;
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", -1,
                                        &statement, NULL),
                     SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW && count < room)
        costs[count++] = cost_of(db, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    assert_true(count < room);
    return count;
}

/* Compares every two snapshots: nothing that SQLite can index finds the nearest of each other host.  2,000 snapshots take 0.2 s. */
static bool
is_square(const char *view)
{
    return strcmp(view, "snapshot_neighbours") == 0;
}

TEST(views_cost_what_they_return)
{
    struct cost few[200], many[200];
    struct error error = { 0 };
    size_t count, bad = 0;
    sqlite3 *db;

    if (db_open_scratch(&db, &error))
        fail_msg("%s", error.text);
    load_until(db, 0, FEW);
    count = costs_of_all(db, few, sizeof(few) / sizeof(few[0]));
    load_until(db, FEW, MANY);
    assert_int_equal(costs_of_all(db, many, sizeof(many) / sizeof(many[0])), count);
    for (size_t i = 0; i < count; i++) {
        /* Twice the snapshots; a sort adds a little, and rows that grow by more cost more. */
        double allowed =
            few[i].rows > 0 && many[i].rows > 2 * few[i].rows ? 1.4 * (double)many[i].rows / (double)few[i].rows : 2.2;

        if (!is_square(few[i].name) && (double)many[i].steps > allowed * (double)few[i].steps + 1000) {
            print_error("%s: %lld steps for %lld rows, then %lld for %lld\n", few[i].name, (long long)few[i].steps,
                        (long long)few[i].rows, (long long)many[i].steps, (long long)many[i].rows);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
