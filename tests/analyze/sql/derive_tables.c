/*
 * Every table of sockets that is collected has a way into the table `sockets`: its own text, of the kernel's own form, becomes rows there.
 * What has none is excused below, with the reason.
 */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "analyze/load/rows.h"
#include "sql.h"
#include "tests/support/database.h"
#include "tests/support/format_samples.h"

/* Files of NET_SOCKETS that are no tables of sockets, or do not tell one from another. */
static const struct {
    const char *path, *reason;
} excused[] = {
    { "sockstat", "counts" },
    { "sockstat6", "counts" },
    { "sctp/remaddr", "addresses of associations, which sctp/assocs has" },
    { "can/rcvlist_all", "filters, any number of a socket, and no inode" },
    { "can/rcvlist_fil", "filters, any number of a socket, and no inode" },
    { "can/rcvlist_inv", "filters, any number of a socket, and no inode" },
    { "can/rcvlist_sff", "filters, any number of a socket, and no inode" },
    { "can/rcvlist_eff", "filters, any number of a socket, and no inode" },
    { "can/rcvlist_err", "filters, any number of a socket, and no inode" },
    { "rxrpc/conns", "connections, any number of a socket, and no inode" },
    { "rxrpc/calls", "calls, any number of a socket, and no inode" },
    { "kcm", "a socket has neither inode nor address nor user there" },
    { "pppol2tp", "tunnels and sessions, whose sockets have neither inode nor user there" },
};

/* Text of tables that the samples of the network have no text of: a row each. */
#define IPV4(state, port)                                                                                          \
    "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode ref pointer drops\n" \
    "0: 0100007F:" port " 00000000:0000 " state " 00000000:00000000 00:00000000 00000000 0 0 77 2 0 0\n"
#define IPV6(state, port)                                                                                             \
    "sl local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode ref pointer drops\n" \
    "0: 00000000000000000000000001000000:" port " 00000000000000000000000000000000:0000 " state " 00000000:00000000 " \
    "00:00000000 00000000 0 0 77 2 0 0\n"

static const struct format_sample others[] = {
    { "inet", "tcp",
      "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n"
      "0: 0100007F:2081 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77 1 0 100 0 0 10 0\n",
      0, true },
    { "inet", "tcp6",
      "sl local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n"
      "0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 "
      "00000000 0 0 77 1 0 100 0 0 10 0\n",
      0, true },
    { "inet", "udp", IPV4("07", "0035"), 0, true },
    { "inet", "udp6", IPV6("07", "0035"), 0, true },
    { "inet", "udplite", IPV4("07", "0035"), 0, true },
    { "inet", "udplite6", IPV6("07", "0035"), 0, true },
    { "inet", "raw", IPV4("07", "0001"), 0, true },
    { "inet", "raw6", IPV6("07", "003A"), 0, true },
    { "inet", "icmp", IPV4("07", "0001"), 0, true },
    { "inet", "icmp6", IPV6("07", "0001"), 0, true },
    { "unix", "unix",
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
      "00000000c0ffee01: 00000002 00000000 00010000 0001 01    77 /run/x\n",
      0, true },
    { "netlink", "netlink",
      "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\nffff88003d0e9800 0 7 00000111 0 0 0 2 0 77\n", 0, true },
    { "packet", "packet", "sk RefCnt Type Proto Iface R Rmem User Inode\n00000000f36aa1b9 3 3 0003 2 1 0 0 77\n", 0,
      true },
    { NULL, NULL, NULL, 0, false },
};

/* The sample of that file, of a file of that directory, or of another with the same format. */
static const struct format_sample *
find_sample(const char *path, const char *format)
{
    const struct format_sample *const lists[] = { others, network_samples };
    const struct format_sample *alike = NULL;
    size_t len = strlen(path);

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (const struct format_sample *s = lists[i]; s->format; s++) {
            if (strcmp(s->file, path) == 0 || (path[len - 1] == '/' && strncmp(s->file, path, len) == 0))
                return s;
            if (strcmp(s->format, format) == 0 && strcmp(format, "text_lines") != 0 && strcmp(format, "inet") != 0)
                alike = s;
        }
    }
    return alike;
}

struct target {
    sqlite3 *db;
    struct rows *rows;
};

static int
insert(void *context, const struct table *table, const void *record, size_t line)
{
    struct target *target = context;
    struct error error = { 0 };

    return rows_insert(target->rows, table, 1, 1, line, record, &error);
}

static int
refuse(void *context, size_t line, const char *want, struct slice have)
{
    (void)context;
    fail_msg("line %zu: want %s, have %.*s", line, want, (int)have.len, have.ptr);
    return -1;
}

static sqlite3 *
database_with_a_member(void)
{
    sqlite3 *db = database_new();

    database_run(db, "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes,"
                     " archive_sha256, loaded_at) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l');"
                     "INSERT INTO members (member_id, snapshot_id, path, state, sha256, verified)"
                     " VALUES (1, 1, 'net/1/before/x', 'ok', 'x', 1)");
    return db;
}

