#include "analyze/base/memory.h"
#include "analyze/base/error.h"

FILE *
memory_open(char **text, size_t *size)
{
    FILE *stream = open_memstream(text, size);

    if (!stream)
        die("out of memory");
    return stream;
}

void
memory_close(FILE *stream)
{
    int failed = ferror(stream);

    if (fclose(stream) || failed)
        die("out of memory");
}
