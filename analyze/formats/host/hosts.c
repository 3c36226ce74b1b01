/*
 * /etc/hosts: hosts(5): an address and its names; a comment begins at any #.
 */
#include "analyze/formats/lib/config.h"

struct hosts_row {
    struct slice address;
    struct slice hostnames;
};

static const struct column columns[] = {
    COLUMN(struct hosts_row, address),
    COLUMN(struct hosts_row, hostnames),
};
static const struct table table = TABLE("hosts_file", columns);
static const struct table *const tables[] = { &table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct hosts_row row = { .address = { NULL, 0 } };

    (void)input;
    (void)config_comment(s);
    scan_word(s, "address", &row.address);
    row.hostnames = config_words(s, decoder);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_hosts = { .name = "hosts", .parse = parse, .tables = tables };
