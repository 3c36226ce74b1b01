#include "collect/base/file_status.h"

static void
put_number(struct bytes *out, uint64_t value)
{
    bytes_format(out, "\t%llu", (unsigned long long)value);
}

static void
put_time(struct bytes *out, const struct file_time *time)
{
    bytes_format(out, "\t%lld.%09u", (long long)time->seconds, (unsigned)time->nanoseconds);
}

void
file_status_put(struct bytes *out, const struct file_status *status)
{
    bytes_format(out, "%o", (unsigned)status->mode);
    put_number(out, status->links);
    put_number(out, status->uid);
    put_number(out, status->gid);
    bytes_format(out, "\t%u:%u", (unsigned)status->major, (unsigned)status->minor);
    put_number(out, status->inode);
    bytes_format(out, "\t%u:%u", (unsigned)status->special_major, (unsigned)status->special_minor);
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
