/* views.c: putting together the parts of the numbers that workers asked for. */
#include "tests/support/test.h"

#include "collect/views/views.h"
#include "tests/support/bytes.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static struct host
open_host(void)
{
    struct host host = { .proc_path = "/proc", .visible_path = "/proc", .private_proc = -1, .visible = -1 };

    host.is_procfs = host.own_pids = true;
    host.proc = open("/proc", O_RDONLY | O_DIRECTORY);
    assert_true(host.proc >= 0);
    return host;
}

/* Makes a part that found one process. */
static struct sweep_part
part_with(unsigned pid)
{
    struct sweep_part part = { .done = true };

    assert_int_equal(numbers_add(&part.opened, pid) | numbers_add(&part.known, pid), 0);
    return part;
}

/* The views of the numbers as they would be written: "path state content reason|" */
static void
show(struct views *views, struct bytes *out)
{
    const struct census none = { 0 }, *lists[] = { &none };
    struct results results = { 0 };
    struct numbers pids = { 0 };
    struct result *r;

    assert_int_equal(views_pids(views, &pids), 0);
    assert_int_equal(views_write(views, lists, 1, &results), 0);
    while ((r = results_pop(&results))) {
        if (strstr(bytes_string(&r->attempt.path), "opened") || strstr(bytes_string(&r->attempt.path), "known"))
            bytes_format(out, "%s %d %zu %s|", bytes_string(&r->attempt.path), (int)r->attempt.state,
                         r->attempt.member ? r->attempt.content.len : 0, bytes_string(&r->attempt.reason));
        result_free(r);
    }
    results_free(&results);
    numbers_free(&pids);
}

TEST(views_of_all_parts_are_whole)
{
    struct host host = open_host();
    struct views views = { .cut = false };
    struct bytes have = { 0 };

    views_begin(&views, &host, NULL);
    for (unsigned i = 0; i < SWEEP_PARTS; i++)
        views.parts[i] = part_with(i + 1);
    show(&views, &have);
    assert_int_equal(STATE_ok, 0);
    expect_bytes(&have, "views/opened 0 40 |views/known 0 40 |"); /* 8 lines "1\t-\t\n" */
    views_free(&views);
    close(host.proc);
}

/* Workers take the parts in any order: the view lasts from the first that was begun to the last that ended. */
TEST(views_take_the_time_of_all_parts)
{
    static const struct {
        uint64_t monotonic, took;
    } times[SWEEP_PARTS] = { { 500, 10 }, { 100, 50 }, { 520, 100 }, { 300, 5 },
                             { 501, 1 },  { 502, 1 },  { 503, 1 },   { 504, 1 } };
    const struct census none = { 0 }, *lists[] = { &none };
    struct host host = open_host();
    struct views views = { .cut = false };
    struct results results = { 0 };
    struct numbers pids = { 0 };
    struct result *r;
    int seen = 0;

    views_begin(&views, &host, NULL);
    for (unsigned i = 0; i < SWEEP_PARTS; i++) {
        views.parts[i] = part_with(i + 1);
        views.parts[i].monotonic = times[i].monotonic;
        views.parts[i].start = 1000000 + times[i].monotonic;
        views.parts[i].took = times[i].took;
    }
    assert_int_equal(views_pids(&views, &pids), 0);
    assert_int_equal(views_write(&views, lists, 1, &results), 0);
    while ((r = results_pop(&results))) {
        if (strstr(bytes_string(&r->attempt.path), "opened") || strstr(bytes_string(&r->attempt.path), "known")) {
            assert_int_equal(r->attempt.start, 1000100);
            assert_int_equal(r->attempt.monotonic, 100);
            assert_int_equal(r->attempt.took, 520);
            seen++;
        }
        result_free(r);
    }
    assert_int_equal(seen, 2);
    results_free(&results);
    numbers_free(&pids);
    views_free(&views);
    close(host.proc);
}

/* A part that hung or was killed has its own line, and the view is not complete. */
TEST(views_that_lack_a_part_say_so)
{
    static const char reason[] = "1 of 8 parts of the range were not asked to their end";
    struct host host = open_host();
    struct views views = { .cut = false };
    struct bytes have = { 0 }, want = { 0 };

    views_begin(&views, &host, NULL);
    for (unsigned i = 0; i < SWEEP_PARTS; i++)
        if (i != 3)
            views.parts[i] = part_with(i + 1);
    show(&views, &have);
    bytes_format(&want, "views/opened %d 35 %s|views/known %d 35 %s|", STATE_error, reason, STATE_error, reason);
    assert_string_equal(bytes_string(&have), bytes_string(&want));
    views_free(&views);
    bytes_free(&have);
    bytes_free(&want);
    close(host.proc);
}

/* No part came back: both views have a line all the same. */
TEST(views_without_any_part_are_on_record)
{
    struct host host = open_host();
    struct views views = { .cut = false };
    struct bytes have = { 0 };

    views_begin(&views, &host, NULL);
    show(&views, &have);
    assert_non_null(strstr(bytes_string(&have), "views/opened "));
    assert_non_null(strstr(bytes_string(&have), "views/known "));
    assert_null(strstr(bytes_string(&have), " 0 0 |"));
    views_free(&views);
    bytes_free(&have);
    close(host.proc);
}

/* Numbers that no task can have are not missing; numbers that were left out for their cost have a line in each view. */
TEST(views_of_some_numbers_say_which)
{
    struct host host = open_host();
    struct views views = { .cut = false };
    struct bytes have = { 0 }, want = { 0 };
    struct piece piece;

    views_begin(&views, &host, NULL);
    for (unsigned i = 0; i < SWEEP_PARTS; i++)
        views.parts[i] = part_with(i + 1);
    views.pid_max = 4000;
    views.sweep.end[SWEEP_ASK] = views.sweep.end[SWEEP_OPEN] = 3000;
    views.sweep.thorough = true;
    bytes_text(&views.unasked, "proof");
    for (unsigned i = 0; i < 3; i++)
        assert_true(sweep_next(&views.sweep, SWEEP_ASK, &piece));
    assert_true(sweep_next(&views.sweep, SWEEP_OPEN, &piece));
    show(&views, &have);
    bytes_format(
        &want,
        "views/opened 0 40 proof|views/known 0 40 proof|views/opened %d 0 for cost: 1976 numbers, 1024 to 2999,"
        " but for those that the kernel knows or a list shows|",
        STATE_skipped);
    assert_string_equal(bytes_string(&have), bytes_string(&want));
    views_free(&views);
    bytes_free(&have);
    bytes_free(&want);
    close(host.proc);
}
