#include "collect/process/programs.h"

#include "collect/base/escape.h"
#include "collect/base/text.h"
#include "collect/process/hash_exe.h"
#include "collect/process/process.h"
#include "collect/process/program_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a link's target that is looked at: PATH_MAX.  A longer path cannot be opened either. */
#define TARGET 4096

struct program {
    uint64_t ns;
    struct bytes path;
    struct file_status status; /* of zeros if the file was not asked */
    bool away;                 /* the file is no longer at its path */
    bool chosen;               /* to be saved */
};

int
programs_init(struct programs *programs, const struct limits *limits)
{
    *programs = (struct programs){ .limits = limits };
    return pthread_mutex_init(&programs->lock, NULL) == 0 ? 0 : -1;
}

void
programs_free(struct programs *programs)
{
    for (size_t i = 0; i < programs->count; i++)
        bytes_free(&programs->list[i].path);
    free(programs->list);
    bytes_free(&programs->text);
    pthread_mutex_destroy(&programs->lock);
}

/* Whether the two are of one file: an inode that was freed and used again has another time. */
static bool
is_file(const struct file_status *a, const struct file_status *b)
{
    return program_is_same(a, b) && a->changed.seconds == b->changed.seconds &&
           a->changed.nanoseconds == b->changed.nanoseconds;
}

/* The number of the program, or 0.  With the lock held. */
static size_t
find(const struct programs *programs, const struct program_file *file)
{
    for (size_t i = 0; i < programs->count; i++) {
        const struct program *known = &programs->list[i];

        if (is_file(&known->status, &file->status) && known->ns == file->ns && bytes_equal(&known->path, &file->path))
            return i + 1;
    }
    return 0;
}

/* Appends the program to the list.  Its number, or 0 without memory.  With the lock held. */
static size_t
add(struct programs *programs, const struct program_file *file, const struct program_facts *facts)
{
    struct program program = { .ns = file->ns, .path = bytes_copy(&file->path), .status = file->status };

    if (programs->count == programs->cap && !program.path.failed) {
        size_t cap = programs->cap ? programs->cap * 2 : 64;
        struct program *list = realloc(programs->list, cap * sizeof(*list));

        if (list) {
            programs->list = list;
            programs->cap = cap;
        }
    }
    if (program.path.failed || programs->count == programs->cap) {
        bytes_free(&program.path);
        programs->failed = true;
        return 0;
    }
    program.away = facts && (facts->place == PLACE_OTHER || facts->place == PLACE_ABSENT ||
                             (facts->place == PLACE_NOT_ASKED && file->status.links == 0));
    programs->list[programs->count++] = program;
    return programs->count;
}

static void
put_error(struct bytes *out, int error)
{
    bytes_byte(out, '!');
    error_name(out, error);
}

static void
put_facts(struct bytes *out, const struct program_facts *facts)
{
    static const char *const places[] = { [PLACE_NOT_ASKED] = "-",
                                          [PLACE_SAME] = "same",
                                          [PLACE_OTHER] = "other",
                                          [PLACE_ABSENT] = "absent",
                                          [PLACE_OUTSIDE] = "outside" };

    bytes_byte(out, '\t');
    if (facts->place == PLACE_ERROR)
        put_error(out, facts->place_error);
    else
        bytes_text(out, places[facts->place]);
    bytes_format(out, "\t%s\t", facts->layer ? facts->layer : "-");
    if (facts->capability_error)
        put_error(out, facts->capability_error);
    else if (facts->capability.len == 0)
        bytes_byte(out, '-');
    for (size_t i = 0; i < facts->capability.len; i++)
        bytes_format(out, "%02x", (unsigned)(unsigned char)facts->capability.data[i]);
    bytes_byte(out, '\t');
}

