/* pool.c, guard.c, results: order, deadlines, interruption. */
#include "tests/support/test.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"
#include "collect/work/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A unit of numbered steps, one of which may read from a pipe into which nobody writes. */
struct counting {
    struct unit unit;
    unsigned number;
    unsigned step, steps;
    unsigned stuck; /* this step never ends; 0 for none */
    int fd;
    atomic_uint *freed;
};

static void
name_step(struct attempt *a, unsigned number, unsigned step)
{
    struct bytes name = { 0 };

    bytes_format(&name, "%u/%u", number, step);
    attempt_begin(a, "", "", bytes_string(&name));
    bytes_free(&name);
}

static bool
counting_step(struct unit *unit, struct worker *w)
{
    struct counting *u = (struct counting *)unit;

    if (u->step == u->steps)
        return false;
    u->step++;
    name_step(&w->attempt, u->number, u->step);
    bytes_text(&w->attempt.content, "begun");
    if (u->step == u->stuck) {
        char byte;

        (void)guard_read(&w->guard, u->fd, &byte, 1);
    }
    attempt_read(&w->attempt);
    worker_commit(w);
    return true;
}

static bool
counting_skip(struct unit *unit, struct attempt *a)
{
    struct counting *u = (struct counting *)unit;

    if (u->step == u->steps)
        return false;
    u->step++;
    name_step(a, u->number, u->step);
    return true;
}

static void
counting_free(struct unit *unit)
{
    struct counting *u = (struct counting *)unit;

    atomic_fetch_add(u->freed, 1);
    free(u);
}

static struct counting *
new_unit(unsigned number, unsigned steps, atomic_uint *freed)
{
    static const struct unit_class class = { counting_step, counting_skip, counting_free };
    struct counting *u = calloc(1, sizeof(*u));

    assert_non_null(u);
    u->unit.class = &class;
    u->number = number;
    u->steps = steps;
    u->fd = -1;
    u->freed = freed;
    return u;
}

/* Takes everything: "path state,..." */
static void
drain(struct pool *pool, struct bytes *out)
{
    while (pool_outstanding(pool) > 0) {
        struct results results = { 0 };
        struct result *r;

        pool_next(pool, &results, 20);
        while ((r = results_pop(&results))) {
            bytes_format(out, "%s %d,", bytes_string(&r->attempt.path), (int)r->attempt.state);
            result_free(r);
        }
    }
}

TEST(pool_keeps_the_order_of_submission)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 4, .deadline = 5000 });
    struct bytes have = { 0 }, want = { 0 };
    atomic_uint freed = 0;

    assert_non_null(pool);
    for (unsigned i = 0; i < 500; i++) {
        pool_submit(pool, &new_unit(i, i % 5, &freed)->unit);
        for (unsigned k = 1; k <= i % 5; k++)
            bytes_format(&want, "%u/%u %d,", i, k, STATE_ok);
    }
    drain(pool, &have);
    assert_string_equal(bytes_string(&have), bytes_string(&want));
    assert_int_equal(atomic_load(&freed), 500);
    pool_stop(pool);
    bytes_free(&have);
    bytes_free(&want);
}

TEST(pool_gives_up_a_read_and_goes_on_with_the_next_step)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 1, .deadline = 200 });
    struct bytes have = { 0 };
    atomic_uint freed = 0;
    struct counting *u = new_unit(1, 3, &freed);
    uint64_t start = clock_monotonic();
    int fds[2];

    assert_non_null(pool);
    assert_int_equal(pipe(fds), 0);
    u->stuck = 2;
    u->fd = fds[0];
    pool_submit(pool, &u->unit);
    pool_submit(pool, &new_unit(2, 1, &freed)->unit);
    drain(pool, &have);
    assert_true(clock_monotonic() - start < 3 * NANOSECONDS);
    bytes_format(&have, "|");
    assert_string_equal(bytes_string(&have), "1/1 0,1/2 5,1/3 0,2/1 0,|");
    assert_int_equal(STATE_timeout, 5);
    pool_stop(pool);
    close(fds[1]); /* the stuck thread returns and ends; fds[0] stays open, since nothing tells when it has */
    usleep(100000);
    bytes_free(&have);
}

TEST(pool_keeps_what_was_read_before_a_timeout)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 1, .deadline = 100 });
    struct results results = { 0 };
    atomic_uint freed = 0;
    struct counting *u = new_unit(1, 1, &freed);
    struct result *r;
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    u->stuck = 1;
    u->fd = fds[0];
    pool_submit(pool, &u->unit);
    while (!results.first)
        pool_next(pool, &results, 20);
    r = results_pop(&results);
    assert_int_equal(r->attempt.state, STATE_timeout);
    assert_int_equal(r->attempt.error, ETIMEDOUT);
    assert_true(r->attempt.member);
    assert_string_equal(bytes_string(&r->attempt.content), "begun");
    result_free(r);
    pool_stop(pool);
    close(fds[1]);
    usleep(100000);
}

TEST(pool_interrupted_names_what_it_did_not_begin)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 2, .deadline = 5000 });
    struct bytes have = { 0 }, want = { 0 };
    atomic_uint freed = 0;

    pool_interrupt(pool, NULL);
    for (unsigned i = 0; i < 20; i++) {
        pool_submit(pool, &new_unit(i, 2, &freed)->unit);
        bytes_format(&want, "%u/1 %d,%u/2 %d,", i, STATE_skipped, i, STATE_skipped);
    }
    drain(pool, &have);
    assert_string_equal(bytes_string(&have), bytes_string(&want));
    assert_int_equal(atomic_load(&freed), 20);
    pool_stop(pool);
    bytes_free(&have);
    bytes_free(&want);
}

