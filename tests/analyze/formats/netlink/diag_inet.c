#include "tests/support/test.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static struct cells *
parse(const char *file, struct slice text, bool big_endian)
{
    struct format_input input = {
        .text = text,
        .big_endian = big_endian,
        .file = slice_of(file),
        .pass = slice_of("before"),
        .net_namespace = 4026531840,
    };

    return cells_of("diag_inet", &input);
}

/* What the kernel of this machine says of the sockets of that protocol. */
static struct cells *
dump(const char *file, int family, int protocol)
{
    struct inet_diag_req_v2 request = {
        .sdiag_family = (uint8_t)family,
        .sdiag_protocol = (uint8_t)protocol,
        .idiag_ext = 0xff,
        .idiag_states = ~0U,
    };
    struct buffer answer;
    struct cells *cells;
    int error;

    answer = netlink_dump(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, &request, sizeof(request), &error);
    if (error != 0) {
        buffer_free(&answer);
        skip();
    }
    cells = parse(file, buffer_slice(&answer), htonl(1) == 1);
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&answer);
    return cells;
}

struct text {
    char text[32];
};

static struct text
decimal(uint64_t number)
{
    struct text text;

    assert_true(snprintf(text.text, sizeof(text.text), "%ju", (uintmax_t)number) > 0);
    return text;
}

static struct text
inode_of(int fd)
{
    struct stat st;

    assert_int_equal(fstat(fd, &st), 0);
    return decimal(st.st_ino);
}

static struct text
port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } name = { .v6 = { 0 } };
    socklen_t len = sizeof(name);

    assert_int_equal(getsockname(fd, &name.any, &len), 0);
    return decimal(ntohs(name.any.sa_family == AF_INET ? name.v4.sin_port : name.v6.sin6_port));
}

static int
bound(int family, int type, int protocol)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    int fd = socket(family, type | SOCK_CLOEXEC, protocol);

    assert_true(fd >= 0);
    if (family == AF_INET)
        assert_int_equal(bind(fd, (struct sockaddr *)&v4, sizeof(v4)), 0);
    else
        assert_int_equal(bind(fd, (struct sockaddr *)&v6, sizeof(v6)), 0);
    return fd;
}

static int
connected(int to)
{
    struct sockaddr_storage name = { 0 };
    socklen_t len = sizeof(name);
    int fd;

    assert_int_equal(getsockname(to, (struct sockaddr *)&name, &len), 0);
    fd = socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, len), 0);
    return fd;
}

static void
close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(close(fds[i]), 0);
}

TEST(diag_inet_shows_tcp_of_this_machine)
{
    int listener = bound(AF_INET, SOCK_STREAM, 0);
    int inactive = bound(AF_INET, SOCK_STREAM, 0);
    int client;
    int accepted;
    struct cells *cells;
    size_t row;

    assert_int_equal(listen(listener, 7), 0);
    client = connected(listener);
    accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    assert_true(accepted >= 0);
    assert_int_equal(write(client, "hello", 5), 5);
    cells = dump("diag/tcp", AF_INET, IPPROTO_TCP);

    row = cells_find(cells, "diag_inet", "inode", inode_of(listener).text);
    assert_cells(cells, "diag_inet", row, "family", "2", "protocol", "6", "state", "10", "local_address", "127.0.0.1",
                 "local_ip", "7f000001", "local_port", port_of(listener).text, "remote_address", "0.0.0.0",
                 "remote_port", "0", "rqueue", "0", "wqueue", "7", "uid", decimal(geteuid()).text, "pass", "before",
                 "net_namespace", "4026531840", "shutdown", "0", "interface_index", "0");

    row = cells_find(cells, "diag_inet", "inode", inode_of(accepted).text);
    assert_cells(cells, "diag_inet", row, "state", "1", "local_port", port_of(listener).text, "remote_port",
                 port_of(client).text, "rqueue", "5");
    assert_string_not_equal(cell(cells, "diag_inet", row, "skmem_rcvbuf"), "NULL");
    assert_string_not_equal(cell(cells, "diag_inet", row, "congestion"), "NULL");
    row = cells_find(cells, "tcp_info", "line", cell(cells, "diag_inet", row, "line"));
    assert_cells(cells, "tcp_info", row, "state", "1", "snd_wscale", "10");

    row = cells_find(cells, "diag_inet", "inode", inode_of(client).text);
    assert_cells(cells, "diag_inet", row, "remote_port", port_of(listener).text, "rqueue", "0");
    (void)inactive; /* shown from 6.8 on */
    cells_free(cells);
    close_all((int[]){ listener, inactive, client, accepted }, 4);
}

