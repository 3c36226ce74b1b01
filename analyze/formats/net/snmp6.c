/*
 * /proc/net/snmp6, dev_snmp6/INTERFACE: written by snmp6_seq_show and snmp6_dev_seq_show (net/ipv6/proc.c); sctp/snmp:
 * sctp_snmp_seq_show (net/sctp/proc.c); xfrm_stat: xfrm_statistics_seq_show (net/xfrm/xfrm_proc.c).  Each line is a name and a value.
 */
#include "analyze/base/decode.h"
#include "analyze/formats/lib/counter.h"

static const struct table *const tables[] = { &counter_table, NULL };

/* The file has the name of the interface. */
static bool
interface_of(struct slice file, struct decoder *decoder, struct slice *out)
{
    static const char directory[] = "dev_snmp6/";

    if (!slice_begins(file, directory))
        return true;
    return decode_member(decoder, slice_skip(file, sizeof(directory) - 1), out);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct decoder decoder = { .room = input->file.len };
    struct counter_row row = counter_of(input);
    struct lines lines;
    struct slice line;
    struct scan s;
    int result = format_open(&lines, input, sink);

    if (result == 0 && !interface_of(input->file, &decoder, &row.counter_group))
        result = sink->problem(sink->context, 0, "name of an interface", input->file);
    while (result == 0 && lines_next(&lines, &line)) {
        s = format_line(&lines, line);
        row.ordinal = 0;
        scan_word(&s, "name of a counter", &row.name);
        result = counter_put(sink, &row, &s, scan_signed, lines.number);
        if (result == 0)
            result = format_end(sink, &s, lines.number);
    }
    decoder_free(&decoder);
    return result;
}

const struct format format_snmp6 = { .name = "snmp6", .parse = parse, .tables = tables, .never_empty = true };
