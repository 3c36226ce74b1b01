/*
 * What the inet dumps tell beside the socket itself, column by column and in both byte orders: structures and attributes as
 * linux/sctp.h, linux/inet_diag.h and linux/tls.h lay them out.
 */
#include "tests/support/test.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tls.h>
#include <sys/socket.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static void
begin_socket(struct made *made)
{
    made_begin(made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
    made_bytes(made, (unsigned char[]){ AF_INET, 1, 0, 0 }, 4);
    made_network(made, 2, 8321);
    made_network(made, 2, 443);
    for (unsigned i = 0; i < 8; i++) /* both addresses, 16 bytes each */
        made_number(made, 4, 0);
    for (unsigned i = 0; i < 8; i++)
        made_number(made, 4, i);
}

/* Ends the socket and the dump, and parses it, which must give no problem. */
static struct cells *
finish(const char *file, struct made *made)
{
    struct format_input input = {
        .big_endian = made->big_endian, .file = slice_of(file), .pass = slice_of("before"), .net_namespace = 1
    };
    struct cells *cells;

    made_end(made);
    made_done(made, 0);
    input.text = buffer_slice(&made->bytes);
    cells = cells_of("diag_inet", &input);
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&made->bytes);
    return cells;
}

/* As many numbers of that width, counted up from `first`. */
static void
add_numbers(struct made *made, unsigned count, size_t width, uint64_t first)
{
    for (unsigned i = 0; i < count; i++)
        made_number(made, width, first + i);
}

/* struct sctp_info up to the primary transport, whose address and numbers follow and have no column. */
static void
add_sctp_info(struct made *made)
{
    size_t info = made_open(made, INET_DIAG_INFO);

    add_numbers(made, 3, 4, 0x10001);
    add_numbers(made, 4, 2, 0x201);
    add_numbers(made, 8, 4, 0x20001);
    add_numbers(made, 2, 1, 1);
    made_number(made, 2, 0);
    add_numbers(made, 14, 8, 0x100000001);
    add_numbers(made, 32 + 11, 4, 0xffffffff);
    made_close(made, info);
}

TEST(sctp_info_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        begin_socket(&made);
        add_sctp_info(&made);
        cells = finish("diag/sctp", &made);
        assert_cells(cells, "sctp_info", 0, "line", "1", "tag", "65537", "state", "65538", "rwnd", "65539", "unackdata",
                     "513", "penddata", "514", "instrms", "515", "outstrms", "516", "fragmentation_point", "131073",
                     "inqueue", "131074", "outqueue", "131075", "overall_error", "131076", "max_burst", "131077",
                     "maxseg", "131078", "peer_rwnd", "131079", "peer_tag", "131080", "peer_capable", "1", "peer_sack",
                     "2", "isacks", "4294967297", "osacks", "4294967298", "opackets", "4294967299", "ipackets",
                     "4294967300", "rtxchunks", "4294967301", "outofseqtsns", "4294967302", "idupchunks", "4294967303",
                     "gapcnt", "4294967304", "ouodchunks", "4294967305", "iuodchunks", "4294967306", "oodchunks",
                     "4294967307", "iodchunks", "4294967308", "octrlchunks", "4294967309", "ictrlchunks", "4294967310");
        cells_free(cells);
    }
}

TEST(congestion_control_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t info;

        begin_socket(&made);
        info = made_open(&made, INET_DIAG_VEGASINFO);
        add_numbers(&made, 4, 4, 0x10001);
        made_close(&made, info);
        made_end(&made);
        begin_socket(&made);
        info = made_open(&made, INET_DIAG_DCTCPINFO);
        add_numbers(&made, 2, 2, 0x100);
        add_numbers(&made, 3, 4, 0x20001);
        made_close(&made, info);
        made_end(&made);
        begin_socket(&made);
        info = made_open(&made, INET_DIAG_BBRINFO);
        made_number(&made, 4, 0x80000001); /* low */
        made_number(&made, 4, 3);          /* high */
        add_numbers(&made, 3, 4, 0x30001);
        made_close(&made, info);
        cells = finish("diag/tcp", &made);
        assert_cells(cells, "tcp_cc_info", 0, "line", "1", "vegas_enabled", "65537", "vegas_rttcnt", "65538",
                     "vegas_rtt", "65539", "vegas_minrtt", "65540", "dctcp_enabled", "NULL");
        assert_cells(cells, "tcp_cc_info", 1, "line", "2", "dctcp_enabled", "256", "dctcp_ce_state", "257",
                     "dctcp_alpha", "131073", "dctcp_ab_ecn", "131074", "dctcp_ab_tot", "131075", "bbr_bw", "NULL");
        assert_cells(cells, "tcp_cc_info", 2, "line", "3", "bbr_bw", "15032385537", "bbr_min_rtt", "196609",
                     "bbr_pacing_gain", "196610", "bbr_cwnd_gain", "196611", "vegas_rtt", "NULL");
        cells_free(cells);
    }
}

/* tls_get_info (net/tls/tls_main.c): TLS 1.3, AES-GCM-256, sent by the device and received by software. */
TEST(tls_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;
        size_t inner;

        begin_socket(&made);
        outer = made_open(&made, INET_DIAG_ULP_INFO);
        made_attribute_text(&made, INET_ULP_INFO_NAME, "tls");
        inner = made_open(&made, INET_ULP_INFO_TLS | NLA_F_NESTED);
        made_attribute_number(&made, TLS_INFO_VERSION, 2, 0x304);
        made_attribute_number(&made, TLS_INFO_CIPHER, 2, 52);
        made_attribute_number(&made, TLS_INFO_TXCONF, 2, 3);
        made_attribute_number(&made, TLS_INFO_RXCONF, 2, 2);
        made_attribute(&made, TLS_INFO_ZC_RO_TX, "", 0);
        made_close(&made, inner);
        made_close(&made, outer);
        cells = finish("diag/tcp", &made);
        assert_cells(cells, "diag_inet", 0, "ulp", "tls", "tls_version", "772", "tls_cipher", "52", "tls_txconf", "3",
                     "tls_rxconf", "2", "mptcp_flags", "NULL");
        cells_free(cells);
    }
}

/* MPTCP_SUBFLOW_ATTR_* of linux/mptcp.h: token_rem 1, token_loc 2, relwrite_seq 3, map_seq 4, map_sfseq 5, ssn_offset 6,
 * map_datalen 7, flags 8, id_rem 9, id_loc 10. */
TEST(mptcp_subflows_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;
        size_t inner;

        begin_socket(&made);
        outer = made_open(&made, INET_DIAG_ULP_INFO);
        inner = made_open(&made, INET_ULP_INFO_MPTCP | NLA_F_NESTED);
        made_attribute_number(&made, 1, 4, 0x01020304);
        made_attribute_number(&made, 2, 4, 0x05060708);
        made_attribute_number(&made, 8, 4, 0x101);
        made_attribute_number(&made, 9, 1, 4);
        made_attribute_number(&made, 10, 1, 5);
        made_close(&made, inner);
        made_close(&made, outer);
        cells = finish("diag/tcp", &made);
        assert_cells(cells, "diag_inet", 0, "mptcp_token_remote", "16909060", "mptcp_token_local", "84281096",
                     "mptcp_flags", "257", "mptcp_id_remote", "4", "mptcp_id_local", "5");
        cells_free(cells);
    }
}