/* getsockopt(TCP_INFO) fills the same structure; a quiet connection's does not change between the two. */
TEST(diag_inet_tcp_info_agrees_with_getsockopt)
{
    int listener = bound(AF_INET, SOCK_STREAM, 0);
    struct tcp_info info = { 0 };
    socklen_t len = sizeof(info);
    int client;
    int accepted;
    struct cells *cells;
    size_t row;

    assert_int_equal(listen(listener, 7), 0);
    client = connected(listener);
    accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    assert_int_equal(write(client, "hello", 5), 5);
    usleep(50000);
    cells = dump("diag/tcp", AF_INET, IPPROTO_TCP);
    assert_int_equal(getsockopt(client, IPPROTO_TCP, TCP_INFO, &info, &len), 0);
    row = cells_find(cells, "diag_inet", "inode", inode_of(client).text);
    row = cells_find(cells, "tcp_info", "line", cell(cells, "diag_inet", row, "line"));
#define SAME(field) assert_string_equal(cell(cells, "tcp_info", row, #field), decimal(info.tcpi_##field).text)
    SAME(state);
    SAME(options);
    SAME(snd_wscale);
    SAME(rcv_wscale);
    SAME(delivery_rate_app_limited);
    SAME(fastopen_client_fail);
    SAME(rto);
    SAME(snd_mss);
    SAME(pmtu);
    SAME(rtt);
    SAME(snd_cwnd);
    SAME(rcv_space);
    SAME(pacing_rate);
    SAME(bytes_acked);
    SAME(segs_out);
    SAME(min_rtt);
    SAME(delivery_rate);
    SAME(busy_time);
    SAME(delivered);
    SAME(bytes_sent);
    SAME(rcv_ooopack);
    SAME(snd_wnd);
#undef SAME
    cells_free(cells);
    close_all((int[]){ listener, client, accepted }, 3);
}

TEST(diag_inet_shows_udp_of_this_machine)
{
    int v4 = bound(AF_INET, SOCK_DGRAM, 0);
    int v6 = bound(AF_INET6, SOCK_DGRAM, 0);
    struct cells *cells = dump("diag/udp", AF_INET, IPPROTO_UDP);
    size_t row = cells_find(cells, "diag_inet", "inode", inode_of(v4).text);

    assert_cells(cells, "diag_inet", row, "family", "2", "protocol", "17", "state", "7", "local_address", "127.0.0.1",
                 "local_port", port_of(v4).text, "congestion", "NULL");
    assert_int_equal(cells_count(cells, "tcp_info"), 0);
    cells_free(cells);

    cells = dump("diag/udp6", AF_INET6, IPPROTO_UDP);
    row = cells_find(cells, "diag_inet", "inode", inode_of(v6).text);
    assert_cells(cells, "diag_inet", row, "family", "10", "local_address", "::1", "local_ip",
                 "00000000000000000000000000000001", "local_port", port_of(v6).text, "v6only", "1");
    cells_free(cells);
    close_all((int[]){ v4, v6 }, 2);
}

