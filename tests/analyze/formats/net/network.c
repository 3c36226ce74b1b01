/*
 * The files below /proc/net that tell the state of a namespace: text of a Linux 6.18 where nothing else is said.  What depends on the
 * byte order of the host is in the fixtures text-network and text-network-big-endian too, with the same answers for both.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

static void
assert_big_endian(const char *format, const char *file, const char *text, const char *expected)
{
    struct format_input input = { .text = slice_of(text),
                                  .big_endian = true,
                                  .file = slice_of(file),
                                  .pass = slice_of("context"),
                                  .net_namespace = 1 };
    char *have = format_text(format, &input);

    assert_string_equal(have, expected);
    free(have);
}

TEST(route_in_both_byte_orders)
{
    static const char header[] =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n";
    char *little = NULL;
    char *big = NULL;

    assert_true(asprintf(&little, "%seth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0   \n", header) > 0);
    assert_true(asprintf(&big, "%seth0\t00000000\tC0000201\t0003\t0\t0\t0\t00000000\t0\t0\t0   \n", header) > 0);
    assert_format("route", "route", little,
                  "2 proc_net_route 1|eth0|0.0.0.0|00000000|192.0.2.1|c0000201|3|0|0|0|0.0.0.0|00000000|0|0|0\n");
    assert_big_endian("route", "route", big,
                      "2 proc_net_route 1|eth0|0.0.0.0|00000000|192.0.2.1|c0000201|3|0|0|0|0.0.0.0|00000000|0|0|0\n");
    free(little);
    free(big);
}

TEST(addresses_in_network_order_do_not_depend_on_the_host)
{
    static const struct {
        const char *format, *file, *text, *expected;
    } cases[] = {
        { "if_inet6", "if_inet6", "fe8000000000000000fc00fffe000001 04 40 20 80     eth0\n",
          "1 proc_net_if_inet6 1|fe80::fc:ff:fe00:1|fe8000000000000000fc00fffe000001|4|64|32|128|eth0\n" },
        { "igmp6", "igmp6", "4    eth0            ff0200000000000000000001ff000002     1 00000004 0\n",
          "1 proc_net_igmp6 1|4|eth0|ff02::1:ff00:2|ff0200000000000000000001ff000002|1|4|0\n" },
        { "anycast6", "anycast6", "4    eth0            fd000000000000000000000000000000     1\n",
          "1 proc_net_anycast6 1|4|eth0|fd00::|fd000000000000000000000000000000|1\n" },
        { "ipv6_route", "ipv6_route",
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 "
          "00000400 00000003 00000000 00000003     eth0\n",
          "1 proc_net_ipv6_route 1|::|00000000000000000000000000000000|0|::|00000000000000000000000000000000|0|fd00::1|"
          "fd000000000000000000000000000001|1024|3|0|3|eth0\n" },
        { "ipv6_route", "ipv6_route", /* without a device, composed */
          "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 "
          "ffffffff 00000001 00000000 00200200         \n",
          "1 proc_net_ipv6_route 1|::|00000000000000000000000000000000|0|::|00000000000000000000000000000000|0|::|"
          "00000000000000000000000000000000|4294967295|1|0|2097664|NULL\n" },
        { "mcfilter", "mcfilter6", /* composed */
          "Idx Device                Multicast Address                   Source Address    INC    EXC\n"
          "  4   eth0 ff3e0000000000000000000080001234 20010db8000000000000000000000007      1      0\n",
          "2 proc_net_mcfilter 1|10|4|eth0|ff3e::8000:1234|ff3e0000000000000000000080001234|2001:db8::7|"
          "20010db8000000000000000000000007|1|0\n" },
        { "ip6_flowlabel", "ip6_flowlabel", /* composed */
          "Label S Owner  Users  Linger Expires  Dst                              Opt\n"
          "00ABC 2 4711   1      6      0        20010db8000000000000000000000007 0   \n",
          "2 proc_net_ip6_flowlabel 1|2748|2|4711|1|6|0|2001:db8::7|20010db8000000000000000000000007|0\n" },
        { "ip_mr_cache", "ip6_mr_cache", /* composed */
          "Group                            Origin                           Iif      Pkts  Bytes     Wrong  Oifs\n"
          "ff0e:0000:0000:0000:0000:0000:0000:0001 2001:0db8:0000:0000:0000:0000:0000:0007 0          1       64       "
          " "
          "0  1:1  \n",
          "2 proc_net_mr_cache 1|10|ff0e::1|ff0e0000000000000000000000000001|2001:db8::7|"
          "20010db8000000000000000000000007|0|1|64|0|1:1\n" },
        { "ip_mr_vif", "ip6_mr_vif", /* composed */
          "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags\n 0 eth0              64       1         0       0 "
          "00000\n",
          "2 proc_net_mr_vif 1|10|0|eth0|64|1|0|0|0|NULL|NULL|NULL|NULL\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_format(cases[i].format, cases[i].file, cases[i].text, cases[i].expected);
        assert_big_endian(cases[i].format, cases[i].file, cases[i].text, cases[i].expected);
    }
}

