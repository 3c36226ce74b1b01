/* Regular expressions.  As osquery's osquery/sql/sqlite_string.cpp, which has std::regex. */
#include "analyze/base/error.h"
#include "analyze/query/function.h"

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

/* The regex of the second argument; NULL with an error as the function's result. */
static struct regex *
regex_of(sqlite3_context *context, sqlite3_value **argv)
{
    struct regex *regex = sqlite3_get_auxdata(context, 1);
    struct slice pattern;

    if (regex || !text_of(context, argv[1], &pattern))
        return regex;
    regex = regex_new(context, pattern.ptr, pattern.len);
    if (!regex)
        return NULL;
    sqlite3_set_auxdata(context, 1, regex, regex_free);
    regex = sqlite3_get_auxdata(context, 1);
    if (!regex)
        sqlite3_result_error_nomem(context);
    return regex;
}

static void
regex_match(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    struct regex *regex;
    struct slice text;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text))
        return;
    regex = regex_of(context, argv);
    if (regex)
        match(context, regex, text, sqlite3_value_int64(argv[2]));
}

/* A separator in a text: the bytes from `begin` to `end`.  The part before the separator begins at `from`. */
struct cut {
    size_t from, begin, end;
};

/*
 * Goes on to the next separator: 1 when there is one; 0 when the rest of the text is the part, and `begin` the end of the text;
 * -1 with an error as the function's result.  Where a separator was empty, the next one begins behind it or is not empty.
 */
static int
next_cut(sqlite3_context *context, const struct regex *regex, struct slice text, bool again, struct cut *cut)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(regex->match);
    uint32_t options = again && cut->begin == cut->end ? PCRE2_NOTEMPTY_ATSTART : 0;
    int rc = pcre2_match(regex->code, (PCRE2_SPTR)text.ptr, text.len, cut->end, options, regex->match, regex->limits);

    *cut = (struct cut){ cut->end, text.len, text.len };
    if (rc == PCRE2_ERROR_NOMATCH)
        return 0;
    if (rc <= 0 || bounds[1] < bounds[0]) {
        sqlite3_result_error(context, "regex_split: the regex needs too many steps on this text", -1);
        return -1;
    }
    cut->begin = bounds[0];
    cut->end = bounds[1];
    return 1;
}

/* As with std::sregex_token_iterator, an empty part behind the last separator is none. */
static void
regex_split(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    const struct regex *regex;
    struct slice text;
    struct cut cut = { 0 };
    sqlite3_int64 index, part;
    int found;

    if (any_null(argc, argv) || !text_of(context, argv[0], &text))
        return;
    regex = regex_of(context, argv);
    if (!regex)
        return;
    index = sqlite3_value_int64(argv[2]);
    for (part = 0; (found = next_cut(context, regex, text, part > 0, &cut)) > 0 && part != index; part++)
        ;
    if (found >= 0 && part == index && (found || part == 0 || cut.from < text.len))
        result_text(context, (struct slice){ text.ptr + cut.from, cut.begin - cut.from });
}

const struct function functions_of_regex[] = {
    { "regex_match", 3, regex_match },
    { "regex_split", 3, regex_split },
    { NULL, 0, NULL },
};