/* Opens an inet_diag_msg from port 8321 of `source` to 443 of `destination`, each 16 bytes. */
static void
begin_socket(struct made *made, unsigned family, const unsigned char *source, const unsigned char *destination)
{
    made_begin(made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
    made_number(made, 1, family);
    made_number(made, 1, 1); /* state */
    made_number(made, 1, 2); /* timer */
    made_number(made, 1, 3); /* retrans */
    made_network(made, 2, 8321);
    made_network(made, 2, 443);
    made_bytes(made, source, 16);
    made_bytes(made, destination, 16);
    made_number(made, 4, 5);          /* interface */
    made_number(made, 4, 0x00000102); /* cookie, low */
    made_number(made, 4, 0x00000304); /* cookie, high */
    made_number(made, 4, 7200000);
    made_number(made, 4, 11);
    made_number(made, 4, 12);
    made_number(made, 4, 1000);
    made_number(made, 4, 26442);
}

static void
add_attributes(struct made *made)
{
    size_t outer;
    size_t inner;

    outer = made_open(made, INET_DIAG_MEMINFO);
    for (unsigned i = 1; i <= 4; i++)
        made_number(made, 4, i);
    made_close(made, outer);
    outer = made_open(made, INET_DIAG_SKMEMINFO);
    for (unsigned i = 1; i <= 8; i++) /* without drops, as before 4.7 */
        made_number(made, 4, 100 + i);
    made_close(made, outer);
    made_attribute_text(made, INET_DIAG_CONG, "cubic");
    made_attribute_number(made, INET_DIAG_TOS, 1, 0x10);
    made_attribute_number(made, INET_DIAG_TCLASS, 1, 0x20);
    made_attribute_number(made, INET_DIAG_SHUTDOWN, 1, 2);
    made_attribute_number(made, INET_DIAG_MARK, 4, 0xfffffffe);
    made_attribute_number(made, INET_DIAG_CLASS_ID, 4, 9);
    made_attribute_number(made, INET_DIAG_CGROUP_ID, 8, 0x100000002);
    outer = made_open(made, INET_DIAG_ULP_INFO);
    made_attribute_text(made, INET_ULP_INFO_NAME, "mptcp");
    inner = made_open(made, INET_ULP_INFO_MPTCP | NLA_F_NESTED);
    made_attribute_number(made, MPTCP_SUBFLOW_ATTR_TOKEN_LOC, 4, 0xcd1284ef);
    made_attribute_number(made, MPTCP_SUBFLOW_ATTR_ID_REM, 1, 4);
    made_close(made, inner);
    made_close(made, outer);
    /* is_icsk and transparent; defer_connect */
    outer = made_open(made, INET_DIAG_SOCKOPT);
    made_number(made, 1, made->big_endian ? 0x44 : 0x22);
    made_number(made, 1, made->big_endian ? 0x20 : 0x04);
    made_close(made, outer);
    outer = made_open(made, INET_DIAG_MD5SIG);
    for (unsigned i = 0; i < 200; i++)
        made_number(made, 1, 0);
    made_close(made, outer);
    outer = made_open(made, INET_DIAG_BBRINFO);
    for (unsigned i = 1; i <= 5; i++)
        made_number(made, 4, i);
    made_close(made, outer);
}

/* A tcp_info of 2.6.32, which ends after tcpi_total_retrans. */
static void
add_old_info(struct made *made)
{
    size_t outer = made_open(made, INET_DIAG_INFO);

    for (unsigned i = 1; i <= 6; i++)
        made_number(made, 1, i);
    made_number(made, 1, made->big_endian ? 0x7a : 0xa7); /* snd_wscale 7, rcv_wscale 10 */
    made_number(made, 1, made->big_endian ? 0xc0 : 0x05); /* app_limited, fastopen 2 */
    for (unsigned i = 1; i <= 24; i++)
        made_number(made, 4, 1000 + i);
    made_close(made, outer);
}

TEST(diag_inet_is_read_in_both_byte_orders)
{
    static const unsigned char mapped[16] = { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 };
    static const unsigned char other[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 0x10 };

    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        begin_socket(&made, AF_INET6, mapped, other);
        add_attributes(&made);
        add_old_info(&made);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag/tcp6", buffer_slice(&made.bytes), big_endian);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_inet", 0, "family", "10", "protocol", "6", "state", "1", "timer", "2", "retrans", "3",
                     "expires", "7200000", "local_address", "::ffff:127.0.0.1", "local_port", "8321", "remote_address",
                     "2001:db8::10", "remote_port", "443", "interface_index", "5", "cookie", "3315714752770", "rqueue",
                     "11", "wqueue", "12", "uid", "1000", "inode", "26442");
        assert_cells(cells, "diag_inet", 0, "rmem", "1", "tmem", "4", "skmem_rmem_alloc", "101", "skmem_backlog", "108",
                     "skmem_drops", "NULL", "congestion", "cubic", "tos", "16", "tclass", "32", "shutdown", "2",
                     "v6only", "NULL", "mark", "4294967294", "class_id", "9", "cgroup_id", "4294967298");
        assert_cells(cells, "diag_inet", 0, "recverr", "0", "is_icsk", "1", "freebind", "0", "transparent", "1",
                     "nodefrag", "0", "defer_connect", "1", "bind_address_no_port", "0", "ulp", "mptcp",
                     "mptcp_token_local", "3440542959", "mptcp_token_remote", "NULL", "mptcp_id_remote", "4",
                     "md5_keys", "2");
        assert_cells(cells, "tcp_info", 0, "state", "1", "options", "6", "snd_wscale", "7", "rcv_wscale", "10",
                     "delivery_rate_app_limited", "1", "fastopen_client_fail", "2", "rto", "1001", "total_retrans",
                     "1024", "pacing_rate", "NULL", "received_ce_bytes", "NULL");
        assert_cells(cells, "tcp_cc_info", 0, "bbr_bw", "8589934593", "bbr_cwnd_gain", "5", "vegas_rtt", "NULL");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(diag_inet_raw_has_its_protocol_as_port)
{
    static const unsigned char any[16];
    struct made made = { 0 };
    struct cells *cells;

    begin_socket(&made, AF_INET, any, any);
    made_attribute_number(&made, INET_DIAG_PROTOCOL, 1, IPPROTO_ICMP);
    made_end(&made);
    made_done(&made, 0);
    cells = parse("diag/raw", buffer_slice(&made.bytes), false);
    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "diag_inet", 0, "protocol", "255", "local_port", "1", "local_ip", "00000000");
    cells_free(cells);
    buffer_free(&made.bytes);
}

