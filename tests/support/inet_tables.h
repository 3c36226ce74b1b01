/*
 * Rows of proc_net_inet and diag_inet that a test made with SQL become sockets, as when they are loaded.
 */
#ifndef TESTS_SUPPORT_INET_TABLES_H
#define TESTS_SUPPORT_INET_TABLES_H

#include <sqlite3.h>
#include <stdint.h>

void inet_tables_derive(sqlite3 *db, int64_t snapshot_id);

#endif
