/*
 * Names side by side, as ls prints them.
 */
#ifndef ANALYZE_SHELL_COLUMNS_H
#define ANALYZE_SHELL_COLUMNS_H

#include <stdio.h>

#include "analyze/shell/words.h"

/* In columns that fit the terminal; one a line where the stream is none. */
void columns_print(FILE *out, const struct words *words);

#endif
