/*
 * The tables of host files that hold one text each.
 */
#ifndef ANALYZE_FORMATS_HOST_HOST_VALUE_H
#define ANALYZE_FORMATS_HOST_HOST_VALUE_H

#include "analyze/base/format.h"

struct host_value_row {
    struct slice file;
    struct slice value;
};

extern const struct table host_values_table;
extern const struct table sysctls_table;

/* The text without the newline at its end.  Only one newline is taken off, since the value itself may end in one. */
struct slice host_value_of(struct slice text);

/*
 * A row of host_values, or of sysctls, with the text of the file; none where it is empty.  0, or -1 when the sink says
 * so.
 */
int host_value_put(const struct format_input *input, const struct format_sink *sink);
int sysctl_put(const struct format_input *input, const struct format_sink *sink);

#endif
