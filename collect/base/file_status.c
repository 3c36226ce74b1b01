#include "collect/base/file_status.h"

/* Not bytes_format, which would take most of the time: a host has tens of thousands of descriptors. */

static void
put_number(struct bytes *out, uint64_t value)
{
    bytes_byte(out, '\t');
    bytes_decimal(out, value);
}

static void
put_device(struct bytes *out, uint32_t major, uint32_t minor)
{
    put_number(out, major);
    bytes_byte(out, ':');
    bytes_decimal(out, minor);
}

static void
put_time(struct bytes *out, const struct file_time *time)
{
    uint64_t seconds = (uint64_t)time->seconds;
    char digits[9];
    uint32_t rest = time->nanoseconds;

    for (size_t at = sizeof(digits); at > 0; rest /= 10)
        digits[--at] = (char)('0' + rest % 10);
    bytes_text(out, time->seconds < 0 ? "\t-" : "\t");
    bytes_decimal(out, time->seconds < 0 ? -seconds : seconds);
    bytes_byte(out, '.');
    bytes_append(out, digits, sizeof(digits));
}

void
file_status_put(struct bytes *out, const struct file_status *status)
{
    bytes_octal(out, status->mode);
    put_number(out, status->links);
    put_number(out, status->uid);
    put_number(out, status->gid);
    put_device(out, status->major, status->minor);
    put_number(out, status->inode);
    put_device(out, status->special_major, status->special_minor);
    put_number(out, status->size);
    put_number(out, status->blocks);
    put_number(out, status->block_size);
    put_time(out, &status->accessed);
    put_time(out, &status->modified);
    put_time(out, &status->changed);
    if (status->mask & FILE_STATUS_BORN)
        put_time(out, &status->born);
    else
        bytes_text(out, "\t-");
    if (status->mask & FILE_STATUS_MOUNT)
        put_number(out, status->mount);
    else
        bytes_text(out, "\t-");
}
