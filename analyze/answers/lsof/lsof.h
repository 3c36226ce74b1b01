/*
 * The answer of lsof: the open files of the processes of a snapshot.
 */
#ifndef ANALYZE_ANSWERS_LSOF_LSOF_H
#define ANALYZE_ANSWERS_LSOF_LSOF_H

#include "analyze/answers/answer.h"
#include "analyze/answers/lsof/request.h"

/* For answer_run(): the context is a struct lsof_request.  What was found is marked there. */
int lsof_answer(void *request, struct answer *answer, struct error *error);

/*
 * The format of -F, -t, -J and -j, which write text of their own: no heading, no table.
 */
extern const struct render_format lsof_text_format;

#endif
