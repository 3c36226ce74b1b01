#include "collect/base/escape.h"

#include "schema/snapshot/snapshot.h"

#include <string.h>

static void
append_hex(struct bytes *out, const char *prefix, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";

    bytes_text(out, prefix);
    bytes_byte(out, digits[byte >> 4]);
    bytes_byte(out, digits[byte & 15]);
}

static bool
is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

size_t
utf8_length(const char *data, size_t len)
{
    const unsigned char *p = (const unsigned char *)data;

    if (len >= 1 && p[0] < 0x80)
        return 1;
    if (len >= 2 && p[0] >= 0xc2 && p[0] <= 0xdf && is_continuation(p[1]))
        return 2;
    if (len >= 3 && (p[0] & 0xf0) == 0xe0 && is_continuation(p[1]) && is_continuation(p[2])) {
        if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] >= 0xa0))
            return 0;
        return 3;
    }
    if (len >= 4 && p[0] >= 0xf0 && p[0] <= 0xf4 && is_continuation(p[1]) && is_continuation(p[2]) &&
        is_continuation(p[3])) {
        if ((p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90))
            return 0;
        return 4;
    }
    return 0;
}

/* How many bytes at the beginning need no escape: printable ASCII without the backslash.  Nearly always all of them. */
static size_t
plain_length(const char *data, size_t len)
{
    size_t i = 0;

    while (i < len && data[i] >= 0x20 && data[i] < 0x7f && data[i] != '\\')
        i++;
    return i;
}

static void
escape(struct bytes *out, const char *data, size_t len, bool keep_utf8)
{
    while (len > 0) {
        size_t take = plain_length(data, len);

        if (take == 0 && keep_utf8 && (unsigned char)*data >= 0x80)
            take = utf8_length(data, len);
        if (take > 0) {
            bytes_append(out, data, take);
        } else {
            take = 1;
            append_hex(out, "\\x", (unsigned char)*data);
        }
        data += take;
        len -= take;
    }
}

void
escape_target(struct bytes *out, const char *data, size_t len)
{
    if (len > 0 && *data == '!') {
        append_hex(out, "\\x", '!');
        data++;
        len--;
    }
    escape(out, data, len, true);
}

void
escape_ascii(struct bytes *out, const char *data, size_t len)
{
    escape(out, data, len, false);
}

void
escape_component(struct bytes *out, const char *data, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool plain = data[i] != '\0' && data[i] != '/' && strchr(SNAPSHOT_NAME_BYTES, data[i]) != NULL;

        if (data[i] == '_' && i + 1 < len && data[i + 1] == 'x')
            plain = false;
        if (plain)
            bytes_byte(out, data[i]);
        else
            append_hex(out, "_x", (unsigned char)data[i]);
    }
}
