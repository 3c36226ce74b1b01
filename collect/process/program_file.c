#include "collect/process/program_file.h"

#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What the kernel puts behind a path whose last name was removed: d_path(), fs/d_path.c. */
#define DELETED " (deleted)"

/* Bytes of the largest struct vfs_ns_cap_data (include/uapi/linux/capability.h), and room for a later version. */
#define CAPABILITY 64

/* The link of an anonymous file that memfd_create(2) made begins so (mm/memfd.c); there is nothing to look for. */
#define MEMFD_PREFIX "/memfd:"

bool
program_is_same(const struct file_status *a, const struct file_status *b)
{
    return a->inode == b->inode && a->major == b->major && a->minor == b->minor;
}

/*
 * Opens the directory, or the file at the end, one name after the other and without following a link: the kernel named
 * the path behind all links.  A descriptor, or -1 with errno.
 */
static int
walk(struct guard *guard, int from, struct text rest)
{
    struct bytes name = { 0 };
    struct text part;
    int at = from, fd = -1;

    do {
        bool last = !text_next_part(&rest, '/', &part);

        if (last) {
            part = rest;
            rest.len = 0;
        }
        if (part.len == 0 && !last)
            continue;
        bytes_clear(&name);
        bytes_append(&name, part.data, part.len);
        fd = guard_openat(guard, at, bytes_string(&name), O_PATH | O_NOFOLLOW | (last ? 0 : O_DIRECTORY));
        if (at != from) {
            int error = errno;

            close(at);
            errno = error;
        }
        at = fd;
    } while (fd >= 0 && rest.len > 0);
    bytes_free(&name);
    return fd;
}

/* Takes the attributes of what is at that path.  0, or an errno value. */
static int
look_at(struct guard *guard, int from, struct text path, struct file_status *status)
{
    int fd = walk(guard, from, path), error = 0;

    if (fd < 0)
        return errno;
    if (guard_statx(guard, fd, "", AT_EMPTY_PATH, status) != 0)
        error = errno;
    close(fd);
    return error;
}

/* Compares the file with what is at the path, which is relative to the root of the process. */
static void
compare(struct guard *guard, int root, const struct program_file *file, struct text path, struct program_facts *facts)
{
    int error = look_at(guard, root, path, &facts->other);

    facts->place_error = 0;
    if (error == ENOENT || error == ENOTDIR) {
        facts->place = PLACE_ABSENT;
    } else if (error) {
        facts->place = PLACE_ERROR;
        facts->place_error = error;
    } else {
        facts->place = program_is_same(&facts->other, &file->status) ? PLACE_SAME : PLACE_OTHER;
    }
}

/* Takes the root of the process and the slash behind it off the path.  False if the path is not below. */
static bool
take_root(struct text *path, const struct bytes *root)
{
    struct text rest = *path;

    if (root->len > 1) {
        if (rest.len <= root->len || memcmp(rest.data, root->data, root->len) != 0)
            return false;
        rest.data += root->len;
        rest.len -= root->len;
    }
    if (!text_skip(&rest, "/"))
        return false;
    *path = rest;
    return true;
}

static void
look_at_place(struct process_context *context, struct guard *guard, const struct program_file *file,
              struct program_facts *facts)
{
    struct text path = text_of(&file->path), name = path;
    size_t suffix = strlen(DELETED);
    struct bytes plain = { 0 };
    int root;

    facts->place = PLACE_NOT_ASKED;
    if (text_skip(&name, MEMFD_PREFIX))
        return;
    facts->place = PLACE_OUTSIDE;
    if (!take_root(&path, &file->root))
        return;
    root = guard_openat(guard, file->dir, "root", O_PATH | O_DIRECTORY);
    if (root < 0) {
        facts->place = PLACE_ERROR;
        facts->place_error = errno;
        return;
    }
    compare(guard, root, file, path, facts);
    if (facts->place != PLACE_SAME && path.len > suffix &&
        memcmp(path.data + path.len - suffix, DELETED, suffix) == 0 && !guard_lost(guard)) {
        path.len -= suffix;
        bytes_append(&plain, file->path.data, file->path.len - suffix);
        if (mount_table_is_local(&context->net->finder.table, file->ns, bytes_string(&plain)))
            compare(guard, root, file, path, facts);
        else
            facts->place = PLACE_NOT_ASKED;
    }
    bytes_free(&plain);
    close(root);
}

