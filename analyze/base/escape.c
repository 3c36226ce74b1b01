#include "analyze/base/escape.h"

struct range {
    uint32_t first, last;
};

/* Characters that change how the text around them is shown, or that cannot be seen (Unicode's Cc, Cf, Zl and Zp). */
static const struct range hidden[] = {
    { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0xad, 0xad },       { 0x61c, 0x61c },
    { 0x180e, 0x180e }, { 0x200b, 0x200f }, { 0x2028, 0x202e },   { 0x2060, 0x206f },
    { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe007f },
};

/* Characters that stand on the one before (the blocks of combining marks). */
static const struct range combining[] = {
    { 0x300, 0x36f },   { 0x483, 0x489 },   { 0x591, 0x5bd },   { 0x64b, 0x65f },   { 0x1ab0, 0x1aff },
    { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
};

/* Characters two columns wide (Unicode's East Asian Width W and F, by block). */
static const struct range wide[] = {
    { 0x1100, 0x115f },   { 0x2e80, 0x303e },   { 0x3041, 0xa4cf },   { 0xa960, 0xa97f }, { 0xac00, 0xd7a3 },
    { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },   { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
    { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd },
};

#define IN(ranges, code) in_ranges(ranges, sizeof(ranges) / sizeof((ranges)[0]), code)

static bool
in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count && ranges[i].first <= code; i++)
        if (code <= ranges[i].last)
            return true;
    return false;
}

/* Length of the character that a text begins with, 0 when it begins with none. */
static size_t
decode(struct slice text, uint32_t *code)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char lead = (unsigned char)text.ptr[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0;

    if (length == 0 || length > text.len)
        return 0;
    *code = length == 1 ? lead : lead & (0x7fU >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];

        if ((byte & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (byte & 0x3f);
    }
    if (*code < least[length] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
        return 0;
    return length;
}

static bool
is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static bool
reads_as_escape(struct slice text)
{
    return text.len >= 4 && text.ptr[0] == '\\' && text.ptr[1] == 'x' && is_hex(text.ptr[2]) && is_hex(text.ptr[3]);
}

bool
glyph_next(struct slice *rest, struct glyph *glyph)
{
    size_t length;

    if (rest->len == 0)
        return false;
    length = decode(*rest, &glyph->code);
    if (length == 0) {
        glyph->code = (unsigned char)rest->ptr[0];
        glyph->kind = GLYPH_BYTE;
        length = 1;
    } else if (reads_as_escape(*rest)) {
        glyph->kind = GLYPH_BYTE;
    } else {
        glyph->kind = IN(hidden, glyph->code) ? GLYPH_CONTROL : GLYPH_PLAIN;
    }
    glyph->bytes = (struct slice){ rest->ptr, length };
    *rest = slice_skip(*rest, length);
    return true;
}

size_t
escape_ascii(struct slice text)
{
    size_t length = 0;

    while (length < text.len && text.ptr[length] >= 0x20 && text.ptr[length] < 0x7f && text.ptr[length] != '\\')
        length++;
    return length;
}

void
escape_bytes(FILE *out, struct slice bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];

        fwrite((char[]){ '\\', 'x', digits[byte >> 4], digits[byte & 15] }, 1, 4, out);
    }
}

void
escape_write(FILE *out, struct slice text)
{
    struct glyph glyph;

    while (text.len > 0) {
        size_t run = escape_ascii(text);

        fwrite(text.ptr, 1, run, out);
        text = slice_skip(text, run);
        if (!glyph_next(&text, &glyph))
            break;
        if (glyph.kind == GLYPH_PLAIN)
            fwrite(glyph.bytes.ptr, 1, glyph.bytes.len, out);
        else
            escape_bytes(out, glyph.bytes);
    }
}

static size_t
glyph_width(const struct glyph *glyph)
{
    if (glyph->kind != GLYPH_PLAIN)
        return 4 * glyph->bytes.len;
    if (IN(combining, glyph->code))
        return 0;
    return IN(wide, glyph->code) ? 2 : 1;
}

void
escape_write_cut(FILE *out, struct slice text, size_t width)
{
    struct slice rest = text;
    struct glyph glyph;
    size_t used = 0;

    if (width == 0)
        return;
    if (escape_width(text) <= width) {
        escape_write(out, text);
        return;
    }
    while (glyph_next(&rest, &glyph) && used + glyph_width(&glyph) < width) {
        used += glyph_width(&glyph);
        if (glyph.kind == GLYPH_PLAIN)
            fwrite(glyph.bytes.ptr, 1, glyph.bytes.len, out);
        else
            escape_bytes(out, glyph.bytes);
    }
    fputs("\xe2\x80\xa6", out); /* the mark: ... as one character */
    while (++used < width)
        putc(' ', out);
}

size_t
escape_width(struct slice text)
{
    size_t width = 0;
    struct glyph glyph;

    while (text.len > 0) {
        size_t run = escape_ascii(text);

        width += run;
        text = slice_skip(text, run);
        if (!glyph_next(&text, &glyph))
            break;
        width += glyph_width(&glyph);
    }
    return width;
}