TEST(arp_rows)
{
    assert_format("arp", "arp",
                  "IP address       HW type     Flags       HW address            Mask     Device\n"
                  "192.0.2.1        0x1         0x2         06:fc:00:00:00:01     *        eth0\n"
                  "10.0.0.7         0x304       0x0                               *        tun0\n"
                  "300.0.0.1        0x1         0x2         06:fc:00:00:00:01     *        eth0\n",
                  "2 proc_net_arp 1|192.0.2.1|c0000201|1|2|06:fc:00:00:00:01|eth0\n"
                  "3 proc_net_arp 1|10.0.0.7|0a000007|772|0|NULL|tun0\n"
                  "4 want \"address\" have \"300.0.0.1\"\n");
}

TEST(fib_trie_entries_belong_to_the_leaf_and_the_table_before_them)
{
    assert_format("fib_trie", "fib_trie",
                  "Main:\n"
                  "  +-- 0.0.0.0/0 3 0 5\n"
                  "     |-- 0.0.0.0\n"
                  "        /0 universe UNICAST\n"
                  "     +-- 127.0.0.0/8 2 0 2\n"
                  "        /32 host LOCAL\n"
                  "        |-- 127.0.0.0\n"
                  "           /8 host LOCAL\n"
                  "           /8 scope=9 type 13 tos=8\n"
                  "           /8 host\n"
                  "Elsewhere:\n"
                  "        |-- 127.0.0.1\n"
                  "           /32 host LOCAL\n"
                  "Id 100:\n"
                  "  |-- 198.51.100.7\n"
                  "     /32 link UNICAST\n",
                  "4 proc_net_fib_trie 1|254|0.0.0.0|00000000|0|universe|UNICAST|NULL\n"
                  "6 want \"a leaf before its entry\" have \"/32 host LOCAL\"\n"
                  "8 proc_net_fib_trie 1|254|127.0.0.0|7f000000|8|host|LOCAL|NULL\n"
                  "9 proc_net_fib_trie 1|254|127.0.0.0|7f000000|8|scope=9|type 13|8\n"
                  "10 want \"type\" have \"\"\n"
                  "11 want \"name of a table\" have \"Elsewhere:\"\n"
                  "12 want \"name of a table\" have \"|-- 127.0.0.1\"\n"
                  "13 want \"a leaf before its entry\" have \"/32 host LOCAL\"\n"
                  "16 proc_net_fib_trie 1|100|198.51.100.7|c6336407|32|link|UNICAST|NULL\n");
}

TEST(dev_rows_of_new_and_old_kernels)
{
    static const char header[] = "Inter-|   Receive                                                |  Transmit\n"
                                 " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets "
                                 "errs drop fifo colls carrier "
                                 "compressed\n";
    char *text = NULL;

    assert_true(
        asprintf(&text,
                 "%s    lo: 657193286 11778441    0    0    0     0          0         0 657193286 11778441    0 "
                 "   0    0     0       0          0\n"
                 "eth0:1:12345678       1    2    3    4     5          6         7        8       9   10   11   "
                 "12    13      14         15\n"
                 " eth1 no colon\n",
                 header) > 0);
    assert_format("dev", "dev", text,
                  "3 proc_net_dev 1|lo|657193286|11778441|0|0|0|0|0|0|657193286|11778441|0|0|0|0|0|0\n"
                  "4 proc_net_dev 1|eth0:1|12345678|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15\n"
                  "5 want \"name of an interface\" have \"eth1 no colon\"\n");
    free(text);
}

