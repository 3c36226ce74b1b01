#include "tests/support/disk_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"
#include "tests/support/test.h"

/* What SQLite knows as a file. */
struct handle {
    sqlite3_file base;
    struct disk *disk;
    struct file *file;
    bool temporary;
};

/* SQLITE_OK, or what the test wants of this call. */
static int
call(struct disk *disk)
{
    disk->calls++;
    if (disk->when == 0 || disk->calls < disk->when || (disk->calls > disk->when && !disk->for_good))
        return SQLITE_OK;
    return disk->code;
}

static struct file *
find(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (disk->files[i].name && strcmp(disk->files[i].name, name) == 0)
            return &disk->files[i];
    return NULL;
}

static struct file *
create(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (!disk->files[i].name) {
            disk->files[i].name = xasprintf("%s", name);
            return &disk->files[i];
        }
    }
    fail_msg("too many files");
    return NULL;
}

static struct change *
new_change(struct file *file)
{
    if (file->count == file->room) {
        file->room = file->room ? 2 * file->room : 64;
        file->changes = xrealloc(file->changes, file->room * sizeof(*file->changes));
    }
    file->changes[file->count] = (struct change){ .offset = 0 };
    return &file->changes[file->count++];
}

static int
close_file(sqlite3_file *base)
{
    struct handle *handle = (struct handle *)base;

    if (handle->temporary)
        disk_remove(handle->file);
    return SQLITE_OK;
}

static int
read_file(sqlite3_file *base, void *to, int amount, sqlite3_int64 offset)
{
    struct handle *handle = (struct handle *)base;
    const struct buffer *now = &handle->file->now;
    size_t from = (size_t)offset, wanted = (size_t)amount;
    size_t there = from < now->len ? now->len - from : 0;
    int code = call(handle->disk);

    if (code)
        return code;
    if (there > 0)
        memcpy(to, now->ptr + from, there < wanted ? there : wanted);
    if (there >= wanted)
        return SQLITE_OK;
    memset((char *)to + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

static int
write_file(sqlite3_file *base, const void *bytes, int amount, sqlite3_int64 offset)
{
    struct handle *handle = (struct handle *)base;
    struct change *change;
    int code = call(handle->disk);

    if (code)
        return code;
    disk_apply(&handle->file->now, (size_t)offset, bytes, (size_t)amount);
    change = new_change(handle->file);
    change->offset = (size_t)offset;
    buffer_add(&change->bytes, bytes, (size_t)amount);
    return SQLITE_OK;
}

static int
truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
    struct handle *handle = (struct handle *)base;
    int code = call(handle->disk);

    if (code)
        return code;
    if ((size_t)size < handle->file->now.len)
        handle->file->now.len = (size_t)size;
    new_change(handle->file)->offset = (size_t)size;
    return SQLITE_OK;
}

static int
sync_file(sqlite3_file *base, int flags)
{
    struct handle *handle = (struct handle *)base;
    int code = call(handle->disk);

    (void)flags;
    if (code)
        return code;
    disk_copy(&handle->file->synced, &handle->file->now);
    disk_forget_changes(handle->file);
    handle->file->confirmed = true;
    return SQLITE_OK;
}

static int
size_of_file(sqlite3_file *base, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)((struct handle *)base)->file->now.len;
    return SQLITE_OK;
}

static int
lock(sqlite3_file *base, int level)
{
    (void)base, (void)level;
    return SQLITE_OK;
}

static int
reserved(sqlite3_file *base, int *is_reserved)
{
    (void)base;
    *is_reserved = 0;
    return SQLITE_OK;
}

static int
control(sqlite3_file *base, int operation, void *argument)
{
    (void)base, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int
sector_size(sqlite3_file *base)
{
    (void)base;
    return SECTOR;
}

static int
characteristics(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* what SQLite takes for granted on unix */
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock,
    .xUnlock = lock,
    .xCheckReservedLock = reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

static int
open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *flags_out)
{
    struct disk *disk = (struct disk *)vfs;
    struct handle *handle = (struct handle *)base;
    char *invented = name ? NULL : xasprintf("unnamed %u", disk->unnamed++);
    struct file *file;
    int code = call(disk);

    *handle = (struct handle){ .disk = disk, .temporary = !name || flags & SQLITE_OPEN_DELETEONCLOSE };
    file = find(disk, name ? name : invented);
    if (!code && !(file && file->present) && !(flags & SQLITE_OPEN_CREATE) && !(flags & SQLITE_OPEN_MAIN_DB))
        code = SQLITE_CANTOPEN;
    if (!code) {
        handle->file = file ? file : create(disk, name ? name : invented);
        handle->file->present = true;
        handle->base.pMethods = &methods;
    }
    free(invented);
    if (flags_out)
        *flags_out = flags;
    return code;
}

static int
delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    struct disk *disk = (struct disk *)vfs;
    struct file *file = find(disk, name);
    int code = call(disk);

    if (code)
        return code;
    if (!file || !file->present)
        return SQLITE_IOERR_DELETE_NOENT;
    if (sync || !file->confirmed) {
        disk_remove(file);
        return SQLITE_OK;
    }
    file->present = false; /* it may come back as it was synced last */
    file->now.len = 0;
    disk_forget_changes(file);
    return SQLITE_OK;
}

static int
access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    struct file *file = find((struct disk *)vfs, name);

    *result = file && file->present && (flags != SQLITE_ACCESS_EXISTS || file->now.len > 0);
    return SQLITE_OK;
}

static int
full_name(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    return snprintf(out, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
randomness(sqlite3_vfs *vfs, int size, char *out)
{
    struct disk *disk = (struct disk *)vfs;

    return disk->below->xRandomness(disk->below, size, out);
}

static int
sleep_for(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds;
}

static int
current_time(sqlite3_vfs *vfs, double *time)
{
    struct disk *disk = (struct disk *)vfs;

    return disk->below->xCurrentTime(disk->below, time);
}

static int
last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs, (void)size, (void)out;
    return 0;
}

sqlite3_vfs
disk_vfs(void)
{
    return (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct handle),
        .mxPathname = 4096,
        .zName = "disk",
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
        .xFullPathname = full_name,
        .xRandomness = randomness,
        .xSleep = sleep_for,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
    };
}
