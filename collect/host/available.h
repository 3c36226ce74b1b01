/*
 * How much memory a run can have.
 */
#ifndef COLLECT_HOST_AVAILABLE_H
#define COLLECT_HOST_AVAILABLE_H

#include "collect/base/bytes.h"

/*
 * Bytes that are to be had according to this text of /proc/meminfo, UINT64_MAX if it does not tell: MemAvailable, or, before Linux
 * 3.14, what is free and what the kernel can give up.
 */
uint64_t available_of_meminfo(const struct bytes *meminfo);

/*
 * Where the memory of a process with this /proc/self/cgroup is bounded: appends the directory below /sys/fs/cgroup, and
 * returns the name of the file there; NULL if there is none.  The hierarchy of cgroup v1 comes first.
 */
const char *available_cgroup(const struct bytes *cgroup, struct bytes *directory);

/* The bytes in this text of memory.max or memory.limit_in_bytes; UINT64_MAX for "max", and for what is no number. */
uint64_t available_of_bound(const struct bytes *text);

/*
 * The least of what /proc/meminfo says, of the bounds of our cgroup and those above it, and of RLIMIT_AS and RLIMIT_DATA.
 * UINT64_MAX if nothing tells.  A file that does not answer costs `milliseconds`, and then nothing else is asked.
 */
uint64_t memory_available(unsigned milliseconds);

#endif
