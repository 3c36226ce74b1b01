/* Sockets of the internet in worlds made at random: the merge makes the same of their rows as inet_merge.sql. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "sql.h"
#include "tests/support/database.h"
#include "tests/support/scene.h"

static unsigned
draw(uint64_t *state, unsigned below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33) % below;
}

/* Members 1 to 8: a text and a dump of each pass, read in either order. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
    "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 300)"
    " INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified) SELECT n, 1, n, 'ok', 'x', 1 FROM n;";

/* A row of either table, of few values each, so that much is equal. */
static char *
random_row(uint64_t *state, int line)
{
    static const int protocols[] = { 6, 17, 255, 1, 58, 262, 132, 33, 136 };
    static const int states[] = { 1, 3, 6, 7, 8, 10, 12, 13, 300 };
    bool dump = draw(state, 2), after = draw(state, 2), ipv6 = draw(state, 3) == 0;
    unsigned protocol = draw(state, 2) * draw(state, 9), net_namespace = 1 + draw(state, 2);
    unsigned inode = draw(state, 6), local = draw(state, 3), remote = draw(state, 3);
    /* Each namespace, family and protocol has a text in each pass.  Some dumps are read before it. */
    unsigned member =
        (after ? 150 : 50) + (dump ? (draw(state, 2) ? 44 : -44U) : protocol * 4 + net_namespace + 2 * ipv6);
    /* Some texts end before the one or the other. */
    bool has_uid = dump || draw(state, 8), has_inode = has_uid && (dump || draw(state, 8));
    const char *zeros = ipv6 ? "000000000000000000000000" : "";

    return sqlite3_mprintf(
        "INSERT INTO %s (snapshot_id, member_id, line, net_namespace, pass, family, protocol, local_address, local_ip,"
        " local_port, remote_address, remote_ip, remote_port, %s, timer, %s, uid, inode, %s)"
        " VALUES (1, %u, %d, %u, '%s', %d, %d, 'x', x'%s%08x', %u, 'x', x'%s%08x', %u, %d, %u,"
        " %d, %d, %s%u, %s%u, %s);",
        dump ? "diag_inet" : "proc_net_inet", dump ? "state" : "st", dump ? "rqueue, wqueue" : "rx_queue, tx_queue",
        dump ? "retrans, expires, interface_index, cookie" : "sl, timer_expires, retransmits, timeout", member, line,
        net_namespace, after ? "after" : "before", ipv6 ? 10 : 2, protocols[protocol], zeros, local, draw(state, 3),
        zeros, remote, draw(state, 3), dump ? (int)draw(state, 13) : states[draw(state, 9)], draw(state, 4), line * 2,
        line * 3, has_uid ? "" : "nullif(0, 0) + ", draw(state, 3), has_inode ? "" : "nullif(0, 0) + ", inode,
        dump ? (draw(state, 3) ? "0, 0, 4, 41" : "0, 0, 5, 42") : "0, 0, 0, 0");
}

static void
fill(sqlite3 *db, uint64_t state)
{
    unsigned rows = 1 + draw(&state, 60);

    database_run(db, base);
    for (unsigned i = 1; i <= rows; i++) {
        char *sql = random_row(&state, (int)i);

        database_run(db, sql);
        sqlite3_free(sql);
    }
    for (unsigned i = 0; i < 6; i++) {
        char *sql = sqlite3_mprintf("INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, type, inode) "
                                    "VALUES (1, 300, %u, 5, 5, %u,"
                                    " %Q, %u)",
                                    i, i, draw(&state, 4) ? "socket" : "pipe", draw(&state, 6));

        database_run(db, sql);
        sqlite3_free(sql);
    }
    if (draw(&state, 4) == 0)
        database_run(db, "INSERT INTO collector_sockets (snapshot_id, member_id, line, net_namespace, family, protocol,"
                         " inode) VALUES (1, 300, 9, 1, 16, 4, 3)");
}

/* All but the addresses as text, which the merge makes of the bytes. */
static char *
sockets_of(uint64_t world, const char *script)
{
    sqlite3 *db = database_new();
    char *text;

    fill(db, world);
    database_derive(db, script, 1);
    if (script != database_inet) /* which runs it itself */
        database_derive(db, sql_derive_pings, 1);
    text = database_text(
        db, "SELECT socket_id, net_namespace, family, protocol, type, state, hex(local_ip), local_port, hex(remote_ip),"
            " remote_port, interface_index, inode, cookie, uid, recv_q, send_q, seen, ownership, member_id, line,"
            " diag_member_id, diag_line, community_id FROM sockets ORDER BY socket_id");
    sqlite3_close(db);
    return text;
}

TEST(inet_merge_does_what_sql_says)
{
    struct scene *scene = scene_begin();
    char *path = realpath("tests/analyze/load/inet_merge.sql", NULL);
    const char *script;

    assert_non_null(path);
    script = scene_read(scene, path, NULL);
    for (uint64_t world = 1; world <= 400; world++) {
        char *want = sockets_of(world * 7919, script), *have = sockets_of(world * 7919, database_inet);

        if (strcmp(want ? want : "", have ? have : "") != 0)
            fail_msg("world %d:\nwant\n%s\nhave\n%s", (int)world, want, have);
        sqlite3_free(want);
        sqlite3_free(have);
    }
    free(path);
    scene_end(scene);
}
