/*
 * The phases that read network namespaces: the parts of the table in phases.c.
 */
#ifndef COLLECT_PHASES_NET_H
#define COLLECT_PHASES_NET_H

#include "collect/phases.h"

/* Who knows of which namespaces, asked before each of the two socket passes. */
int net_prepare_questions(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_questions(const struct capture *capture);
int net_make_question(struct capture *capture, size_t index, struct unit **unit);

/* The namespaces of a pass are those that are known when it begins.  Its counters come first, since they tell what is worth reading. */
int net_prepare_before(struct capture *capture, bool interrupted, struct error *error);
int net_prepare_after(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_counters(const struct capture *capture);
int net_make_counter(struct capture *capture, size_t index, struct unit **unit);

/*
 * Dumps and tables of the sockets: both of them before the descriptor walk, and after it the dumps, with the tables of what is
 * cheap.  Each pass is complete by its dumps, so that they bracket the walk; the table between two dumps is a second view, in which
 * a socket that is in both dumps must be.  With 200,000 sockets this takes as much CPU time as the tables twice and no dumps
 * (2.74 s against 2.68 s; the dumps twice and no table 2.1 s, a table and then a dump 2.3 s; with tcp_info 3.05 s).
 */
int net_prepare_cost(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_tables(const struct capture *capture);
int net_make_table(struct capture *capture, size_t index, struct unit **unit);

/* The same for what came to light with processes that only the views show: of those namespaces there is the later pass alone. */
int net_prepare_others(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_other_questions(const struct capture *capture);
size_t net_count_other_counters(const struct capture *capture);
size_t net_count_other_tables(const struct capture *capture);

/* The member net/namespaces, after the passes; then routes, neighbours, ... of each; and net/collector, when all is asked. */
int net_list_namespaces(struct capture *capture, bool interrupted, struct error *error);
int net_list_own_sockets(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_context(const struct capture *capture);
int net_make_context(struct capture *capture, size_t index, struct unit **unit);

#endif
