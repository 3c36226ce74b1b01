#include "collect/work/queue.h"

#include "collect/base/limits.h"

static void
push_ready(struct queue *q, struct unit *unit)
{
    unit->next_ready = NULL;
    if (q->last_ready)
        q->last_ready->next_ready = unit;
    else
        q->first_ready = unit;
    q->last_ready = unit;
}

void
queue_submit(struct queue *q, struct unit *unit)
{
    unit->next = NULL;
    if (q->last)
        q->last->next = unit;
    else
        q->first = unit;
    q->last = unit;
    q->units++;
    unit->number = q->submitted++;
    push_ready(q, unit);
}

struct unit *
queue_pop(struct queue *q)
{
    struct unit *unit = q->first_ready;

    if (!unit || (q->bytes > q->window && unit != q->first))
        return NULL;
    q->first_ready = unit->next_ready;
    if (!q->first_ready)
        q->last_ready = NULL;
    return unit;
}

void
queue_return(struct queue *q, struct unit *unit)
{
    struct unit **at = &q->first_ready;

    while (*at && (*at)->number < unit->number) /* only units that were returned are older, so the loop is short */
        at = &(*at)->next_ready;
    unit->next_ready = *at;
    *at = unit;
    if (!unit->next_ready)
        q->last_ready = unit;
}

bool
queue_is_worth_taking(const struct queue *q)
{
    const struct unit *first = q->first;

    if (!first)
        return true;
    if (q->bytes > q->window / 8)
        return first->done || first->finished.first;
    return first->done && (q->done >= LIMIT_BATCH || !q->first_ready);
}

/*
 * The oldest unit waits only if results of its own are not taken.  No unit waits while the oldest one is without a
 * worker: the worker must become free for it.
 */
bool
queue_is_ahead(const struct queue *q, const struct unit *unit)
{
    if (q->bytes <= q->window || q->first_ready == q->first)
        return false;
    return unit != q->first || unit->finished.first;
}

bool
queue_may_be_large(const struct queue *q, const struct unit *unit)
{
    return unit == q->first && unit->finished.bytes < LIMIT_LARGE && q->taken < LIMIT_LARGE;
}

bool
queue_publish(struct queue *q, struct unit *unit, struct results *results, bool done)
{
    q->bytes += results->bytes;
    q->large += results->large;
    results_append(&unit->finished, results);
    if (done && !unit->done) {
        unit->done = true;
        q->done++;
    }
    return queue_is_worth_taking(q);
}

int
queue_skip(struct queue *q, enum snapshot_state state, int error, const char *reason)
{
    struct attempt a = { 0 };
    struct unit *unit;
    int rc = 0;

    for (int i = 0; i < LIMIT_WINDOW_UNITS && (unit = q->first_ready); i++) {
        struct results results = { 0 };

        q->first_ready = unit->next_ready;
        while (unit->class->skip(unit, &a)) {
            attempt_ended(&a, state, reason);
            a.error = error;
            if (results_add(&results, &a, false) != 0)
                rc = -1;
        }
        (void)queue_publish(q, unit, &results, true); /* the caller is the owner, who needs no waking */
    }
    if (!q->first_ready)
        q->last_ready = NULL;
    attempt_free(&a);
    return rc;
}

bool
queue_written(struct queue *q)
{
    bool was_large = q->taken >= LIMIT_LARGE;

    q->taken = 0;
    return was_large;
}

bool
queue_take(struct queue *q, struct results *out)
{
    bool was_full = q->bytes > q->window;

    while (q->first) {
        struct unit *unit = q->first;

        q->bytes -= unit->finished.bytes;
        q->taken += unit->finished.bytes;
        results_append(out, &unit->finished);
        if (!unit->done)
            break;
        q->first = unit->next;
        if (!q->first)
            q->last = NULL;
        q->units--;
        q->done--;
        unit->class->free(unit);
    }
    return was_full;
}

void
queue_free(struct queue *q)
{
    for (struct unit *unit = q->first, *next; unit; unit = next) {
        next = unit->next;
        results_free(&unit->finished);
        unit->class->free(unit);
    }
    *q = (struct queue){ 0 };
}