TEST(igmp_groups_belong_to_the_interface_before_them)
{
    assert_format("igmp", "igmp",
                  "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                  "4\teth0      :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n",
                  "3 proc_net_igmp 1|4|eth0|V3|224.0.0.1|e0000001|1|0|0|0\n");
    assert_big_endian("igmp", "igmp",
                      "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                      "4\teth0      :     1      V3\n\t\t\t\tE0000001     1 0:00000000\t\t0\n"
                      "eth0 : 1 V3\n\t\t\t\tE0000001     1 0:00000000\t\t0\n",
                      "3 proc_net_igmp 1|4|eth0|V3|224.0.0.1|e0000001|1|0|0|0\n"
                      "4 want \"interface index\" have \"eth0\"\n"
                      "5 want \"an interface before its groups\" have "
                      "\"\\x09\\x09\\x09\\x09E0000001     1 0:00000000\\x09\\x090\"\n");
}

TEST(small_tables)
{
    assert_format("dev_mcast", "dev_mcast", "4    eth0            1     0     01005e000001\n",
                  "1 proc_net_dev_mcast 1|4|eth0|1|0|01005e000001\n");
    assert_format("ptype", "ptype",
                  "Type Device      Function\n0800          ip_rcv\nALL           tpacket_rcv\nALL  eth0     "
                  "packet_rcv [af_packet]\n86dd\n",
                  "2 proc_net_ptype 1|2048|NULL|ip_rcv\n"
                  "3 proc_net_ptype 1|3|NULL|tpacket_rcv\n"
                  "4 proc_net_ptype 1|3|eth0|packet_rcv [af_packet]\n"
                  "5 want \" \" have \"\"\n");
    assert_format(
        "net_protocols", "protocols",
        "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs se re bi br ha uh "
        "gp em\n"
        "UNIX-STREAM 1152      2      -1   NI       0   yes  kernel      y  n  n  n  n  n  n  n  n  n  n  n  n  n  n  "
        "n  n  n\n",
        "2 proc_net_protocols 1|UNIX-STREAM|1152|2|-1|NI|0|yes|kernel|y  n  n  n  n  n  n  n  n  n  n  n  n  n  n  n  "
        "n  n\n");
    assert_format("connector", "connector", "Name            ID\ncn_proc         1:1\n",
                  "2 proc_net_connector 1|cn_proc|1|1\n");
    assert_format("nf_log", "netfilter/nf_log", " 1 NONE (nfnetlink_log)\n 2 nf_log_ipv4 (nf_log_ipv4,nfnetlink_log)\n",
                  "1 proc_net_nf_log 1|1|NULL|nfnetlink_log\n"
                  "2 proc_net_nf_log 1|2|nf_log_ipv4|nf_log_ipv4,nfnetlink_log\n");
    assert_format("nf_log", "netfilter/nf_log", " 0 NONE\n 2 ipt_LOG\n",
                  "1 proc_net_nf_log 1|0|NULL|NULL\n"
                  "2 proc_net_nf_log 1|2|ipt_LOG|NULL\n");
    assert_format("text_lines", "fib_triestat", "Main:\n\tAver depth:     2.42\n\n",
                  "1 proc_net_text 1|before|fib_triestat|Main:\n"
                  "2 proc_net_text 1|before|fib_triestat|\\x09Aver depth:     2.42\n");
}

/* No module at hand: text composed from the formats in nfnetlink_log.c, nfnetlink_queue.c, x_tables.c, vlanproc.c, ip_vs_ctl.c and
 * ip_vs_conn.c. */
