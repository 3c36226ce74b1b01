#include "collect/netns/kernel_mounts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
kernel_mounts_init(struct kernel_mounts *mounts, struct bound most)
{
    *mounts = (struct kernel_mounts){ .lock = PTHREAD_MUTEX_INITIALIZER, .most = most };
}

static void
free_mount(struct kernel_mount *mount)
{
    if (mount->fd >= 0)
        close(mount->fd);
    bytes_free(&mount->type);
    bytes_free(&mount->device);
    bytes_free(&mount->root);
    bytes_free(&mount->point);
}

void
kernel_mounts_free(struct kernel_mounts *mounts)
{
    for (size_t i = 0; i < mounts->count; i++)
        free_mount(&mounts->list[i]);
    free(mounts->list);
    mounts->list = NULL;
    mounts->count = mounts->cap = 0;
}

/* Whether a mount of that type, device and root shows all that the other one does. */
static bool
covers(struct text type, struct text device, struct text root, const struct mount_line *other)
{
    bool whole = root.len == 1 && root.data[0] == '/';

    return type.len == other->type.len && memcmp(type.data, other->type.data, type.len) == 0 &&
           device.len == other->device.len && memcmp(device.data, other->device.data, device.len) == 0 &&
           (whole || (root.len == other->root.len && memcmp(root.data, other->root.data, root.len) == 0));
}

static bool
is_in(const struct bytes *mountinfo, const struct mount_line *mount)
{
    struct text rest = text_of(mountinfo), line;
    struct mount_line own;

    while (text_next_line(&rest, &line))
        if (mount_line_parse(line, &own) && covers(own.type, own.device, own.root, mount))
            return true;
    return false;
}

bool
kernel_mounts_want(struct kernel_mounts *mounts, const struct bytes *own, const struct mount_line *mount)
{
    bool known;

    if (!text_is(mount->type, "bpf") && !text_is(mount->type, "cgroup2"))
        return false;
    known = is_in(own, mount);
    pthread_mutex_lock(&mounts->lock);
    for (size_t i = 0; i < mounts->count && !known; i++) {
        const struct kernel_mount *one = &mounts->list[i];

        known = one->fd >= 0 && covers(text_of(&one->type), text_of(&one->device), text_of(&one->root), mount);
    }
    pthread_mutex_unlock(&mounts->lock);
    return !known;
}

static struct bytes
copy_of(struct text text)
{
    struct bytes copy = { 0 };

    bytes_append(&copy, text.data, text.len);
    return copy;
}

/* With the lock held. */
static bool
append(struct kernel_mounts *mounts, const struct kernel_mount *mount)
{
    if (mounts->count >= mounts->most.most)
        return false;
    if (mounts->count == mounts->cap) {
        size_t cap = mounts->cap ? mounts->cap * 2 : 8;
        struct kernel_mount *list = realloc(mounts->list, cap * sizeof(*list));

        if (!list)
            return false;
        mounts->list = list;
        mounts->cap = cap;
    }
    mounts->list[mounts->count++] = *mount;
    return true;
}

void
kernel_mounts_add(struct kernel_mounts *mounts, uint64_t ns, const struct mount_line *mount, int fd, int error)
{
    struct kernel_mount one = { .ns = ns, .fd = fd, .error = fd < 0 ? error : 0 };
    bool added;

    one.type = copy_of(mount->type);
    one.device = copy_of(mount->device);
    one.root = copy_of(mount->root);
    text_unescape(&one.point, mount->point);
    added = !one.type.failed && !one.device.failed && !one.root.failed && !one.point.failed;
    pthread_mutex_lock(&mounts->lock);
    added = added && append(mounts, &one);
    mounts->left_out = mounts->left_out || !added;
    pthread_mutex_unlock(&mounts->lock);
    if (!added)
        free_mount(&one);
}
