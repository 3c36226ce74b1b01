#include "collect/archive/attempt.h"
#include "collect/base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Copies the bytes and a NUL to *at, and advances *at. */
static struct bytes
place_at(char **at, const struct bytes *b)
{
    struct bytes placed = { .data = *at, .len = b->len, .cap = b->len + 1 };

    if (b->len > 0)
        memcpy(*at, b->data, b->len);
    (*at)[b->len] = '\0';
    *at += placed.cap;
    return placed;
}

/* Copies the attempt with its texts, and if `with` is set with its content. */
static struct result *
result_new(const struct attempt *a, bool with)
{
    size_t size = a->path.len + a->source.len + a->reason.len + 3;
    struct result *r = malloc(sizeof(*r) + size + (with ? a->content.len + 1 : 0));
    char *at;

    if (!r)
        return NULL;
    at = r->text;
    r->next = NULL;
    r->owns_content = false;
    r->attempt = *a;
    r->attempt.path = place_at(&at, &a->path);
    r->attempt.source = place_at(&at, &a->source);
    r->attempt.reason = place_at(&at, &a->reason);
    r->attempt.content = with ? place_at(&at, &a->content) : (struct bytes){ 0 };
    return r;
}

int
results_add(struct results *results, struct attempt *a, bool shared)
{
    bool move = !shared && a->content.cap > LIMIT_SCRATCH;
    struct result *r = NULL;

    if (a->path.failed || a->source.failed || a->reason.failed)
        return -1;
    r = result_new(a, !move);
    if (r && move) {
        r->attempt.content = a->content;
        r->owns_content = true;
        a->content = (struct bytes){ 0 };
    }
    if (!r) {
        r = result_new(a, false);
        if (!r)
            return -1;
        attempt_failed(&r->attempt, ENOMEM, ORIGIN_HOST);
    }
    if (results->last)
        results->last->next = r;
    else
        results->first = r;
    results->last = r;
    results->bytes += r->attempt.content.len;
    results->large += a->is_large ? r->attempt.content.len : 0;
    return 0;
}

void
results_append(struct results *results, struct results *more)
{
    if (!more->first)
        return;
    if (results->last)
        results->last->next = more->first;
    else
        results->first = more->first;
    results->last = more->last;
    results->bytes += more->bytes;
    results->large += more->large;
    *more = (struct results){ 0 };
}

struct result *
results_pop(struct results *results)
{
    struct result *r = results->first;

    if (!r)
        return NULL;
    results->first = r->next;
    if (!results->first)
        results->last = NULL;
    results->bytes -= r->attempt.content.len;
    return r;
}

void
result_free(struct result *result)
{
    if (result && result->owns_content)
        bytes_free(&result->attempt.content);
    free(result);
}

void
results_free(struct results *results)
{
    struct result *r;

    while ((r = results_pop(results)))
        result_free(r);
}
