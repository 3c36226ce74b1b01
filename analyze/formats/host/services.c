/*
 * /etc/services: services(5): `name port/protocol aliases # comment`.
 * /etc/protocols: protocols(5): `name number aliases # comment`.
 */
#include "analyze/formats/lib/config.h"

struct service_row {
    struct slice name;
    int64_t port;
    struct slice protocol;
    struct slice aliases;
    struct slice comment;
};

struct protocol_row {
    struct slice name;
    int64_t number;
    struct slice aliases;
    struct slice comment;
};

static const struct column service_columns[] = {
    COLUMN(struct service_row, name),    COLUMN(struct service_row, port),    COLUMN(struct service_row, protocol),
    COLUMN(struct service_row, aliases), COLUMN(struct service_row, comment),
};
static const struct table service_table = TABLE("services_file", service_columns);
static const struct table *const services_tables[] = { &service_table, NULL };

static const struct column protocol_columns[] = {
    COLUMN(struct protocol_row, name),
    COLUMN(struct protocol_row, number),
    COLUMN(struct protocol_row, aliases),
    COLUMN(struct protocol_row, comment),
};
static const struct table protocol_table = TABLE("protocols_file", protocol_columns);
static const struct table *const protocols_tables[] = { &protocol_table, NULL };

static int
parse_service(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
              size_t line)
{
    struct service_row row = { .comment = config_comment(s) };

    (void)input;
    scan_word(s, "name", &row.name);
    scan_dec(s, "port", &row.port);
    scan_text(s, "/");
    scan_word(s, "protocol", &row.protocol);
    row.aliases = config_words(s, decoder);
    return format_row(sink, &service_table, &row, s, line);
}

static int
parse_services(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_service);
}

static int
parse_protocol(const struct format_input *input, struct scan *s, struct decoder *decoder,
               const struct format_sink *sink, size_t line)
{
    struct protocol_row row = { .comment = config_comment(s) };

    (void)input;
    scan_word(s, "name", &row.name);
    scan_dec(s, "number", &row.number);
    row.aliases = config_words(s, decoder);
    return format_row(sink, &protocol_table, &row, s, line);
}

static int
parse_protocols(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_protocol);
}

const struct format format_protocols = { .name = "protocols", .parse = parse_protocols, .tables = protocols_tables };
const struct format format_services = { .name = "services", .parse = parse_services, .tables = services_tables };
