#include "collect/process/hash_exe.h"

#include "collect/base/clock.h"
#include "collect/base/digest.h"
#include "collect/base/limits.h"
#include "collect/process/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define READ_SIZE 65536

/*
 * A file is known by these fields and its digest.  A running program cannot be written (ETXTBSY); size and time tell if
 * a file system allows that nevertheless.
 */
struct exe_digest {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
    char hex[DIGEST_HEX + 1];
};

int
exe_cache_init(struct exe_cache *cache)
{
    *cache = (struct exe_cache){ .files = NULL };
    return pthread_mutex_init(&cache->lock, NULL) == 0 ? 0 : -1;
}

void
exe_cache_free(struct exe_cache *cache)
{
    free(cache->files);
    pthread_mutex_destroy(&cache->lock);
}

/* Sets file->hex if the digest is known.  Returns whether it is. */
static bool
find(struct exe_cache *cache, struct exe_digest *file)
{
    bool found = false;

    pthread_mutex_lock(&cache->lock);
    for (size_t i = 0; i < cache->count && !found; i++) {
        const struct exe_digest *known = &cache->files[i];

        found = known->device == file->device && known->inode == file->inode && known->size == file->size &&
                known->changed.tv_sec == file->changed.tv_sec && known->changed.tv_nsec == file->changed.tv_nsec;
        if (found)
            *file = *known;
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

/* Adds a digest.  Without memory it is not added, and the file is read again for the next process. */
static void
add(struct exe_cache *cache, const struct exe_digest *file)
{
    pthread_mutex_lock(&cache->lock);
    if (cache->count == cache->cap) {
        size_t cap = cache->cap ? cache->cap * 2 : 64;
        struct exe_digest *files = realloc(cache->files, cap * sizeof(*files));

        if (files) {
            cache->files = files;
            cache->cap = cap;
        }
    }
    if (cache->count < cache->cap)
        cache->files[cache->count++] = *file;
    pthread_mutex_unlock(&cache->lock);
}

int
exe_open(struct guard *guard, int dir)
{
    int fd = guard_openat(guard, dir, "exe", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_NOATIME);

    return fd < 0 && errno == EPERM ? guard_openat(guard, dir, "exe", O_RDONLY | O_NOCTTY | O_NONBLOCK) : fd;
}

/* Hashes the file.  False on failure; the attempt's state is then set. */
static bool
digest_file(struct attempt *a, struct guard *guard, int fd, unsigned seconds, struct bound most,
            struct exe_digest *file)
{
    uint64_t end = clock_monotonic() + seconds * NANOSECONDS;
    unsigned char sum[DIGEST_SIZE];
    char buffer[READ_SIZE];
    struct digest digest;
    ssize_t count;

    digest_start(&digest);
    file->size = 0;
    while ((count = guard_read(guard, fd, buffer, sizeof(buffer))) > 0) {
        digest_add(&digest, buffer, (size_t)count);
        file->size += count;
        if ((uint64_t)file->size > most.most) {
            attempt_cut(a, "larger than the limit", most);
            return false;
        }
        if (clock_monotonic() > end) {
            attempt_ended(a, STATE_truncated, "took too long");
            return false;
        }
    }
    if (count < 0) {
        attempt_failed(a, errno, ORIGIN_PROCESS);
        return false;
    }
    digest_end(&digest, sum);
    digest_hex(sum, file->hex);
    return true;
}

void
exe_hash(struct exe_cache *cache, struct attempt *a, struct guard *guard, int dir, unsigned seconds, struct bound most)
{
    int fd = exe_open(guard, dir);
    struct exe_digest file;
    struct stat st;

    if (fd < 0) {
        int error = errno;

        attempt_failed(a, error, process_place(guard, dir));
        return;
    }
    if (guard_fstatat(guard, fd, "", &st, AT_EMPTY_PATH) != 0) {
        attempt_failed(a, errno, ORIGIN_PROCESS);
        guard_close(guard, fd);
        return;
    }
    file = (struct exe_digest){ .device = st.st_dev, .inode = st.st_ino, .size = st.st_size, .changed = st.st_mtim };
    if (find(cache, &file) || digest_file(a, guard, fd, seconds, most, &file)) {
        if (file.size == st.st_size)
            add(cache, &file);
        bytes_format(&a->content, "%s\t%llu\t%llu\t%llu\n", file.hex, (unsigned long long)file.size,
                     (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
        attempt_read(a);
    }
    guard_close(guard, fd);
}
