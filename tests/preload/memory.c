/*
 * A library for LD_PRELOAD that lets allocations fail: the one whose number is in FAIL_AT, counted from 1, or with FAIL_FOR_GOOD that and all
 * later ones.  With FAIL_COUNT, the name of a file, it writes there at the end how many there were; the file is opened at the beginning, since
 * analyze may open none later.  The name of the program must be that in FAIL_PROGRAM, so that the shell around it is left alone.
 *
 * None fails within seccomp_load(3): libseccomp (2.5.4) then goes round for ever, or leaves rules out.  That is before anything of a snapshot
 * is read.
 *
 * Standing before malloc(3) by the names that glibc keeps for its own needs no dlsym(3), which itself allocates.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static atomic_ulong count;
static unsigned long at;
static int for_good, out = -1, paused;
static int (*real_load)(void *);

static int
fails(void)
{
    unsigned long number = paused ? 0 : atomic_fetch_add(&count, 1) + 1;

    if (number == 0 || at == 0 || (for_good ? number < at : number != at))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *
malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t number, size_t size)
{
    return fails() ? NULL : __libc_calloc(number, size);
}

void *
realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

int seccomp_load(void *filter);

int
seccomp_load(void *filter)
{
    int rc;

    paused = 1;
    rc = real_load(filter);
    paused = 0;
    return rc;
}

/* What was allocated before this, by the loader, is not counted. */
__attribute__((constructor)) static void
begin(void)
{
    const char *program = getenv("FAIL_PROGRAM"), *number = getenv("FAIL_AT"), *path = getenv("FAIL_COUNT");

    *(void **)&real_load = dlsym(RTLD_NEXT, "seccomp_load");
    if (!program || strcmp(program, program_invocation_short_name) != 0)
        return;
    if (path && (out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) < 0)
        abort();
    for_good = getenv("FAIL_FOR_GOOD") != NULL;
    atomic_store(&count, 0);
    at = number ? strtoul(number, NULL, 10) : 0;
}

__attribute__((destructor)) static void
end(void)
{
    char text[32];
    int len;

    if (out < 0)
        return;
    at = 0;
    len = snprintf(text, sizeof(text), "%lu\n", atomic_load(&count));
    if (write(out, text, (size_t)len) != len || close(out) != 0)
        abort();
}
