/*
 * The table of process files that hold one value each.
 */
#ifndef ANALYZE_FORMATS_PROCESS_PROCESS_VALUE_H
#define ANALYZE_FORMATS_PROCESS_PROCESS_VALUE_H

#include "analyze/base/format.h"

struct value_row {
    int64_t pid;
    struct slice file;
    struct slice value;
    struct slice first_argument; /* of cmdline */
};

extern const struct table process_values_table;

#endif
