/* What a process has open beside its descriptors: its directories, its program, what is mapped. */
#include "analyze/answers/lsof/describe.h"
#include "analyze/answers/lsof/walk.h"
#include "analyze/database/bind.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sysmacros.h>

/* Room for "/proc/PID/task/TID/cwd". */
#define PLACE 80

/* "fd:01", as maps have a device. */
static struct maybe
device_of_text(const char *text)
{
    char *end;
    unsigned long long major, minor;

    if (!text)
        return (struct maybe){ 0 };
    major = strtoull(text, &end, 16);
    if (*end != ':')
        return (struct maybe){ 0 };
    minor = strtoull(end + 1, &end, 16);
    if (*end != '\0' || major > INT32_MAX || minor > UINT32_MAX)
        return (struct maybe){ 0 };
    return maybe_of((int64_t)(major << 32 | minor));
}

/* As stat(2) has a device. */
static struct maybe
device_of_stat(struct maybe device)
{
    if (!device.known)
        return device;
    return maybe_of((int64_t)major((dev_t)device.value) << 32 | minor((dev_t)device.value));
}

static void
place_of(char *place, const struct lsof_process *process, const char *name)
{
    int length = process->tid == 0 ? snprintf(place, PLACE, "/proc/%" PRId64 "/%s", process->pid, name)
                                   : snprintf(place, PLACE, "/proc/%" PRId64 "/task/%" PRId64 "/%s", process->pid,
                                              process->tid, name);

    if (length < 0)
        place[0] = '\0';
}

int
walk_unread_table(struct walk *walk, const struct lsof_process *process, const char *reason, struct error *error)
{
    struct lsof_file file = walk_new_file("NOFD", -1);
    char place[PLACE];

    place_of(place, process, "fd");
    file.type = "";
    describe_unread(&file, place, "opendir", reason);
    return walk_file(walk, process, &file, NULL, error);
}

/* A working directory, a root, a program: the kernel lets nothing else than a directory be one of the first, and a regular file the last. */
static int
hand_on_link(struct walk *walk, sqlite3_stmt *statement, const struct lsof_process *process, struct error *error)
{
    static const struct {
        const char *link, *fd, *type;
    } kinds[] = { { "cwd", "cwd", "DIR" }, { "root", "rtd", "DIR" }, { "exe", "txt", "REG" } };
    struct slice link = walk_text(statement, 0), target = walk_text(statement, 1);
    const char *reason = (const char *)sqlite3_column_text(statement, 2);
    struct lsof_file file = walk_new_file("", -1);
    char place[PLACE];

    if (slice_is(link, "fd"))
        return walk_unread_table(walk, process, reason, error);
    for (size_t i = 0; i < 3; i++)
        if (slice_is(link, kinds[i].link)) {
            file.fd = kinds[i].fd;
            file.type = kinds[i].type;
        }
    file.device = device_of_stat(walk_number(statement, 4));
    if (!file.device.known)
        file.device = device_of_text((const char *)sqlite3_column_text(statement, 3));
    file.inode = walk_number(statement, 5);
    file.size = walk_number(statement, 6);
    file.links = walk_number(statement, 7);
    file.link = target;
    if (target.ptr) {
        buffer_add(&file.name, target.ptr, target.len);
        file.deleted = target.len > 10 && memcmp(target.ptr + target.len - 10, " (deleted)", 10) == 0;
    } else { /* a kernel thread has no program, of which lsof says no more */
        bool no_program = slice_is(link, "exe") && reason && strcmp(reason, "ENOENT") == 0 && process->uid.value == 0;

        file.type = "unknown";
        place_of(place, process, link.ptr);
        describe_unread(&file, place, no_program ? NULL : "readlink", reason);
        file.unread = !no_program;
    }
    return walk_file(walk, process, &file, NULL, error);
}

int
walk_links(struct walk *walk, const struct lsof_process *process, int64_t tid, char **program, bool *unread,
           struct error *error)
{
    struct bind bind = bind_begin(walk->statements[WALK_LINKS]);
    int step;

    bind_number(&bind, process->pid);
    bind_number(&bind, tid);
    while ((step = bind_run(&bind, error)) == 1) {
        struct slice link = walk_text(bind.statement, 0), target = walk_text(bind.statement, 1);

        *unread |= slice_is(link, "fd");
        if (slice_is(link, "exe") && target.ptr && !*program)
            *program = xstrndup(target.ptr, target.len);
        if (hand_on_link(walk, bind.statement, process, error)) {
            step = -1;
            break;
        }
    }
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    return step;
}

/* The files that are mapped; lsof calls those that are deleted DEL. */
int
walk_maps(struct walk *walk, const struct lsof_process *process, const char *program, struct error *error)
{
    struct bind bind = bind_begin(walk->statements[WALK_MAPS]);
    int step;

    bind_number(&bind, process->pid);
    bind_text(&bind, slice_of(program));
    while ((step = bind_run(&bind, error)) == 1) {
        struct lsof_file file = walk_new_file("mem", -1);

        file.link = walk_text(bind.statement, 2);
        file.device = device_of_text((const char *)sqlite3_column_text(bind.statement, 0));
        file.inode = walk_number(bind.statement, 1);
        buffer_add(&file.name, file.link.ptr, file.link.len);
        if (file.link.len > 10 && memcmp(file.link.ptr + file.link.len - 10, " (deleted)", 10) == 0) {
            file.deleted = true;
            file.fd = "DEL";
        }
        if (walk_file(walk, process, &file, NULL, error)) {
            step = -1;
            break;
        }
    }
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    return step;
}
