/*
 * A stream into memory.
 */
#ifndef ANALYZE_BASE_MEMORY_H
#define ANALYZE_BASE_MEMORY_H

#include <stdio.h>

/* Both never fail: they die for a lack of memory.  *text is the caller's to free after memory_close(), and ends in a NUL that *size does not count. */
FILE *memory_open(char **text, size_t *size);
void memory_close(FILE *stream);

#endif
