/*
 * The findings of a snapshot: for people the worst first, each with its two facts and where they were read.
 */
#ifndef ANALYZE_ANSWERS_FINDING_LIST_H
#define ANALYZE_ANSWERS_FINDING_LIST_H

#include <stdbool.h>

#include "analyze/answers/answer.h"
#include "analyze/findings/known.h"

struct finding_list {
    bool high_only;
    const struct known *known; /* not told, but counted; NULL for none */
    const char *today;         /* as 2026-01-31 */
    bool alarming;             /* out: there is one of high or medium severity */
};

/* answer() of a request (analyze/answers/answer.h); the context is a struct finding_list. */
int finding_list_answer(void *context, struct answer *answer, struct error *error);

#endif
