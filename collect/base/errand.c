#include "collect/base/errand.h"

#include "collect/base/regular.h"
#include "collect/base/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* How often a thread that does not answer is looked at. */
#define TICK_MILLISECONDS 20

/* Asked for at once; and longer than the target of any link that is asked for. */
#define READ_SIZE 16384

struct aside {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct guard guard;
    const struct errand *errand;
    void *work;
    pid_t thread; /* its number; 0 before it has begun */
    bool done;
    int refused; /* errno of having no thread for what needs one */
};

static void
free_aside(struct aside *aside)
{
    pthread_cond_destroy(&aside->changed);
    pthread_mutex_destroy(&aside->lock);
    free(aside);
}

/* One that was given up belongs to the thread, and ends with it. */
static void *
aside_main(void *argument)
{
    struct aside *aside = argument;

    pthread_mutex_lock(&aside->lock);
    aside->thread = thread_number();
    pthread_mutex_unlock(&aside->lock);
    aside->errand->run(&aside->guard, aside->work);
    if (guard_lost(&aside->guard)) {
        aside->errand->drop(aside->work);
        free_aside(aside);
        return NULL;
    }
    pthread_mutex_lock(&aside->lock);
    aside->done = true;
    pthread_cond_signal(&aside->changed);
    pthread_mutex_unlock(&aside->lock);
    return NULL;
}

static struct aside *
new_aside(const struct errand *errand, void *work)
{
    struct aside *aside = work ? calloc(1, sizeof(*aside)) : NULL;
    int rc = aside ? pthread_mutex_init(&aside->lock, NULL) : ENOMEM;

    if (rc == 0) {
        rc = thread_condition(&aside->changed);
        if (rc != 0)
            pthread_mutex_destroy(&aside->lock);
    }
    if (rc != 0) {
        free(aside);
        return NULL;
    }
    aside->errand = errand;
    aside->work = work;
    return aside;
}

struct aside *
aside_start(const struct errand *errand, void *work)
{
    struct aside *aside = new_aside(errand, work);
    int rc;

    if (!aside) {
        errand->drop(work);
        return NULL;
    }
    rc = thread_start(NULL, aside_main, aside);
    if (rc == 0)
        return aside;
    if (errand->enters)
        aside->refused = rc;
    else
        errand->run(&aside->guard, work); /* nobody watches: there is no deadline where there are no threads */
    aside->done = true;
    return aside;
}

/* With the lock held.  0, or why there is no more to wait for. */
static int
look(struct aside *aside, unsigned milliseconds)
{
    if (thread_is_dead(aside->thread))
        return EPERM;
    return milliseconds != ASIDE_FOR_EVER && guard_expire(&aside->guard, milliseconds) ? ETIMEDOUT : 0;
}

void *
aside_wait(struct aside *aside, unsigned milliseconds)
{
    void *work;
    int error = 0;

    errno = ENOMEM;
    if (!aside)
        return NULL;
    work = aside->work;
    pthread_mutex_lock(&aside->lock);
    error = aside->refused;
    while (!aside->done && error == 0) {
        thread_wait(&aside->changed, &aside->lock, TICK_MILLISECONDS);
        error = aside->done ? 0 : look(aside, milliseconds);
    }
    pthread_mutex_unlock(&aside->lock);
    if (error == ETIMEDOUT) { /* the thread has it all, when its call returns */
        guard_release(&aside->guard);
        errno = error;
        return NULL;
    }
    if (error) {
        aside->errand->drop(work);
        work = NULL;
    }
    free_aside(aside);
    errno = error;
    return work;
}

/* A file to be opened, and to be read where there is a limit. */
struct file {
    int dir;
    struct bytes path;
    int flags;
    size_t limit; /* 0: it stays open */
    bool is_link; /* its target is read */
    int fd;
    struct bytes text;
    int error; /* errno, or 0 */
};

static void
read_whole(struct guard *guard, struct file *file)
{
    ssize_t count = 1;

    while (count > 0 && file->text.len < file->limit) {
        char *room = bytes_room(&file->text, READ_SIZE);

        errno = ENOMEM;
        count = room ? guard_read(guard, file->fd, room, READ_SIZE) : -1;
        if (count > 0)
            bytes_grew(&file->text, (size_t)count);
    }
    file->error = count < 0 ? errno : 0;
    guard_close(guard, file->fd);
    file->fd = -1;
}

