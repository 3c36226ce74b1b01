/*
 * The phases that read network namespaces: the parts of the table in phases.c.
 */
#ifndef COLLECT_PHASES_NET_H
#define COLLECT_PHASES_NET_H

#include "collect/phases.h"

/* Who knows of which namespaces, asked before each of the two socket passes. */
int net_prepare_questions(struct scene *scene, bool interrupted, struct error *error);
size_t net_count_questions(const struct scene *scene);
int net_make_question(struct scene *scene, size_t index, struct unit **unit);

/* The namespaces of a pass are those that are known when it begins.  Its counters come first, since they tell what is worth reading. */
int net_prepare_before(struct scene *scene, bool interrupted, struct error *error);
int net_prepare_after(struct scene *scene, bool interrupted, struct error *error);
size_t net_count_counters(const struct scene *scene);
int net_make_counter(struct scene *scene, size_t index, struct unit **unit);

/* Dumps and tables of the sockets. */
int net_prepare_plan(struct scene *scene, bool interrupted, struct error *error);
size_t net_count_tables(const struct scene *scene);
int net_make_table(struct scene *scene, size_t index, struct unit **unit);

/* The member net/namespaces, after the passes; then routes, neighbours, ... of each. */
int net_list_namespaces(struct scene *scene, bool interrupted, struct error *error);
size_t net_count_context(const struct scene *scene);
int net_make_context(struct scene *scene, size_t index, struct unit **unit);

#endif