TEST(composed_tables)
{
    assert_format("nfnetlink_log", "netfilter/nfnetlink_log", "   10   4711     0 2 65535    100  1\n",
                  "1 proc_net_nfnetlink_log 1|10|4711|0|2|65535|100|1\n");
    assert_format("nfnetlink_queue", "netfilter/nfnetlink_queue",
                  "    0   4711     3 2 65531     0     0        7  1\n",
                  "1 proc_net_nfnetlink_queue 1|0|4711|3|2|65531|0|0|7\n");
    assert_format("xtables_names", "ip6_tables_names", "nat\nfilter\n",
                  "1 proc_net_xtables 1|10|nat\n2 proc_net_xtables 1|10|filter\n");
    assert_format("xtables_names", "arp_tables_names", "filter\n", "1 proc_net_xtables 1|3|filter\n");
    assert_format("nfs_servers", "nfsfs/servers",
                  "NV SERVER   PORT USE HOSTNAME\n"
                  "v3 c0000202  801   2 nfs.example\n"
                  "v4 20010db8000000000000000000000007  801   1 2001:db8::7\n"
                  "v4 c000020  801   1 x\n",
                  "2 proc_net_nfs_servers 1|3|192.0.2.2|c0000202|2049|2|nfs.example\n"
                  "3 proc_net_nfs_servers 1|4|2001:db8::7|20010db8000000000000000000000007|2049|1|2001:db8::7\n"
                  "4 want \"address\" have \"c000020\"\n");
    assert_format("nfs_volumes", "nfsfs/volumes",
                  "NV SERVER   PORT DEV          FSID                              FSC\n"
                  "v4 c0000202  801 0:46         8b1f0a2b3c4d5e6f:0                no \n",
                  "2 proc_net_nfs_volumes 1|4|192.0.2.2|c0000202|2049|0:46|8b1f0a2b3c4d5e6f:0|no\n");
    assert_format("nfs_volumes", "nfsfs/volumes", "NV SERVER   PORT DEV     FSID\nv3 c0000202  801 0:19    12:0\n",
                  "2 proc_net_nfs_volumes 1|3|192.0.2.2|c0000202|2049|0:19|12:0|NULL\n");
    assert_format("vlan_config", "vlan/config",
                  "VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n"
                  "eth0.7         | 7  | eth0\nabcdefghijklmno| 4094  | eth1\n",
                  "3 proc_net_vlan 1|eth0.7|7|eth0\n4 proc_net_vlan 1|abcdefghijklmno|4094|eth1\n");
    assert_format(
        "ip_vs", "ip_vs",
        "IP Virtual Server version 1.2.1 (size=4096)\n"
        "Prot LocalAddress:Port Scheduler Flags\n"
        "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n"
        "TCP  C0000202:0050 rr persistent 360 FFFFFFFF\n"
        "  -> CB007105:1F90      Masq    1      2          3\n"
        "FWM  0000000A wlc \n"
        "  -> [2001:0db8:0000:0000:0000:0000:0000:0001]:0050      Route   1      0          0\n"
        "SCTP oops\n"
        "  -> CB007105:1F90      Masq    1      2          3\n",
        "4 proc_net_ip_vs 1|TCP|192.0.2.2|c0000202|80|NULL|rr|persistent 360 "
        "FFFFFFFF|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "5 proc_net_ip_vs 1|TCP|192.0.2.2|c0000202|80|NULL|rr|persistent 360 "
        "FFFFFFFF|203.0.113.5|cb007105|8080|Masq|1|2|3\n"
        "6 proc_net_ip_vs 1|FWM|NULL|NULL|NULL|10|wlc|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "7 proc_net_ip_vs "
        "1|FWM|NULL|NULL|NULL|10|wlc|NULL|2001:db8::1|20010db8000000000000000000000001|80|Route|1|0|0\n"
        "8 want \"address of a service\" have \"oops\"\n"
        "9 want \"a service before its servers\" have \"  -> CB007105:1F90      Masq    1      2          3\"\n");
    assert_format(
        "ip_vs_conn", "ip_vs_conn",
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n"
        "TCP C0000263 C350 C0000202 0050 CB007105 1F90 ESTABLISHED     899\n"
        "UDP 2001:0db8:0000:0000:0000:0000:0000:0001 1388 2001:0db8:0000:0000:0000:0000:0000:0002 0035 CB007105 0035 "
        "UDP             300 sip x\n",
        "2 proc_net_ip_vs_conn "
        "1|TCP|192.0.2.99|c0000263|50000|192.0.2.2|c0000202|80|203.0.113.5|cb007105|8080|ESTABLISHED|"
        "899|NULL\n"
        "3 proc_net_ip_vs_conn 1|UDP|2001:db8::1|20010db8000000000000000000000001|5000|2001:db8::2|"
        "20010db8000000000000000000000002|53|203.0.113.5|cb007105|53|UDP|300|sip x\n");
}
