/* copy.c: memcpy, for the static build. */
#include "tests/support/test.h"

#include "collect/base/copy.h"

#include <string.h>

/* Bytes of the longest copy. */
#define MOST 300

/* Every length at every alignment, and the bytes before and behind stay. */
TEST(copies_are_of_all_bytes_and_no_others)
{
    unsigned char from[MOST + 32], to[MOST + 64];

    for (size_t i = 0; i < sizeof(from); i++)
        from[i] = (unsigned char)(i * 7 + i / 251 + 1);
    for (size_t len = 0; len <= MOST; len++)
        for (size_t shift = 0; shift < 256; shift++) {
            size_t f = shift % 16, t = 16 + shift / 16;

            memset(to, 0, sizeof(to));
            assert_ptr_equal(copy_bytes(to + t, from + f, len), to + t);
            assert_memory_equal(to + t, from + f, len);
            for (size_t i = 0; i < sizeof(to); i++)
                if (i < t || i >= t + len)
                    assert_int_equal(to[i], 0);
        }
}
