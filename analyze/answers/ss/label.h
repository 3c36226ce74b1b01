/*
 * How ss calls the two ends of a socket.
 */
#ifndef ANALYZE_ANSWERS_SS_LABEL_H
#define ANALYZE_ANSWERS_SS_LABEL_H

#include "analyze/answers/ss/row.h"
#include "analyze/answers/ss/ss.h"
#include "analyze/base/buffer.h"

struct ss_labels;

/* NULL with the error filled where SQLite fails. */
struct ss_labels *ss_labels_open(sqlite3 *db, const struct ss_request *request, struct error *error);
void ss_labels_free(struct ss_labels *labels);

/* "nl", "tcp", … */
const char *ss_netid(const struct ss_row *row);

struct ss_end {
    struct buffer address, port;
    const char *delimiter; /* between them */
};

/* Appends to the buffers of an end. */
void ss_label(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end);

/* The ports that the kernel chooses from; those of Linux by default where the snapshot does not tell.  Whether it tells. */
bool ss_port_range(const struct ss_labels *labels, int64_t *first, int64_t *last);

#endif
