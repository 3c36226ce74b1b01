/*
 * Both ends of connections between hosts, between clocks, and on several links: the view connections on rows made by hand.
 */
#include "tests/support/test.h"

#include "tests/support/connections.h"

TEST(connections_across_hosts)
{
    /* Each snapshot has a row of it. */
    check(HOSTS("b2", "9") FAR, "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR SOCKET(3, 1, 7, "LISTEN", B, NOBODY), "1 host 1 2 remote; 2 host 1 1 local");
    check(HOSTS("b2", "3601") FAR, "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "3602") FAR, "1 - 0; 2 - 0");
    /* Of one host at two times, whatever it was called. */
    check(HOSTS("b1", "9") FAR, "1 - 0; 2 - 0");
    /* The address is elsewhere, too: in another namespace here, there, on a third host. */
    check(HOSTS("b2", "9") FAR ADDRESS(1, 9, "x'0a000001'"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "9") FAR ADDRESS(2, 9, "x'0a000002'"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "9") FAR SNAPSHOT(3, "three", "b3", "9", NULL) ADDRESS(3, 1, "x'0a000001'"), "1 - 2; 2 - 2");
    /* The end nearest in time of several snapshots of that host. */
    check(HOSTS("b2", "900") FAR SNAPSHOT(3, "two", "b2", "3000000000", NULL) SOCKET(3, 3, 7, "ESTABLISHED", A, B)
              ADDRESS(3, 7, "x'0a000001'"),
          "1 host 1 3; 2 host 1 1; 3 host 1 1");
    /* What is in the namespace itself comes before. */
    check(HOSTS("b2", "9") FAR SOCKET(3, 1, 7, "ESTABLISHED", A, B), "1 namespace 1 3; 2 - 2");
}

/* Who an end may belong to, where a node name says nothing: the boots of machine m in HOSTS overlap, so it is two hosts. */
TEST(connections_and_the_names_of_hosts)
{
#define AGAIN(id, host, boot, booted)             \
    SNAPSHOT(id, host, boot, "20000000000", NULL) \
    SOCKET(id, id, 7, "ESTABLISHED", A, B)        \
    ADDRESS(id, 7, "x'0a000001'") "UPDATE snapshots SET booted_ns = " booted " WHERE snapshot_id = " #id ";"
#define OWN_MACHINES "UPDATE snapshots SET machine_id = host WHERE snapshot_id < 3;"
    /* Clones of one name are two hosts. */
    check(HOSTS("b2", "9") FAR "UPDATE snapshots SET host = 'one';", "1 host 1 2; 2 host 1 1");
    /* Called otherwise since it was started again: the older snapshot is of the same host. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "renamed", "b3", "15000000000") OWN_MACHINES
          "UPDATE snapshots SET machine_id = 'two' WHERE snapshot_id = 3;",
          "1 host 1 2; 2 host 1 1; 3 host 1 1");
    /* Called the same, but up at the same time. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "two", "b3", "5000") OWN_MACHINES
          "UPDATE snapshots SET machine_id = 'two' WHERE snapshot_id = 3;",
          "1 - 2; 2 - 2; 3 - 2");
    /* Called the same, and nothing proves that it is the same. */
    check(HOSTS("b2", "9") FAR AGAIN(3, "two", "b3", "15000000000") "UPDATE snapshots SET machine_id = NULL;",
          "1 - 2; 2 - 2; 3 - 2");
}

/* The same addresses and ports on several links: interfaces tell which ends are of one link. */
TEST(connections_by_their_interfaces)
{
#define LINK6_A          "x'fe800000000000000000000000000001', 40000"
#define LINK6_B          "x'fe800000000000000000000000000002', 80"
#define BOUND(id, index) "UPDATE sockets SET interface_index = " #index " WHERE socket_id = " #id ";"
/* An interface with the last byte of its link-layer address, and what it knows of the neighbour with that of another one. */
#define LINK(snapshot, ns, index, mac)                                                                            \
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, interface_name, type, " \
    "flags,"                                                                                                      \
    " mac) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", " #index ", 'v" #index                         \
    "', 1, 0, '02:00:00:00:00:" #mac "' FROM rtnl_link;"
#define NEIGHBOUR(snapshot, ns, index, ip, mac)                                                                   \
    "INSERT INTO rtnl_neighbour (snapshot_id, member_id, line, net_namespace, family, interface_index, ip, mac, " \
    "state,"                                                                                                      \
    " flags, type) SELECT " #snapshot ", " #snapshot ", count(*), " #ns ", 10, " #index ", " ip                   \
    ", '02:00:00:00:00:" #mac "', 4, 0, 1 FROM rtnl_neighbour;"
#define IP6_A "x'fe800000000000000000000000000001'"
#define IP6_B "x'fe800000000000000000000000000002'"
#define TWO_LINKS(ns, other)                                                                                      \
    ONE SOCKET(1, 1, ns, "ESTABLISHED", LINK6_A, LINK6_B) SOCKET(2, 1, ns, "ESTABLISHED", LINK6_A, LINK6_B)       \
        SOCKET(3, 1, other, "ESTABLISHED", LINK6_B, LINK6_A) SOCKET(4, 1, other, "ESTABLISHED", LINK6_B, LINK6_A) \
            ADDRESS(1, ns, "x'fe800000000000000000000000000001'")                                                 \
                ADDRESS(1, other, "x'fe800000000000000000000000000002'")
#define FOUR_ENDS(a, b, c, d) BOUND(1, a) BOUND(2, b) BOUND(3, c) BOUND(4, d)
#define FOUR_LINKS(ns, other) LINK(1, ns, 2, a2) LINK(1, ns, 4, a4) LINK(1, other, 5, b5) LINK(1, other, 3, b3)
    /* In one namespace: both ends on one interface, or on the two of a link. */
    check(TWO_LINKS(7, 7), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 7) FOUR_ENDS(5, 6, 6, 5), "1 namespace 1 4; 2 namespace 1 3");
    check(TWO_LINKS(7, 7) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 7), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 7) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 7) NEIGHBOUR(1, 7, 2, IP6_B, b3)
              NEIGHBOUR(1, 7, 4, IP6_B, b5),
          "1 namespace 1 4; 2 namespace 1 3");
    /* In two; that one of the two knows the other is enough. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8), "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8) NEIGHBOUR(1, 7, 2, IP6_B, b3)
              NEIGHBOUR(1, 8, 5, IP6_A, a4),
          "1 snapshot 1 4; 2 snapshot 1 3");
    /* The neighbour is another one, or none. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) FOUR_LINKS(7, 8) NEIGHBOUR(1, 7, 2, IP6_B, b9),
          "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    /* A link-layer address that is there twice. */
    check(TWO_LINKS(7, 8) FOUR_ENDS(2, 4, 5, 3) LINK(1, 7, 2, a2) LINK(1, 8, 5, b3) LINK(1, 8, 3, b3)
              NEIGHBOUR(1, 7, 2, IP6_B, b3),
          "1 - 2; 2 - 2; 3 - 2; 4 - 2");
    /* On two hosts. */
    check(HOSTS("b2", "9") SOCKET(1, 1, 7, "ESTABLISHED", LINK6_A, LINK6_B)
              SOCKET(2, 1, 7, "ESTABLISHED", LINK6_A, LINK6_B) SOCKET(3, 2, 7, "ESTABLISHED", LINK6_B, LINK6_A)
                  SOCKET(4, 2, 7, "ESTABLISHED", LINK6_B, LINK6_A) FOUR_ENDS(2, 4, 5, 3) LINK(2, 7, 3, b3)
                      LINK(2, 7, 5, b5) NEIGHBOUR(1, 7, 2, IP6_B, b3) NEIGHBOUR(1, 7, 4, IP6_B, b5) LINK(1, 7, 2, a2)
                          LINK(1, 7, 4, a4) ADDRESS(1, 7, IP6_A) ADDRESS(2, 7, IP6_B),
          "1 host 1 4; 2 host 1 3; 3 host 1 2; 4 host 1 1");
    /* An end that is not bound is found by its addresses, as ever. */
    check(ONE PAIR BOUND(1, 5) BOUND(2, 0), "1 namespace 1 2");
    check(ONE PAIR BOUND(1, 5) BOUND(2, 6), "1 namespace 1 2");
    check_rows(ONE PAIR BOUND(1, 5) BOUND(2, 5) LINK(1, 7, 5, 01),
               "SELECT interface_index || interface_name FROM connections", "5v5");
}

