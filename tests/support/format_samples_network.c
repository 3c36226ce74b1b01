/*
 * Samples of the files below /proc/net that tell the state of a namespace, and of the sockets of rarer families; what each is made into is
 * in the tests of the formats and in the fixtures text-network and rare-sockets.
 */
#include "tests/support/format_samples.h"

const struct format_sample network_samples[] = {
    { "pfkey", "pfkey",
      "sk       RefCnt Rmem   Wmem   User   Inode\n"
      "00000000c0ffee01 2      0      0      1000   7001  \n",
      0, true },
    { "probed_ports", "probed-ports", "tcp\t4711\t6\ttcp,diag/tcp,tcp6\nudp\t5353\t6\t-\n", 0, true },
    { "bluetooth", "l2cap",
      "sk               RefCnt Rmem   Wmem   User   Inode  Parent\n"
      "00000000c0ffee01 2      16     32     0      7002   0     \n"
      "00000000c0ffee01 2      0      0      0      0      7002  \n",
      0, true },
    { "x25", "x25/socket",
      "dest_addr  src_addr   dev   lci st vs vr va   t  t2 t21 t22 t23 Snd-Q Rcv-Q inode\n"
      "987654     123456     x25_0 001  3  0  1  2   0   3 200 180 180     0    64 7003\n"
      "*          123456     ???   000  0  0  0  0   0   3 200 180 180     0     0 0\n",
      0, true },
    { "ax25", "ax25",
      "00000000c0ffee01 ax0 W1AW-1* K2ABC-7,RELAY-1*,WIDE-2 3 1 2 3 0 10 0 3 0 300 0 0 0 10 5 2 256 12 34 7004\n"
      "00000000c0ffee01 ax0 W1AW-1 K2ABC-7 3 0 0 0 0 10 0 3 0 300 0 0 0 10 5 2 256 * * *\n",
      0, true },
    { "netrom", "nr",
      "user_addr dest_node src_node  dev    my  your  st  vs  vr  va    t1     t2     t4      idle   n2  wnd Snd-Q "
      "Rcv-Q inode\n"
      "W1AW-0    K2ABC-7   N3XYZ-2   nr0  01/02 03/04  3   0   1   2 000/120 00/05 000/180 000/020  0/03   4     0     "
      "7 7005\n",
      0, true },
    { "rose", "rose",
      "dest_addr  dest_call src_addr   src_call  dev   lci neigh st vs vr va   t  t1  t2  t3  hb    idle Snd-Q Rcv-Q "
      "inode\n"
      "2080175520 F6FBB-1   2080133520 F1ABC-2   rose0 001 00002  3  0  1  2   0 200   5 180   5   0/000     9     0 "
      "7006\n",
      0, true },
    { "phonet", "phonet",
      "pt  loc  rem rs st tx_queue rx_queue   uid inode ref pointer drops                                              "
      "              \n"
      " 0 6C20:0010:D9 07 00000000:00000040  1000 7007 2 00000000c0ffee01 3                                            "
      "              \n",
      0, true },
    { "llc", "llc/socket",
      "SKt Mc local_mac_sap        remote_mac_sap       tx_queue rx_queue st uid link\n"
      " 1   0 02:fc:00:00:00:01@42 ff:ff:ff:ff:ff:ff@AA        0        0  7 1000    1\n",
      0, true },
    { "appletalk", "atalk/socket",
      "Type Local_addr  Remote_addr Tx_queue Rx_queue St UID\n"
      "02   FF00:2A:80  0000:00:00  00000000:00000000 07 1000\n",
      0, true },
    { "can_bcm", "can-bcm/7008",
      ">>> socket 00000000c0ffee01 / sk 00000000c0ffee01 / bo 00000000c0ffee01 / dropped 0 / bound can0 <<<\n"
      "rx_op: 123 can0 [1]d timeo=100 # recv 5 (10) => reduction: 50%\n"
      "tx_op: 18DAF110 can0 (2) [1] t1=100 # sent 7\n"
      "\n",
      0, true },
    { "can_rcvlist", "can/rcvlist_all",
      "\n"
      "receive list 'rx_all':\n"
      "  (any: no entry)\n"
      "  device   can_id   can_mask  function  userdata   matches  ident\n"
      "   can0      000    00000000  00000000c0ffee01  00000000c0ffee01         9  raw\n"
      "\n",
      0, true },
    { "rxrpc", "rxrpc/conns",
      "Proto Local                                           Remote                                          SvID "
      "ConnID   End Use State    Key      Serial   ISerial  CallId0  CallId1  CallId2  CallId3\n"
      "UDP   [::]:7001                                       [::ffff:203.0.113.5]:7003                         34 "
      "5a4cf158 Clt   1 Client   00000000 00000004 00000003 00000001 00000000 00000000 00000000\n",
      0, true },
    { "rxrpc", "rxrpc/calls",
      "Proto Local                                           Remote                                          SvID "
      "ConnID   CallID   End Use State    Abort    DebugId  TxSeq    TW RxSeq    RW RxSerial RxTimo\n"
      "UDP   no_local                                        [::ffff:203.0.113.5]:7003                         34 "
      "5a4cf158 00000001 Svc   2 SvAwtACK 00000000 00000001 00000002 00 00000003 00 00000004 0003e8\n",
      0, true },
    { "sctp_eps", "sctp/eps",
      " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n"
      "00000000c0ffee01 00000000c0ffee01 2   10  29   36412     0  7009 0.0.0.0 \n"
      "00000000c0ffee01 00000000c0ffee01 0   10  30   9899     33  7011 2001:0db8:0000:0000:0000:0000:0000:0001 "
      "192.0.2.2 \n",
      0, true },
    { "sctp_assocs", "sctp/assocs",
      " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS "
      "OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n"
      "00000000c0ffee01 00000000c0ffee01 2   1   3  0       1      512        0      33  7010 36412  5000  192.0.2.2 "
      "*192.0.2.3 <-> 203.0.113.5 *203.0.113.6 \t   30000    10    11   12    0    0        4        1        0   "
      "212992   212992\n",
      0, true },
    { "sctp_remaddr", "sctp/remaddr",
      "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START STATE\n"
      "203.0.113.5 1 1 1000 5 0 0 2\n"
      "2001:0db8:0000:0000:0000:0000:0000:0005 1 0 3000 5 0 0 0\n",
      0, true },
    { "pppoe", "pppoe",
      "Id       Address              Device\n"
      "00000B17 02:fc:00:00:00:07     eth1\n",
      0, true },
    { "text_lines", "kcm",
      "*** KCM statistics (1 MUX) ****\n"
      "Object         RX-Msgs    RX-Bytes         TX-Msgs    TX-Bytes         Recv-Q   Rmem     Send-Q   Smem     "
      "Status\n"
      "mux            1          20               2          40               -        -        -        -        "
      "KCMs: 1, Psocks 0\n",
      0, true },
    { "arp", "arp",
      "IP address       HW type     Flags       HW address            Mask     Device\n"
      "192.0.2.1        0x1         0x2         06:fc:00:00:00:01     *        eth0\n"
      "192.0.2.9        0x1         0x0         00:00:00:00:00:00     *        eth0\n"
      "192.0.2.10       0x1         0x6         06:fc:00:00:00:0a     *        eth0\n"
      "203.0.113.7      0x1         0xc         00:00:00:00:00:00     *        *\n",
      0, true },
    { "route", "route",
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                             "
      "                          \n"
      "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0                                                    "
      "                         \n"
      "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0                                                      "
      "                         \n"
      "*\t0000000A\t00000000\t0200\t0\t0\t7\t000080FF\t0\t0\t0                                                         "
      "                         \n"
      "tun0\t016433C6\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0                                                      "
      "                         \n",
      0, true },
    { "rt_cache", "rt_cache",
      "                          Iface\tDestination\tGateway "
      "\tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst\n"
      "eth0\t057100CB\t010200C0\t       0\t1\t42\t0\t020200C0\t1500\t0\t120\t00\t1\t1\t020200C0                        "
      "                             \n",
      0, true },
    { "igmp", "igmp",
      "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
      "1\tlo        :     1      V3\n"
      "\t\t\t\t010000E0     1 0:00000000\t\t0\n"
      "2\teth0      :     2      V2\n"
      "\t\t\t\tFB0000E0     1 0:00000000\t\t0\n"
      "\t\t\t\t010000E0     1 1:0000007B\t\t1\n",
      0, true },
    { "ip_mr_vif", "ip_mr_vif",
      "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n"
      " 0 eth0           1000      10       500       5 00000 020200C0 00000000\n"
      " 1 dvmrp0            0       0         0       0 00001 020200C0 097100CB\n",
      0, true },
    { "ip_mr_cache", "ip_mr_cache",
      "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n"
      "030201EF 070200C0 0         12     1200        0  1:1  \n"
      "040201EF 080200C0 -1         0        0        0\n",
      0, true },
    { "ipv6_route", "ipv6_route",
      "fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 "
      "00000100 00000001 00000000 00000001     eth0\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 "
      "00000400 00000003 00000000 00000003     eth0\n"
      "00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 "
      "00000000 00000004 00000000 80200001       lo\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 "
      "ffffffff 00000001 00000000 00200200       lo\n"
      "20010db8000000000000000000000001 80 00000000000000000000000000000000 00 fd000000000000000000000000000001 "
      "00000000 00000000 00000000 01000003     eth0\n",
      0, true },
    { "if_inet6", "if_inet6",
      "00000000000000000000000000000001 01 80 10 80       lo\n"
      "fe8000000000000000fc00fffe000001 02 40 20 80     eth0\n"
      "fd000000000000000000000000000002 02 70 00 82     eth0\n",
      0, true },
    { "fib_trie", "fib_trie",
      "Local:\n"
      "  +-- 0.0.0.0/0 3 0 5\n"
      "     +-- 127.0.0.0/8 2 0 2\n"
      "        |-- 127.0.0.0\n"
      "           /32 link BROADCAST\n"
      "           /8 host LOCAL\n"
      "        |-- 127.0.0.1\n"
      "           /32 host LOCAL\n"
      "     |-- 192.0.2.2\n"
      "        /32 host LOCAL\n"
      "Id 7:\n"
      "  |-- 198.51.100.0\n"
      "     /24 universe UNICAST tos=16\n",
      0, true },
    { "dev", "dev",
      "Inter-|   Receive                                                |  Transmit\n"
      " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier "
      "compressed\n"
      "    lo:     100       2    0    0    0     0          0         0      100       2    0    0    0     0       0 "
      "         0\n"
      "  eth0:12345678     99    1    2    3     4          5         6     4096      98    7    8    9    10      11  "
      "       12\n",
      0, true },
    { "mcfilter", "mcfilter",
      "Idx Device        MCA        SRC    INC    EXC\n"
      "  2   eth0 0xe8010203 0xcb007101      1      0\n",
      0, true },
    { "igmp6", "igmp6", "4    eth0            ff0200000000000000000001ff000002     1 00000004 0\n", 0, true },
    { "anycast6", "anycast6", "4    eth0            fd000000000000000000000000000000     1\n", 0, true },
    { "mcfilter", "mcfilter6",
      "Idx Device                Multicast Address                   Source Address    INC    EXC\n"
      "  4   eth0 ff3e0000000000000000000080001234 20010db8000000000000000000000007      1      0\n",
      0, true },
    { "ip6_flowlabel", "ip6_flowlabel",
      "Label S Owner  Users  Linger Expires  Dst                              Opt\n"
      "00ABC 2 4711   1      6      0        20010db8000000000000000000000007 0   \n",
      0, true },
    { "ip_mr_cache", "ip6_mr_cache",
      "Group                            Origin                           Iif      Pkts  Bytes     Wrong  Oifs\n"
      "ff0e:0000:0000:0000:0000:0000:0000:0001 2001:0db8:0000:0000:0000:0000:0000:0007 0          1       64        0  "
      "1:1  \n",
      0, true },
    { "dev_mcast", "dev_mcast", "4    eth0            1     0     01005e000001\n", 0, true },
    { "ptype", "ptype",
      "Type Device      Function\n"
      "0800          ip_rcv\n"
      "ALL  eth0     packet_rcv [af_packet]\n",
      0, true },
    { "net_protocols", "protocols",
      "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs se re bi br ha uh gp "
      "em\n"
      "TCP       2304 400205     207   no     192   yes  kernel      y  y  y  y  y  y  y  y  y  y  y  y  n  y  y  y  y "
      " y\n",
      0, true },
    { "connector", "connector",
      "Name            ID\n"
      "cn_proc         1:1\n",
      0, true },
    { "qtaguid_stats", "xt_qtaguid/stats",
      "idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets rx_tcp_bytes rx_tcp_packets "
      "rx_udp_bytes rx_udp_packets rx_other_bytes rx_other_packets tx_tcp_bytes tx_tcp_packets tx_udp_bytes "
      "tx_udp_packets tx_other_bytes tx_other_packets\n"
      "2 rmnet0 0x0 10007 0 1895740 1570 44556 898 1895740 1570 0 0 0 0 44556 898 0 0 0 0\n"
      "3 rmnet0 0x100000000 10007 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
      0, true },
    { "qtaguid_ctrl", "xt_qtaguid/ctrl",
      "sock=ffffffc0346f1000 tag=0x100002717 (uid=10007) pid=1764 f_count=2\n"
      "events: sockets_tagged=12 sockets_untagged=11 counter_set_changes=3\n",
      0, true },
    { "nf_log", "netfilter/nf_log",
      " 1 NONE (nfnetlink_log)\n"
      " 2 nf_log_ipv4 (nf_log_ipv4,nfnetlink_log)\n",
      0, true },
    { "nfnetlink_log", "netfilter/nfnetlink_log", "   10   4711     0 2 65535    100  1\n", 0, true },
    { "nfnetlink_queue", "netfilter/nfnetlink_queue", "    0   4711     3 2 65531     0     0        7  1\n", 0, true },
    { "xtables", "xtables",
      "ip\tfilter\t2\t0,0,0,0,0,0,152,0,0,0\t480\n\300\0\2\0\0\0\0\0\377\377\377\0\0\0\0\0eth0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\6\0\0\0\0\0\0\0p\0\230\0\0\0\0\0\7\0\0\0\0\0\0\0\244\1\0\0\0\0\0\0(\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\377\377\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0p\0\230\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0(\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\376\377\377\377\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0p\0\260\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0@\0ERROR\0\0\0\0\0"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0ERROR\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
      518, false },
    { "xtables_names", "ip_tables_names",
      "nat\n"
      "filter\n",
      0, true },
    { "vlan_config", "vlan/config",
      "VLAN Dev name\t | VLAN ID\n"
      "Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n"
      "eth0.7         | 7  | eth0\n",
      0, true },
    { "ip_vs", "ip_vs",
      "IP Virtual Server version 1.2.1 (size=4096)\n"
      "Prot LocalAddress:Port Scheduler Flags\n"
      "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n"
      "TCP  C0000202:0050 rr persistent 360 FFFFFFFF\n"
      "  -> [2001:0db8:0000:0000:0000:0000:0000:0001]:0050      Route   1      0          0\n"
      "FWM  0000000A wlc \n",
      0, true },
    { "ip_vs_conn", "ip_vs_conn",
      "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n"
      "TCP C0000263 C350 C0000202 0050 CB007105 1F90 ESTABLISHED     899\n",
      0, true },
    { "snmp", "snmp",
      "Tcp: RtoAlgorithm MaxConn\n"
      "Tcp: 1 -1\n"
      "Udp: InDatagrams NoPorts\n"
      "Udp: 199 0\n",
      0, true },
    { "snmp6", "dev_snmp6/eth0_x3a",
      "ifIndex 4\n"
      "Ip6InReceives                   \t115\n",
      0, true },
    { "sockstat", "sockstat",
      "sockets: used 400219\n"
      "TCP: inuse 400205 orphan 0 tw 0\n",
      0, true },
    { "net_stat", "stat/synproxy",
      "entries\t\tsyn_received\n"
      "00000001\t0000000a\n"
      "00000001\t00000000\n",
      0, true },
    { "unnamed_counters", "softnet_stat",
      "005ce4dd 00000001 00000002\n"
      "00573b59 00000000 00000001\n",
      0, true },
    { "conntrack_text", "nf_conntrack",
      "ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.7 dst=192.0.2.1 sport=40000 dport=80 packets=5 bytes=300 "
      "src=172.17.0.2 dst=192.0.2.254 sport=8080 dport=1024 packets=4 bytes=4000 [ASSURED] mark=7 secctx=x_t:s0 "
      "zone=3 delta-time=12 use=2\n"
      "ipv4     2 gre      47 179 timeout=30, stream_timeout=180 src=10.0.0.7 dst=192.0.2.1 srckey=0x0 dstkey=0x4b20 "
      "src=192.0.2.1 dst=10.0.0.7 srckey=0x4b20 dstkey=0x0 [FASTNAT] mark=0 use=1\n",
      0, true },
    { "conntrack_expect", "nf_conntrack_expect",
      "297 l3proto = 2 proto=6 src=10.0.0.7 dst=192.0.2.1 sport=0 dport=32769 PERMANENT ftp/x\n"
      "- l3proto = 10 proto=1 src=0000:0000:0000:0000:0000:0000:0000:0000 "
      "dst=2001:0db8:0000:0000:0000:0000:0000:0001 type=8 code=0 id=1 \n",
      0, true },
    { "nfs_servers", "nfsfs/servers",
      "NV SERVER   PORT USE HOSTNAME\nv3 c0000202  801   2 nfs.example\n"
      "v4 20010db8000000000000000000000007  801   1 2001:db8::7\n",
      0, true },
    { "nfs_volumes", "nfsfs/volumes",
      "NV SERVER   PORT DEV          FSID                              FSC\n"
      "v4 c0000202  801 0:46         8b1f0a2b3c4d5e6f:0                no \n",
      0, true },
    { NULL, NULL, NULL, 0, false },
};
