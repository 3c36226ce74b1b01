#include "analyze/render/markup.h"
#include "analyze/base/escape.h"

/* What stands for a character that would be markup; NULL for any other. */
static const char *
entity_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* The last two code points of each plane are no characters, and those of the first make a document that is no XML. */
static bool
is_no_character(uint32_t code)
{
    return (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
}

/* `shown`: a backslash is one, since it was escaped before. */
static void
write_glyph(FILE *out, const struct glyph *glyph, bool shown)
{
    const char *entity = entity_of(glyph->code);

    if (shown && glyph->code == '\\')
        putc('\\', out);
    else if (glyph->kind != GLYPH_PLAIN || is_no_character(glyph->code))
        escape_bytes(out, glyph->bytes);
    else if (entity)
        fputs(entity, out);
    else
        fwrite(glyph->bytes.ptr, 1, glyph->bytes.len, out);
}

bool
markup_write_cut(FILE *out, struct slice text, size_t most)
{
    struct glyph glyph;
    size_t written = 0;

    for (; written < most && glyph_next(&text, &glyph); written++)
        write_glyph(out, &glyph, false);
    if (text.len == 0)
        return false;
    fputs("\xe2\x80\xa6", out); /* ... as one character */
    return true;
}

void
markup_write(FILE *out, struct slice text)
{
    (void)markup_write_cut(out, text, SIZE_MAX);
}

void
markup_write_shown(FILE *out, struct slice text)
{
    struct glyph glyph;

    while (glyph_next(&text, &glyph))
        write_glyph(out, &glyph, true);
}
