#include "analyze/diff/match.h"

#include <stdio.h>
#include <stdlib.h>

/* The things that are not matched yet, in an order. */
struct order {
    struct thing **list;
    size_t count;
};

typedef int comparator(const void *a, const void *b);

/* A comparison while it is made. */
struct run {
    const struct comparison *with;
    struct changes *changes;
    size_t *lacks_old, *lacks_new; /* for each field, in how many pairs only the other one knows it */
};

static int
compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int
compare_maybe(struct maybe a, struct maybe b)
{
    if (a.known != b.known)
        return a.known ? 1 : -1;
    return (a.value > b.value) - (a.value < b.value);
}

static int
compare_very(const struct thing *a, const struct thing *b)
{
    int order = compare_maybe(a->cookie, b->cookie);

    return order != 0 ? order : compare_maybe(a->started, b->started);
}

static int
by_identity(const void *a, const void *b)
{
    const struct thing *x = *(struct thing *const *)a, *y = *(struct thing *const *)b;
    int order = compare_texts(x->identity, y->identity);

    return order != 0 ? order : compare_very(x, y);
}

static int
by_key(const void *a, const void *b)
{
    const struct thing *x = *(struct thing *const *)a, *y = *(struct thing *const *)b;
    int order = strcmp(x->key, y->key);

    if (order == 0)
        order = strcmp(x->item, y->item);
    return order != 0 ? order : compare_texts(x->identity, y->identity);
}

static struct order
order_of(struct things *things, comparator *compare)
{
    struct order order = { xmalloc((things->count + 1) * sizeof(struct thing *)), 0 };

    for (size_t i = 0; i < things->count; i++)
        if (!things->list[i].matched && (compare == by_key || things->list[i].identity))
            order.list[order.count++] = &things->list[i];
    if (order.count > 0)
        qsort(order.list, order.count, sizeof(struct thing *), compare);
    return order;
}

static void
add_change(struct changes *changes, enum change_kind kind, char *item, char *detail)
{
    if ((changes->count & (changes->count - 1)) == 0)
        changes->list = xrealloc(changes->list, (changes->count ? 2 * changes->count : 1) * sizeof(*changes->list));
    changes->list[changes->count++] = (struct change){ .kind = kind, .item = item, .detail = detail };
}

static bool
contradict(struct maybe a, struct maybe b)
{
    return a.known && b.known && a.value != b.value;
}

/* Numbers that another boot gives anew. */
static bool
is_of_boot(const char *name)
{
    size_t len = strlen(name);

    return (len >= 3 && strcmp(name + len - 3, "pid") == 0) || (len >= 4 && strcmp(name + len - 4, "port") == 0);
}

static bool
is_compared(const struct comparison *comparison, const char *name)
{
    return strncmp(name, "first_", strlen("first_")) != 0 && (comparison->same_boot || !is_of_boot(name));
}

/* "pid 12 -> 40, user 0 -> 33"; empty where the configuration is the same. */
static char *
differences(struct run *run, const struct thing *old, const struct thing *new)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *before = "";

    if (!out)
        die("out of memory");
    for (size_t i = 0; i < run->with->new->field_count; i++) {
        const char *a = old->fields[i], *b = new->fields[i], *name = run->with->new->names[i];

        if (!is_compared(run->with, name))
            continue;
        run->lacks_old[i] += !a && b;
        run->lacks_new[i] += a && !b;
        if (!a || !b || strcmp(a, b) == 0)
            continue;
        fprintf(out, "%s%s %s -> %s", before, name, *a ? a : "none", *b ? b : "none");
        before = ", ";
    }
    if (fclose(out))
        die("out of memory");
    return text;
}

/* "pid 12, user 0" */
static char *
description(const struct things *things, const struct thing *thing)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *before = "";

    if (!out)
        die("out of memory");
    for (size_t i = 0; i < things->field_count; i++) {
        if (!thing->fields[i] || !*thing->fields[i] || strcmp(thing->fields[i], thing->item) == 0)
            continue;
        fprintf(out, "%s%s %s", before, things->names[i], thing->fields[i]);
        before = ", ";
    }
    if (fclose(out))
        die("out of memory");
    return text;
}

static void
add_pair(struct run *run, struct thing *old, struct thing *new, bool again)
{
    char *detail = differences(run, old, new);
    enum change_kind kind = again ? CHANGE_REPLACED : *detail ? CHANGE_CHANGED : CHANGE_UNCHANGED;

    old->matched = new->matched = true;
    if (again && !*detail) {
        free(detail);
        detail = xasprintf("made anew");
    }
    add_change(run->changes, kind, xasprintf("%s", new->item), detail);
}

