#include "collect/work/chain.h"

#include <stdlib.h>

struct chain {
    struct unit unit;
    struct unit *parts[2];
    size_t at; /* index of the part that is being done */
};

static bool
chain_step(struct unit *unit, struct worker *w)
{
    struct chain *c = (struct chain *)unit;

    while (c->at < 2) {
        if (c->parts[c->at]->class->step(c->parts[c->at], w) || guard_lost(&w->guard))
            return true;
        c->at++;
    }
    return false;
}

static bool
chain_skip(struct unit *unit, struct attempt *a)
{
    struct chain *c = (struct chain *)unit;

    for (; c->at < 2; c->at++)
        if (c->parts[c->at]->class->skip(c->parts[c->at], a))
            return true;
    return false;
}

static void
chain_free(struct unit *unit)
{
    struct chain *c = (struct chain *)unit;

    for (size_t i = 0; i < 2; i++)
        c->parts[i]->class->free(c->parts[i]);
    free(c);
}

struct unit *
unit_chain(struct unit *first, struct unit *second, bool *failed)
{
    static const struct unit_class class = { chain_step, chain_skip, chain_free };
    struct chain *c;

    if (!first || !second)
        return first ? first : second;
    c = calloc(1, sizeof(*c));
    if (!c) {
        first->class->free(first);
        second->class->free(second);
        *failed = true;
        return NULL;
    }
    c->unit.class = &class;
    c->parts[0] = first;
    c->parts[1] = second;
    return &c->unit;
}
