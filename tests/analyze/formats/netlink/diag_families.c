/*
 * The smaller families of sock_diag: netlink, packet, vsock, xdp.
 */
#include "tests/support/test.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/xdp_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static struct cells *
parse(const char *format, struct slice text, bool big_endian, int64_t word_bits)
{
    struct format_input input = {
        .text = text,
        .big_endian = big_endian,
        .word_bits = word_bits,
        .file = slice_of("diag/x"),
        .pass = slice_of("before"),
        .net_namespace = 1,
    };

    return cells_of(format, &input);
}

static struct cells *
dump(const char *format, const void *request, size_t size)
{
    struct buffer answer;
    struct cells *cells;
    int error;

    answer = netlink_dump(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, request, size, &error);
    if (error != 0) {
        buffer_free(&answer);
        skip();
    }
    cells = parse(format, buffer_slice(&answer), htonl(1) == 1, 8 * sizeof(long));
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&answer);
    return cells;
}

struct text {
    char text[32];
};

static struct text
inode_of(int fd)
{
    struct text text;
    struct stat st;

    assert_int_equal(fstat(fd, &st), 0);
    assert_true(snprintf(text.text, sizeof(text.text), "%ju", (uintmax_t)st.st_ino) > 0);
    return text;
}

TEST(diag_netlink_shows_sockets_of_this_machine)
{
    struct netlink_diag_req request = {
        .sdiag_family = AF_NETLINK,
        .sdiag_protocol = NDIAG_PROTO_ALL,
        .ndiag_show = NDIAG_SHOW_MEMINFO | NDIAG_SHOW_GROUPS | NDIAG_SHOW_FLAGS,
    };
    struct sockaddr_nl name = { .nl_family = AF_NETLINK };
    int group = RTNLGRP_NSID;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct cells *cells;
    size_t row;

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
    assert_int_equal(setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)), 0);
    cells = dump("diag_netlink", &request, sizeof(request));
    row = cells_find(cells, "diag_netlink", "inode", inode_of(fd).text);
    assert_cells(cells, "diag_netlink", row, "type", "3", "protocol", "0", "destination_port_id", "0");
    assert_string_not_equal(cell(cells, "diag_netlink", row, "port_id"), "0");
    assert_string_not_equal(cell(cells, "diag_netlink", row, "skmem_rcvbuf"), "NULL");
    row = cells_find(cells, "diag_netlink_groups", "inode", inode_of(fd).text);
    assert_cells(cells, "diag_netlink_groups", row, "group_number", "28", "protocol", "0");
    cells_free(cells);
    assert_int_equal(close(fd), 0);
}

/* Groups 1 and 34, as a bitmap of the kernel's longs. */
TEST(diag_netlink_groups_are_read_in_every_byte_order_and_word_size)
{
    static const struct {
        bool big_endian;
        int64_t word_bits;
        unsigned char bitmap[8];
    } kernels[] = {
        { false, 64, { 1, 0, 0, 0, 2, 0, 0, 0 } }, { false, 32, { 1, 0, 0, 0, 2, 0, 0, 0 } },
        { true, 64, { 0, 0, 0, 2, 0, 0, 0, 1 } },  { true, 0, { 0, 0, 0, 2, 0, 0, 0, 1 } },
        { true, 32, { 0, 0, 0, 1, 0, 0, 0, 2 } },
    };

    for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++) {
        struct made made = { .big_endian = kernels[i].big_endian };
        struct cells *cells;

        made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
        made_number(&made, 1, AF_NETLINK);
        made_number(&made, 1, SOCK_RAW);
        made_number(&made, 1, NETLINK_ROUTE);
        made_number(&made, 1, 7);
        made_number(&made, 4, 0xffffeff5);
        made_number(&made, 4, 0);
        made_number(&made, 4, 0);
        made_number(&made, 4, 17);
        made_number(&made, 4, 5);
        made_number(&made, 4, 0);
        made_attribute(&made, NETLINK_DIAG_GROUPS, kernels[i].bitmap, 8);
        made_attribute_number(&made, NETLINK_DIAG_FLAGS, 4, NDIAG_FLAG_LISTEN_ALL_NSID);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag_netlink", buffer_slice(&made.bytes), kernels[i].big_endian, kernels[i].word_bits);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_netlink", 0, "port_id", "4294963189", "inode", "17", "cookie", "5", "flags", "16");
        assert_int_equal(cells_count(cells, "diag_netlink_groups"), 2);
        assert_cells(cells, "diag_netlink_groups", 0, "group_number", "1", "inode", "17");
        assert_cells(cells, "diag_netlink_groups", 1, "group_number", "34", "port_id", "4294963189");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(diag_packet_shows_sniffers_of_this_machine)
{
    struct packet_diag_req request = { .sdiag_family = AF_PACKET, .pdiag_show = 0x3f };
    struct tpacket_req ring = { .tp_block_size = 8192, .tp_block_nr = 2, .tp_frame_size = 2048, .tp_frame_nr = 8 };
    struct packet_mreq membership = {
        .mr_ifindex = 1, .mr_type = PACKET_MR_MULTICAST, .mr_alen = 6, .mr_address = { 1, 0, 0x5e, 0, 0, 9 }
    };
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
    struct cells *cells;
    size_t row;

    if (fd < 0)
        skip();
    assert_int_equal(setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)), 0);
    assert_int_equal(setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof(membership)), 0);
    cells = dump("diag_packet", &request, sizeof(request));
    row = cells_find(cells, "diag_packet", "inode", inode_of(fd).text);
    assert_cells(cells, "diag_packet", row, "type", "3", "protocol", "3", "interface_index", "0", "version", "0",
                 "flags", "1", "fanout", "NULL", "rx_ring_block_size", "8192", "rx_ring_block_nr", "2",
                 "rx_ring_frame_size", "2048", "rx_ring_frame_nr", "8", "filter_instructions", "NULL");
    row = cells_find(cells, "diag_packet_memberships", "inode", inode_of(fd).text);
    assert_cells(cells, "diag_packet_memberships", row, "ordinal", "1", "interface_index", "1", "count", "1", "type",
                 "0", "mac", "01:00:5e:00:00:09");
    cells_free(cells);
    assert_int_equal(close(fd), 0);
}

