/*
 * Landlock (Linux 5.13): the kernel's list of what a program may open.  The system calls have no functions in the C library.
 */
#ifndef ANALYZE_CONFINE_LANDLOCK_H
#define ANALYZE_CONFINE_LANDLOCK_H

#include "analyze/confine/confine.h"

/* The version of the kernel's interface; -1 with errno set where there is none: ENOSYS, or EOPNOTSUPP where it is switched off. */
int landlock_version(void);

/* Confines the program.  The version; -1 with errno set where that could not be done. */
int landlock_begin(const struct confine_request *request);

#endif
