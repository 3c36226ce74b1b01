#include "analyze/confine/refused.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#    define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#    define RESULT(context) ((context)->uc_mcontext.regs[0])
#endif

#ifdef RESULT

/* What somebody who took the program over would try; of any other call the line has the number. */
static const struct {
    int number;
    const char *name;
} names[] = {
#    define NAME(name)        \
        {                     \
            SYS_##name, #name \
        }
    NAME(socket),    NAME(socketpair),   NAME(connect),        NAME(bind),     NAME(listen),    NAME(accept4),
    NAME(sendto),    NAME(execve),       NAME(execveat),       NAME(clone),    NAME(clone3),    NAME(ptrace),
    NAME(unshare),   NAME(setns),        NAME(mount),          NAME(chroot),   NAME(openat),    NAME(openat2),
    NAME(mmap),      NAME(mprotect),     NAME(kill),           NAME(tgkill),   NAME(linkat),    NAME(symlinkat),
    NAME(renameat2), NAME(unlinkat),     NAME(mkdirat),        NAME(fchmodat), NAME(fchownat),  NAME(truncate),
    NAME(bpf),       NAME(memfd_create), NAME(io_uring_setup), NAME(prctl),    NAME(ioctl),     NAME(process_vm_writev),
    NAME(setuid),    NAME(utimensat),    NAME(mknodat),        NAME(keyctl),   NAME(prlimit64),
#    ifdef SYS_open
    NAME(open),      NAME(fork),         NAME(vfork),          NAME(chmod),    NAME(link),      NAME(symlink),
    NAME(rename),    NAME(unlink),       NAME(mkdir),          NAME(creat),    NAME(chown),     NAME(rmdir),
    NAME(mknod),
#    endif
#    undef NAME
};

static const char *
name_of(int number)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].number == number)
            return names[i].name;
    return "a system call";
}

/* The digits end where `end` points. */
static char *
digits(char *end, unsigned number)
{
    do
        *--end = (char)('0' + number % 10);
    while (number /= 10);
    return end;
}

/* SIGSYS.  The program may be anywhere, and in anybody's hands: nothing but write(2) is called. */
static void
on_refused(int signal, siginfo_t *info, void *context)
{
    char line[160], number[12], *end = line;
    int saved = errno;

    (void)signal;
    if (info->si_syscall == -1) /* a tracer that injects a fault took the call away, and has set what comes of it */
        return;
    number[sizeof(number) - 1] = '\0';
    end = stpcpy(end, "analyze: confinement: ");
    end = stpcpy(end, name_of(info->si_syscall));
    end = stpcpy(end, " (number ");
    end = stpcpy(end, digits(number + sizeof(number) - 1, (unsigned)info->si_syscall));
    end = stpcpy(end, ") was refused: the program did something that it never does\n");
    if (write(STDERR_FILENO, line, (size_t)(end - line)) < 0)
        errno = saved; /* nobody to tell */
    errno = saved;
    RESULT((ucontext_t *)context) = -EPERM;
}

uint32_t
refused_action(void)
{
    return SCMP_ACT_TRAP;
}

int
refused_listen(void)
{
    struct sigaction action = { .sa_sigaction = on_refused, .sa_flags = SA_SIGINFO | SA_RESTART };

    return sigemptyset(&action.sa_mask) || sigaction(SIGSYS, &action, NULL) ? -1 : 0;
}

#else

uint32_t
refused_action(void)
{
    return SCMP_ACT_ERRNO(EPERM);
}

int
refused_listen(void)
{
    return 0;
}

#endif
