/*
 * A small JSON writer: one line, no white space.  Keys are literals of this program and are written without escapes;
 * `key` is NULL inside an array and at the top.  Bytes that JSON cannot carry are written as the text \xHH.
 */
#ifndef COLLECT_BASE_JSON_H
#define COLLECT_BASE_JSON_H

#include "collect/base/bytes.h"

struct json {
    struct bytes *out;
    bool comma; /* the next value needs a comma before it */
};

void json_open(struct json *j, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *j, char bracket);                 /* '}' or ']' */

void json_number(struct json *j, const char *key, uint64_t value);
void json_integer(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);

/* A NUL-terminated string, escaped as json_bytes does. */
void json_text(struct json *j, const char *key, const char *text);

/* Any bytes.  A backslash and bytes that are not UTF-8 become \xHH, so that the original can be restored. */
void json_bytes(struct json *j, const char *key, const char *data, size_t len);

/* As json_text, or null if `text` is NULL. */
void json_maybe(struct json *j, const char *key, const char *text);

/* Any bytes.  A backslash and every byte that is not printable ASCII become \xHH. */
void json_ascii(struct json *j, const char *key, const char *data, size_t len);

#endif
