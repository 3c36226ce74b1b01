/*
 * The table of the counters of the kernel, by file and key.
 */
#ifndef ANALYZE_FORMATS_HOST_HOST_COUNTER_H
#define ANALYZE_FORMATS_HOST_HOST_COUNTER_H

#include "analyze/base/format.h"
#include "analyze/base/scan.h"

struct host_counter_row {
    struct slice file;
    struct slice key;
    int64_t item; /* place of the number in its line, from 0 */
    int64_t value;
    struct slice unit;
};

extern const struct table host_counters_table;

#endif
