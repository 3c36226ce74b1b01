/* What intruders make of themselves. */
#include "tests/support/actions.h"

#include <err.h>
#include <linux/filter.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* doorbell: a packet socket with the filter that BPFDoor compiles, as `tcpdump -y EN10MB -dd EXPRESSION` prints it. */
static int
do_doorbell(const char *label, const char *argument)
{
    /* (udp[8:2]=0x7255) or (icmp[8:2]=0x7255) or (tcp[((tcp[12]&0xf0)>>2):2]=0x5293) */
    struct sock_filter code[] = {
        { 0x28, 0, 0, 12 },     { 0x15, 0, 20, 0x800 },   { 0x30, 0, 0, 23 },    { 0x15, 1, 0, 17 },
        { 0x15, 0, 5, 1 },      { 0x28, 0, 0, 20 },       { 0x45, 15, 0, 8191 }, { 0xb1, 0, 0, 14 },
        { 0x48, 0, 0, 22 },     { 0x15, 11, 12, 0x7255 }, { 0x15, 0, 11, 6 },    { 0x28, 0, 0, 20 },
        { 0x45, 9, 0, 8191 },   { 0xb1, 0, 0, 14 },       { 0x50, 0, 0, 26 },    { 0x54, 0, 0, 240 },
        { 0x74, 0, 0, 2 },      { 0xc, 0, 0, 0 },         { 0x7, 0, 0, 0 },      { 0x48, 0, 0, 14 },
        { 0x15, 0, 1, 0x5293 }, { 0x6, 0, 0, 0x40000 },   { 0x6, 0, 0, 0 },
    };
    struct sock_fprog filter = { sizeof(code) / sizeof(code[0]), code };
    int fd = socket(AF_PACKET, SOCK_RAW, 0);

    (void)argument;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)) < 0)
        err(1, "SO_ATTACH_FILTER");
    action_print(label, fd);
    return fd;
}

/*
 * Puts a copy of the bytes where they were; the kernel copies, since a sanitizer keeps watch in the gaps between variables.  The page that
 * runs this is among them: mremap(2) changes it at once.
 */
static void
replace(char *start, size_t size, const char *permissions)
{
    int protection = (permissions[0] == 'r' ? PROT_READ : 0) | (permissions[1] == 'w' ? PROT_WRITE : 0) |
                     (permissions[2] == 'x' ? PROT_EXEC : 0);
    char *copy = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct iovec from = { start, size }, to = { copy, size };

    if (copy == MAP_FAILED)
        err(1, "mmap");
    if (process_vm_readv(getpid(), &to, 1, &from, 1, 0) != (ssize_t)size)
        err(1, "process_vm_readv");
    if (mprotect(copy, size, protection) < 0 ||
        mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, start) == MAP_FAILED)
        err(1, "mremap");
}

/* replaced-code: memory of no file is in the place of everything that was mapped of the program, as where ddexec put another one there. */
static int
do_replaced_code(const char *label, const char *argument)
{
    char line[4352], program[4096], *at;
    ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 2);
    FILE *maps = fopen("/proc/self/maps", "re");

    (void)argument;
    if (len < 0 || !maps)
        err(1, "/proc/self");
    program[len++] = '\n';
    program[len] = '\0';
    while (fgets(line, sizeof(line), maps)) {
        uintptr_t start = strtoul(line, &at, 16), end = strtoul(at + 1, &at, 16);
        const char *path = strchr(line, '/');

        if (path && strcmp(path, program) == 0)
            replace((char *)start, end - start, at + 1); /* NOLINT(performance-no-int-to-ptr) */
    }
    (void)fclose(maps);
    action_print_number(label, getpid(), 0);
    return -1;
}

const struct action actions_of_disguise[] = {
    { "doorbell", do_doorbell },
    { "replaced-code", do_replaced_code },
    { NULL, NULL },
};
