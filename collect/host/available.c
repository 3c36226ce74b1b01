#include "collect/host/available.h"

#include "collect/base/errand.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>

/* Bytes of the files that are read here: meminfo has 2 KiB, and our own cgroup a line for each hierarchy. */
#define MOST ((size_t)64 << 10)

static uint64_t
least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* "Name:   1234 kB" in bytes.  False if there is no such line. */
static bool
kilobytes(const struct bytes *meminfo, const char *name, uint64_t *out)
{
    struct text rest = text_of(meminfo), line;

    while (text_next_line(&rest, &line)) {
        if (!text_skip(&line, name) || !text_decimal(text_word(line, 0), UINT64_MAX >> 10, out))
            continue;
        *out <<= 10;
        return true;
    }
    return false;
}

uint64_t
available_of_meminfo(const struct bytes *meminfo)
{
    uint64_t all, sum = 0, part;

    if (kilobytes(meminfo, "MemAvailable:", &all))
        return all;
    if (!kilobytes(meminfo, "MemFree:", &sum))
        return UINT64_MAX;
    if (kilobytes(meminfo, "Buffers:", &part))
        sum += part;
    if (kilobytes(meminfo, "Cached:", &part))
        sum += part;
    return sum;
}

const char *
available_cgroup(const struct bytes *cgroup, struct bytes *directory)
{
    struct text rest = text_of(cgroup), line, number, controllers;
    const char *name = NULL;

    while (text_next_line(&rest, &line)) {
        if (!text_next_part(&line, ':', &number) || !text_next_part(&line, ':', &controllers))
            continue;
        if (text_is(controllers, "memory")) {
            bytes_clear(directory);
            bytes_text(directory, "/memory");
            bytes_append(directory, line.data, line.len);
            return "memory.limit_in_bytes";
        }
        if (text_is(number, "0") && controllers.len == 0) {
            bytes_append(directory, line.data, line.len);
            name = "memory.max";
        }
    }
    return name;
}

/* Reads a small file.  False if it does not answer: nothing more is asked then. */
static bool
read_small(const char *path, unsigned milliseconds, struct bytes *out)
{
    bytes_clear(out);
    return errand_text(errand_read(AT_FDCWD, path, MOST), milliseconds, out) != ETIMEDOUT;
}

/* Cuts the last component off. */
static void
go_up(struct bytes *path)
{
    while (path->len > 0 && path->data[--path->len] != '/')
        continue;
}

uint64_t
available_of_bound(const struct bytes *text)
{
    struct text rest = text_of(text), line;
    uint64_t bound;

    return text_next_line(&rest, &line) && text_decimal(line, UINT64_MAX, &bound) ? bound : UINT64_MAX;
}

/*
 * The least bound of the cgroup in that directory and of those above it, up to the root, which has one in a container with a cgroup
 * namespace of its own.
 */
static uint64_t
bound_above(struct bytes *directory, const char *name, unsigned milliseconds)
{
    struct bytes path = { 0 }, text = { 0 };
    uint64_t bound = UINT64_MAX;
    bool goes_on = true;

    while (goes_on) {
        bytes_clear(&path);
        bytes_format(&path, "/sys/fs/cgroup%s/%s", bytes_string(directory), name);
        goes_on = read_small(bytes_string(&path), milliseconds, &text) && directory->len > 0;
        bound = least(bound, available_of_bound(&text));
        go_up(directory);
    }
    bytes_free(&path);
    bytes_free(&text);
    return bound;
}

static uint64_t
bound_of_cgroup(unsigned milliseconds)
{
    struct bytes cgroup = { 0 }, directory = { 0 };
    uint64_t bound = UINT64_MAX;
    const char *name;

    if (read_small("/proc/self/cgroup", milliseconds, &cgroup) && (name = available_cgroup(&cgroup, &directory)))
        bound = bound_above(&directory, name, milliseconds);
    bytes_free(&cgroup);
    bytes_free(&directory);
    return bound;
}

static uint64_t
bound_of_process(void)
{
    uint64_t bound = UINT64_MAX;
    struct rlimit limit;

    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        bound = limit.rlim_cur;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        bound = least(bound, limit.rlim_cur);
    return bound;
}

uint64_t
memory_available(unsigned milliseconds)
{
    struct bytes meminfo = { 0 };
    uint64_t available = bound_of_process();

    if (read_small("/proc/meminfo", milliseconds, &meminfo))
        available = least(least(available, available_of_meminfo(&meminfo)), bound_of_cgroup(milliseconds));
    bytes_free(&meminfo);
    return available;
}
