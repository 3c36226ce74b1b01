#include "tests/support/disk_files.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"
#include "tests/support/test.h"

void
disk_copy(struct buffer *to, const struct buffer *from)
{
    to->len = 0;
    buffer_add(to, from->ptr ? from->ptr : "", from->len);
}

void
disk_forget_changes(struct file *file)
{
    for (size_t i = 0; i < file->count; i++)
        buffer_free(&file->changes[i].bytes);
    file->count = 0;
}

void
disk_remove(struct file *file)
{
    disk_forget_changes(file);
    free(file->changes);
    free(file->name);
    buffer_free(&file->now);
    buffer_free(&file->synced);
    *file = (struct file){ .name = NULL };
}

void
disk_apply(struct buffer *content, size_t offset, const char *bytes, size_t len)
{
    static const char zeros[SECTOR];

    while (content->len < offset + len) {
        size_t missing = offset + len - content->len;

        buffer_add(content, zeros, missing < SECTOR ? missing : SECTOR);
    }
    if (len > 0)
        memcpy(content->ptr + offset, bytes, len);
}

struct disk *
disk_new(void)
{
    struct disk *disk = xmalloc(sizeof(*disk));

    *disk = (struct disk){ .when = 0 };
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    disk->below = sqlite3_vfs_find(NULL);
    disk->vfs = disk_vfs();
    assert_int_equal(sqlite3_vfs_register(&disk->vfs, 1), SQLITE_OK);
    return disk;
}

static void
clear(struct file files[FILES_MAX])
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (files[i].name)
            disk_remove(&files[i]);
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
        disk_copy(&to[i].now, &from[i].now);
        disk_copy(&to[i].synced, &from[i].now);
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
            disk_apply(&file->synced, change->offset + done, change->bytes.ptr + done,
                       next(state) % 8 ? part : (size_t)(next(state) % (part + 1)));
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
            disk_remove(file);
            continue;
        }
        for (size_t k = 0; k < file->count; k++)
            maybe_apply(file, &file->changes[k], &state);
        disk_forget_changes(file);
        disk_copy(&file->now, &file->synced);
        file->present = file->confirmed = true;
    }
}
