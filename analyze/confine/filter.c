#include "analyze/confine/filter.h"
#include "analyze/confine/pinned.h"
#include "analyze/confine/refused.h"
#include "analyze/confine/spared.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

/* When a call of calls.def is allowed. */
enum when {
    ALWAYS = 1 << 0,
    WRITING = 1 << 1, /* files are written */
    REMOVING = 1 << 2,
    TREE = 1 << 3,
    TERMINAL = 1 << 4,
    SANITIZER = 1 << 5,
    COVERAGE = 1 << 6,
};

static const struct {
    const char *name;
    enum when when;
} calls[] = {
#define CALL(name, when) { #name, when },
#include "analyze/confine/calls.def"
#undef CALL
};

/* Flags of open(2) with which a file is not only read; the bit of O_TMPFILE that O_DIRECTORY has not. */
#define WRITES ((scmp_datum_t)(O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY)))
#define NEW    ((scmp_datum_t)(O_CREAT | O_EXCL))

static unsigned
wanted(const struct confine_request *request)
{
    unsigned when = ALWAYS;

    if (request->files != CONFINE_READ)
        when |= WRITING;
    if (request->files == CONFINE_TREE)
        when |= TREE | REMOVING;
    if (request->files == CONFINE_DATABASE && !pinned_at(0)) /* then by any name */
        when |= REMOVING;
    if (request->terminal)
        when |= TERMINAL;
    if (SPARED_SANITIZER)
        when |= SANITIZER;
    if (SPARED_COVERAGE)
        when |= COVERAGE | WRITING;
    return when;
}

static struct scmp_arg_cmp
compare(unsigned argument, enum scmp_compare how, scmp_datum_t a, scmp_datum_t b)
{
    return (struct scmp_arg_cmp){ argument, how, a, b };
}

/* 0, or a negative errno.  A name that the architecture does not have gets no rule. */
static int
allow(scmp_filter_ctx filter, const char *name, unsigned count, const struct scmp_arg_cmp *arguments)
{
    int number = seccomp_syscall_resolve_name(name);

    return number < 0 ? 0 : seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, count, arguments);
}

/* open(2) and openat(2), whose flags are in different places. */
static int
allow_open(scmp_filter_ctx filter, scmp_datum_t mask, scmp_datum_t value)
{
    int rc = allow(filter, "open", 1, (struct scmp_arg_cmp[]){ compare(1, SCMP_CMP_MASKED_EQ, mask, value) });

    return rc ? rc : allow(filter, "openat", 1, (struct scmp_arg_cmp[]){ compare(2, SCMP_CMP_MASKED_EQ, mask, value) });
}

/* Whatever SQLite writes and removes: by the address of a path that cannot change, from the present directory. */
static int
allow_pinned(scmp_filter_ctx filter, const char *path)
{
    const scmp_datum_t at = (scmp_datum_t)(uintptr_t)path;
    const struct scmp_arg_cmp plain[] = { compare(0, SCMP_CMP_EQ, at, 0) };
    const struct scmp_arg_cmp from_here[] = { compare(0, SCMP_CMP_MASKED_EQ, UINT32_MAX, (uint32_t)AT_FDCWD),
                                              compare(1, SCMP_CMP_EQ, at, 0) };
    int rc = allow(filter, "open", 1, plain);

    if (rc == 0)
        rc = allow(filter, "openat", 2, from_here);
    if (rc == 0)
        rc = allow(filter, "unlink", 1, plain);
    return rc ? rc : allow(filter, "unlinkat", 2, from_here);
}

static int
allow_files(scmp_filter_ctx filter, const struct confine_request *request)
{
    int rc = allow_open(filter, WRITES, O_RDONLY);

    if (rc == 0 && (request->files == CONFINE_NEW || request->files == CONFINE_TREE))
        rc = allow_open(filter, NEW, NEW);
    if (rc == 0 && (SPARED_COVERAGE || (request->files == CONFINE_DATABASE && !pinned_at(0))))
        rc = allow_open(filter, 0, 0);
    for (size_t i = 0; rc == 0 && pinned_at(i); i++)
        rc = allow_pinned(filter, pinned_at(i));
    return rc;
}

