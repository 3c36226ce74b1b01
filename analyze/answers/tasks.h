/*
 * The processes and threads of a snapshot, with what is known of each.  Of some, only a part of the files could be read: what is not known
 * says so.
 */
#ifndef ANALYZE_ANSWERS_TASKS_H
#define ANALYZE_ANSWERS_TASKS_H

#include <sqlite3.h>
#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/* The columns of tasks.sql, in its order: numbers first.  `status` is whether /proc/PID/status was read. */
/* clang-format comes to no end with these lines. */
/* clang-format off */
#define TASK_NUMBERS(X) \
    X(pid) X(tid) X(ppid) X(pgrp) X(session) X(tty_nr) X(tpgid) X(flags) X(minflt) X(majflt) X(ticks) X(priority) X(nice) \
    X(threads) X(starttime) X(rss) X(vsize) X(processor) X(rt_priority) X(policy) X(uid) X(euid) X(suid) X(fsuid) X(gid) \
    X(egid) X(sgid) X(fsgid) X(vm_size) X(vm_rss) X(vm_lck) X(status) X(read_ns) X(loginuid) X(fds) X(sockets) \
    X(cgroup_ns) X(ipc_ns) X(mnt_ns) X(net_ns) X(pid_ns) X(user_ns) X(uts_ns) X(time_ns)
#define TASK_TEXTS(X) X(comm) X(state) X(args) X(exe) X(cwd) X(label) X(cgroup) X(container) X(groups)
/* clang-format on */

#define TASK_NAME(name) TASK_##name,
enum task_number { TASK_NUMBERS(TASK_NAME) TASK_NUMBER_COUNT };
#define TASK_TEXT_NAME(name) TASK_TEXT_##name,
enum task_text { TASK_TEXTS(TASK_TEXT_NAME) TASK_TEXT_COUNT };

struct task {
    struct maybe numbers[TASK_NUMBER_COUNT];
    char *texts[TASK_TEXT_COUNT]; /* NULL where not known */
};

struct tasks {
    struct task *list; /* by pid, then tid */
    size_t count;
    struct maybe clock_ticks, page_size, booted_ns, started_ns, memory_kb; /* of the host */
};

/* For a connection that is narrowed to a snapshot.  The caller frees the tasks, also after an error. */
int tasks_read(sqlite3 *db, bool threads, struct tasks *tasks, struct error *error);
void tasks_free(struct tasks *tasks);

static inline struct maybe
task_number(const struct task *task, enum task_number number)
{
    return task->numbers[number];
}

#endif
