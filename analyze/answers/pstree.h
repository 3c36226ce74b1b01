/*
 * pstree on a snapshot: the tree of processes, with the sockets of each below it.
 */
#ifndef ANALYZE_ANSWERS_PSTREE_H
#define ANALYZE_ANSWERS_PSTREE_H

#include "analyze/answers/answer.h"
#include "analyze/base/slice.h"

struct pstree_request {
    struct maybe around; /* only this process, its ancestors, siblings and children */
    bool arguments;      /* instead of names */
    bool without_sockets;
    size_t processes; /* so many were shown */
};

/* For answer_run; the context is the request. */
int pstree_answer(void *context, struct answer *answer, struct error *error);

#endif
