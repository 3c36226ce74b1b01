/*
 * views/symbols: written by collect from /proc/kallsyms; see views/ in docs/snapshot-format.md.
 */
#include "analyze/formats/lib/line_reader.h"

struct symbol_row {
    struct slice module;
    int64_t symbols;
    struct slice symbol;
};

static const struct column columns[] = {
    COLUMN(struct symbol_row, module),
    COLUMN(struct symbol_row, symbols),
    COLUMN(struct symbol_row, symbol),
};
static const struct table table = TABLE("kernel_symbols", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct symbol_row row = { .symbols = 0 };

    (void)input;
    scan_word(s, "module", &row.module);
    scan_dec(s, "count", &row.symbols);
    if (scan_ok(s) && !scan_at_end(s))
        scan_word(s, "symbol", &row.symbol);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_symbols_view = { .name = "symbols_view", .parse = parse, .tables = tables };
