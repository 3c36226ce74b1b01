/*
 * Both ends of connections whose addresses are translated: connection tracking on the way, and the view connections.
 */
#include "tests/support/test.h"

#include "tests/support/connections.h"

/* A tracked connection: what is sent from where to where, and what is answered from where to where. */
#define TRACKED(snapshot, ns, from, to, answer_from, answer_to)                                             \
    "INSERT INTO conntrack (snapshot_id, member_id, line, net_namespace, family, protocol, orig_source_ip," \
    " orig_source_port, orig_destination_ip, orig_destination_port, reply_source_ip, reply_source_port,"    \
    " reply_destination_ip, reply_destination_port) SELECT " #snapshot ", " #snapshot ", count(*), " #ns    \
    ", 2, 6, " from ", " to ", " answer_from ", " answer_to " FROM conntrack;"

/* A client, the published port of a router, the router's other address, and the server: a container, most often. */
#define CLIENT_IP                           "x'0a000001'"
#define ROUTER_IP                           "x'0a0000fe'"
#define BRIDGE_IP                           "x'ac110001'"
#define SERVER_IP                           "x'ac110002'"
#define CLIENT                              CLIENT_IP ", 40000"
#define PUBLISHED                           ROUTER_IP ", 8080"
#define BRIDGE                              BRIDGE_IP ", 50000"
#define SERVER                              SERVER_IP ", 80"
#define UP(id, snapshot, ns, local, remote) SOCKET(id, snapshot, ns, "ESTABLISHED", local, remote)

/* Client, router and server in namespaces 5, 6 and 7 of the snapshots. */
#define ADDRESSES_OF(client, router, server) \
    ADDRESS(client, 5, CLIENT_IP)            \
    ADDRESS(router, 6, ROUTER_IP) ADDRESS(router, 6, BRIDGE_IP) ADDRESS(server, 7, SERVER_IP)
#define DNAT(router)              TRACKED(router, 6, CLIENT, PUBLISHED, SERVER, CLIENT)
#define BOTH(router)              TRACKED(router, 6, CLIENT, PUBLISHED, SERVER, BRIDGE)
#define SNAT(router)              TRACKED(router, 6, CLIENT, SERVER, SERVER, BRIDGE)
#define DNAT_ENDS(client, server) UP(1, client, 5, CLIENT, PUBLISHED) UP(2, server, 7, SERVER, CLIENT)
#define BOTH_ENDS(client, server) UP(1, client, 5, CLIENT, PUBLISHED) UP(2, server, 7, SERVER, BRIDGE)
#define SNAT_ENDS(client, server) UP(1, client, 5, CLIENT, SERVER) UP(2, server, 7, SERVER, BRIDGE)

TEST(translations_within_a_snapshot)
{
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1) DNAT(1), "1 translated 1 2 local");
    check(ONE ADDRESSES_OF(1, 1, 1) BOTH_ENDS(1, 1) BOTH(1), "1 translated 1 2 local");
    check(ONE ADDRESSES_OF(1, 1, 1) SNAT_ENDS(1, 1) SNAT(1), "1 translated 1 2 local");
    /* Nothing tracked, or nothing translated. */
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1), "1 - 0; 2 - 0");
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1) TRACKED(1, 6, CLIENT, PUBLISHED, PUBLISHED, CLIENT),
          "1 - 0; 2 - 0");
    /* Another connection, by its port, its protocol. */
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1)
              TRACKED(1, 6, CLIENT_IP ", 40001", PUBLISHED, SERVER, CLIENT_IP ", 40001"),
          "1 - 0; 2 - 0");
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1) DNAT(1) "UPDATE conntrack SET protocol = 17;", "1 - 0; 2 - 0");
    /* Redirected to a proxy in the namespace itself. */
    check(ONE ADDRESS(1, 5, CLIENT_IP) ADDRESS(1, 5, "x'7f000001'") ADDRESS(1, 6, "x'7f000001'")
              UP(1, 1, 5, CLIENT, PUBLISHED) UP(2, 1, 5, "x'7f000001', 15001", CLIENT)
                  UP(3, 1, 6, "x'7f000001', 15001", CLIENT)
                      TRACKED(1, 5, CLIENT, PUBLISHED, "x'7f000001', 15001", CLIENT),
          "1 translated 1 2 local; 3 - 0");
    /* An IPv6 socket that talks IPv4. */
    check(ONE ADDRESSES_OF(1, 1, 1) UP(1, 1, 5, CLIENT, PUBLISHED)
              UP(2, 1, 7, "x'00000000000000000000ffffac110002', 80", "x'00000000000000000000ffff0a000001', 40000")
                  DNAT(1),
          "1 translated 1 2 local");
}

#define TWO   ONE SNAPSHOT(2, "two", "b2", "9000000000", NULL)
#define THREE TWO SNAPSHOT(3, "three", "b3", "18000000000", NULL)

