/*
 * A format turns the bytes of one kernel file into records.  It is pure: no SQL, no I/O, no printing, no state.  Each has a
 * file of its own in a room of analyze/formats/, which begins with the kernel function that writes the file and ends with the
 * format; analyze/formats/registry.c lists them.
 *
 * Records borrow from the member's text, or from the parser's stack, and die when the sink's row() returns.
 * A line that is not understood is one problem, and the next line is read; an unknown header is one problem and no rows.  A known
 * header that goes on with columns that we do not know is no problem: see format_header in analyze/formats/lib/line_reader.h.
 */
#ifndef ANALYZE_BASE_FORMAT_H
#define ANALYZE_BASE_FORMAT_H

#include "analyze/base/slice.h"
#include "analyze/base/table.h"

/* What a format must know about the capture and about the member that it reads. */
struct format_input {
    struct slice text;     /* the member, whole */
    size_t text_most;      /* a record with longer texts will be no row, so they need not be decoded; 0: no bound */
    bool big_endian;       /* how the captured kernel printed addresses */
    int64_t word_bits;     /* of the captured kernel: 32 or 64, 0 when not known */
    bool continued;        /* of a netlink dump: another member goes on with it */
    struct slice source;   /* from where it was read, as the manifest has it */
    bool cut;              /* the member ends before the file did */
    struct slice file;     /* path in sources.def, as "tcp6", "attr/current" */
    struct slice pass;     /* "before" or "after"; for members below net/ */
    int64_t net_namespace; /* for members below net/ */
    int64_t pid;           /* for members below proc/<pid>/ */
    int64_t tid;           /* the thread, or the pid */
};

/* Where records go.  row and problem return 0, or -1 when the load cannot go on: the format then stops and returns -1.
 * Lines count from 1; a problem of line 0 is one of the member as a whole. */
struct format_sink {
    void *context;
    int (*row)(void *context, const struct table *table, const void *record, size_t line);
    int (*problem)(void *context, size_t line, const char *want, struct slice have);
};

/* A format's parser: 0, or -1 as soon as the sink says so. */
typedef int format_parser(const struct format_input *input, const struct format_sink *sink);

struct format {
    const char *name; /* as in sources.def */
    format_parser *parse;
    const struct table *const *tables; /* the tables that it fills, NULL-terminated; for tests and for preparing them */

    /*
     * Every file of the format has at least one line: the kernel's function prints a header or a value even when it has nothing
     * to list (collect does the same for links and exe_hash), and a netlink dump has an end message.  If such a file was read to
     * its end and has no bytes, something emptied it, and its lack of rows proves nothing.
     *
     * A header is not enough: route has one, and is empty in a namespace whose routing tables were never made
     * (fib_route_seq_start).
     */
    bool never_empty;
};

#endif
