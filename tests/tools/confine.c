/*
 * Runs a program under a seccomp filter that refuses some system calls, as sandboxes do.
 *
 * usage: confine errno|thread|process CALL... -- COMMAND [ARGUMENT]...
 *
 * The calls fail with EPERM, or kill the thread that makes them (SECCOMP_RET_KILL of old), or its process.  `netlink` is
 * socket(AF_NETLINK).
 */
#include <err.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    const char *name;
    uint32_t number;
} calls[] = {
    { "openat2", SYS_openat2 },
    { "fsopen", SYS_fsopen },
    { "fsmount", SYS_fsmount },
    { "mount", SYS_mount },
    { "bpf", SYS_bpf },
    { "setns", SYS_setns },
    { "pidfd_open", SYS_pidfd_open },
    { "pidfd_getfd", SYS_pidfd_getfd },
    { "kcmp", SYS_kcmp },
    { "perf_event_open", SYS_perf_event_open },
    { "name_to_handle_at", SYS_name_to_handle_at },
    { "open_by_handle_at", SYS_open_by_handle_at },
    { "adjtimex", SYS_adjtimex },
    { "clock_adjtime", SYS_clock_adjtime },
    { "renameat2", SYS_renameat2 },
    { "statx", SYS_statx },
    { "getpgid", SYS_getpgid },
    { "tgkill", SYS_tgkill },
    { "getxattr", SYS_getxattr },
    { "sched_getaffinity", SYS_sched_getaffinity },
};

static const struct {
    const char *name;
    uint32_t value;
} actions[] = {
    { "errno", SECCOMP_RET_ERRNO | EPERM },
    { "thread", SECCOMP_RET_KILL_THREAD },
    { "process", SECCOMP_RET_KILL_PROCESS },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Room for four instructions a call. */
enum { PROGRAM = 256 };

struct program {
    struct sock_filter code[PROGRAM];
    unsigned short size;
};

static void
put(struct program *p, struct sock_filter instruction)
{
    if (p->size == PROGRAM)
        errx(2, "too many calls");
    p->code[p->size++] = instruction;
}

static void
load(struct program *p, size_t offset)
{
    put(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void
refuse(struct program *p, const char *name, uint32_t action)
{
    if (strcmp(name, "netlink") == 0) {
        put(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4));
        load(p, offsetof(struct seccomp_data, args));
        put(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 1));
        put(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
        put(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        return;
    }
    for (size_t i = 0; i < COUNT(calls); i++) {
        if (strcmp(name, calls[i].name) == 0) {
            put(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, 1));
            put(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
            return;
        }
    }
    errx(2, "unknown call: %s", name);
}

int
main(int argc, char **argv)
{
    struct program program = { .size = 0 };
    struct sock_fprog filter;
    uint32_t action = 0;
    int at = 2;

    for (size_t i = 0; i < COUNT(actions) && argc > 1; i++)
        if (strcmp(argv[1], actions[i].name) == 0)
            action = actions[i].value;
    load(&program, offsetof(struct seccomp_data, nr));
    for (; at < argc && strcmp(argv[at], "--") != 0; at++)
        refuse(&program, argv[at], action);
    if (at + 1 >= argc || (action == 0 && strcmp(argv[1], "thread") != 0))
        errx(2, "usage: confine errno|thread|process CALL... -- COMMAND [ARGUMENT]...");
    put(&program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    filter = (struct sock_fprog){ program.size, program.code };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        err(2, "seccomp");
    execvp(argv[at + 1], argv + at + 1);
    err(2, "%s", argv[at + 1]);
}
