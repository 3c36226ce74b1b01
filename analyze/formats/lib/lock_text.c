#include "analyze/formats/lib/lock_text.h"

#include <string.h>

/* `major:minor:`, or `<none>:`, which makes no value. */
static void
scan_device(struct scan *s, struct slice *device)
{
    struct slice minor = { NULL, 0 };
    struct slice major = { NULL, 0 };

    scan_space(s);
    scan_until(s, "device", ':', &major);
    if (!scan_ok(s) || slice_is(major, "<none>"))
        return;
    scan_until(s, "device", ':', &minor);
    if (scan_ok(s))
        *device = (struct slice){ major.ptr, (size_t)(minor.ptr + minor.len - major.ptr) };
}

static void
scan_last(struct scan *s, struct maybe *last)
{
    scan_space(s);
    if (slice_begins(s->rest, "EOF"))
        scan_text(s, "EOF");
    else if (scan_at_end(s))
        scan_fail(s, "last byte", s->rest);
    else
        scan_maybe_dec(s, "last byte", last);
}

void
scan_lock(struct scan *s, struct lock_text *lock)
{
    scan_dec(s, "number", &lock->lock);
    scan_text(s, ":");
    scan_space(s);
    lock->blocked = slice_begins(s->rest, "->");
    if (lock->blocked)
        scan_text(s, "->");
    scan_word(s, "kind", &lock->kind);
    scan_word(s, "mode", &lock->mode);
    scan_word(s, "access", &lock->access);
    scan_signed(s, "pid", &lock->pid);
    scan_device(s, &lock->device);
    scan_signed(s, "inode", &lock->inode);
    scan_dec(s, "first byte", &lock->first);
    scan_last(s, &lock->last);
}
