#include "collect/process/context.h"

#include "collect/base/clock.h"
#include "collect/base/limits.h"

int
process_context_init(struct process_context *context, struct host *host, struct netview *net)
{
    *context = (struct process_context){ .host = host, .net = net };
    if (exe_cache_init(&context->exes) != 0)
        return -1;
    if (programs_init(&context->programs, host_limits(host)) == 0)
        return 0;
    exe_cache_free(&context->exes);
    return -1;
}

void
process_context_free(struct process_context *context)
{
    exe_cache_free(&context->exes);
    programs_free(&context->programs);
}

void
process_context_saw(struct process_context *context, const struct attempt *a)
{
    uint64_t took = clock_monotonic() - a->monotonic;

    (void)atomic_fetch_add(&context->visible_bytes, a->content.len);
    if (took / (NANOSECONDS / 1000) >= host_deadline(context->host))
        (void)atomic_fetch_add(&context->visible_slow, 1);
}

bool
process_context_saw_enough(struct process_context *context, struct attempt *a)
{
    bool enough = atomic_load(&context->visible_bytes) >= LIMIT_VISIBLE_BYTES ||
                  atomic_load(&context->visible_slow) >= LIMIT_VISIBLE_SLOW;

    if (enough)
        attempt_ended(a, STATE_truncated, "not attempted: what is mounted over processes is too large, or too slow");
    return enough;
}

struct links
process_links_begin(struct process_context *context, struct worker *w, unsigned pid, unsigned tid, int dir,
                    enum stuck stuck)
{
    struct links links = { .guard = &w->guard,
                           .target = w->text,
                           .numbers = w->numbers,
                           .queue = &context->net->queue,
                           .context = context,
                           .netns = { .context = context,
                                      .guard = &w->guard,
                                      .pid = pid,
                                      .tid = tid,
                                      .dir = dir,
                                      .pidfd = -1,
                                      .is_stuck = stuck != STUCK_NOT } };

    w->text = (struct bytes){ 0 };
    w->numbers = (struct numbers){ 0 };
    return links;
}

void
process_links_end(struct links *links, struct worker *w)
{
    w->text = links->target;
    w->numbers = links->numbers;
    if (w->numbers.cap > LIMIT_SCRATCH)
        numbers_free(&w->numbers);
    bytes_free(&links->program.path);
    numbers_free(&links->wanted);
    numbers_free(&links->files);
    numbers_free(&links->events);
}
