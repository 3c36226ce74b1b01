#include "analyze/extract/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The errors that a path of the snapshot can cause; any other error comes from the disk. */
static int
refused(const char *path, struct error *error)
{
    switch (errno) {
    case EEXIST:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case ENOENT: /* of symlink: an empty target */
    case EINVAL:
        return 0;
    default:
        return error_set(error, "%s: %s", path, strerror(errno));
    }
}

static int
is_empty(int directory)
{
    DIR *entries = fdopendir(directory);
    const struct dirent *entry;
    int result = 1;

    if (!entries) {
        (void)close(directory);
        return -1;
    }
    errno = 0;
    while ((entry = readdir(entries)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            result = 0;
    if (closedir(entries))
        return -1;
    return result;
}

int
tree_make(const char *path, struct error *error)
{
    return mkdir(path, 0700) && errno != EEXIST ? error_set(error, "%s: %s", path, strerror(errno)) : 0;
}

int
tree_open(const char *path, struct tree *tree, struct error *error)
{
    int copy;
    int empty;

    *tree = (struct tree){ .root = -1, .directory = -1 };
    if (tree_make(path, error))
        return -1;
    tree->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    copy = tree->root < 0 ? -1 : openat(tree->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    empty = copy < 0 ? -1 : is_empty(copy);
    if (empty < 0)
        (void)error_set(error, "%s: %s", path, strerror(errno));
    else if (empty == 0)
        (void)error_set(error, "%s: %s", path, strerror(ENOTEMPTY));
    if (empty == 1)
        return 0;
    tree_close(tree);
    return -1;
}

static void
leave_directory(struct tree *tree)
{
    if (tree->directory >= 0)
        (void)close(tree->directory);
    tree->directory = -1;
    tree->directory_path.len = 0;
}

/* Opens one component, and makes it when it is not there. */
static int
step(int from, const char *name)
{
    int to = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (to >= 0 || errno != ENOENT)
        return to;
    if (mkdirat(from, name, 0700))
        return -1;
    return openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Opens the directory of a path component by component; -1 with errno set. */
static int
walk(int root, struct slice path)
{
    char *copy = xstrndup(path.ptr, path.len);
    char *rest = copy;
    char *name;
    int at = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    while (at >= 0 && (name = strsep(&rest, "/"))) {
        int next = step(at, name);
        int saved = errno;

        (void)close(at);
        errno = saved;
        at = next;
    }
    free(copy);
    return at;
}

/* Makes the directory the present one: snapshots come one directory after the other. */
static int
enter(struct tree *tree, struct slice path)
{
    if (tree->directory >= 0 && tree->directory_path.len == path.len &&
        memcmp(buffer_slice(&tree->directory_path).ptr, path.ptr, path.len) == 0)
        return 0;
    leave_directory(tree);
    tree->directory =
        path.len > 0 ? walk(tree->root, path) : openat(tree->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (tree->directory < 0)
        return -1;
    buffer_add(&tree->directory_path, path.ptr, path.len);
    return 0;
}

/* Enters the directory of the path and returns its last part, NULL with errno set. */
static const char *
enter_parent(struct tree *tree, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (enter(tree, (struct slice){ path, slash ? (size_t)(slash - path) : 0 }))
        return NULL;
    return slash ? slash + 1 : path;
}

int
tree_directory(struct tree *tree, const char *path, struct error *error)
{
    return enter(tree, slice_of(path)) ? refused(path, error) : 1;
}

static int
write_all(int fd, struct slice content)
{
    while (content.len > 0) {
        ssize_t count = write(fd, content.ptr, content.len);

        if (count < 0 && errno != EINTR)
            return -1;
        if (count > 0)
            content = slice_skip(content, (size_t)count);
    }
    return 0;
}

int
tree_file(struct tree *tree, const char *path, struct slice content, struct error *error)
{
    const char *name = enter_parent(tree, path);
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd = name ? openat(tree->directory, name, flags, 0600) : -1;
    int failed;

    if (fd < 0)
        return refused(path, error);
    failed = write_all(fd, content) ? errno : 0;
    if (close(fd) && !failed)
        failed = errno;
    return failed ? error_set(error, "%s: %s", path, strerror(failed)) : 1;
}

int
tree_link(struct tree *tree, const char *path, const char *target, struct error *error)
{
    const char *name = enter_parent(tree, path);

    if (!name || symlinkat(target, tree->directory, name))
        return refused(path, error);
    return 1;
}

int
tree_remove(struct tree *tree, const char *path, struct error *error)
{
    const char *name = enter_parent(tree, path);

    if (!name || (unlinkat(tree->directory, name, 0) && errno != ENOENT))
        return refused(path, error);
    return 1;
}

void
tree_close(struct tree *tree)
{
    leave_directory(tree);
    if (tree->root >= 0)
        (void)close(tree->root);
    tree->root = -1;
    buffer_free(&tree->directory_path);
}
