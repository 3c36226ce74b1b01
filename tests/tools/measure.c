/*
 * Runs a command and writes its cost to a file: "SECONDS CPU_SECONDS MAXIMUM_RESIDENT_KIB STATUS".
 *
 * usage: measure FILE COMMAND [ARGUMENT...]
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) < 0)
        err(1, "clock");
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
    struct rusage usage;
    double start = now();
    int status;
    FILE *file;
    pid_t pid;

    if (argc < 3)
        errx(2, "usage: measure FILE COMMAND [ARGUMENT...]");
    pid = fork();
    if (pid < 0)
        err(1, "fork");
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        err(127, "%s", argv[2]);
    }
    if (wait4(pid, &status, 0, &usage) != pid)
        err(1, "wait4");
    file = fopen(argv[1], "w");
    if (!file)
        err(1, "%s", argv[1]);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (fprintf(file, "%.3f %.3f %ld %d\n", now() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
                usage.ru_maxrss, status) < 0 ||
        fclose(file) != 0)
        err(1, "%s", argv[1]);
    return status;
}
