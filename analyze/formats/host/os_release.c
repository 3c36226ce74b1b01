/*
 * /etc/os-release: os-release(5): assignments in the syntax of a shell, without expansions.
 */
#include "analyze/formats/lib/config.h"

struct release_row {
    struct slice key;
    struct slice value;
};

static const struct column columns[] = {
    COLUMN(struct release_row, key),
    COLUMN(struct release_row, value),
};
static const struct table table = TABLE("os_release", columns);
static const struct table *const tables[] = { &table, NULL };

/* Whether a backslash before this byte stays: inside double quotes, a backslash escapes only a few bytes. */
static bool
is_escape(char quote, char next)
{
    return quote == 0 || (quote == '"' && next != '\0' && strchr("\"\\$`", next));
}

/* The value without its quotes; false when a quote is not closed. */
static bool
unquote(struct decoder *decoder, struct slice text, struct slice *out)
{
    char *to = decoder_take(decoder, text.len);
    size_t len = 0;
    char quote = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (quote != 0 && c == quote)
            quote = 0;
        else if (c == '\\' && i + 1 < text.len && is_escape(quote, text.ptr[i + 1]))
            to[len++] = text.ptr[++i];
        else
            to[len++] = c;
    }
    *out = (struct slice){ to, len };
    return quote == 0;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct release_row row = { .key = { NULL, 0 } };

    (void)input;
    scan_space(s);
    scan_until(s, "key", '=', &row.key);
    if (scan_ok(s)) {
        struct slice value = scan_trimmed(s);

        if (!unquote(decoder, value, &row.value))
            scan_fail(s, "closing quote", value);
    }
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_os_release = { .name = "os_release", .parse = parse, .tables = tables };
