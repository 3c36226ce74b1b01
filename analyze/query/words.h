/*
 * Comparisons that can never be true: state = 'ESTAB', where the column says ESTABLISHED.  SQL answers them with no row, and that looks as
 * if there were none.
 */
#ifndef ANALYZE_QUERY_WORDS_H
#define ANALYZE_QUERY_WORDS_H

#include "analyze/base/slice.h"

/*
 * Prints a notice for each column that the statement compares with a text which that column never holds (=, <>, IS, IN, and so on), with
 * the words that it can hold.  Which table a column is of is told by sources.h; where that is not certain, nothing is said.
 */
void words_tell(struct slice sql);

/* The first such notice as text, for callers that print it elsewhere; NULL for none.  The caller frees it. */
char *words_find(struct slice sql);

/* The list itself, for a test: the i-th column of words, its tables and its words; false beyond the last.  Numbers have no words. */
bool words_entry(size_t i, const char **tables, const char **column, const char **words);

#endif
