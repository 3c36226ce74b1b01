#include "collect/base/copy.h"

#include <stdint.h>

/* Values at any address, and of any type. */
typedef struct __attribute__((packed, may_alias)) {
    uint16_t value;
} pair;
typedef struct __attribute__((packed, may_alias)) {
    uint32_t value;
} four;
typedef struct __attribute__((packed, may_alias)) {
    uint64_t value;
} eight;
typedef struct __attribute__((packed, may_alias)) {
    uint64_t first, last; /* no array: the stack protector looks after those, and cannot before it was copied a value */
} sixteen;

/* Copies the first and the last bytes, which may be the same ones: so each size covers all lengths up to its double. */
#define COPY_ENDS(type, to, from, len)                                                             \
    do {                                                                                           \
        type first = *(const type *)(from), last = *(const type *)((from) + (len) - sizeof(type)); \
        *(type *)(to) = first;                                                                     \
        *(type *)((to) + (len) - sizeof(type)) = last;                                             \
    } while (0)

static void
copy_few(unsigned char *restrict to, const unsigned char *restrict from, size_t len)
{
    if (len >= sizeof(eight))
        COPY_ENDS(eight, to, from, len);
    else if (len >= sizeof(four))
        COPY_ENDS(four, to, from, len);
    else if (len >= sizeof(pair))
        COPY_ENDS(pair, to, from, len);
    else if (len > 0)
        *to = *from;
}

void *
copy_bytes(void *restrict to, const void *restrict from, size_t len)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    sixteen last;

    if (len < sizeof(last)) {
        copy_few(t, f, len);
        return to;
    }
    last = *(const sixteen *)(f + len - sizeof(last));
    for (size_t i = 0; i < len - sizeof(last); i += sizeof(last)) {
        *(sixteen *)(t + i) = *(const sixteen *)(f + i);
        __asm__ volatile("" ::: "memory"); /* else the compiler sees that this is memcpy, and calls it */
    }
    *(sixteen *)(t + len - sizeof(last)) = last;
    return to;
}
