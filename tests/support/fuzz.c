#include "tests/support/fuzz.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *
fuzz_one(void)
{
    const char *name = getenv("FUZZ_ONE");

    if (name && *name)
        return name;
    (void)fputs("FUZZ_ONE does not say what to read the input as\n", stderr);
    exit(2);
}

void
fuzz_touch(const void *bytes, size_t len)
{
    volatile unsigned char sum = 0;

    for (size_t i = 0; bytes && i < len; i++)
        sum ^= ((const unsigned char *)bytes)[i];
    (void)sum;
}

_Noreturn void
fuzz_fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vdprintf(STDERR_FILENO, format, arguments);
    va_end(arguments);
    (void)dprintf(STDERR_FILENO, "\n");
    abort();
}

static char *
copy(const uint8_t *data, size_t size, size_t more)
{
    char *text = malloc(size + more > 0 ? size + more : 1);

    if (!text)
        fuzz_fail("no memory for %zu bytes", size);
    if (size > 0)
        memcpy(text, data, size);
    return text;
}

char *
fuzz_copy(const uint8_t *data, size_t size)
{
    return copy(data, size, 0);
}

char *
fuzz_string(const uint8_t *data, size_t size)
{
    char *text = copy(data, size, 1);

    text[size] = '\0';
    return text;
}

struct fuzz_file
fuzz_file(const void *bytes, size_t size)
{
    struct fuzz_file file = { .fd = memfd_create("fuzz", MFD_CLOEXEC) };

    if (file.fd < 0 || pwrite(file.fd, bytes, size, 0) != (ssize_t)size ||
        snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.fd) < 0)
        fuzz_fail("no file in memory");
    return file;
}

void
fuzz_unfile(const struct fuzz_file *file)
{
    if (close(file->fd) != 0)
        fuzz_fail("close");
}

void
fuzz_silence(void)
{
    /* The engines write to the descriptor, and the program to the stream. */
    FILE *nowhere = fopen("/dev/null", "we");

    if (!nowhere)
        fuzz_fail("/dev/null");
    stderr = nowhere;
}
