/*
 * A network namespace is one thing, in however many ways it was found.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/database.h"

TEST(namespace_found_in_several_ways_is_one_row)
{
    sqlite3 *db = database_host();

    database_run(
        db, "INSERT INTO net_namespace_sightings VALUES (1, 1, 1, 100, 'process', 7, NULL, 5),"
            " (1, 1, 2, 100, 'mount', NULL, '/run/netns/blue', NULL), (1, 1, 3, 100, 'descriptor', 9, 'fd/3', NULL),"
            " (1, 1, 4, 100, 'mount', 9, '/mnt/netns', NULL), (1, 1, 5, 200, 'listns', NULL, NULL, 6),"
            " (2, 1, 1, 100, 'process', 7, NULL, 5);"
            "INSERT INTO process_links (snapshot_id, member_id, line, pid, tid, link, inode) VALUES"
            " (1, 1, 1, 9, 9, 'ns/net', 100), (1, 1, 2, 7, 7, 'ns/net', 100), (1, 1, 3, 7, 8, 'ns/net', 300);"
            "INSERT INTO sockets (snapshot_id, net_namespace, family, inode, seen, ownership, member_id, line)"
            " VALUES (1, 100, 2, 50, 'before', 'owned', 1, 1);");
    database_expect(db,
                    "SELECT net_namespace, name, how, pid, user_namespace, processes, threads, sockets"
                    " FROM net_namespaces WHERE snapshot_id = 1 ORDER BY 1",
                    "100|blue|process,mount,descriptor|7|5|2|0|1\n"
                    "200|NULL|listns|NULL|6|0|0|0\n"
                    "300|NULL|NULL|NULL|NULL|0|1|0\n");
    database_expect(
        db, "SELECT s.inode, n.pid FROM sockets AS s JOIN net_namespaces AS n USING (snapshot_id, net_namespace)",
        "50|7\n");
    database_expect(db, "SELECT count(*), count(DISTINCT net_namespace) FROM net_namespaces WHERE snapshot_id = 1",
                    "3|3\n");
    sqlite3_close(db);
}
