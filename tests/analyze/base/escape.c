#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/escape.h"

TEST(escape_is_reversible)
{
    static const char *const texts[][2] = {
        { "plain", "plain" },
        { "\\", "\\" },
        { "\\x", "\\x" },
        { "\\x0", "\\x0" },
        { "\\x0a", "\\x5cx0a" },
        { "\n", "\\x0a" },
        { "\\\n", "\\\\x0a" },
        { "\\xAB", "\\xAB" },
        { "\xc3\xa9", "\xc3\xa9" },
        { "\xc3", "\\xc3" },
        { "\xc2\x85", "\\xc2\\x85" },
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);

        assert_non_null(out);
        escape_write(out, slice_of(texts[i][0]));
        assert_int_equal(fclose(out), 0);
        assert_string_equal(text, texts[i][1]);
        assert_int_equal(escape_width(slice_of(texts[i][0])), texts[i][0][0] == '\xc3' && texts[i][0][1] ? 1 : size);
        free(text);
    }
}
