/*
 * What the files of SQL functions share (functions_*.c, each on one theme): how a function is registered, and how it reads its
 * arguments.
 */
#ifndef ANALYZE_QUERY_FUNCTION_H
#define ANALYZE_QUERY_FUNCTION_H

#include <sqlite3.h>

#include "analyze/base/slice.h"

struct function {
    const char *name; /* NULL behind the last one of a list */
    int arguments;    /* -1 for any number */
    void (*call)(sqlite3_context *context, int argc, sqlite3_value **argv);
};

extern const struct function functions_of_addresses[], functions_of_digests[], functions_of_regex[],
    functions_of_text[];

/* The text of an argument; false, with an error as the function's result, when memory ran out. */
static inline bool
text_of(sqlite3_context *context, sqlite3_value *value, struct slice *text)
{
    text->ptr = (const char *)sqlite3_value_text(value);
    text->len = (size_t)sqlite3_value_bytes(value);
    if (!text->ptr)
        sqlite3_result_error_nomem(context);
    return text->ptr != NULL;
}

static inline bool
any_null(int argc, sqlite3_value **argv)
{
    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
            return true;
    return false;
}

/* Makes a copy of the text the function's result. */
static inline void
result_text(sqlite3_context *context, struct slice text)
{
    sqlite3_result_text64(context, text.ptr, text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

#endif