static void
read_target(struct guard *guard, struct file *file)
{
    char *room = bytes_room(&file->text, READ_SIZE);
    ssize_t len;

    errno = ENOMEM;
    len = room ? guard_readlinkat(guard, file->dir, bytes_string(&file->path), room, READ_SIZE) : -1;
    file->error = len < 0 ? errno : 0;
    if (len > 0)
        bytes_grew(&file->text, (size_t)len);
}

static void
file_run(struct guard *guard, void *work)
{
    struct file *file = work;
    const char *type;

    if (file->is_link) {
        read_target(guard, file);
        return;
    }
    if (file->limit > 0)
        file->fd = regular_open(guard, file->dir, bytes_string(&file->path), file->flags, &type);
    else
        file->fd = guard_openat(guard, file->dir, bytes_string(&file->path), file->flags);
    file->error = file->fd < 0 ? errno : 0;
    if (file->fd >= 0 && file->limit > 0)
        read_whole(guard, file);
}

static void
file_drop(void *work)
{
    struct file *file = work;

    if (!file)
        return;
    if (file->fd >= 0)
        close(file->fd);
    bytes_free(&file->path);
    bytes_free(&file->text);
    free(file);
}

static struct aside *
start_file(int dir, const char *path, int flags, size_t limit, bool is_link)
{
    static const struct errand errand = { .run = file_run, .drop = file_drop };
    struct file *file = calloc(1, sizeof(*file));

    if (file) {
        *file = (struct file){ .dir = dir, .flags = flags, .limit = limit, .is_link = is_link, .fd = -1 };
        bytes_text(&file->path, path);
        (void)bytes_string(&file->path);
    }
    if (file && file->path.failed) {
        file_drop(file);
        file = NULL;
    }
    return aside_start(&errand, file);
}

struct aside *
aside_open(int dir, const char *path, int flags)
{
    return start_file(dir, path, flags, 0, false);
}

int
aside_descriptor(struct aside *aside, unsigned milliseconds)
{
    struct file *file = aside_wait(aside, milliseconds);
    int fd, error;

    if (!file)
        return -1;
    fd = file->fd;
    error = file->error;
    file->fd = -1;
    file_drop(file);
    errno = error;
    return fd;
}

struct aside *
aside_read(int dir, const char *path, size_t limit)
{
    return start_file(dir, path, O_RDONLY, limit, false);
}

struct aside *
aside_link(int dir, const char *path)
{
    return start_file(dir, path, 0, 0, true);
}

int
aside_text(struct aside *aside, unsigned milliseconds, struct bytes *out)
{
    struct file *file = aside_wait(aside, milliseconds);
    int error;

    if (!file)
        return errno;
    bytes_append(out, file->text.data, file->text.len);
    error = file->error;
    file_drop(file);
    return error;
}

struct listing {
    int dir;
    struct numbers numbers;
    int error;
};

static void
list(struct guard *guard, void *work)
{
    struct listing *listing = work;
    int fd = guard_openat(guard, listing->dir, ".", O_RDONLY | O_DIRECTORY);
    int rc = fd < 0 ? -1 : directory_numbers(guard, fd, &listing->numbers);

    listing->error = rc == 0 ? 0 : errno;
    if (fd >= 0)
        close(fd);
}

static void
drop_listing(void *work)
{
    struct listing *listing = work;

    if (listing)
        numbers_free(&listing->numbers);
    free(listing);
}

int
aside_numbers(int dir, unsigned milliseconds, struct numbers *out)
{
    static const struct errand errand = { .run = list, .drop = drop_listing };
    struct listing *listing = calloc(1, sizeof(*listing));
    int error;

    if (listing)
        listing->dir = dir;
    listing = aside_wait(aside_start(&errand, listing), milliseconds);
    if (!listing)
        return errno;
    *out = listing->numbers;
    listing->numbers = (struct numbers){ 0 };
    error = listing->error;
    drop_listing(listing);
    return error;
}