static void
derive(sqlite3 *db)
{
    const char *const scripts[] = { database_inet, sql_derive_unix, sql_derive_others };

    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        database_derive(db, scripts[i], 1);
}

/* How many sockets the text of the file makes. */
static long
count_sockets(const char *path, const struct format_sample *sample)
{
    struct target target = { .db = database_with_a_member() };
    struct format_sink sink = { &target, insert, refuse };
    struct error error = { 0 };
    const char *file = path[strlen(path) - 1] == '/' ? sample->file : path;
    struct format_input input = {
        .text = slice_of(sample->text), .file = slice_of(file), .pass = slice_of("before"), .net_namespace = 1
    };
    char *count;
    long sockets;

    assert_int_equal(rows_open(target.db, &target.rows, &error), 0);
    assert_int_equal(format_by_name(sample->format)->parse(&input, &sink), 0);
    rows_close(target.rows);
    derive(target.db);
    count = database_text(target.db, "SELECT count(*) FROM sockets");
    sockets = strtol(count, NULL, 10);
    sqlite3_free(count);
    sqlite3_close(target.db);
    return sockets;
}

static bool
is_excused(const char *path)
{
    for (size_t i = 0; i < sizeof(excused) / sizeof(excused[0]); i++)
        if (strcmp(excused[i].path, path) == 0)
            return true;
    return false;
}

static const struct {
    const char *scope, *path, *format;
} sources[] = {
#define SOURCE(scope, path, format) { #scope, path, #format },
#include "schema/snapshot/sources.def"
#undef SOURCE
};

TEST(every_table_of_sockets_has_a_way_into_sockets)
{
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        const char *path = sources[i].path;
        const struct format_sample *sample = find_sample(path, sources[i].format);
        long count;

        if (strcmp(sources[i].scope, "NET_SOCKETS") != 0)
            continue;
        if (!sample) {
            if (!is_excused(path))
                fail_msg("%s: no sample of its text: write one in tests/support/format_samples_network.c", path);
            continue;
        }
        count = count_sockets(path, sample);
        if (count == 0 && !is_excused(path))
            fail_msg("%s: the rows of its sample do not reach sockets: write an INSERT for its table in "
                     "analyze/sql/derive_others.sql, or excuse it here",
                     path);
        if (count > 0 && is_excused(path))
            fail_msg("%s: is excused, and makes sockets", path);
    }
}

/* Every excuse is for a file that there is. */
TEST(every_excuse_is_needed)
{
    for (size_t i = 0; i < sizeof(excused) / sizeof(excused[0]); i++) {
        bool found = false;

        assert_true(strlen(excused[i].reason) > 0);
        for (size_t k = 0; k < sizeof(sources) / sizeof(sources[0]); k++)
            found = found || strcmp(sources[k].path, excused[i].path) == 0;
        if (!found)
            fail_msg("%s: no such source", excused[i].path);
    }
}

/* The tables that are read while something is inserted into sockets. */
struct used {
    const char *const *wanted;
    bool seen[16];
};

static int
authorize(void *context, int action, const char *table, const char *column, const char *database, const char *trigger)
{
    struct used *used = context;

    (void)column;
    (void)database;
    (void)trigger;
    for (size_t i = 0; action == SQLITE_READ && used->wanted[i]; i++)
        if (strcmp(table, used->wanted[i]) == 0)
            used->seen[i] = true;
    return SQLITE_OK;
}

/* The dumps are told by the tables that their formats fill: the scripts read the first of each. */
TEST(every_dump_of_sockets_has_a_way_into_sockets)
{
    static const struct {
        const char *scope, *format;
    } dumps[] = {
#define DUMP(scope, path, format, protocol, request, family, number) { #scope, #format },
#include "schema/snapshot/dumps.def"
#undef DUMP
    };
    const char *wanted[sizeof(dumps) / sizeof(dumps[0]) + 1] = { NULL };
    struct used used = { .wanted = wanted };
    sqlite3 *db = database_with_a_member();
    size_t count = 0;

    for (size_t i = 0; i < sizeof(dumps) / sizeof(dumps[0]); i++) {
        bool known = strcmp(dumps[i].scope, "NET_SOCKETS") != 0;
        const char *table = format_by_name(dumps[i].format)->tables[0]->name;

        for (size_t k = 0; k < count; k++)
            known = known || strcmp(wanted[k], table) == 0;
        if (!known)
            wanted[count++] = table;
    }
    assert_in_range(count, 1, sizeof(used.seen) / sizeof(used.seen[0]));
    assert_int_equal(sqlite3_set_authorizer(db, authorize, &used), SQLITE_OK);
    derive(db);
    for (size_t i = 0; i < count; i++)
        if (!used.seen[i])
            fail_msg("%s: no script reads it", wanted[i]);
    sqlite3_close(db);
}