static int
allow_ioctl(scmp_filter_ctx filter, const struct confine_request *request)
{
    static const scmp_datum_t asking[] = { TCGETS, TIOCGWINSZ, FIONREAD };
    static const scmp_datum_t changing[] = { TCSETS, TCSETSW, TCSETSF, TCFLSH, TIOCGPGRP };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < sizeof(asking) / sizeof(asking[0]); i++)
        rc = allow(filter, "ioctl", 1, (struct scmp_arg_cmp[]){ compare(1, SCMP_CMP_EQ, asking[i], 0) });
    for (size_t i = 0; rc == 0 && request->terminal && i < sizeof(changing) / sizeof(changing[0]); i++)
        rc = allow(filter, "ioctl", 1, (struct scmp_arg_cmp[]){ compare(1, SCMP_CMP_EQ, changing[i], 0) });
    return rc;
}

/*
 * Calls whose arguments matter: memory never holds code that is not from the program's files, pinned.h says what stays where it is, and a
 * signal is for ourselves.
 */
static int
allow_some(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp above = compare(0, SCMP_CMP_GE, PINNED_BOUND, 0);
    const struct {
        const char *name;
        struct scmp_arg_cmp arguments[2];
        unsigned count;
    } some[] = {
        { "mmap", { compare(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0), compare(3, SCMP_CMP_MASKED_EQ, MAP_FIXED, 0) }, 2 },
        { "mmap2", { compare(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0), compare(3, SCMP_CMP_MASKED_EQ, MAP_FIXED, 0) }, 2 },
        { "mprotect", { above, compare(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) }, 2 },
        { "mremap", { above, compare(3, SCMP_CMP_MASKED_EQ, MREMAP_FIXED, 0) }, 2 },
        { "munmap", { above }, 1 },
        { "madvise", { above }, 1 },
        { "tgkill", { compare(0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0) }, 1 }, /* abort(3) */
        { "prlimit64", { compare(2, SCMP_CMP_EQ, 0, 0) }, 1 },                   /* asks */
    };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < sizeof(some) / sizeof(some[0]); i++)
        rc = allow(filter, some[i].name, some[i].count, some[i].arguments);
    return rc;
}

/*
 * SQLite gives its journal the mode of the database and, as root, the owner.  It does without where it cannot, so there is nothing to tell; what
 * is root's own already changes nothing.
 */
static int
settle_owners(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp ours[] = { compare(1, SCMP_CMP_EQ, (scmp_datum_t)geteuid(), 0),
                                         compare(2, SCMP_CMP_EQ, (scmp_datum_t)getegid(), 0) };
    int rc = allow(filter, "fchown", 2, ours);

    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(fchmod), 0);
    if (rc == 0)
        rc =
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(fchown), 1, compare(1, SCMP_CMP_NE, geteuid(), 0));
    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(fchown), 2, ours[0],
                              compare(2, SCMP_CMP_NE, getegid(), 0));
    return rc;
}

static int
fill(scmp_filter_ctx filter, const struct confine_request *request)
{
    unsigned when = wanted(request);
    int rc = allow_some(filter);

    if (rc == 0)
        rc = allow_files(filter, request);
    if (rc == 0)
        rc = allow_ioctl(filter, request);

    for (size_t i = 0; rc == 0 && i < sizeof(calls) / sizeof(calls[0]); i++)
        if (calls[i].when & when)
            rc = allow(filter, calls[i].name, 0, NULL);
    return rc ? rc : settle_owners(filter);
}

int
filter_offered(void)
{
    uint32_t action = SECCOMP_RET_ERRNO;

    return (int)syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

int
filter_begin(const struct confine_request *request)
{
    scmp_filter_ctx filter = filter_offered() == 0 ? seccomp_init(refused_action()) : NULL;
    int rc;

    if (!filter)
        return -1;
    (void)seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_LOG, 1);      /* Linux 4.14 */
    (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* the kernel searches a tree */
    rc = fill(filter, request);
    if (rc == 0)
        rc = refused_listen() ? -errno : seccomp_load(filter);
    seccomp_release(filter);
    errno = -rc;
    return rc ? -1 : 0;
}
