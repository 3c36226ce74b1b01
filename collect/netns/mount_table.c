#include "collect/netns/mount_table.h"

#include <stdlib.h>
#include <string.h>

/*
 * Types of file systems whose attributes the kernel has without asking anybody outside.  The layers of an overlay may be
 * of another type; the deadline of the call is what remains then.
 */
static const char *const local_types[] = {
    "bcachefs", "binder",  "binfmt_misc", "bpf",      "btrfs",      "cgroup",    "cgroup2",  "configfs", "cramfs",
    "debugfs",  "devpts",  "devtmpfs",    "efivarfs", "erofs",      "exfat",     "ext2",     "ext3",     "ext4",
    "f2fs",     "fusectl", "hfs",         "hfsplus",  "hugetlbfs",  "iso9660",   "jffs2",    "jfs",      "minix",
    "mqueue",   "msdos",   "nilfs2",      "nsfs",     "ntfs3",      "overlay",   "proc",     "pstore",   "ramfs",
    "reiserfs", "resctrl", "romfs",       "rootfs",   "securityfs", "selinuxfs", "squashfs", "sysfs",    "tmpfs",
    "tracefs",  "ubifs",   "udf",         "vfat",     "xfs",        "zfs",
};

void
mount_table_init(struct mount_table *table)
{
    *table = (struct mount_table){ .lock = PTHREAD_MUTEX_INITIALIZER };
    inodes_init(&table->local);
    inodes_init(&table->other);
    inodes_init(&table->searched);
}

void
mount_table_free(struct mount_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        bytes_free(&table->places[i].point);
        bytes_free(&table->places[i].upper);
    }
    free(table->places);
    table->places = NULL;
    table->count = table->cap = 0;
    inodes_free(&table->local);
    inodes_free(&table->other);
    inodes_free(&table->searched);
}

static bool
is_local(struct text type)
{
    for (size_t i = 0; i < sizeof(local_types) / sizeof(local_types[0]); i++)
        if (text_is(type, local_types[i]))
            return true;
    return false;
}

/* The last upperdir counts: the name of a lower directory may look like an option, and comes first. */
static void
take_upper(struct bytes *upper, struct text options)
{
    struct text part;

    while (options.len > 0) {
        if (!text_next_part(&options, ',', &part)) {
            part = options;
            options.len = 0;
        }
        if (!text_skip(&part, "upperdir="))
            continue;
        bytes_clear(upper);
        text_unescape(upper, part);
    }
}

/* With the lock held. */
static bool
add_place(struct mount_table *table, const struct mount_place *place)
{
    if (table->count == table->cap) {
        size_t cap = table->cap ? table->cap * 2 : 64;
        struct mount_place *places = realloc(table->places, cap * sizeof(*places));

        if (!places)
            return false;
        table->places = places;
        table->cap = cap;
    }
    table->places[table->count++] = *place;
    return true;
}

void
mount_table_add(struct mount_table *table, uint64_t ns, const struct mount_line *mount)
{
    struct mount_place place = { .ns = ns, .local = is_local(mount->type) };
    bool is_overlay = text_is(mount->type, "overlay"), added = true;
    uint64_t id;

    if (!text_decimal(mount->id, MOUNT_NO_ID - 1, &id))
        return;
    place.id = (unsigned)id;
    (void)inodes_add(place.local ? &table->local : &table->other, place.id + 1);
    if (!place.local || is_overlay) {
        text_unescape(&place.point, mount->point);
        if (is_overlay)
            take_upper(&place.upper, mount->options);
        pthread_mutex_lock(&table->lock);
        added = !place.point.failed && !place.upper.failed && add_place(table, &place);
        table->failed = table->failed || !added;
        pthread_mutex_unlock(&table->lock);
    }
    if (!added) {
        bytes_free(&place.point);
        bytes_free(&place.upper);
    }
}

void
mount_table_searched(struct mount_table *table, uint64_t ns)
{
    if (ns <= UINT32_MAX)
        (void)inodes_add(&table->searched, (uint32_t)ns);
}

void
mount_table_add_internal(struct mount_table *table, uint64_t id)
{
    if (id < MOUNT_NO_ID)
        (void)inodes_add(&table->local, (uint32_t)id + 1);
}

enum mount_reach
mount_table_find(struct mount_table *table, uint64_t id)
{
    if (id >= MOUNT_NO_ID)
        return MOUNT_UNKNOWN;
    if (inodes_has(&table->other, (uint32_t)id + 1))
        return MOUNT_OTHER; /* also if an earlier mount with this id was local */
    return inodes_has(&table->local, (uint32_t)id + 1) ? MOUNT_LOCAL : MOUNT_UNKNOWN;
}

/* What stands in `path` behind the mount point, with its slash; NULL if the path is not below. */
static const char *
below(const char *path, const struct bytes *point)
{
    size_t len = point->len;

    if (len == 1 && point->data[0] == '/')
        return path;
    /* Whoever writes the mountinfo may write a zero into a mount point: what is equal up to there is not equal. */
    if (strlen(path) < len || memcmp(path, point->data, len) != 0 || (path[len] != '/' && path[len] != '\0'))
        return NULL;
    return path + len;
}

bool
mount_table_is_local(struct mount_table *table, uint64_t ns, const char *path)
{
    bool local = path[0] == '/' && ns <= UINT32_MAX && inodes_has(&table->searched, (uint32_t)ns);

    pthread_mutex_lock(&table->lock);
    local = local && !table->failed;
    for (size_t i = 0; local && i < table->count; i++) {
        const struct mount_place *place = &table->places[i];

        local = place->local || place->ns != ns || !below(path, &place->point);
    }
    pthread_mutex_unlock(&table->lock);
    return local;
}

bool
mount_table_upper(struct mount_table *table, uint64_t id, const char *path, struct bytes *upper, size_t *directory)
{
    bool found = false;

    pthread_mutex_lock(&table->lock);
    for (size_t i = 0; !found && i < table->count; i++) {
        const struct mount_place *place = &table->places[i];
        const char *rest = place->id == id && place->upper.len > 0 ? below(path, &place->point) : NULL;

        if (!rest)
            continue;
        bytes_append(upper, place->upper.data, place->upper.len);
        *directory = upper->len;
        bytes_text(upper, rest);
        found = true;
    }
    pthread_mutex_unlock(&table->lock);
    return found;
}
