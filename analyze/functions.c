#include "analyze/functions.h"
#include "analyze/db.h"
#include "analyze/slice.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Longest regex: osquery's limit. */
#define REGEX_MAX 256

/* What a single match may cost: steps of backtracking (some tens of milliseconds), and KiB of memory. */
#define MATCH_STEPS 1000000
#define MATCH_KIB   16384

/* Where the two syntaxes differ, ECMAScript's meaning. */
#define REGEX_OPTIONS (PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF)

/* A compiled regex, kept by SQLite with the constant argument that it came from. */
struct regex {
    pcre2_code *code;
    pcre2_match_context *limits;
    pcre2_match_data *match;
};

static void
regex_free(void *pointer)
{
    struct regex *regex = pointer;

    pcre2_match_data_free(regex->match);
    pcre2_match_context_free(regex->limits);
    pcre2_code_free(regex->code);
    free(regex);
}

/* '.' stops at a carriage return too. */
static pcre2_code *
compile(const char *pattern, size_t len, int *code, PCRE2_SIZE *offset)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_code *compiled;

    if (!context || pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF))
        die("out of memory");
    compiled = pcre2_compile((PCRE2_SPTR)pattern, len, REGEX_OPTIONS, code, offset, context);
    pcre2_compile_context_free(context);
    return compiled;
}

/* NULL with an error as the function's result. */
static struct regex *
regex_new(sqlite3_context *context, const char *pattern, size_t len)
{
    struct regex *regex;
    pcre2_code *compiled = NULL;
    int code = 0;
    PCRE2_SIZE offset = 0;
    char why[200] = "longer than 256 bytes", message[300]; /* PCRE2's messages fit, longer ones would be cut */

    if (len <= REGEX_MAX)
        compiled = compile(pattern, len, &code, &offset);
    if (!compiled) {
        if (code && pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why)) < 0)
            why[0] = '\0';
        sqlite3_snprintf(sizeof(message), message, "invalid regex: %s (at byte %u)", why, (unsigned)offset);
        sqlite3_result_error(context, message, -1);
        return NULL;
    }
    regex = xmalloc(sizeof(*regex));
    regex->code = compiled;
    regex->limits = pcre2_match_context_create(NULL);
    regex->match = pcre2_match_data_create_from_pattern(compiled, NULL);
    if (!regex->limits || !regex->match || pcre2_set_match_limit(regex->limits, MATCH_STEPS) ||
        pcre2_set_heap_limit(regex->limits, MATCH_KIB))
        die("out of memory");
    return regex;
}

/* The text of an argument; false, with an error as the function's result, when memory ran out. */
static bool
text_of(sqlite3_context *context, sqlite3_value *value, struct slice *text)
{
    text->ptr = (const char *)sqlite3_value_text(value);
    text->len = (size_t)sqlite3_value_bytes(value);
    if (!text->ptr)
        sqlite3_result_error_nomem(context);
    return text->ptr != NULL;
}

static bool
any_null(int argc, sqlite3_value **argv)
{
    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
            return true;
    return false;
}

static void
result_group(sqlite3_context *context, const struct regex *regex, struct slice text, sqlite3_int64 group)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(regex->match);
    PCRE2_SIZE from, to;

    if (group < 0 || group >= (sqlite3_int64)pcre2_get_ovector_count(regex->match))
        return; /* NULL */
    from = bounds[2 * group];
    to = bounds[2 * group + 1];
    if (from == PCRE2_UNSET || to < from) /* \K can put the start behind the end */
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
    else
        sqlite3_result_text64(context, text.ptr + from, to - from, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void
match(sqlite3_context *context, const struct regex *regex, struct slice text, sqlite3_int64 group)
{
    int rc = pcre2_match(regex->code, (PCRE2_SPTR)text.ptr, text.len, 0, 0, regex->match, regex->limits);

    if (rc > 0)
        result_group(context, regex, text, group);
    else if (rc != PCRE2_ERROR_NOMATCH)
        sqlite3_result_error(context, "regex_match: the regex needs too many steps on this text", -1);
}

static void
regex_match(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct regex *regex = sqlite3_get_auxdata(context, 1);
    struct slice text, pattern;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text) || !text_of(context, argv[1], &pattern))
        return;
    if (!regex) {
        regex = regex_new(context, pattern.ptr, pattern.len);
        if (!regex)
            return;
        sqlite3_set_auxdata(context, 1, regex, regex_free);
        regex = sqlite3_get_auxdata(context, 1);
    }
    if (regex)
        match(context, regex, text, sqlite3_value_int64(argv[2]));
    else
        sqlite3_result_error_nomem(context);
}

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
            part = trim(part);
            sqlite3_result_text64(context, part.ptr, part.len, SQLITE_TRANSIENT, SQLITE_UTF8);
            return;
        }
    }
}

static void
concat(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    sqlite3_str *joined = sqlite3_str_new(sqlite3_context_db_handle(context));
    struct slice text;
    int len, code;
    char *result;

    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) != SQLITE_NULL && text_of(context, argv[i], &text))
            sqlite3_str_append(joined, text.ptr, (int)text.len);
    len = sqlite3_str_length(joined);
    code = sqlite3_str_errcode(joined);
    result = sqlite3_str_finish(joined); /* NULL for nothing */
    if (code)
        sqlite3_result_error_code(context, code);
    else if (result)
        sqlite3_result_text(context, result, len, sqlite3_free);
    else if (argc > 0)
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
}

int
functions_add(sqlite3 *db, struct error *error)
{
    static const struct {
        const char *name;
        int arguments;
        void (*call)(sqlite3_context *context, int argc, sqlite3_value **argv);
    } functions[] = {
        { "regex_match", 3, regex_match },
        { "split", 3, split },
        { "concat", -1, concat },
    };

    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
        if (sqlite3_create_function(db, functions[i].name, functions[i].arguments,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, functions[i].call,
                                    NULL, NULL))
            return db_error(db, "SQL functions", error);
    return 0;
}