/* Who had one of the addresses, but has no such end, counts when it was seen as near in time as the two are to one another. */
TEST(connections_and_who_had_the_address_before)
{
#define THIRD(seconds) SNAPSHOT(3, "three", "b3", seconds "000000000", NULL) ADDRESS(3, 1, "x'0a000001'")
    /* A day before, half an hour after, and between the two. */
    check(HOSTS("b2", "9") FAR THIRD("-72000"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("72000"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("1800"), "1 host 1 2; 2 host 1 1");
    check(HOSTS("b2", "9") FAR THIRD("18"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "900") FAR THIRD("450"), "1 - 2; 2 - 2");
    /* With an end that fits as well it counts within the hour, and not beyond. */
    check(HOSTS("b2", "9") FAR THIRD("1800") SOCKET(3, 3, 1, "ESTABLISHED", A, B), "1 - 2; 2 - 2; 3 - 2");
    check(HOSTS("b2", "9") FAR THIRD("72000") SOCKET(3, 3, 1, "ESTABLISHED", A, B), "1 host 1 2; 2 host 1 1; 3 - 0");
    /* It was seen without the address since. */
    check(HOSTS("b2", "900") FAR THIRD("-300"), "1 - 2; 2 - 2");
    check(HOSTS("b2", "900") FAR THIRD("-300") SNAPSHOT(4, "three", "b3", "-100000000000", NULL),
          "1 host 1 2; 2 host 1 1");
}

/* Two snapshots of one kernel, one of them taken in a container, show the same sockets: no end is there twice for that. */
TEST(connections_of_a_host_seen_twice)
{
#define SEEN_TWICE                                                                      \
    HOSTS("b2", "9")                                                                    \
    FAR SNAPSHOT(3, "container", "b2", "9000000000", NULL) ADDRESS(3, 7, "x'0a000001'") \
        SOCKET(3, 3, 7, "ESTABLISHED", A, B) "UPDATE snapshots SET pid_namespace = snapshot_id;"
    check(SEEN_TWICE "UPDATE sockets SET inode = 2 WHERE socket_id = 3;", "1 host 1 2; 2 host 1 1; 3 host 1 1");
    check(SEEN_TWICE "UPDATE sockets SET inode = 0, cookie = 5 WHERE socket_id > 1;",
          "1 host 1 2; 2 host 1 1; 3 host 1 1");
    check(SEEN_TWICE, "1 - 2; 2 - 2; 3 - 2");
}

/* Why there is no other end. */
TEST(connections_without_a_peer_and_why)
{
    static const char question[] = "SELECT group_concat(coalesce(no_peer_reason, '-'), '; ')"
                                   " FROM (SELECT * FROM connections ORDER BY socket_id)";
#define CLIENT ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B) ADDRESS(1, 7, "x'0a000001'")
#define SECOND SNAPSHOT(2, "two", "b2", "9000000000", NULL)
#define LATER  SNAPSHOT(2, "two", "b2", "7200000000000", NULL)

    check_rows(HOSTS("b2", "9") FAR, question, "-; -");
    check_rows(CLIENT, question, "not_captured");
    check_rows(CLIENT SECOND, question, "not_captured");
    check_rows(CLIENT SECOND ADDRESS(2, 7, "x'0a000002'"), question, "not_there");
    check_rows(CLIENT ADDRESS(1, 8, "x'0a000002'"), question, "not_there");
    check_rows(CLIENT ADDRESS(1, 7, "x'0a000002'"), question, "not_there");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 40000", "x'7f000035', 53")
                   SECOND ADDRESS(2, 7, "x'7f000001'")
                       SOCKET(2, 2, 7, "ESTABLISHED", "x'7f000035', 53", "x'7f000001', 40000"),
               question, "not_there; not_there");
    check_rows(CLIENT LATER ADDRESS(2, 7, "x'0a000002'"), question, "other_time");
    check_rows(CLIENT LATER ADDRESS(2, 7, "x'0a000002'") SOCKET(2, 2, 7, "ESTABLISHED", B, A), question,
               "other_time; other_time");
    check_rows(HOSTS("b2", "9") FAR SOCKET(3, 2, 7, "ESTABLISHED", A, B), question, "several; several; several");
    /* Its own address, or those where the other end would be, were refused. */
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B), question, "addresses_unknown");
    check_rows(CLIENT SECOND SOCKET(2, 2, 7, "ESTABLISHED", B, A), question, "addresses_unknown; addresses_unknown");
    check_rows(CLIENT LATER SOCKET(2, 2, 7, "ESTABLISHED", B, A), question, "not_captured; addresses_unknown");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", A, B) MEMBER(9, "rtnetlink/address", "ok"), question,
               "foreign_address");
    check_rows(ONE SOCKET(1, 1, 7, "ESTABLISHED", "x'7f000001', 80", "x'7f000001', 9")
                   MEMBER(9, "rtnetlink/address", "ok") ADDRESS(1, 7, "x'7f000001'"),
               question, "not_there");
}

