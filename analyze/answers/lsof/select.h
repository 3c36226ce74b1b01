/*
 * Which files are listed.
 */
#ifndef ANALYZE_ANSWERS_LSOF_SELECT_H
#define ANALYZE_ANSWERS_LSOF_SELECT_H

#include "analyze/answers/lsof/file.h"
#include "analyze/answers/lsof/request.h"

/* Sets process->selected.  False where an exclusion, or a condition of -a, leaves out the process with all its files. */
bool select_process(struct lsof_request *request, struct lsof_process *process);

/* Whether a file of that process is listed; sets file->selected. */
bool select_file(struct lsof_request *request, const struct lsof_process *process, struct lsof_file *file);

#endif
