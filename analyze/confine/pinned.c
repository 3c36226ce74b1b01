#include "analyze/confine/pinned.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What SQLite may open beside a database. */
static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

enum { SUFFIXES = sizeof(suffixes) / sizeof(suffixes[0]), FILES = 2 * SUFFIXES, DIRECTORY = FILES, TEMPORARY, PATHS };

struct pinned {
    char paths[PATHS][PATH_MAX + 32];
};

/* Above what no program may map (vm.mmap_min_addr). */
#define PLACE ((void *)((uintptr_t)1 << 20))

static bool
is_there(void)
{
    unsigned char resident[sizeof(struct pinned) / 4096 + 2];

    return mincore(PLACE, sizeof(struct pinned), resident) == 0;
}

/* As the user named it, and as SQLite does, which follows links. */
static int
fill(struct pinned *pinned, const char *given, char *real)
{
    int longest = 0;

    for (size_t i = 0; i < FILES; i++) {
        int len = snprintf(pinned->paths[i], sizeof(pinned->paths[i]), "%s%s", i < SUFFIXES ? given : real,
                           suffixes[i % SUFFIXES]);

        if (len > longest)
            longest = len;
    }
    real = dirname(real);
    if (longest >= (int)sizeof(pinned->paths[0]) ||
        snprintf(pinned->paths[DIRECTORY], sizeof(pinned->paths[0]), "%s", real) < 0 ||
        snprintf(pinned->paths[TEMPORARY], sizeof(pinned->paths[0]), "%s/.stillframe-%ld", real, (long)getpid()) < 0) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

int
pinned_make(const char *database)
{
    char *real = realpath(database, NULL);
    struct pinned *pinned = MAP_FAILED;
    int rc = -1;

    if (real)
        pinned = mmap(PLACE, sizeof(*pinned), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE,
                      -1, 0);
    if (pinned == PLACE && fill(pinned, database, real) == 0)
        rc = mprotect(pinned, sizeof(*pinned), PROT_READ);
    if (pinned != MAP_FAILED && rc) /* Linux 4.16 and older may put it elsewhere */
        (void)munmap(pinned, sizeof(*pinned));
    free(real);
    return rc;
}

const char *
pinned_at(size_t index)
{
    const struct pinned *pinned = PLACE;

    return index < PATHS && is_there() ? pinned->paths[index] : NULL;
}

const char *
pinned_path(const char *path)
{
    const struct pinned *pinned = PLACE;

    for (size_t i = 0; i < FILES && is_there(); i++)
        if (strcmp(pinned->paths[i], path) == 0)
            return pinned->paths[i];
    return path;
}

const char *
pinned_directory(void)
{
    return pinned_at(DIRECTORY);
}

const char *
pinned_temporary(void)
{
    return pinned_at(TEMPORARY);
}
