#include "collect/base/json.h"

#include "collect/base/escape.h"

#include <string.h>

static void
put_key(struct json *j, const char *key)
{
    if (j->comma)
        bytes_byte(j->out, ',');
    j->comma = true;
    if (!key)
        return;
    bytes_byte(j->out, '"');
    bytes_text(j->out, key);
    bytes_append(j->out, "\":", 2);
}

void
json_open(struct json *j, const char *key, char bracket)
{
    put_key(j, key);
    bytes_byte(j->out, bracket);
    j->comma = false;
}

void
json_close(struct json *j, char bracket)
{
    bytes_byte(j->out, bracket);
    j->comma = true;
}

void
json_number(struct json *j, const char *key, uint64_t value)
{
    put_key(j, key);
    bytes_decimal(j->out, value);
}

void
json_integer(struct json *j, const char *key, int64_t value)
{
    put_key(j, key);
    if (value < 0)
        bytes_byte(j->out, '-');
    bytes_decimal(j->out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void
json_bool(struct json *j, const char *key, bool value)
{
    put_key(j, key);
    bytes_text(j->out, value ? "true" : "false");
}

void
json_null(struct json *j, const char *key)
{
    put_key(j, key);
    bytes_text(j->out, "null");
}

void
json_text(struct json *j, const char *key, const char *text)
{
    json_bytes(j, key, text, strlen(text));
}

void
json_maybe(struct json *j, const char *key, const char *text)
{
    if (text)
        json_bytes(j, key, text, strlen(text));
    else
        json_null(j, key);
}

static size_t
plain_length(const char *data, size_t len)
{
    size_t i = 0;

    while (i < len && data[i] >= 0x20 && data[i] < 0x7f && data[i] != '\\' && data[i] != '"')
        i++;
    return i;
}

static void
put_string(struct json *j, const char *key, const char *data, size_t len, bool keep_utf8)
{
    put_key(j, key);
    bytes_byte(j->out, '"');
    while (len > 0) {
        size_t take = plain_length(data, len);

        if (take == 0 && keep_utf8 && *data != '\\' && *data != '"')
            take = utf8_length(data, len);
        if (take == 1 && ((unsigned char)*data < 0x20)) {
            bytes_format(j->out, "\\u%04x", (unsigned)(unsigned char)*data);
        } else if (take > 0) {
            bytes_append(j->out, data, take);
        } else {
            take = 1;
            if (*data == '"')
                bytes_append(j->out, "\\\"", 2);
            else
                bytes_format(j->out, "\\\\x%02x", (unsigned)(unsigned char)*data);
        }
        data += take;
        len -= take;
    }
    bytes_byte(j->out, '"');
}

void
json_bytes(struct json *j, const char *key, const char *data, size_t len)
{
    put_string(j, key, data, len, true);
}

void
json_ascii(struct json *j, const char *key, const char *data, size_t len)
{
    put_string(j, key, data, len, false);
}
