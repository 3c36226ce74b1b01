#include "collect/aside.h"

#include "collect/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* How often a thread that does not answer is looked at. */
#define TICK_MILLISECONDS 20

/* Asked for at once. */
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
        errand->run(NULL, work);
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
    close(file->fd);
    file->fd = -1;
}

static void
file_run(struct guard *guard, void *work)
{
    struct file *file = work;

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
start_file(int dir, const char *path, int flags, size_t limit)
{
    static const struct errand errand = { .run = file_run, .drop = file_drop };
    struct file *file = calloc(1, sizeof(*file));

    if (file) {
        *file = (struct file){ .dir = dir, .flags = flags, .limit = limit, .fd = -1 };
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
    return start_file(dir, path, flags, 0);
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
    return start_file(dir, path, O_RDONLY | O_NOCTTY | O_NONBLOCK, limit);
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
