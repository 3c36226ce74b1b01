#include "analyze/confine/rlimits.h"
#include "analyze/confine/spared.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>

/*
 * Addresses, beyond what the bounds of --limit grant: the program and its libraries, windows of zstd (2 GiB at most), names of
 * members, and what the heap scatters.
 */
#define MEMORY ((rlim_t)4 << 30)

/* Descriptors.  SQLite has the database, its journal, and a temporary file for each sort and index that is being made. */
#define DESCRIPTORS 256

/* Never above what is granted already. */
static int
lower(__rlimit_resource_t resource, rlim_t most)
{
    struct rlimit limit;

    if (getrlimit(resource, &limit))
        return -1;
    if (most < limit.rlim_max)
        limit.rlim_max = most;
    if (limit.rlim_max < limit.rlim_cur)
        limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit);
}

/* A buffer that grows is there twice for a moment, and a document of JSON is copied on its way into the database. */
static rlim_t
memory_of(const struct limits *limits)
{
    return MEMORY + (rlim_t)limits->sqlite_bytes + 2 * (rlim_t)limits->pending_bytes + 4 * (rlim_t)limits->list_bytes +
           4 * (rlim_t)limits->meta_bytes;
}

int
rlimits_begin(const struct settings *settings)
{
    const struct {
        __rlimit_resource_t resource;
        rlim_t most;
        bool spared;
    } limits[] = {
        { RLIMIT_CORE, 0, false }, /* a dump would be a copy of evidence in the wrong place */
        { RLIMIT_NPROC, 0, SPARED_SANITIZER },
        { RLIMIT_MEMLOCK, 0, false },
        { RLIMIT_MSGQUEUE, 0, false },
        { RLIMIT_NOFILE, DESCRIPTORS, false },
        { RLIMIT_AS, memory_of(&settings->limits), SPARED_SANITIZER },
    };

    int failed = 0;

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        if (!limits[i].spared && lower(limits[i].resource, limits[i].most))
            failed = errno; /* the others count nevertheless */
    errno = failed;
    return failed ? -1 : 0;
}
