#include "collect/host/file_unit.h"

#include "collect/base/directory.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define READING (O_RDONLY | O_NOCTTY | O_NONBLOCK)

static const char *
directory_of(const struct file_unit *u)
{
    return u->kind->directory ? u->kind->directory(u) : "";
}

/* Lists the source's directory.  Records only a failure. */
static void
list(struct file_unit *u, struct worker *w)
{
    struct bound most = host_limits(u->host)->names;
    struct bytes names = { 0 };
    int fd, error = 0;

    attempt_begin(&w->attempt, u->member.data, directory_of(u), u->source->path);
    w->attempt.path.len--; /* the slash */
    fd = u->kind->open(u, w, u->source->path, READING | O_DIRECTORY);
    if (fd < 0 || directory_names(&w->guard, fd, DIRECTORY_FILES, most, &names) != 0)
        error = errno;
    if (fd >= 0)
        guard_close(&w->guard, fd);
    if (guard_lost(&w->guard)) {
        bytes_free(&names);
        return;
    }
    u->names = names;
    if (error) {
        attempt_not_listed(&w->attempt, error, u->kind->place, most);
        worker_commit(w);
    }
}

static void
read_file(struct file_unit *u, struct worker *w, const char *file, const char *member)
{
    const struct file_kind *kind = u->kind;
    unsigned seconds = u->host->file_seconds;
    int fd, error;

    attempt_begin(&w->attempt, u->member.data, directory_of(u), member);
    if (kind->skips && kind->skips(u, &w->attempt)) {
        worker_commit(w);
        return;
    }
    fd = kind->open(u, w, file, READING);
    error = errno;
    if (guard_lost(&w->guard) || (kind->opened && !kind->opened(u, w, fd < 0 ? error : 0)))
        return;
    if (fd < 0) {
        attempt_failed(&w->attempt, error, kind->place);
        if (error == EXDEV)
            bytes_text(&w->attempt.reason, "something is mounted over it, and there is no procfs of our own");
    } else {
        attempt_read_fd(&w->attempt, &w->guard, fd, limits_at(host_limits(u->host), kind->limit), seconds, kind->place);
        guard_close(&w->guard, fd);
    }
    if (!guard_lost(&w->guard) && kind->has_read)
        kind->has_read(u, &w->attempt);
    worker_commit(w);
}

/* Appends the path of the next file of the directory, and of its member, and advances. */
static void
take_name(struct file_unit *u, struct bytes *file, struct bytes *member)
{
    const char *name = u->names.data + u->at;

    u->at += strlen(name) + 1;
    bytes_format(file, "%s%s", u->source->path, name);
    bytes_text(member, u->source->path);
    escape_component(member, name, strlen(name));
}

/* Reads the next file of the directory.  A name too long for a member is recorded under the name of the directory. */
static void
read_next(struct file_unit *u, struct worker *w)
{
    struct bytes file = { 0 }, member = { 0 };

    take_name(u, &file, &member);
    if (member.len - strlen(u->source->path) > LIMIT_COMPONENT) {
        attempt_begin(&w->attempt, u->member.data, "", u->source->path);
        w->attempt.path.len--;
        bytes_text(&w->attempt.source, bytes_string(&file));
        attempt_ended(&w->attempt, STATE_error, "the name is too long for a member");
        worker_commit(w);
    } else {
        read_file(u, w, bytes_string(&file), bytes_string(&member));
    }
    bytes_free(&file);
    bytes_free(&member);
}

static bool
skip_next(struct file_unit *u, struct attempt *a)
{
    struct bytes file = { 0 }, member = { 0 };

    if (u->at >= u->names.len)
        return false;
    take_name(u, &file, &member);
    attempt_begin(a, u->member.data, "", bytes_string(&member));
    bytes_free(&file);
    bytes_free(&member);
    return true;
}

static bool
file_step(struct unit *unit, struct worker *w)
{
    struct file_unit *u = (struct file_unit *)unit;
    bool begun = u->begun;

    u->begun = true;
    if (!source_is_directory(u->source)) {
        if (!begun)
            read_file(u, w, u->source->path, u->source->path);
        return !begun;
    }
    if (!begun)
        list(u, w);
    else if (u->at < u->names.len)
        read_next(u, w);
    else
        return false;
    return true;
}

/* Leaves the source empty, because it is not known through which process the file would have been read. */
static bool
file_skip(struct unit *unit, struct attempt *a)
{
    struct file_unit *u = (struct file_unit *)unit;
    bool begun = u->begun;

    u->begun = true;
    if (begun && source_is_directory(u->source))
        return skip_next(u, a);
    if (begun)
        return false;
    attempt_begin(a, u->member.data, "", u->source->path);
    if (source_is_directory(u->source))
        a->path.len--;
    return true;
}

static void
file_free(struct unit *unit)
{
    struct file_unit *u = (struct file_unit *)unit;

    if (u->kind->free)
        u->kind->free(u);
    bytes_free(&u->member);
    bytes_free(&u->names);
    free(u);
}

struct file_unit *
file_unit_new(size_t size, const struct file_kind *kind, struct host *host, const struct source *source,
              struct bytes *member)
{
    static const struct unit_class class = { file_step, file_skip, file_free };
    struct file_unit *u = calloc(1, size);

    (void)bytes_string(member);
    if (!u || member->failed) {
        bytes_free(member);
        free(u);
        return NULL;
    }
    u->unit.class = &class;
    u->kind = kind;
    u->host = host;
    u->source = source;
    u->member = *member;
    return u;
}
