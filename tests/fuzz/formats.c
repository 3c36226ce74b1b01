/*
 * Every format of text on any bytes.  The first line names the format and the file, as in sources.def; the rest is the file, of a
 * little-endian host of 64 bits, and of a big-endian one of 32 bits where it was cut.
 */
#include <stdlib.h>
#include <string.h>

#include "analyze/formats/registry.h"
#include "tests/support/format_touch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size); /* libFuzzer's */

/* The size of the first line with its newline; 0 where there is none. */
static size_t
first_line(const uint8_t *data, size_t size)
{
    const uint8_t *newline = size > 0 ? memchr(data, '\n', size) : NULL;

    return newline ? (size_t)(newline - data) + 1 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t head = first_line(data, size);
    char line[128], *file;
    struct format_input input = { .pass = slice_of("before"), .net_namespace = 1, .pid = 7, .tid = 7 };

    if (head == 0 || head > sizeof(line))
        return 0;
    memcpy(line, data, head);
    line[head - 1] = '\0';
    file = strchr(line, ' ');
    if (!file)
        return 0;
    *file++ = '\0';
    if (!format_by_name(line))
        return 0;
    input.file = slice_of(file);
    input.text = (struct slice){ (const char *)data + head, size - head };
    for (int other = 0; other < 2; other++) {
        input.big_endian = input.cut = other;
        input.word_bits = other ? 32 : 64;
        if (format_touch(line, &input) != 0)
            abort();
    }
    return 0;
}

/* The first line stays: a name that is no format's leads nowhere. */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    size_t head = first_line(data, size);

    (void)seed;
    return head < max_size ? head + LLVMFuzzerMutate(data + head, size - head, max_size - head) : size;
}
