/*
 * The views that have the name and the columns of an osquery table.
 */
#ifndef TESTS_SUPPORT_OSQUERY_H
#define TESTS_SUPPORT_OSQUERY_H

#include <sqlite3.h>

/* A common table expression: each of them, and how many columns of the view are osquery's.  The first ones are. */
#define OSQUERY_TABLES                                                                                              \
    "theirs (view, columns) AS (VALUES"                                                                             \
    " ('process_open_sockets', 12), ('listening_ports', 9), ('process_open_files', 3), ('processes', 27),"          \
    " ('process_namespaces', 8), ('process_envs', 3), ('process_memory_map', 9), ('process_open_pipes', 8),"        \
    " ('arp_cache', 4), ('routes', 10), ('interface_addresses', 6), ('interface_details', 18), ('mounts', 11),"     \
    " ('kernel_modules', 5), ('kernel_info', 4), ('os_version', 10), ('system_info', 20), ('uptime', 5),"           \
    " ('memory_info', 10), ('load_average', 2), ('cpu_time', 11), ('users', 9), ('groups', 3), ('user_groups', 2)," \
    " ('etc_hosts', 2), ('etc_services', 5), ('etc_protocols', 4), ('dns_resolvers', 5), ('logged_in_users', 6),"   \
    " ('system_controls', 6), ('hash', 5), ('file', 18), ('time', 13), ('osquery_info', 12))"

/*
 * The columns of osquery's that are NULL in some row of the database, "view.column" a line each, but for those that the list
 * excuses: lines of a pattern, a tab, and why.  Freed with sqlite3_free; NULL when there is none.
 */
char *osquery_nulls(sqlite3 *db, const char *list);

#endif