/* The interruption shortens the deadline of the second step, which is running; the third does not begin. */
TEST(pool_interrupted_names_what_is_left_of_a_unit)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 1, .deadline = 60000 });
    struct bytes have = { 0 };
    atomic_uint freed = 0;
    struct counting *u = new_unit(1, 4, &freed);
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    u->stuck = 2;
    u->fd = fds[0];
    pool_submit(pool, &u->unit);
    usleep(50000);
    pool_interrupt(pool, NULL);
    drain(pool, &have);
    assert_string_equal(bytes_string(&have), "1/1 0,1/2 5,1/3 8,1/4 8,");
    assert_int_equal(STATE_skipped, 8);
    pool_stop(pool);
    close(fds[1]);
    usleep(100000);
    bytes_free(&have);
}

enum { STUCK = 40, UNITS = 2000 };

/* Every 50th unit hangs: together they cost one deadline and few threads, and results keep their order. */
TEST(pool_waits_once_for_all_that_hang)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 2, .deadline = 2000 });
    struct bytes have = { 0 }, want = { 0 };
    atomic_uint freed = 0;
    uint64_t start = clock_monotonic(), took;
    unsigned next = 0;
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    while (next < UNITS || pool_outstanding(pool) > 0) {
        struct results results = { 0 };
        struct result *r;

        for (; next < UNITS && pool_has_room(pool); next++) {
            struct counting *u = new_unit(next, 1, &freed);

            u->stuck = next % (UNITS / STUCK) == 7;
            u->fd = fds[0];
            bytes_format(&want, "%u/1 %d,", next, u->stuck ? STATE_timeout : STATE_ok);
            pool_submit(pool, &u->unit);
        }
        pool_next(pool, &results, 20);
        while ((r = results_pop(&results))) {
            bytes_format(&have, "%s %d,", bytes_string(&r->attempt.path), (int)r->attempt.state);
            result_free(r);
        }
    }
    took = clock_monotonic() - start;
    assert_string_equal(bytes_string(&have), bytes_string(&want));
    if (took > 4 * NANOSECONDS)
        fail_msg("took %.1f s, want 2 and a little", (double)took / NANOSECONDS);
    pool_stop(pool);
    close(fds[1]);
    usleep(100000);
    bytes_free(&have);
    bytes_free(&want);
}

/* More units hang than threads are allowed: the run ends, and records the rest as not read. */
TEST(pool_that_is_stuck_altogether_ends)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 2, .deadline = 500 });
    unsigned states[STATE_COUNT] = { 0 };
    atomic_uint freed = 0;
    uint64_t start = clock_monotonic();
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    for (unsigned i = 0; i < 2 * LIMIT_STUCK; i++) {
        struct counting *u = new_unit(i, 1, &freed);

        u->stuck = 1;
        u->fd = fds[0];
        pool_submit(pool, &u->unit);
    }
    while (pool_outstanding(pool) > 0) {
        struct results results = { 0 };
        struct result *r;

        pool_next(pool, &results, 20);
        while ((r = results_pop(&results))) {
            states[r->attempt.state]++;
            result_free(r);
        }
    }
    assert_true(clock_monotonic() - start < 10 * NANOSECONDS);
    assert_true(states[STATE_timeout] >= LIMIT_STUCK && states[STATE_timeout] <= LIMIT_STUCK + 2);
    assert_int_equal(states[STATE_timeout] + states[STATE_error], 2 * LIMIT_STUCK);
    pool_stop(pool);
    close(fds[1]);
    usleep(100000);
}

TEST(pool_stops_with_work_left)
{
    struct pool *pool = pool_start(&(struct pool_options){ .workers = 2, .deadline = 5000 });
    atomic_uint freed = 0;

    for (unsigned i = 0; i < 200; i++)
        pool_submit(pool, &new_unit(i, 2, &freed)->unit);
    pool_stop(pool);
    assert_int_equal(atomic_load(&freed), 200);
}

TEST(guard_tells_a_late_call_from_none)
{
    struct guard guard = { 0 };

    assert_false(guard_expire(&guard, 0)); /* no call is guarded */
    assert_false(guard_lost(&guard));
    assert_int_equal(guard_openat(&guard, -100, "/nonexistent", 0), -1);
    assert_int_equal(errno, ENOENT);
    assert_false(guard_expire(&guard, 0)); /* the call has returned */
}

TEST(results_hold_small_and_large_contents)
{
    struct results results = { 0 }, more = { 0 };
    struct attempt a = { 0 };
    struct result *r;

    attempt_begin(&a, "proc/1", "/proc/1", "small");
    bytes_text(&a.content, "text");
    attempt_read(&a);
    assert_int_equal(results_add(&results, &a, false), 0);
    attempt_begin(&a, "proc/1", "/proc/1", "large");
    while (a.content.len <= LIMIT_SCRATCH)
        bytes_text(&a.content, "0123456789abcdef");
    attempt_read(&a);
    assert_int_equal(results_add(&more, &a, false), 0);
    assert_null(a.content.data); /* moved into the result */
    results_append(&results, &more);
    assert_int_equal(results.bytes, 4 + LIMIT_SCRATCH + 16);

    r = results_pop(&results);
    assert_string_equal(bytes_string(&r->attempt.path), "proc/1/small");
    assert_string_equal(bytes_string(&r->attempt.source), "/proc/1/small");
    assert_string_equal(bytes_string(&r->attempt.content), "text");
    result_free(r);
    r = results_pop(&results);
    assert_int_equal(r->attempt.content.len, LIMIT_SCRATCH + 16);
    result_free(r);
    assert_null(results_pop(&results));
    assert_int_equal(results.bytes, 0);
    attempt_free(&a);
}
