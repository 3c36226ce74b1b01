/* Parts of text.  As osquery's osquery/sql/sqlite_string.cpp and sqlite_filesystem.cpp. */
#include "analyze/query/function.h"

/* isspace() without a locale */
static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct slice
trim(struct slice text)
{
    while (text.len > 0 && is_space(text.ptr[0]))
        text = slice_skip(text, 1);
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* Takes the next part off `rest`: the bytes up to a separator, not empty.  False when there is none. */
static bool
next_part(struct slice *rest, struct slice separators, struct slice *part)
{
    size_t len = 0;

    while (rest->len > 0 && memchr(separators.ptr, rest->ptr[0], separators.len))
        *rest = slice_skip(*rest, 1);
    while (len < rest->len && !memchr(separators.ptr, rest->ptr[len], separators.len))
        len++;
    *part = (struct slice){ rest->ptr, len };
    *rest = slice_skip(*rest, len);
    return len > 0;
}

static void
split(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice rest, separators, part;
    sqlite3_int64 index;

    if (any_null(argc, argv) || !text_of(context, argv[0], &rest) || !text_of(context, argv[1], &separators))
        return;
    if (separators.len == 0) {
        sqlite3_result_error(context, "split: no separators", -1);
        return;
    }
    for (index = sqlite3_value_int64(argv[2]); next_part(&rest, separators, &part); index--) {
        if (index == 0) {
            result_text(context, trim(part));
            return;
        }
    }
}

/* The result: the arguments from `first` on that are not NULL, the separator between them. */
static void
join(sqlite3_context *context, int first, int argc, sqlite3_value **argv, struct slice separator)
{
    sqlite3_str *joined = sqlite3_str_new(sqlite3_context_db_handle(context));
    struct slice text;
    int len, code, count = 0;
    char *result;

    for (int i = first; i < argc; i++) {
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL || !text_of(context, argv[i], &text))
            continue;
        if (count++ > 0)
            sqlite3_str_append(joined, separator.ptr, (int)separator.len);
        sqlite3_str_append(joined, text.ptr, (int)text.len);
    }
    len = sqlite3_str_length(joined);
    code = sqlite3_str_errcode(joined);
    result = sqlite3_str_finish(joined); /* NULL for nothing */
    if (code)
        sqlite3_result_error_code(context, code);
    else if (result)
        sqlite3_result_text(context, result, len, sqlite3_free);
    else if (argc > first)
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
}

static void
concat(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    join(context, 0, argc, argv, slice_of(""));
}

static void
concat_ws(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice separator = slice_of("");

    if (argc == 0)
        sqlite3_result_error(context, "concat_ws: no separator", -1);
    else if (any_null(1, argv) || text_of(context, argv[0], &separator))
        join(context, 1, argc, argv, separator);
}

/* All before the last slash; NULL without one. */
static void
parent_directory(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct slice path;

    if (any_null(argc, argv) || !text_of(context, argv[0], &path))
        return;
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    if (path.len > 0)
        result_text(context, (struct slice){ path.ptr, path.len - 1 });
}

const struct function functions_of_text[] = {
    { "split", 3, split },
    { "concat", -1, concat },
    { "concat_ws", -1, concat_ws },
    { "parent_directory", 1, parent_directory },
    { NULL, 0, NULL },
};
