/*
 * A list of names.
 */
#ifndef ANALYZE_SHELL_WORDS_H
#define ANALYZE_SHELL_WORDS_H

#include <stddef.h>

#include "analyze/base/slice.h"

/* Zero-initialised it is empty. */
struct words {
    char **list;
    size_t count;
};

/* Adds a copy. */
void words_add(struct words *words, struct slice word);
void words_free(struct words *words);

/* In order, each once. */
void words_sort(struct words *words);

/* Adds the tables and views of every case database, or their columns. */
void words_tables(struct words *words);
void words_columns(struct words *words);

#endif
