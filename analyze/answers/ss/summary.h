/*
 * ss -s: how many sockets of each kind the kernel counts.
 */
#ifndef ANALYZE_ANSWERS_SS_SUMMARY_H
#define ANALYZE_ANSWERS_SS_SUMMARY_H

#include "analyze/answers/answer.h"

/* Of one network namespace; `heading` stands above it unless NULL. */
int ss_summary(struct answer *answer, int64_t net_namespace, const char *heading, struct error *error);

#endif
