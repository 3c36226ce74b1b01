#include "analyze/formats/lib/counter.h"

static const struct column columns[] = {
    COLUMN(struct counter_row, ordinal),   COLUMN(struct counter_row, net_namespace), COLUMN(struct counter_row, pass),
    COLUMN(struct counter_row, file),      COLUMN(struct counter_row, counter_group), COLUMN(struct counter_row, name),
    COLUMN(struct counter_row, processor), COLUMN(struct counter_row, value),
};
const struct table counter_table = TABLE("net_counters", columns);

struct counter_row
counter_of(const struct format_input *input)
{
    return (struct counter_row){ .net_namespace = input->net_namespace, .pass = input->pass, .file = input->file };
}

int
counter_put(const struct format_sink *sink, struct counter_row *row, struct scan *s,
            void (*number)(struct scan *s, const char *want, int64_t *out), size_t line)
{
    number(s, "value of a counter", &row->value);
    if (scan_ok(s) && sink->row(sink->context, &counter_table, row, line) != 0)
        return -1;
    row->ordinal++;
    return 0;
}
