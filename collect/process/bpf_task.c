/*
 * BPF_TASK_FD_QUERY: bpf_task_fd_query(), kernel/bpf/syscall.c, Linux 4.18.  It needs CAP_SYS_ADMIN.
 */
#include "collect/process/bpf_task.h"

#include "collect/base/escape.h"

#include <errno.h>
#include <linux/bpf.h>
#include <string.h>

/* Bytes of a name: of a tracepoint, a kernel function, or the path of a program. */
#define NAME_SIZE 4096

static void
put(struct bytes *out, unsigned fd, const union bpf_attr *attr, const char *name)
{
    bytes_format(out, "fd/%u\tquery_prog_id:\t%u\n", fd, attr->task_fd_query.prog_id);
    bytes_format(out, "fd/%u\tquery_type:\t%u\n", fd, attr->task_fd_query.fd_type);
    bytes_format(out, "fd/%u\tquery_offset:\t%llu\n", fd, (unsigned long long)attr->task_fd_query.probe_offset);
    bytes_format(out, "fd/%u\tquery_name:\t", fd);
    escape_target(out, name, strnlen(name, NAME_SIZE));
    bytes_byte(out, '\n');
}

/* 0, or an errno value: ENOTSUPP (524) and others for a descriptor of another kind. */
static int
ask(struct guard *guard, unsigned tid, unsigned fd, struct bytes *out)
{
    char name[NAME_SIZE];
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    name[0] = '\0';
    attr.task_fd_query.pid = tid;
    attr.task_fd_query.fd = fd;
    attr.task_fd_query.buf = (uint64_t)(uintptr_t)name;
    attr.task_fd_query.buf_len = sizeof(name);
    if (guard_bpf(guard, BPF_TASK_FD_QUERY, &attr, sizeof(attr)) != 0 && errno != ENOSPC)
        return errno;
    put(out, fd, &attr, name);
    return 0;
}

/* Links of perf events (kernel/events/core.c) and of raw tracepoints: bpf-raw-tracepoint, since Linux 5.7 bpf_link (kernel/bpf/syscall.c). */
bool
bpf_task_may_run(const struct bytes *target)
{
    static const char *const prefixes[] = { "anon_inode:[perf_event]", "anon_inode:bpf" };

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        size_t len = strlen(prefixes[i]);

        if (target->len >= len && memcmp(target->data, prefixes[i], len) == 0)
            return true;
    }
    return false;
}

void
bpf_task_put(struct attempt *a, struct guard *guard, const struct host *host, unsigned tid,
             const struct numbers *descriptors)
{
    if (guard_lost(guard) || !host->own_pids || a->content.len == 0)
        return;
    /* Once the guard is lost, the list no longer belongs to this thread. */
    for (size_t i = 0; !guard_lost(guard) && i < descriptors->count; i++) {
        int error = ask(guard, tid, descriptors->values[i], &a->content);

        if (error == EPERM || error == ENOSYS || error == EINVAL || error == ESRCH)
            return; /* the same for all descriptors */
    }
}
