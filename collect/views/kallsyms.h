/*
 * Reads /proc/kallsyms.  s_show(), kernel/kallsyms.c, prints
 *
 *     <address> <type> <name>[<TAB>[<module>]]
 */
#ifndef COLLECT_VIEWS_KALLSYMS_H
#define COLLECT_VIEWS_KALLSYMS_H

#include "collect/base/guard.h"
#include "collect/base/text.h"

struct kallsyms {
    bool only_modules; /* lines of pages without symbols of a module are passed over, which saves most of the time */
    bool (*take)(void *context, struct text line); /* false where it takes no more */
    void *context;
};

/* Gives each line of the file to `take`.  0, or an errno value: EFBIG where that takes no more, EBADMSG where the file has no lines. */
int kallsyms_read(const struct kallsyms *kallsyms, struct guard *guard, int fd);

/* The name of the module in the line, without its brackets; empty if there is none. */
struct text kallsyms_module(struct text line);

#endif
