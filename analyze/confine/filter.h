/*
 * seccomp: which system calls the program may make, and with which arguments.
 */
#ifndef ANALYZE_CONFINE_FILTER_H
#define ANALYZE_CONFINE_FILTER_H

#include "analyze/confine/confine.h"

/* Whether the kernel has filters, and the action that we need: 0; -1 with errno set. */
int filter_offered(void);

/* Confines the program: 0; -1 with errno set where that could not be done. */
int filter_begin(const struct confine_request *request);

#endif
