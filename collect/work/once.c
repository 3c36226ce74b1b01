#include "collect/work/once.h"

#include <stdlib.h>

struct once_unit {
    struct unit unit;
    const struct once *once;
    void *context;
    bool begun;
};

/* Begins the attempt.  Returns true for the first call only. */
static bool
begin(struct once_unit *u, struct attempt *a)
{
    bool begun = u->begun;

    u->begun = true;
    attempt_begin(a, u->once->directory, u->once->source, u->once->file);
    return !begun;
}

static bool
once_step(struct unit *unit, struct worker *w)
{
    struct once_unit *u = (struct once_unit *)unit;

    if (!begin(u, &w->attempt))
        return false;
    u->once->work(u->context, w);
    return true;
}

static bool
once_skip(struct unit *unit, struct attempt *a)
{
    struct once_unit *u = (struct once_unit *)unit;

    return begin(u, a) && !u->once->silent;
}

static void
once_free(struct unit *unit)
{
    free(unit);
}

struct unit *
unit_once(const struct once *once, void *context)
{
    static const struct unit_class class = { once_step, once_skip, once_free };
    struct once_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->once = once;
    u->context = context;
    return &u->unit;
}
