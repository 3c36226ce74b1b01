/*
 * What the command line says for a command of any kind: whether it may run unconfined, and which bounds hold.
 */
#ifndef ANALYZE_BASE_SETTINGS_H
#define ANALYZE_BASE_SETTINGS_H

#include <stdbool.h>

#include "analyze/base/error.h"
#include "analyze/base/limits.h"

struct settings {
    bool require_sandbox; /* nothing that the machine lacks is done without */
    struct limits limits;
};

/*
 * Takes the options that every command has out of its words; they may stand anywhere before "--".  0, or -1 with the error filled.
 */
int settings_take(struct settings *settings, int *argc, char **argv, struct error *error);

#endif