TEST(translations_between_hosts)
{
    /* The client elsewhere; router and server elsewhere; each on a host of its own. */
    check(TWO ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2), "1 translated 1 2 local; 2 translated 1 1 remote");
    check(TWO ADDRESSES_OF(1, 2, 2) BOTH_ENDS(1, 2) BOTH(2), "1 translated 1 2 local; 2 translated 1 1 remote");
    check(TWO ADDRESSES_OF(1, 1, 2) SNAT_ENDS(1, 2) SNAT(1), "1 translated 1 2 local; 2 translated 1 1 remote");
    check(THREE ADDRESSES_OF(1, 2, 3) BOTH_ENDS(1, 3) BOTH(2), "1 translated 1 2 local; 2 translated 1 1 remote");
    /* What was tracked more than an hour away counts for nothing. */
    check(ONE SNAPSHOT(2, "two", "b2", "7200000000000", NULL) ADDRESSES_OF(1, 2, 1) DNAT_ENDS(1, 1) DNAT(2),
          "1 - 0; 2 - 0");
    /* Only one end was captured. */
    check(TWO ADDRESSES_OF(1, 2, 2) UP(1, 1, 5, CLIENT, PUBLISHED) DNAT(2), "1 - 0 local");
    check(TWO ADDRESSES_OF(1, 2, 2) UP(2, 2, 7, SERVER, CLIENT) DNAT(2), "2 - 0 remote");
}

/* A container of one host talks to the published port of another one. */
TEST(translations_in_a_row)
{
#define OWN_IP "x'0a0000fd'"
#define IN_A_ROW                                                                                             \
    TWO ADDRESS(1, 5, "x'ac110005'") ADDRESS(1, 6, OWN_IP) ADDRESS(2, 6, ROUTER_IP) ADDRESS(2, 7, SERVER_IP) \
        UP(1, 1, 5, "x'ac110005', 40000", PUBLISHED) UP(2, 2, 7, SERVER, OWN_IP ", 41000")                   \
            TRACKED(1, 6, "x'ac110005', 40000", PUBLISHED, PUBLISHED, OWN_IP ", 41000")

    check(IN_A_ROW TRACKED(2, 6, OWN_IP ", 41000", PUBLISHED, SERVER, OWN_IP ", 41000"),
          "1 translated 1 2 local; 2 translated 1 1 remote");
    check(IN_A_ROW, "1 - 0 local; 2 - 0");
    check_rows(IN_A_ROW TRACKED(2, 6, OWN_IP ", 41000", PUBLISHED, SERVER, OWN_IP ", 41000"),
               "SELECT group_concat(translation_member_id || '.' || translation_line || ' ' || "
               "next_translation_member_id || '.' ||"
               " next_translation_line, '; ') FROM (SELECT * FROM connections ORDER BY socket_id)",
               "1.0 2.1; 2.1 1.0");
}

/* Nobody's peer is guessed. */
TEST(translations_that_are_ambiguous)
{
    /* Two that translate the same differently. */
    check(ONE ADDRESSES_OF(1, 1, 1) DNAT_ENDS(1, 1) DNAT(1) TRACKED(1, 8, CLIENT, PUBLISHED, "x'ac110003', 80", CLIENT),
          "1 - 2; 2 - 2 remote");
    /* Two containers of the host with that address. */
    check(TWO ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2) ADDRESS(2, 8, SERVER_IP), "1 - 2 local; 2 - 2 remote");
    /* A container with that address on another host is no matter, whatever it is connected with. */
    check(THREE ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2) ADDRESS(3, 8, SERVER_IP) UP(3, 3, 8, SERVER, CLIENT),
          "1 translated 1 2 local; 2 translated 1 1 remote; 3 - 0");
    /* Two clients with that address. */
    check(THREE ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2) ADDRESS(3, 8, CLIENT_IP), "1 - 2 local; 2 - 2 remote");
    /* The client's own address was refused, and another host has it. */
    check(THREE ADDRESS(2, 6, ROUTER_IP) ADDRESS(2, 7, SERVER_IP) DNAT_ENDS(1, 2) DNAT(2) ADDRESS(3, 8, CLIENT_IP),
          "1 - 0; 2 - 0 remote");
    /* Two sockets that are alike. */
    check(TWO ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2) UP(3, 1, 5, CLIENT, PUBLISHED),
          "1 - 2 local; 2 - 2 remote; 3 - 2 local");
}

TEST(translations_as_evidence)
{
    check_rows(TWO ADDRESSES_OF(1, 2, 2) DNAT_ENDS(1, 2) DNAT(2),
               "SELECT group_concat(translation_member_id || '.' || translation_line || "
               "coalesce(next_translation_line, ''), '; ')"
               " FROM connections",
               "2.0; 2.0");
    check_rows(TWO ADDRESSES_OF(1, 2, 2) UP(1, 1, 5, CLIENT, PUBLISHED) DNAT(2),
               "SELECT no_peer_reason FROM connections", "translated");
    check_rows(
        ONE ADDRESSES_OF(1, 1, 1) DNAT(1),
        "SELECT group_concat(is_reply || ' ' || hex(from_ip) || ':' || from_port || ' ' || hex(to_ip) || ':' || "
        "to_port ||"
        " ' becomes ' || hex(new_from_ip) || ':' || new_from_port || ' ' || hex(new_to_ip) || ':' || new_to_port, '; ')"
        " FROM (SELECT * FROM translations ORDER BY is_reply)",
        "0 0A000001:40000 0A0000FE:8080 becomes 0A000001:40000 AC110002:80; "
        "1 AC110002:80 0A000001:40000 becomes 0A0000FE:8080 0A000001:40000");
}
