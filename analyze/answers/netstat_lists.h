/*
 * The lists that netstat prints, each in a file of its own, and what they share.
 */
#ifndef ANALYZE_ANSWERS_NETSTAT_LISTS_H
#define ANALYZE_ANSWERS_NETSTAT_LISTS_H

#include <stdint.h>

#include "analyze/answers/names.h"
#include "analyze/answers/netstat.h"

struct netstat_namespace {
    int64_t number; /* inode number */
    char *label;    /* that, and /NAME where it has one */
};

/* The answer for one snapshot. */
struct netstat_list {
    const struct netstat *netstat;
    struct answer *answer;
    struct names *names;
    struct netstat_namespace *namespaces; /* that are meant, by number */
    size_t count;
    bool several; /* the snapshot has more than one, and all are meant */
};

/* The sockets of all namespaces. */
int netstat_sockets(struct netstat_list *list, struct error *error);

/* Lists of one namespace. */
int netstat_routes(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error);
int netstat_interfaces(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error);
int netstat_statistics(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error);
int netstat_groups(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error);

/*
 * Calls row() for each row of the statement, whose parameters ?1, ?2 and ?3 are the numbers, as far as it has them.  0, or -1 with the
 * error filled.
 */
struct netstat_query {
    const char *sql;
    struct maybe numbers[3];
    int (*row)(void *context, sqlite3_stmt *row, struct error *error);
    void *context;
};
int netstat_query(const struct netstat_list *list, const struct netstat_query *query, struct error *error);

/* The number as a cell; `text` has its digits, and must live as long. */
struct netstat_number {
    char text[24];
};
struct cell netstat_number(struct netstat_number *number, int64_t value);

/* An address as people see it: its name where the options want names and the host has one.  It lives until the next call. */
const char *netstat_host(const struct netstat_list *list, const char *address);

#endif
