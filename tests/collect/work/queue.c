/* queue.c: the order in which units wait. */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/work/queue.h"

#define COUNT 4

static bool
no_step(struct unit *unit, struct worker *worker)
{
    (void)unit, (void)worker;
    return false;
}

static bool
no_skip(struct unit *unit, struct attempt *a)
{
    (void)unit, (void)a;
    return false;
}

static void
no_free(struct unit *unit)
{
    (void)unit;
}

static const struct unit_class class = { no_step, no_skip, no_free };

static void
submit_all(struct queue *q, struct unit *units)
{
    for (size_t i = 0; i < COUNT; i++) {
        units[i] = (struct unit){ .class = &class };
        queue_submit(q, &units[i]);
    }
}

/* In whatever order hanging units are given up, the oldest goes on first: all that is read ahead waits for it. */
TEST(queue_hands_out_the_oldest_however_units_come_back)
{
    struct results results = { 0 };
    struct queue q = { 0 };
    struct unit units[COUNT];

    submit_all(&q, units);
    for (size_t i = 0; i < 3; i++)
        assert_ptr_equal(queue_pop(&q), &units[i]);
    queue_return(&q, &units[0]);
    queue_return(&q, &units[2]);
    q.bytes = LIMIT_WINDOW_BYTES + 1; /* what the unit between has read ahead */
    assert_false(queue_is_ahead(&q, &units[1]));
    assert_ptr_equal(queue_pop(&q), &units[0]);
    assert_null(queue_pop(&q)); /* too far ahead */
    assert_true(queue_is_ahead(&q, &units[1]));
    q.bytes = 0;
    assert_ptr_equal(queue_pop(&q), &units[2]);
    assert_ptr_equal(queue_pop(&q), &units[3]);
    assert_null(queue_pop(&q));
    queue_return(&q, &units[3]);
    queue_return(&q, &units[1]);
    (void)queue_publish(&q, &units[0], &results, true);
    assert_true(queue_pop(&q) == &units[1] && queue_pop(&q) == &units[3]);
    queue_free(&q);
}

/* A unit that comes back to an empty queue is also its last: others queue up behind it. */
TEST(queue_that_was_empty_takes_one_back)
{
    struct queue q = { 0 };
    struct unit units[COUNT], more = { .class = &class };

    submit_all(&q, units);
    for (size_t i = 0; i < COUNT; i++)
        assert_ptr_equal(queue_pop(&q), &units[i]);
    queue_return(&q, &units[1]);
    queue_submit(&q, &more);
    assert_ptr_equal(queue_pop(&q), &units[1]);
    assert_ptr_equal(queue_pop(&q), &more);
    assert_null(queue_pop(&q));
    queue_free(&q);
}
