/*
 * What people are told beside the rows: sockets that the answer has no place for.
 */
#ifndef ANALYZE_ANSWERS_SS_NOTICES_H
#define ANALYZE_ANSWERS_SS_NOTICES_H

#include "analyze/answers/answer.h"
#include "analyze/answers/ss/namespaces.h"

/* For who asks for everything: what ss has no table for, and what only a descriptor shows. */
int ss_tell_left_out(const struct answer *answer, const struct ss_namespaces *namespaces, struct error *error);

/* For a filter that asks for a cgroup, or a mark: of how many sockets it is not known. */
int ss_tell_unmarked(const struct answer *answer, bool cgroup, struct error *error);

#endif
