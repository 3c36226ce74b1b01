/*
 * What a word that was begun may become.
 */
#ifndef ANALYZE_SHELL_COMPLETE_H
#define ANALYZE_SHELL_COMPLETE_H

#include "analyze/shell/shell.h"
#include "analyze/shell/words.h"

/*
 * Adds what the line may go on with, in order, each once.  `line` ends at the cursor; returns how many bytes before it the words
 * would replace.
 */
size_t complete(const struct shell *shell, struct slice line, struct words *words);

/* How many bytes all of them begin with. */
size_t complete_common(const struct words *words);

#endif
