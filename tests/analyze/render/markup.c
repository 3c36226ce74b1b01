/* Text of a host as markup. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/render/markup.h"
#include "tests/support/scene.h"

static char *
marked_up(struct scene *scene, const char *text, size_t len, size_t most)
{
    char *memory = NULL, *copy;
    size_t size;
    FILE *out = open_memstream(&memory, &size);

    assert_non_null(out);
    (void)markup_write_cut(out, (struct slice){ text, len }, most);
    assert_int_equal(fclose(out), 0);
    copy = scene_text(scene, "%s", memory);
    free(memory);
    return copy;
}

TEST(markup_of_every_byte_is_text)
{
    struct scene *scene = scene_begin();

    for (int byte = 0; byte < 256; byte++) {
        char text = (char)byte, *out = marked_up(scene, &text, 1, SIZE_MAX);

        if (strpbrk(out, "<>\"'") || (*out == '&' && out[strlen(out) - 1] != ';') || (byte < 0x20 && *out != '\\'))
            fail_msg("%02x becomes %s", byte, out);
        for (const char *c = out; *c; c++)
            assert_in_range((unsigned char)*c, 0x20, 0x7e);
    }
    assert_string_equal(marked_up(scene, "a<b", 3, 2), "a&lt;\xe2\x80\xa6");
    assert_string_equal(marked_up(scene, "a<b", 3, 3), "a&lt;b");
    assert_string_equal(marked_up(scene, "\\x41 \\y", 7, 9), "\\x5cx41 \\y");
    scene_end(scene);
}
