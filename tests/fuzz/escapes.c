/*
 * Escaped text made plain, on any bytes: what collect escapes (links, names of members), what the kernel escapes (mountinfo, the
 * options of file systems), and what analyze itself shows, which must be turned back into the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/decode.h"
#include "analyze/base/escape.h"
#include "analyze/formats/lib/mount_options.h"
#include "tests/support/fuzz.h"

/* Decoded text can be read, and is not longer than what it was made of. */
static void
touch(size_t *sum, struct slice text, size_t most)
{
    if (text.len > most)
        abort();
    for (size_t i = 0; text.ptr && i < text.len; i++)
        *sum += (unsigned char)text.ptr[i];
}

static void
decode_all(struct slice text)
{
    struct decoder decoder = { .room = text.len };
    struct slice out;
    size_t sum = 0;

    if (decode_hex(&decoder, text, &out))
        touch(&sum, out, text.len);
    decoder_reset(&decoder);
    if (decode_member(&decoder, text, &out))
        touch(&sum, out, text.len);
    decoder_reset(&decoder);
    touch(&sum, decode_octal(&decoder, text), text.len);
    decoder_reset(&decoder);
    touch(&sum, decode_abstract(&decoder, text), text.len);
    decoder_free(&decoder);
}

static void
split_options(struct slice list, const char *fs_type)
{
    struct decoder decoder = { .room = list.len };
    struct mount_option option;
    size_t sum = 0, len = list.len;

    while (mount_options_next(&list, slice_of(fs_type), &decoder, &option)) {
        touch(&sum, option.name, len);
        touch(&sum, option.value, len);
    }
    decoder_free(&decoder);
}

/* A byte of a \xHH with lower-case digits; -1 where there is none. */
static int
escaped_byte(struct slice text)
{
    static const char digits[] = "0123456789abcdef";
    const char *high, *low;

    if (!slice_begins(text, "\\x") || text.len < 4)
        return -1;
    high = memchr(digits, text.ptr[2], sizeof(digits) - 1);
    low = memchr(digits, text.ptr[3], sizeof(digits) - 1);
    return high && low ? (int)((high - digits) * 16 + (low - digits)) : -1;
}

/* What is shown of a text gives the text back. */
static void
show(struct slice text)
{
    char *shown = NULL;
    size_t len = 0, at = 0;
    FILE *out = open_memstream(&shown, &len);
    struct slice rest;

    if (!out)
        abort();
    escape_write(out, text);
    if (fclose(out) != 0)
        abort();
    rest = (struct slice){ shown, len };
    while (rest.len > 0) {
        int byte = escaped_byte(rest);

        if (at == text.len || (byte < 0 ? rest.ptr[0] : (char)byte) != text.ptr[at++])
            abort();
        rest = slice_skip(rest, byte < 0 ? 1 : 4);
    }
    if (at != text.len)
        abort();
    free(shown);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = { (const char *)data, size };

    decode_all(text);
    split_options(text, "overlay");
    split_options(text, "ext4");
    show(text);
    return 0;
}
