#ifndef ANALYZE_CONFINE_RLIMITS_H
#define ANALYZE_CONFINE_RLIMITS_H

#include "analyze/base/settings.h"

/* Lowers what the kernel grants the program of memory, descriptors and processes.  0; -1 with errno set. */
int rlimits_begin(const struct settings *settings);

#endif
