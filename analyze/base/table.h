/*
 * How a record becomes a row.  A format describes each table that it fills as a list of columns; analyze/load/rows.c makes the INSERT from that list and binds every record.  The columns snapshot_id, member_id and line come before these and are
 * not listed.  The type of a column is that of the record's field.
 *
 *     static const struct column columns[] = {
 *         COLUMN(struct inet_row, local_port),
 *         ...
 *     };
 *     const struct table inet_table = TABLE("proc_net_inet", columns);
 */
#ifndef ANALYZE_BASE_TABLE_H
#define ANALYZE_BASE_TABLE_H

#include "analyze/base/slice.h"

enum column_type {
    COLUMN_INTEGER, /* int64_t */
    COLUMN_MAYBE,   /* struct maybe */
    COLUMN_TEXT,    /* struct slice */
    COLUMN_BLOB,    /* struct blob */
};

struct column {
    const char *name;
    size_t offset;
    enum column_type type;
};

struct table {
    const char *name;
    const struct column *columns;
    size_t count;
};

/* The field's name is the column's name. */
#define COLUMN(record, field)                       \
    {                                               \
#        field, offsetof(record, field),            \
            _Generic(((record *)0)->field, int64_t  \
                     : COLUMN_INTEGER, struct maybe \
                     : COLUMN_MAYBE, struct slice   \
                     : COLUMN_TEXT, struct blob     \
                     : COLUMN_BLOB)                 \
    }

#define TABLE(name, columns)                                  \
    {                                                         \
        name, columns, sizeof(columns) / sizeof((columns)[0]) \
    }

#endif
