/*
 * What -o, -e, -m, -i, -b, --tos, --cgroup and --inet-sockopt add to a row.
 */
#ifndef ANALYZE_ANSWERS_SS_DETAILS_H
#define ANALYZE_ANSWERS_SS_DETAILS_H

#include "analyze/answers/ss/row.h"
#include "analyze/answers/ss/ss.h"
#include "analyze/base/buffer.h"

struct ss_details;

/* NULL with the error filled: where SQLite fails, and where the snapshot has nothing that could answer an option. */
struct ss_details *ss_details_open(const struct ss_request *request, struct answer *answer, struct error *error);
void ss_details_free(struct ss_details *details);

/* Whether any option adds something behind the row. */
bool ss_details_behind(const struct ss_details *details);

/* Appends what belongs behind the row, and below it. */
int ss_details_of(struct ss_details *details, const struct ss_row *row, struct buffer *behind, struct buffer *below,
                  struct error *error);

#endif