/* The inode of our own mount namespace; 0 if it is not known. */
static uint64_t
own_namespace(struct process_context *context, struct guard *guard)
{
    struct bytes path = { 0 };
    int dir = host_self(context->host, "ns/mnt", &path);
    char target[64];
    ssize_t len = guard_readlinkat(guard, dir, bytes_string(&path), target, sizeof(target));

    bytes_free(&path);
    return len < 0 ? 0 : text_link_number((struct text){ target, (size_t)len });
}

/* Whether the file in the upper directory is the one that the overlay shows; the overlay may give it another inode. */
static bool
is_alike(const struct file_status *a, const struct file_status *b)
{
    return S_ISREG(a->mode) && a->mode == b->mode && a->size == b->size && a->modified.seconds == b->modified.seconds &&
           a->modified.nanoseconds == b->modified.nanoseconds;
}

/* `directory` is that much of `path`.  NULL if it does not exist here, or has another file. */
static const char *
layer_of(struct guard *guard, struct text path, size_t directory, const struct file_status *shown)
{
    int root = guard_openat(guard, AT_FDCWD, "/", O_PATH | O_DIRECTORY);
    struct text upper = { path.data, directory };
    struct file_status status;
    int error;

    if (root < 0 || !text_skip(&upper, "/") || !text_skip(&path, "/"))
        error = EINVAL;
    else
        error = look_at(guard, root, upper, &status);
    if (error == 0)
        error = look_at(guard, root, path, &status);
    else
        error = EINVAL;
    if (root >= 0)
        close(root);
    if (error == ENOENT || error == ENOTDIR)
        return "lower";
    return error == 0 && is_alike(&status, shown) ? "upper" : NULL;
}

/*
 * An overlay takes what is in its upper directory before what is below (ovl_lookup(), fs/overlayfs/namei.c), so that a
 * file at its path is of the upper layer if it is there.  The mount names the directory as whoever mounted it saw it:
 * mostly somebody in the mount namespace in which collect runs.
 */
static void
look_at_layer(struct process_context *context, struct guard *guard, const struct program_file *file,
              struct program_facts *facts)
{
    struct mount_table *table = &context->net->finder.table;
    struct bytes path = { 0 }, upper = { 0 };
    size_t directory = 0;

    facts->layer = NULL;
    if (facts->place != PLACE_SAME || !(file->status.mask & FILE_STATUS_MOUNT))
        return;
    bytes_append(&path, file->path.data, file->path.len);
    if (mount_table_upper(table, file->status.mount, bytes_string(&path), &upper, &directory) &&
        mount_table_is_local(table, own_namespace(context, guard), bytes_string(&upper)))
        facts->layer = layer_of(guard, text_of(&upper), directory, &file->status);
    bytes_free(&path);
    bytes_free(&upper);
}

/* The path leads through our own descriptor of the directory, so that it cannot lead to a later process with the pid. */
static void
look_at_capability(struct process_context *context, struct guard *guard, const struct program_file *file,
                   struct program_facts *facts)
{
    struct bytes path = { 0 };
    char value[CAPABILITY];
    ssize_t len = -1;

    facts->capability_error = ENOTSUP;
    bytes_format(&path, "%s/self/fd/%d/exe", context->host->proc_path, file->dir);
    /* Else a path would not lead to the procfs that we read: to our own one none does, and a mount over our own directory may hang. */
    if (context->host->visible < 0 && host_proc_of(context->host, context->host->self) == context->host->proc) {
        len = guard_getxattr(guard, bytes_string(&path), "security.capability", value, sizeof(value));
        facts->capability_error = len < 0 && errno != ENODATA && errno != ENOTSUP ? errno : 0;
    }
    bytes_free(&path);
    if (len > 0)
        bytes_append(&facts->capability, value, (size_t)len);
}

void
program_look(struct process_context *context, struct guard *guard, const struct program_file *file,
             struct program_facts *facts)
{
    *facts = (struct program_facts){ .place = PLACE_NOT_ASKED };
    look_at_place(context, guard, file, facts);
    if (!guard_lost(guard))
        look_at_layer(context, guard, file, facts);
    if (!guard_lost(guard))
        look_at_capability(context, guard, file, facts);
}