/* When each end sent and received last, milliseconds before its snapshot. */
#define TALK(id, sent, received)                                                                        \
    "UPDATE sockets SET diag_member_id = snapshot_id, diag_line = socket_id WHERE socket_id = " #id ";" \
    "INSERT INTO tcp_info (snapshot_id, member_id, line, last_data_sent, last_data_recv)"               \
    " SELECT snapshot_id, snapshot_id, socket_id, " #sent ", " #received " FROM sockets WHERE socket_id = " #id ";"
#define MOMENTS                                                                                     \
    "UPDATE members SET started_ns = (SELECT started_ns FROM snapshots AS s WHERE s.snapshot_id = " \
    "members.snapshot_id);"

/* The clock of the second host is three hours and a second ahead; it was captured 20 s later. */
TEST(connections_between_clocks_that_are_wrong)
{
#define APART_BY_CLOCK                                                          \
    HOSTS("b2", "10821")                                                        \
    FAR SOCKET(3, 1, 7, "ESTABLISHED", "x'0a000002', 80", "x'0a000001', 40001") \
        SOCKET(4, 2, 7, "ESTABLISHED", "x'0a000001', 40001", "x'0a000002', 80") MOMENTS
#define IDLE TALK(1, 5000, 6000) TALK(2, 26000, 25000) TALK(3, 300000, 400000)
    static const char clocks[] =
        "SELECT seconds_apart || ' ' || clock_offset_ns || ' ' || clock_error_ns || coalesce(no_peer_reason, '')"
        " FROM connections WHERE socket_id = 1";

    check(APART_BY_CLOCK, "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 320500), "1 host 1 2; 2 host 1 1; 3 host 1 4; 4 host 1 3");
    check_rows(APART_BY_CLOCK IDLE TALK(4, 420500, 320500), clocks, "10820.0 10801000000000 1000000000");
    /* One of the two had data meanwhile, or there is only one. */
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 3000), "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(APART_BY_CLOCK IDLE TALK(4, 425500, 325500), "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(HOSTS("b2", "10821") FAR MOMENTS TALK(1, 5000, 6000) TALK(2, 26000, 25000), "1 - 0; 2 - 0");
    /* Clocks that were both set are right. */
    check(APART_BY_CLOCK IDLE TALK(4, 420500, 320500) "UPDATE snapshots SET clock_error_ns = 1000;",
          "1 - 0; 2 - 0; 3 - 0; 4 - 0");
    check(
        APART_BY_CLOCK IDLE TALK(4, 420500, 320500) "UPDATE snapshots SET clock_error_ns = 1000 WHERE snapshot_id = 1;",
        "1 host 1 2; 2 host 1 1; 3 host 1 4; 4 host 1 3");
}

TEST(connections_and_clocks)
{
    static const char question[] =
        "SELECT group_concat(seconds_apart || ' ' || coalesce(clock_offset_ns, '-') || ' ' ||"
        " coalesce(clock_error_ns, '-'), '; ') FROM (SELECT * FROM connections ORDER BY socket_id)";

    check_rows(HOSTS("b2", "9") FAR, question, "8.0 - -; 8.0 - -");
    check_rows(HOSTS("b1", "0") FAR "UPDATE snapshots SET pid_namespace = snapshot_id;", question, "0.0 1 -; 0.0 -1 -");
    check_rows(HOSTS("b2", "9") FAR "UPDATE snapshots SET clock_error_ns = snapshot_id;", question, "8.0 0 3; 8.0 0 3");
    check_rows(HOSTS("b2", "9") "UPDATE snapshots SET clock_error_ns = snapshot_id;",
               "SELECT clock_offset_ns || ' ' || clock_error_ns FROM snapshot_neighbours WHERE snapshot_id = 1", "0 3");
}