/* The line of a program; `facts` is NULL if the file was not asked, because of `error` or because it is not local. */
static void
put_program(struct bytes *out, size_t number, const struct program_file *file, const struct program_facts *facts,
            int error)
{
    bytes_format(out, "program\t%zu\t%llu\t", number, (unsigned long long)file->ns);
    escape_target(out, file->path.data, file->path.len);
    if (!facts)
        bytes_text(out, "\t-\t-\t-\t");
    else
        put_facts(out, facts);
    if (facts)
        file_status_put(out, &file->status);
    else if (error)
        put_error(out, error);
    else
        bytes_text(out, "-\tremote");
    bytes_byte(out, '\n');
    if (!facts || facts->place != PLACE_OTHER)
        return;
    bytes_format(out, "other\t%zu\t", number);
    file_status_put(out, &facts->other);
    bytes_byte(out, '\n');
}

/* Notes that the process runs the program, which is added if it is not known yet. */
static size_t
record(struct programs *programs, unsigned pid, const struct program_file *file, const struct program_facts *facts,
       int error)
{
    size_t number;

    pthread_mutex_lock(&programs->lock);
    number = find(programs, file);
    if (number == 0) {
        number = add(programs, file, facts);
        if (number)
            put_program(&programs->text, number, file, facts, error);
    }
    if (number)
        bytes_format(&programs->text, "process\t%u\t%zu\n", pid, number);
    pthread_mutex_unlock(&programs->lock);
    return number;
}

/* The number of the program if it is known; then the process is noted. */
static size_t
note_known(struct programs *programs, unsigned pid, const struct program_file *file)
{
    size_t number;

    pthread_mutex_lock(&programs->lock);
    number = find(programs, file);
    if (number)
        bytes_format(&programs->text, "process\t%u\t%zu\n", pid, number);
    pthread_mutex_unlock(&programs->lock);
    return number;
}

/* 0, or -1 if the link cannot be read, or its target is too long. */
static int
take_link(struct guard *guard, int dir, const char *name, struct bytes *out)
{
    char target[TARGET];
    ssize_t len = guard_readlinkat(guard, dir, name, target, sizeof(target));

    if (len <= 0 || (size_t)len == sizeof(target))
        return -1;
    bytes_append(out, target, (size_t)len);
    return bytes_string(out)[0] && !out->failed ? 0 : -1;
}

/*
 * The number of the program whose link the process had before, if that program is known and the process runs it still;
 * then the process is noted.
 */
static size_t
recognise(struct process_context *context, struct guard *guard, int dir, unsigned pid, const struct program_link *link)
{
    struct program_file file = { .dir = dir, .ns = link->ns, .path = link->path };

    if (link->ns == 0 || link->path.len == 0 || link->path.failed ||
        !mount_table_is_local(&context->net->finder.table, link->ns, link->path.data) ||
        guard_statx(guard, dir, "exe", 0, &file.status) != 0)
        return 0;
    return note_known(&context->programs, pid, &file);
}

static size_t
ask_file(struct process_context *context, struct guard *guard, unsigned pid, struct program_file *file)
{
    struct mount_table *table = &context->net->finder.table;
    struct program_facts facts;
    size_t number;

    if (!mount_table_is_local(table, file->ns, bytes_string(&file->path)))
        return record(&context->programs, pid, file, NULL, 0);
    if (guard_statx(guard, file->dir, "exe", 0, &file->status) != 0) {
        int error = errno;

        file->status = (struct file_status){ 0 };
        return error == ENOENT || error == ESRCH || guard_lost(guard)
                   ? 0
                   : record(&context->programs, pid, file, NULL, error);
    }
    number = note_known(&context->programs, pid, file);
    if (number)
        return number;
    program_look(context, guard, file, &facts);
    if (!guard_lost(guard))
        number = record(&context->programs, pid, file, &facts, 0);
    bytes_free(&facts.capability);
    return number;
}