/* Those that are the very same. */
static void
match_identities(struct run *run)
{
    struct order old = order_of(run->with->old, by_identity), new = order_of(run->with->new, by_identity);

    for (size_t i = 0, j = 0; i < old.count && j < new.count;) {
        struct thing *a = old.list[i], *b = new.list[j];
        int order = strcmp(a->identity, b->identity);

        if (order == 0 && (contradict(a->cookie, b->cookie) || contradict(a->started, b->started)))
            order = compare_very(a, b);
        else if (order == 0)
            add_pair(run, a, b, false);
        i += order <= 0;
        j += order >= 0;
    }
    free(old.list);
    free(new.list);
}

/* Those that are the same again: after a reboot everything is, so that is no news. */
static void
match_keys(struct run *run)
{
    struct order old = order_of(run->with->old, by_key), new = order_of(run->with->new, by_key);

    for (size_t i = 0, j = 0; i < old.count && j < new.count;) {
        struct thing *a = old.list[i], *b = new.list[j];
        int order = strcmp(a->key, b->key);

        if (order == 0)
            add_pair(run, a, b, run->with->same_boot && a->identity && b->identity);
        i += order <= 0;
        j += order >= 0;
    }
    free(old.list);
    free(new.list);
}

/* What only one of the two has. */
static void
add_single(struct changes *changes, const struct things *things, const struct thing *thing, const struct things *other,
           enum change_kind kind, const char *other_name)
{
    const char *gap = things_gap(other, thing->source);

    if (gap) {
        add_change(changes, CHANGE_NOT_COMPARABLE, xasprintf("%s", thing->item),
                   xasprintf("not read in %s: %s", other_name, gap));
        return;
    }
    add_change(changes, kind, xasprintf("%s", thing->item), description(things, thing));
    changes->list[changes->count - 1].alarming = kind == CHANGE_NEW && thing->runs;
}

static void
add_singles(const struct comparison *comparison, struct changes *changes)
{
    for (size_t i = 0; i < comparison->old->count; i++)
        if (!comparison->old->list[i].matched)
            add_single(changes, comparison->old, &comparison->old->list[i], comparison->new, CHANGE_VANISHED,
                       comparison->new_name);
    for (size_t i = 0; i < comparison->new->count; i++)
        if (!comparison->new->list[i].matched)
            add_single(changes, comparison->new, &comparison->new->list[i], comparison->old, CHANGE_NEW,
                       comparison->old_name);
}

/* "pid of 12": that many things whose field is known only in the other one. */
static void
add_unknown(struct changes *changes, const char *field, size_t count, const char *where)
{
    if (count > 0)
        add_change(changes, CHANGE_NOT_COMPARABLE, xasprintf("%s of %zu", field, count),
                   xasprintf("not known in %s", where));
}

/* Sources that were not read, even where nothing that is known was there: something new may be. */
static void
add_gaps(struct changes *changes, const struct things *things, const char *name)
{
    const char *first = NULL;
    size_t count = 0;

    for (size_t i = 0; i < things->read_count; i++) {
        if (!*things->reads[i].gap)
            continue;
        if (!first)
            first = things->reads[i].gap;
        count++;
    }
    if (things->cut)
        add_change(changes, CHANGE_NOT_COMPARABLE, xasprintf("what %s lacks", name),
                   xasprintf("the archive ends early"));
    else if (count > 1)
        add_change(changes, CHANGE_NOT_COMPARABLE, xasprintf("what %s lacks", name),
                   xasprintf("%s, and %zu more", first, count - 1));
    else if (count > 0)
        add_change(changes, CHANGE_NOT_COMPARABLE, xasprintf("what %s lacks", name), xasprintf("%s", first));
}

static int
compare_changes(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);

    if (order == 0)
        order = strcmp(x->item, y->item);
    return order != 0 ? order : strcmp(x->detail, y->detail);
}

void
compare_things(const struct comparison *comparison, struct changes *changes)
{
    size_t fields = comparison->new->field_count;
    struct run run = { comparison, changes, xmalloc((fields + 1) * sizeof(size_t)),
                       xmalloc((fields + 1) * sizeof(size_t)) };

    *changes = (struct changes){ 0 };
    memset(run.lacks_old, 0, fields * sizeof(size_t));
    memset(run.lacks_new, 0, fields * sizeof(size_t));
    match_identities(&run);
    match_keys(&run);
    add_singles(comparison, changes);
    for (size_t i = 0; i < fields; i++) {
        add_unknown(changes, comparison->new->names[i], run.lacks_old[i], comparison->old_name);
        add_unknown(changes, comparison->new->names[i], run.lacks_new[i], comparison->new_name);
    }
    add_gaps(changes, comparison->old, comparison->old_name);
    add_gaps(changes, comparison->new, comparison->new_name);
    if (changes->count > 0)
        qsort(changes->list, changes->count, sizeof(*changes->list), compare_changes);
    free(run.lacks_old);
    free(run.lacks_new);
}

void
changes_free(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        free(changes->list[i].item);
        free(changes->list[i].detail);
    }
    free(changes->list);
    *changes = (struct changes){ 0 };
}
