#include "analyze/formats/lib/file_status.h"

#include <string.h>

#define NANOSECONDS 1000000000

/* S_IFMT and its values are the same on all architectures. */
#define TYPE_BITS 0170000

static struct slice
type_of(int64_t mode)
{
    static const struct {
        int64_t bits;
        const char *name;
    } types[] = {
        { 0100000, "regular" }, { 0040000, "directory" }, { 0020000, "character" }, { 0060000, "block" },
        { 0010000, "fifo" },    { 0120000, "link" },      { 0140000, "socket" },
    };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if ((mode & TYPE_BITS) == types[i].bits)
            return slice_of(types[i].name);
    return (struct slice){ NULL, 0 };
}

/* The text up to the next tab, or to the end of the line. */
static struct slice
next_field(struct scan *s, const char *want)
{
    struct slice text = { NULL, 0 };

    scan_part(s, '\t', &text);
    if (scan_ok(s) && text.len == 0)
        scan_fail(s, want, slice_of(""));
    return text.ptr ? text : slice_of("");
}

static void
scan_mode(struct scan *s, struct file_status *status)
{
    struct slice text = next_field(s, "mode");
    int64_t mode = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '7' || i == 7) {
            scan_fail(s, "mode", text);
            return;
        }
        mode = mode * 8 + (text.ptr[i] - '0');
    }
    status->file_type = type_of(mode);
    status->mode = (struct maybe){ scan_ok(s), mode & ~(int64_t)TYPE_BITS };
}

/* A number; - is none. */
static void
scan_number(struct scan *s, const char *want, struct maybe *out)
{
    struct slice text = next_field(s, want);
    struct scan number = scan_of(text);

    if (!scan_ok(s) || slice_is(text, "-"))
        return;
    scan_signed(&number, want, &out->value); /* inode numbers above 2^63 exist */
    out->known = scan_ok(&number) && number.rest.len == 0;
    if (!out->known)
        scan_fail(s, want, text);
}

/* "major:minor"; *number is what makedev(3) makes of it, as Linux has it on all architectures. */
static void
scan_device(struct scan *s, struct slice *out, int64_t *number)
{
    struct slice text = next_field(s, "device");
    struct scan parts = scan_of(text);
    int64_t major = 0, minor = 0;

    scan_dec(&parts, "device", &major);
    scan_text(&parts, ":");
    scan_dec(&parts, "device", &minor);
    if (!scan_ok(&parts) || parts.rest.len > 0 || major > UINT32_MAX || minor > UINT32_MAX) {
        scan_fail(s, "device", text);
        return;
    }
    *out = text;
    *number = (int64_t)(((uint64_t)major & 0xfffff000) << 32 | ((uint64_t)major & 0xfff) << 8 |
                        ((uint64_t)minor & 0xffffff00) << 12 | ((uint64_t)minor & 0xff));
}

/* "seconds.nanoseconds"; - is none.  A time that does not fit is none either: file systems have some of the year 292277. */
static void
scan_time(struct scan *s, const char *want, struct maybe *out)
{
    struct slice text = next_field(s, want);
    struct scan number = scan_of(text);
    int64_t seconds = 0, nanoseconds = 0;

    if (!scan_ok(s) || slice_is(text, "-"))
        return;
    scan_signed(&number, want, &seconds);
    scan_text(&number, ".");
    scan_dec(&number, want, &nanoseconds);
    if (!scan_ok(&number) || number.rest.len > 0 || nanoseconds >= NANOSECONDS) {
        scan_fail(s, want, text);
        return;
    }
    out->known = !__builtin_mul_overflow(seconds, (int64_t)NANOSECONDS, &out->value) &&
                 !__builtin_add_overflow(out->value, nanoseconds, &out->value);
}

void
scan_file_status(struct scan *s, struct file_status *status)
{
    int64_t unused;
    struct slice later = { NULL, 0 };

    *status = (struct file_status){ 0 };
    scan_mode(s, status);
    scan_number(s, "links", &status->nlink);
    scan_number(s, "uid", &status->uid);
    scan_number(s, "gid", &status->gid);
    scan_device(s, &status->device, &status->device_number);
    scan_number(s, "inode", &status->inode);
    scan_device(s, &status->special_device, &unused);
    scan_number(s, "size", &status->size);
    scan_number(s, "blocks", &status->blocks);
    scan_number(s, "block size", &status->block_size);
    scan_time(s, "access time", &status->accessed_ns);
    scan_time(s, "modification time", &status->modified_ns);
    scan_time(s, "change time", &status->changed_ns);
    scan_time(s, "birth time", &status->born_ns);
    scan_number(s, "mount", &status->mount_id);
    scan_rest(s, &later); /* later versions may write more */
    if (slice_is(status->special_device, "0:0"))
        status->special_device = (struct slice){ NULL, 0 };
}