TEST(diag_packet_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        static const unsigned char zeros[32];
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
        made_number(&made, 1, AF_PACKET);
        made_number(&made, 1, SOCK_DGRAM);
        made_number(&made, 2, ETH_P_IP);
        made_number(&made, 4, 99);
        made_number(&made, 4, 3);
        made_number(&made, 4, 0);
        outer = made_open(&made, PACKET_DIAG_INFO);
        for (unsigned i = 1; i <= 6; i++)
            made_number(&made, 4, i);
        made_close(&made, outer);
        outer = made_open(&made, PACKET_DIAG_MCLIST);
        made_number(&made, 4, 2);
        made_number(&made, 4, 1);
        made_number(&made, 2, PACKET_MR_PROMISC);
        made_number(&made, 2, 0);
        made_bytes(&made, zeros, 32);
        made_number(&made, 4, 3);
        made_number(&made, 4, 1);
        made_number(&made, 2, PACKET_MR_MULTICAST);
        made_number(&made, 2, 33); /* longer than there can be */
        made_bytes(&made, zeros, 32);
        made_close(&made, outer);
        outer = made_open(&made, PACKET_DIAG_TX_RING);
        for (unsigned i = 0; i < 7; i++)
            made_number(&made, 4, 0x1000 + i);
        made_close(&made, outer);
        made_attribute_number(&made, PACKET_DIAG_FANOUT, 4, 0x10007);
        outer = made_open(&made, PACKET_DIAG_FILTER);
        for (unsigned i = 0; i < 4; i++) {
            made_number(&made, 2, 0x15);
            made_number(&made, 1, i);
            made_number(&made, 1, 9);
            made_number(&made, 4, 0xfffff000 + i);
        }
        made_close(&made, outer);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag_packet", buffer_slice(&made.bytes), big_endian, 64);
        assert_cells(cells, "diag_packet", 0, "protocol", "2048", "inode", "99", "interface_index", "1", "timestamp",
                     "5", "flags", "6", "fanout", "65543", "filter_instructions", "4", "filter_listing",
                     "0x15 0 9 4294963200, 0x15 1 9 4294963201, 0x15 2 9 4294963202, 0x15 3 9 4294963203", "filter",
                     big_endian ? "00150009fffff00000150109fffff00100150209fffff00200150309fffff003"
                                : "1500000900f0ffff1500010901f0ffff1500020902f0ffff1500030903f0ffff",
                     "rx_ring_frame_nr", "NULL", "tx_ring_block_size", "4096", "tx_ring_block_nr", "4097",
                     "tx_ring_frame_size", "4098", "tx_ring_frame_nr", "4099");
        assert_cells(cells, "diag_packet_memberships", 0, "interface_index", "2", "type", "1", "mac", "");
        assert_cells(cells, "diag_packet_memberships", 1, "interface_index", "3", "mac", "NULL");
        assert_int_equal(cells_problems(cells), 1);
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(diag_vsock_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
        made_number(&made, 1, AF_VSOCK);
        made_number(&made, 1, SOCK_STREAM);
        made_number(&made, 1, 1);
        made_number(&made, 1, 3);
        made_number(&made, 4, 3);
        made_number(&made, 4, 1024);
        made_number(&made, 4, 0xffffffff);
        made_number(&made, 4, 22);
        made_number(&made, 4, 4711);
        made_number(&made, 4, 8);
        made_number(&made, 4, 0);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag_vsock", buffer_slice(&made.bytes), big_endian, 64);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_vsock", 0, "type", "1", "state", "1", "shutdown", "3", "local_cid", "3", "local_port",
                     "1024", "remote_cid", "4294967295", "remote_port", "22", "inode", "4711", "cookie", "8");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(diag_xdp_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
        made_number(&made, 1, AF_XDP);
        made_number(&made, 1, SOCK_RAW);
        made_number(&made, 2, 0);
        made_number(&made, 4, 55);
        made_number(&made, 4, 9);
        made_number(&made, 4, 0);
        outer = made_open(&made, XDP_DIAG_INFO);
        made_number(&made, 4, 2);
        made_number(&made, 4, 1);
        made_close(&made, outer);
        made_attribute_number(&made, XDP_DIAG_UID, 4, 0);
        made_attribute_number(&made, XDP_DIAG_RX_RING, 4, 2048);
        made_attribute_number(&made, XDP_DIAG_TX_RING, 4, 1024);
        made_attribute_number(&made, XDP_DIAG_UMEM_FILL_RING, 4, 512);
        made_attribute_number(&made, XDP_DIAG_UMEM_COMPLETION_RING, 4, 256);
        outer = made_open(&made, XDP_DIAG_UMEM);
        made_number(&made, 8, 0x1000000);
        for (unsigned i = 1; i <= 8; i++)
            made_number(&made, 4, 0x100 + i);
        made_close(&made, outer);
        outer = made_open(&made, XDP_DIAG_MEMINFO);
        for (unsigned i = 0; i < SK_MEMINFO_VARS; i++)
            made_number(&made, 4, 0x200 + i);
        made_close(&made, outer);
        outer = made_open(&made, XDP_DIAG_STATS);
        for (unsigned i = 1; i <= 6; i++)
            made_number(&made, 8, 0x100000000 + i);
        made_close(&made, outer);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag_xdp", buffer_slice(&made.bytes), big_endian, 64);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_xdp", 0, "type", "3", "inode", "55", "cookie", "9", "interface_index", "2",
                     "queue_id", "1", "uid", "0", "rx_ring_entries", "2048", "tx_ring_entries", "1024",
                     "fill_ring_entries", "512", "completion_ring_entries", "256", "umem_size", "16777216", "umem_id",
                     "257", "umem_num_pages", "258", "umem_chunk_size", "259", "umem_headroom", "260",
                     "umem_interface_index", "261", "umem_queue_id", "262", "umem_flags", "263", "umem_refs", "264");
        assert_cells(cells, "diag_xdp", 0, "skmem_rmem_alloc", "512", "skmem_rcvbuf", "513", "skmem_wmem_alloc", "514",
                     "skmem_sndbuf", "515", "skmem_fwd_alloc", "516", "skmem_wmem_queued", "517", "skmem_optmem", "518",
                     "skmem_backlog", "519", "skmem_drops", "520", "rx_dropped", "4294967297", "rx_invalid",
                     "4294967298", "rx_full", "4294967299", "fill_ring_empty", "4294967300", "tx_invalid", "4294967301",
                     "tx_ring_empty", "4294967302");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

/* A bitmap of more groups than any protocol has: the socket stays. */
TEST(diag_netlink_bounds_groups)
{
    static const unsigned char bitmap[1028] = { [1024] = 1 };
    struct made made = { 0 };
    struct cells *cells;

    made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
    made_number(&made, 4, AF_NETLINK);
    for (int i = 0; i < 6; i++)
        made_number(&made, 4, 17);
    made_attribute(&made, NETLINK_DIAG_GROUPS, bitmap, sizeof(bitmap));
    made_end(&made);
    made_done(&made, 0);
    cells = parse("diag_netlink", buffer_slice(&made.bytes), false, 64);
    assert_int_equal(cells_problems(cells), 1);
    assert_string_equal(cells_problem(cells, 0), "1 want bitmap of groups have 00000000000000000000000000000000");
    assert_int_equal(cells_count(cells, "diag_netlink"), 1);
    assert_int_equal(cells_count(cells, "diag_netlink_groups"), 0);
    cells_free(cells);
    buffer_free(&made.bytes);
}