size_t
programs_ask(struct process_context *context, struct guard *guard, int dir, unsigned pid,
             const struct program_link *link)
{
    struct program_file file = { .dir = dir };
    struct bytes ns = { 0 };
    size_t number = recognise(context, guard, dir, pid, link);

    if (number || guard_lost(guard))
        return number;
    if (take_link(guard, dir, "exe", &file.path) == 0 && take_link(guard, dir, "root", &file.root) == 0 &&
        take_link(guard, dir, "ns/mnt", &ns) == 0) {
        file.ns = text_link_number(text_of(&ns));
        number = ask_file(context, guard, pid, &file);
    }
    bytes_free(&file.path);
    bytes_free(&file.root);
    bytes_free(&ns);
    return number;
}

void
programs_put(struct programs *programs, struct attempt *a, bool interrupted)
{
    bytes_append(&a->content, programs->text.data, programs->text.len);
    attempt_read(a);
    if (programs->failed || programs->text.failed)
        attempt_failed(a, ENOMEM, ORIGIN_HOST);
    else if (interrupted)
        attempt_ended(a, STATE_truncated, "interrupted: not all processes were asked");
}

/* Bytes that are saved of the program. */
static uint64_t
saved_size(const struct programs *programs, const struct program *program)
{
    uint64_t most = programs->limits->saved_file_bytes.most;

    return program->status.size < most ? program->status.size : most;
}

enum program_choice
programs_choose(struct programs *programs, size_t number)
{
    enum program_choice choice = PROGRAM_NOT;
    struct program *program;

    if (number == 0)
        return choice;
    pthread_mutex_lock(&programs->lock);
    program = &programs->list[number - 1];
    if (program->away && !program->chosen) {
        uint64_t size = saved_size(programs, program);

        choice = programs->saved <= programs->limits->saved_bytes.most &&
                         size <= programs->limits->saved_bytes.most - programs->saved
                     ? PROGRAM_SAVE
                     : PROGRAM_OVER;
        for (size_t i = 0; i < programs->count; i++)
            if (is_file(&programs->list[i].status, &program->status))
                programs->list[i].chosen = true;
        if (choice == PROGRAM_SAVE)
            programs->saved += size;
    }
    pthread_mutex_unlock(&programs->lock);
    return choice;
}

void
programs_release(struct programs *programs, size_t number)
{
    struct program *program;
    uint64_t size;

    pthread_mutex_lock(&programs->lock);
    program = &programs->list[number - 1];
    size = saved_size(programs, program);
    programs->saved -= size;
    for (size_t i = 0; i < programs->count; i++)
        if (is_file(&programs->list[i].status, &program->status))
            programs->list[i].chosen = false;
    pthread_mutex_unlock(&programs->lock);
}

/* Copies the attributes of the program, since the list may move. */
static struct file_status
status_of(struct programs *programs, size_t number)
{
    struct file_status status;

    pthread_mutex_lock(&programs->lock);
    status = programs->list[number - 1].status;
    pthread_mutex_unlock(&programs->lock);
    return status;
}

void
programs_save(struct process_context *context, struct attempt *a, struct guard *guard, int dir, size_t number)
{
    struct file_status expected = status_of(&context->programs, number), found;
    int fd;

    if ((expected.mask & FILE_STATUS_MOUNT) &&
        mount_table_find(&context->net->finder.table, expected.mount) != MOUNT_LOCAL) {
        attempt_ended(a, STATE_skipped, "its mount is not known to be of a local file system");
        return;
    }
    fd = exe_open(guard, dir);
    if (fd < 0) {
        int error = errno;

        attempt_failed(a, error, process_place(guard, dir));
        return;
    }
    if (guard_statx(guard, fd, "", AT_EMPTY_PATH, &found) != 0)
        attempt_failed(a, errno, ORIGIN_PROCESS);
    else if (!program_is_same(&found, &expected))
        attempt_ended(a, STATE_vanished, "the process runs another program now");
    else
        attempt_read_fd(a, guard, fd, host_limits(context->host)->saved_file_bytes, context->host->file_seconds,
                        ORIGIN_PROCESS);
    guard_close(guard, fd);
}
