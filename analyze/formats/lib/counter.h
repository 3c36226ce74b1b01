/*
 * The table of all counters of a namespace: net_counters.  Each file of counters has a format of its own; all of them fill this
 * table.
 */
#ifndef ANALYZE_FORMATS_LIB_COUNTER_H
#define ANALYZE_FORMATS_LIB_COUNTER_H

#include "analyze/formats/lib/line_reader.h"

struct counter_row {
    int64_t ordinal; /* number within the line, from 0 */
    int64_t net_namespace;
    struct slice pass;
    struct slice file;
    struct slice counter_group; /* heading of the counter in the file; NULL for none */
    struct slice name;
    struct maybe processor; /* number of the line, in a file with a line for each processor */
    int64_t value;
};

extern const struct table counter_table;

/* A row with the values that all counters of the file share. */
struct counter_row counter_of(const struct format_input *input);

/* Reads the number (scan_dec, scan_signed, scan_hex), hands on the counter and increments its ordinal.  Without a number, s has
 * failed and there is no row.  0, or -1 when the sink says so. */
int counter_put(const struct format_sink *sink, struct counter_row *row, struct scan *s,
                void (*number)(struct scan *s, const char *want, int64_t *out), size_t line);

#endif
