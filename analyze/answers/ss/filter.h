/*
 * The filter language of ss (misc/ssfilter.y of iproute2): states, then conditions joined by `and` and `or`.
 *
 * As in ss, neither binds tighter, whatever its manual says: they are applied from the left to the right.  Conditions without a word
 * between them are joined by `and`.
 */
#ifndef ANALYZE_ANSWERS_SS_FILTER_H
#define ANALYZE_ANSWERS_SS_FILTER_H

#include <sqlite3.h>

#include "analyze/answers/ss/row.h"

struct ss_filter;

/* What a filter may ask of a socket beyond its row; a set. */
enum ss_filter_need { SS_NEEDS_MARK = 1, SS_NEEDS_CGROUP = 2, SS_NEEDS_PORT_RANGE = 4 };

/*
 * Parses the text.  Its states go to the selection, whose defaults are filled in then, and so does the family of an address that names
 * one.  Names are looked up in the snapshot that the connection is narrowed to.  NULL, with the error filled, where the text is no
 * filter: the error says at which character.  The caller frees the filter.
 */
struct ss_filter *ss_filter_parse(const char *text, struct ss_selection *selection, sqlite3 *db, struct error *error);
void ss_filter_free(struct ss_filter *filter);

unsigned ss_filter_needs(const struct ss_filter *filter);

/* For `autobound`: the ports that the kernel chooses from. */
void ss_filter_set_port_range(struct ss_filter *filter, int64_t first, int64_t last);

bool ss_filter_matches(const struct ss_filter *filter, const struct ss_row *row);

#endif
