/* Of large contents, one is in memory at a time, and of all together there is a limit. */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/work/pool.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* A unit of one step, which makes a content of that size. */
struct making {
    struct unit unit;
    size_t size;
    bool begun;
    atomic_uint *large, *most; /* contents beyond LIMIT_LARGE now, and the most so far */
};

static void
grow(struct making *u, struct attempt *a)
{
    static const char part[65536];
    bool counted = false;

    while (a->content.len < u->size && attempt_grows(a, NULL)) {
        bytes_append(&a->content, part, sizeof(part));
        if (a->content.len > 2 * LIMIT_LARGE && !counted) {
            unsigned now = atomic_fetch_add(u->large, 1) + 1;

            counted = true;
            if (now > atomic_load(u->most))
                atomic_store(u->most, now);
            (void)poll(NULL, 0, 5);
        }
    }
    if (counted)
        (void)atomic_fetch_sub(u->large, 1);
}

static bool
making_step(struct unit *unit, struct worker *w)
{
    struct making *u = (struct making *)unit;

    if (u->begun)
        return false;
    u->begun = true;
    attempt_begin(&w->attempt, "", "", "made");
    grow(u, &w->attempt);
    attempt_read(&w->attempt);
    worker_commit(w);
    return true;
}

static bool
making_skip(struct unit *unit, struct attempt *a)
{
    struct making *u = (struct making *)unit;

    if (u->begun)
        return false;
    u->begun = true;
    attempt_begin(a, "", "", "made");
    return true;
}

static void
making_free(struct unit *unit)
{
    free(unit);
}

/* Makes `count` contents with four workers; how many of them have each state. */
static void
make(size_t count, size_t size, size_t states[], unsigned *most)
{
    static const struct unit_class class = { making_step, making_skip, making_free };
    struct pool *pool =
        pool_start(&(struct pool_options){ .workers = 4, .deadline = 60000, .large = LIMIT_LARGE_TOTAL });
    atomic_uint large = 0, seen = 0;

    assert_non_null(pool);
    for (size_t i = 0; i < count; i++) {
        struct making *u = calloc(1, sizeof(*u));

        assert_non_null(u);
        *u = (struct making){ .unit = { .class = &class }, .size = size, .large = &large, .most = &seen };
        pool_submit(pool, &u->unit);
    }
    while (pool_outstanding(pool) > 0) {
        struct results results = { 0 };
        struct result *r;

        pool_next(pool, &results, 20);
        while ((r = results_pop(&results))) {
            states[r->attempt.state]++;
            if (r->attempt.state == STATE_ok)
                assert_true(r->attempt.content.len >= size);
            else
                assert_true(r->attempt.content.len > LIMIT_LARGE && r->attempt.content.len < 2 * LIMIT_LARGE);
            result_free(r);
        }
    }
    pool_stop(pool);
    *most = atomic_load(&seen);
}

TEST(large_contents_are_made_one_after_the_other)
{
    size_t states[16] = { 0 };
    unsigned most;

    make(24, 4 * LIMIT_LARGE, states, &most);
    assert_int_equal(states[STATE_ok], 24);
    assert_int_equal(most, 1);
}

TEST(large_contents_have_a_limit_together)
{
    size_t states[16] = { 0 }, size = LIMIT_TABLE;
    unsigned most;

    make(30, size, states, &most);
    assert_int_equal(states[STATE_ok] + states[STATE_truncated], 30);
    assert_true(states[STATE_ok] >= LIMIT_LARGE_TOTAL / size && states[STATE_truncated] > 0);
    assert_int_equal(most, 1);
}
