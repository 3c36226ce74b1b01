/*
 * The phases that read network namespaces: functions for the table in phases.c, described in phases.h.
 */
#ifndef COLLECT_PHASES_NET_H
#define COLLECT_PHASES_NET_H

#include "collect/phases.h"

/*
 * The search for namespaces: listns(2), loaded modules, and mountinfo of every mount namespace.  Before each socket
 * pass.
 */
int net_prepare_questions(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_questions(const struct capture *capture);
int net_make_question(struct capture *capture, size_t index, struct unit **unit);

/*
 * The counters of a pass, sockstat and sockstat6.  A pass covers the namespaces that are known when it begins.  Its
 * counters are read first, because they tell what is worth reading.
 */
int net_prepare_before(struct capture *capture, bool interrupted, struct error *error);
int net_prepare_after(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_counters(const struct capture *capture);
int net_make_counter(struct capture *capture, size_t index, struct unit **unit);

/*
 * The dumps and tables of the sockets.  Both are read before the descriptor walk; after it, the dumps and the tables
 * that are cheap.  The dumps alone make a pass complete, so the walk lies between two complete lists.  The table
 * between them is a second view: a socket in both dumps must be in it.  With 200,000 sockets this takes about as much
 * CPU time as two tables without dumps (2.74 s against 2.68 s).  Two dumps without a table take 2.1 s, a table and then
 * a dump 2.3 s; with tcp_info it is 3.05 s.
 */
int net_prepare_cost(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_tables(const struct capture *capture);
int net_make_table(struct capture *capture, size_t index, struct unit **unit);

/*
 * The same for namespaces found with hidden processes, which only the views show.  They have no pass before the walk.
 */
int net_prepare_others(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_other_questions(const struct capture *capture);
size_t net_count_other_counters(const struct capture *capture);
size_t net_count_other_tables(const struct capture *capture);

/*
 * net_list_namespaces makes the member net/namespaces after the passes.  The context of a namespace is its routes,
 * neighbours and so on.  net_list_own_sockets makes net/collector when no more netlink sockets will be opened.
 */
int net_list_namespaces(struct capture *capture, bool interrupted, struct error *error);
int net_list_own_sockets(struct capture *capture, bool interrupted, struct error *error);
size_t net_count_context(const struct capture *capture);
int net_make_context(struct capture *capture, size_t index, struct unit **unit);

/* --probe-ports. */
size_t net_count_probes(const struct capture *capture);
int net_make_probe(struct capture *capture, size_t index, struct unit **unit);

#endif
