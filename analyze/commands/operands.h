/*
 * What the user names on the command line, where it may be the wrong thing.
 */
#ifndef ANALYZE_COMMANDS_OPERANDS_H
#define ANALYZE_COMMANDS_OPERANDS_H

#include "analyze/base/error.h"

/*
 * 0, or -1 with an error that says in which order the operands come, where the first of `load` is no database: a snapshot, a directory or
 * standard input.
 */
int operands_check(char **operands, int count, struct error *error);

#endif