/* A sockaddr_storage as sctp dumps them. */
static void
add_sctp_address(struct made *made, unsigned family, const unsigned char *address)
{
    static const unsigned char zeros[128];
    size_t before = family == AF_INET ? 0 : 4;
    size_t len = family == AF_INET ? 4 : 16;

    made_number(made, 2, family);
    made_network(made, 2, 3868);
    made_bytes(made, zeros, before);
    made_bytes(made, address, len);
    made_bytes(made, zeros, 128 - 4 - before - len);
}

TEST(diag_inet_sctp_has_all_addresses)
{
    static const unsigned char address[16] = { 10, 0, 0, 1 };

    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        begin_socket(&made, AF_INET, address, address);
        outer = made_open(&made, INET_DIAG_LOCALS);
        add_sctp_address(&made, AF_INET, address);
        add_sctp_address(&made, AF_INET6, address);
        made_close(&made, outer);
        outer = made_open(&made, INET_DIAG_PEERS);
        add_sctp_address(&made, AF_INET, address);
        made_close(&made, outer);
        outer = made_open(&made, INET_DIAG_INFO);
        made_number(&made, 4, 77);
        made_number(&made, 4, 3);
        made_close(&made, outer);
        made_end(&made);
        made_done(&made, 0);
        cells = parse("diag/sctp", buffer_slice(&made.bytes), big_endian);
        assert_int_equal(cells_problems(cells), 0);
        assert_int_equal(cells_count(cells, "diag_sctp_addresses"), 3);
        assert_cells(cells, "diag_sctp_addresses", 0, "ordinal", "1", "side", "local", "address", "10.0.0.1", "port",
                     "3868");
        assert_cells(cells, "diag_sctp_addresses", 1, "ordinal", "2", "address", "a00:1::");
        assert_cells(cells, "diag_sctp_addresses", 2, "ordinal", "3", "side", "remote", "ip", "0a000001");
        assert_cells(cells, "sctp_info", 0, "tag", "77", "state", "3", "rwnd", "NULL");
        assert_int_equal(cells_count(cells, "tcp_info"), 0);
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(diag_inet_refuses_other_families_and_names)
{
    static const unsigned char any[16];
    struct made made = { 0 };
    struct cells *cells;

    begin_socket(&made, AF_UNIX, any, any);
    made_end(&made);
    made_done(&made, 0);
    cells = parse("diag/tcp", buffer_slice(&made.bytes), false);
    assert_int_equal(cells_count(cells, "diag_inet"), 0);
    assert_int_equal(cells_problems(cells), 1);
    cells_free(cells);
    cells = parse("diag/other", buffer_slice(&made.bytes), false);
    assert_string_equal(cells_problem(cells, 0), "0 want name of a socket dump have diag/other");
    cells_free(cells);
    buffer_free(&made.bytes);
}

/* A raw socket of a kernel before 4.10, and UDP with an INFO that is none of those we know. */
TEST(diag_inet_without_what_other_protocols_have)
{
    static const unsigned char any[16];
    static const char *const files[] = { "diag/raw", "diag/udp" };

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct made made = { 0 };
        struct cells *cells;

        begin_socket(&made, AF_INET, any, any);
        made_attribute(&made, INET_DIAG_INFO, any, sizeof(any));
        made_end(&made);
        made_done(&made, 0);
        cells = parse(files[i], buffer_slice(&made.bytes), false);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_inet", 0, "local_port", "8321");
        assert_int_equal(cells_count(cells, "diag_tcp_info"), 0);
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}
