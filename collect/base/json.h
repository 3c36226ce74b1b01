/*
 * A tiny JSON writer: one line, no white space.  Keys are ours and are written as they are.
 */
#ifndef COLLECT_BASE_JSON_H
#define COLLECT_BASE_JSON_H

#include "collect/base/bytes.h"

struct json {
    struct bytes *out;
    bool comma; /* a value stands before */
};

void json_open(struct json *j, const char *key, char bracket); /* '{' or '['; key NULL inside an array and at the top */
void json_close(struct json *j, char bracket);                 /* '}' or ']' */

void json_number(struct json *j, const char *key, uint64_t value);
void json_integer(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);

/* Text that is ASCII already, or ours. */
void json_text(struct json *j, const char *key, const char *text);

/* Any bytes: what is not UTF-8 is written as \xHH, and so is a backslash, so that nothing is lost. */
void json_bytes(struct json *j, const char *key, const char *data, size_t len);

/* The same, or null where there is no text. */
void json_maybe(struct json *j, const char *key, const char *text);

/* Any bytes, everything that is not printable ASCII as \xHH. */
void json_ascii(struct json *j, const char *key, const char *data, size_t len);

#endif
