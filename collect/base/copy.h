/*
 * memcpy(3) for many small copies.
 *
 * musl's for x86_64 (src/string/x86_64/memcpy.s) is the instruction `rep movsq`, which takes tens of cycles to begin.  Nearly
 * all copies here are of a few bytes, by the million: it took a fifth of the time of collect on a host with 10,000
 * processes.  The static build with musl calls this wherever memcpy is called, also in the libraries (see the Makefile).
 *
 * Not for another architecture: where words cannot be read at any address, the compiler makes calls of memcpy of this.
 * .ci/check-static sees that it calls nothing, neither itself in this way nor what does not work yet when a program begins.
 */
#ifndef COLLECT_BASE_COPY_H
#define COLLECT_BASE_COPY_H

#include <stddef.h>

/* As memcpy(3): the two must not overlap.  Returns `to`. */
void *copy_bytes(void *restrict to, const void *restrict from, size_t len);

#endif
