#include "tests/support/disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/buffer.h"
#include "analyze/base/error.h"
#include "tests/support/test.h"

#define SECTOR    512
#define FILES_MAX 64

/* A write or, without bytes, a truncation to `offset`, which no sync has confirmed. */
struct change {
    size_t offset;
    struct buffer bytes;
};

struct file {
    char *name;           /* NULL: a free place */
    bool present;         /* what a program sees now */
    bool confirmed;       /* whether the name is on the disk for sure: it was synced, and not deleted since */
    struct buffer now;    /* what a program reads */
    struct buffer synced; /* what is on the disk for sure */
    struct change *changes;
    size_t count, room;
};

struct disk {
    sqlite3_vfs vfs;
    sqlite3_vfs *below; /* for time and chance */
    struct file files[FILES_MAX], kept[FILES_MAX];
    size_t calls, when;
    int code;
    bool for_good;
    unsigned unnamed;
};

/* What SQLite knows as a file. */
struct handle {
    sqlite3_file base;
    struct disk *disk;
    struct file *file;
    bool temporary;
};

static void
copy(struct buffer *to, const struct buffer *from)
{
    to->len = 0;
    buffer_add(to, from->ptr ? from->ptr : "", from->len);
}

static void
forget_changes(struct file *file)
{
    for (size_t i = 0; i < file->count; i++)
        buffer_free(&file->changes[i].bytes);
    file->count = 0;
}

static void
remove_file(struct file *file)
{
    forget_changes(file);
    free(file->changes);
    free(file->name);
    buffer_free(&file->now);
    buffer_free(&file->synced);
    *file = (struct file){ .name = NULL };
}

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

/* Makes the file as long as that, and puts the bytes there. */
static void
apply(struct buffer *content, size_t offset, const char *bytes, size_t len)
{
    static const char zeros[SECTOR];

    while (content->len < offset + len) {
        size_t missing = offset + len - content->len;

        buffer_add(content, zeros, missing < SECTOR ? missing : SECTOR);
    }
    if (len > 0)
        memcpy(content->ptr + offset, bytes, len);
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

/* ---- what SQLite calls */

static int
close_file(sqlite3_file *base)
{
    struct handle *handle = (struct handle *)base;

    if (handle->temporary)
        remove_file(handle->file);
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
    apply(&handle->file->now, (size_t)offset, bytes, (size_t)amount);
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
    copy(&handle->file->synced, &handle->file->now);
    forget_changes(handle->file);
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
        remove_file(file);
        return SQLITE_OK;
    }
    file->present = false; /* it may come back as it was synced last */
    file->now.len = 0;
    forget_changes(file);
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

/* ---- what the tests call */

struct disk *
disk_new(void)
{
    struct disk *disk = xmalloc(sizeof(*disk));

    *disk = (struct disk){ .when = 0 };
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    disk->below = sqlite3_vfs_find(NULL);
    disk->vfs = (sqlite3_vfs){
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
    assert_int_equal(sqlite3_vfs_register(&disk->vfs, 1), SQLITE_OK);
    return disk;
}

static void
clear(struct file files[FILES_MAX])
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (files[i].name)
            remove_file(&files[i]);
}

void
disk_free(struct disk *disk)
{
    assert_int_equal(sqlite3_vfs_unregister(&disk->vfs), SQLITE_OK);
    assert_int_equal(sqlite3_vfs_register(disk->below, 1), SQLITE_OK);
    clear(disk->files);
    clear(disk->kept);
    free(disk);
}

size_t
disk_calls(const struct disk *disk)
{
    return disk->calls;
}

void
disk_fail(struct disk *disk, size_t when, int code, bool for_good)
{
    disk->calls = 0;
    disk->when = when;
    disk->code = code;
    disk->for_good = for_good;
}

/* As after a sync of everything. */
static void
copy_files(struct file to[FILES_MAX], struct file from[FILES_MAX])
{
    clear(to);
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (!from[i].name || !from[i].present)
            continue;
        to[i].name = xasprintf("%s", from[i].name);
        to[i].present = to[i].confirmed = true;
        copy(&to[i].now, &from[i].now);
        copy(&to[i].synced, &from[i].now);
    }
}

void
disk_keep(struct disk *disk)
{
    copy_files(disk->kept, disk->files);
}

void
disk_put_back(struct disk *disk)
{
    copy_files(disk->files, disk->kept);
}

void
disk_empty(struct disk *disk)
{
    clear(disk->files);
}

static uint64_t
next(uint64_t *state) /* xorshift64 */
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A sector arrives in one case of two, and then in one of eight only its beginning does. */
static void
maybe_apply(struct file *file, const struct change *change, uint64_t *state)
{
    for (size_t done = 0, part; done < change->bytes.len; done += part) {
        size_t in_sector = SECTOR - (change->offset + done) % SECTOR;

        part = change->bytes.len - done < in_sector ? change->bytes.len - done : in_sector;
        if (next(state) % 2)
            apply(&file->synced, change->offset + done, change->bytes.ptr + done,
                  next(state) % 8 ? part : next(state) % (part + 1));
    }
    if (change->bytes.len == 0 && next(state) % 2 && change->offset < file->synced.len)
        file->synced.len = change->offset;
}

void
disk_lose_power(struct disk *disk, uint64_t seed)
{
    uint64_t state = seed * 2654435761U + 88172645463325252U;

    for (size_t i = 0; i < FILES_MAX; i++) {
        struct file *file = &disk->files[i];

        if (!file->name)
            continue;
        if (file->present == file->confirmed ? !file->present : next(&state) % 2) {
            remove_file(file);
            continue;
        }
        for (size_t k = 0; k < file->count; k++)
            maybe_apply(file, &file->changes[k], &state);
        forget_changes(file);
        copy(&file->now, &file->synced);
        file->present = file->confirmed = true;
    }
}
