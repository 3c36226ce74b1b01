/*
 * An actor that holds very many descriptors of one file, whose path is as long as paths can be.
 *
 * usage: hoard COUNT
 *
 * The file is made below the working directory, in directories within directories.  Prints "ready" and holds it all until its standard
 * input ends.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH 15  /* times NAME: 3,765 bytes, and what is above */
#define NAME  250 /* bytes */

int
main(int argc, char **argv)
{
    long count = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    struct rlimit limit;
    char name[NAME + 1], byte;
    int fd;

    if (count <= 0)
        errx(2, "usage: hoard COUNT");
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        err(1, "getrlimit");
    limit.rlim_cur = limit.rlim_max; /* what does not suffice, dup(2) says */
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
        err(1, "setrlimit");
    memset(name, 'l', NAME);
    name[NAME] = '\0';
    for (int i = 0; i < DEPTH; i++)
        if ((mkdir(name, 0700) < 0 && errno != EEXIST) || chdir(name) < 0)
            err(1, "mkdir");
    fd = open("file", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    for (long i = 0; fd >= 0 && i < count; i++)
        if (dup(fd) < 0)
            err(1, "dup");
    if (fd < 0 || write(STDOUT_FILENO, "ready\n", 6) < 0)
        err(1, "file");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    return 0;
}
