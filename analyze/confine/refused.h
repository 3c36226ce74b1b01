/*
 * What happens to a system call that the filter refuses.
 */
#ifndef ANALYZE_CONFINE_REFUSED_H
#define ANALYZE_CONFINE_REFUSED_H

#include <stdint.h>

/*
 * The filter's action.  On machines whose registers we know, a signal that writes a line to standard error and makes the call fail with
 * EPERM; elsewhere the call fails without a word of ours.  The kernel's log has a line in any case.
 */
uint32_t refused_action(void);

/* Gets ready for the signal: 0; -1 with errno set. */
int refused_listen(void);

#endif
