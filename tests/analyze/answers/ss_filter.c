/*
 * The filter language of analyze ss: which sockets a filter lets through, and where it says that a wrong one is wrong.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/case_file.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The queue of received bytes is the number by which the cases call a socket. */
#define SOCKET(number, family, protocol, type, state, local, local_ip, local_port, remote, remote_ip, remote_port,   \
               interface)                                                                                            \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, "      \
    "local_port,"                                                                                                    \
    " remote_address, remote_ip, remote_port, interface_index, interface_name, inode, recv_q, seen, ownership, "     \
    "member_id,"                                                                                                     \
    " line, diag_member_id, diag_line) VALUES (1, 100, " #family ", " #protocol ", '" type "', '" state "', '" local \
    "', x'" local_ip "', " #local_port ", '" remote "', x'" remote_ip "', " #remote_port                             \
    ", " interface ", 4000" #number ", " #number ", 'diag', 'owned', 1, " #number ", 1, " #number ");"
#define TCP4(number, state, local, local_ip, local_port, remote, remote_ip, remote_port) \
    SOCKET(number, 2, 6, "stream", state, local, local_ip, local_port, remote, remote_ip, remote_port, "0, NULL")
#define UNIX(number, state, path)                                                                                   \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, path, inode, recv_q, seen,"    \
    " ownership, member_id, line) VALUES (1, 100, 1, 0, 'stream', '" state "', " path ", 4000" #number ", " #number \
    ", 'diag', 'owned', 1, " #number ");"
#define OTHER(number, family, protocol, type, columns, values)                                                  \
    "INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, inode, recv_q, seen, ownership, " \
    "member_id,"                                                                                                \
    " line, " columns ") VALUES (1, 100, " #family ", " #protocol ", '" type "', 4000" #number ", " #number     \
    ", 'diag', 'owned', 1, " #number ", " values ");"
#define MARK(number, mark, cgroup)                                                                                    \
    "INSERT INTO diag_inet (snapshot_id, member_id, line, net_namespace, pass, family, protocol, state, timer, "      \
    "retrans,"                                                                                                        \
    " expires, local_address, local_ip, local_port, remote_address, remote_ip, remote_port, interface_index, cookie," \
    " rqueue, wqueue, uid, inode, mark, cgroup_id) VALUES (1, 1, " #number                                            \
    ", 100, 'after', 2, 6, 1, 0, 0, 0, '', x'', 0,"                                                                   \
    " '', x'', 0, 0, 0, 0, 0, 0, 0, " #mark ", " #cgroup ");"

#define IPV6_ANY   "00000000000000000000000000000000"
#define IPV6_LINK  "FE800000000000000000000000000001"
#define IPV6_OTHER "20010DB8000000000000000000000007"

static const char rows[] =
    "INSERT INTO snapshots (snapshot_id, host, result, complete, directory, archive_name, archive_bytes, "
    "archive_sha256,"
    " loaded_at) VALUES (1, 'web', 'complete', 1, 'd', 'a', 1, 's1', 'l');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'net/100/after/diag/tcp', 'ok', "
    "1);"
    "INSERT INTO services_file (snapshot_id, member_id, line, name, port, protocol, aliases) VALUES"
    " (1, 1, 1, 'backup', 2200, 'tcp', 'bkp'), (1, 1, 2, 'names', 53, 'udp', NULL), (1, 1, 3, 'both', 7, 'tcp', NULL),"
    " (1, 1, 4, 'both', 9, 'udp', NULL);"
    "INSERT INTO hosts_file (snapshot_id, member_id, line, address, hostnames) VALUES"
    " (1, 1, 1, '10.7.0.2', 'peer peer.example'), (1, 1, 2, '2001:db8::7', 'Peer');"
    "INSERT INTO sysctls (snapshot_id, member_id, line, name, value) VALUES (1, 1, 1, 'net/ipv4/ip_local_port_range', "
    "'30000\t39999');"
    "INSERT INTO rtnl_link (snapshot_id, member_id, line, net_namespace, interface_index, interface_name, type, flags)"
    " VALUES (1, 1, 1, 100, 3, 'wan0', 1, 0);"
    "INSERT INTO rtnl_link_names (snapshot_id, member_id, line, ordinal, net_namespace, interface_index, "
    "alternative_name)"
    " VALUES (1, 1, 1, 1, 100, 3, 'uplink');";

static const char *const sockets[] = {
    rows,
    /* A listener, both ends of a connection within the host, and one from elsewhere. */
    TCP4(1, "LISTEN", "0.0.0.0", "00000000", 2200, "0.0.0.0", "00000000", 0),
    TCP4(2, "ESTABLISHED", "10.7.0.1", "0A070001", 2200, "10.7.0.1", "0A070001", 36001),
    TCP4(3, "ESTABLISHED", "10.7.0.1", "0A070001", 36001, "10.7.0.1", "0A070001", 2200),
    TCP4(4, "ESTABLISHED", "10.7.0.1", "0A070001", 2200, "10.7.0.2", "0A070002", 50001),
    SOCKET(5, 10, 6, "stream", "TIME_WAIT", "::ffff:10.7.0.9", "00000000000000000000FFFF0A070009", 443, "2001:db8::7",
           IPV6_OTHER, 60001, "0, NULL"),
    SOCKET(6, 10, 17, "dgram", "UNCONNECTED", "fe80::1", IPV6_LINK, 53, "::", IPV6_ANY, 0, "3, 'wan0'"),
    UNIX(7, "LISTENING", "'/run/App.sock'"),
    UNIX(8, "CONNECTED", "NULL"),
    UNIX(9, "UNCONNECTED", "'@0a1b2'"),
    OTHER(10, 16, 0, "raw", "local_port", "0"),
    OTHER(11, 16, 15, "raw", "local_port", "4294963000"),
    OTHER(12, 17, 2048, "raw", "interface_index, interface_name", "3, 'wan0'"),
    OTHER(13, 40, 0, "stream", "state, local_address, local_port, remote_address, remote_port",
          "'ESTABLISHED', '3', 5000, '2', 1030"),
    MARK(2, 5, 77),
    MARK(4, 6, 78),
    NULL,
};

static const struct {
    const char *arguments, *sockets;
} cases[] = {
    /* What a port is compared with, and how. */
    { "-ta dport = 2200", "3" },
    { "-ta dport 2200", "3" },
    { "-ta '( dport = 2200 )'", "3" },
    { "-ta dport = :2200", "3" },
    { "-ta dport == 2200", "3" },
    { "-ta dport eq backup", "3" },
    { "-ta dport = :bkp", "3" },
    { "-ta dport = 0x898", "3" },
    { "-ta sport != 2200", "3 5" },
    { "-ta sport ne 2200", "3 5" },
    { "-ta sport neq 2200", "3 5" },
    { "-ta 'sport > 2200'", "3" },
    { "-ta sport gt 443", "1 2 3 4" },
    { "-ta 'sport >= 2200'", "1 2 3 4" },
    { "-ta sport ge 36001", "3" },
    { "-ta sport geq 36001", "3" },
    { "-ta 'sport < 2200'", "5" },
    { "-ta sport lt 443", "" },
    { "-ta 'sport <= 2200'", "1 2 4 5" },
    { "-ta sport le 443", "5" },
    { "-ta sport leq 443", "5" },
    { "-ta 'dport >= 36001 and dport <= 50001'", "2 4" },
    { "-ta sport = :*", "1 2 3 4 5" },
    { "-ua sport = names", "6" },
    /* Addresses. */
    { "-ta src = 0.0.0.0", "1" },
    { "-ta src 0.0.0.0", "1" },
    { "-ta src 0.0.0.0 sport = 2200", "1" },
    { "-ta src 0.0.0.0 and sport = 2200", "1" },
    { "-ta src 10.7.0.1 and sport = 2200 and dport = 50001", "4" },
    { "-ta 'src 10.7.0.1 and sport = 2200 and ( dport = 50001 )'", "4" },
    { "-ta 'src 10.7.0.1 and ( sport = 2200 and dport = 50001 )'", "4" },
    { "-ta '( src 10.7.0.1 and sport = 2200 ) and dport = 50001'", "4" },
    { "-ta '( src 0.0.0.0 or src 10.7.0.1 ) and dst 10.7.0.2'", "4" },
    { "-ta dst 10.7.0.2:50001", "4" },
    { "-ta dst 10.7.0.2:1", "" },
    { "-ta src :2200", "1 2 4" },
    { "-ta 'src *:2200'", "1 2 4" },
    { "-ta dst 10.7.0.0/31", "2 3" },
    { "-ta dst 10.7/16", "2 3 4" },
    { "-ta src 10.7.0.0/24:2200", "2 4" },
    { "-ta src 0/0", "1 2 3 4 5" }, /* of IPv4, which an address that is mapped into IPv6 is, too */
    { "-ta src 10.7.0.9", "5" },
    { "-ta src 10.7.0.8/29", "5" },
    { "-ta dst [2001:db8::7]:60001", "5" },
    { "-ta dst [2001:db8::/32]", "5" },
    { "-ta dst 2001:db8::/32", "5" },
    { "-ta dst [::/0]", "5" },
    { "-ta dst any", "1 2 3 4 5" },
    { "-ta dst peer", "4 5" },
    { "-ta dst peer.example", "4" },
    { "-ta dst inet:peer", "4" },
    { "-a src inet6:[fe80::/10]", "6" },
    { "-6a sport = 53", "6" },
    { "-4a sport = 443", "" },
    /* Words between conditions: neither binds tighter. */
    { "-ta sport = 443 or sport = 36001 and dport = 2200", "3" },
    { "-ta 'sport = 443 or ( sport = 36001 and dport = 2200 )'", "3 5" },
    { "-ta 'sport = 443 | sport = 36001'", "3 5" },
    { "-ta 'sport = 443 || sport = 36001'", "3 5" },
    { "-ta 'src 10.7.0.1 & dst 10.7.0.1 && sport = 2200'", "2" },
    { "-ta not sport = 2200", "3 5" },
    { "-ta '! sport = 2200'", "3 5" },
    { "-ta 'not not sport = 443'", "5" },
    { "-ta 'not sport != 443'", "5" },
    { "-ta '! ( sport = 2200 or sport = 443 )'", "3" },
    { "-ta '! sport = 2200 and dport = 2200'", "3" },
    { "-ta ''", "1 2 3 4 5" },
    /* States. */
    { "-t", "2 3 4" },
    { "-t state established", "2 3 4" },
    { "-t state listening", "1" },
    { "-t state Time-Wait", "5" },
    { "-t state listening state time-wait", "1 5" },
    { "-t state all exclude established", "1 5" },
    { "-t exclude established excl listening", "5" },
    { "-t state connected", "2 3 4 5" },
    { "-t state synchronized", "2 3 4 5" },
    { "-t state bucket", "5" },
    { "-t state big", "1 2 3 4" },
    { "-t state syn-sent", "" },
    { "-tl", "1" },
    { "-u state unconnected", "6" },
    { "-t 'state established sport = 2200'", "2 4" },
    { "-t state established '( dport = :backup or sport = :backup )'", "2 3 4" },
    /* Devices, marks, cgroups, and what the kernel chose. */
    { "-a dev wan0", "12 6" },
    { "-a dev = uplink", "12 6" },
    { "-a dev 3", "12 6" },
    { "-ta dev != wan0", "1 2 3 4 5" },
    { "-ta dev 0", "1 2 3 4 5" },
    { "-ta fwmark = 5", "2" },
    { "-ta fwmark 0x4/0x4", "2 4" },
    { "-ta fwmark != 5", "1 3 4 5" },
    { "-ta fwmark = 2/3", "4" },
    { "-ta cgroup 77", "2" },
    { "-ta cgroup = 0x4e", "4" },
    { "-ta cgroup != 77", "1 3 4 5" },
    { "-ta autobound", "3" },
    { "-ta not autobound sport != 443", "1 2 4" },
    { "-xa autobound", "8 9" },
    { "-f netlink autobound", "11" },
    /* Other families. */
    { "-xa src '/run/*'", "7" },
    { "-xa src /RUN/app.sock", "7" },
    { "-xa src '@*'", "9" },
    { "-a src 'unix:/run/*.sock'", "7" },
    { "-a sport = 40007", "7" },
    { "-a src netlink:uevent", "11" },
    { "-a src netlink:rtnl:kernel", "10" },
    { "-a sport = netlink:-4296", "11" },
    { "-a src link:ip", "12" },
    { "-a src link:IPV4:wan0", "12" },
    { "-0a src 'link:*:3'", "12" },
    { "-0a src link:arp", "" },
    { "-a src vsock:3", "13" },
    { "-a dst vsock:2:1030", "13" },
    { "-a sport = vsock:5000", "13" },
    { "-a -A 'all,!tcp,!netlink' 'sport < 60000'", "12 7 8 9 6 13" },
};

static char *
sockets_of(struct scene *scene, const char *arguments)
{
    return sh_ok(scene,
                 "analyze ss --format csv case.db %s >out && "
                 "awk -F, 'NR > 1 { printf \"%%s%%s\", sep, $5; sep = \" \" }' out",
                 arguments);
}

TEST(ss_filters_let_through)
{
    struct scene *scene = scene_begin();
    size_t wrong = 0;

    case_file(scene, "case.db", sockets);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *have = sockets_of(scene, cases[i].arguments);

        if (strcmp(have, cases[i].sockets) == 0)
            continue;
        print_error("ss %s\n  want %s\n  have %s\n", cases[i].arguments, cases[i].sockets, have);
        wrong++;
    }
    scene_end(scene);
    assert_int_equal(wrong, 0);
}

/* Each error says where. */
static const struct {
    const char *arguments, *message;
} errors[] = {
    { "sport = 443 nad dport = 5",
      "at character 13, \"nad\": want a condition: src, dst, sport, dport, dev, fwmark, cgroup or autobound" },
    { "sport=443", "at character 1, \"sport=443\": want a condition; put spaces around parentheses and operators" },
    { "'(sport = 443)'", "at character 1, \"(sport\": want a condition; put spaces around parentheses and operators" },
    { "sport =", "at the end: want a port" },
    { "dst", "at the end: want a value" },
    { "sport = and", "at character 9, \"and\": want a port" },
    { "'( sport = 443'", "at the end: want and, or, a condition or )" },
    { "'sport = 443 )'", "at character 13, \")\": no ( stands before it" },
    { "'( )'", "at character 3, \")\": want a condition: src, dst, sport, dport, dev, fwmark, cgroup or autobound" },
    { "sport = 443 and", "at the end: want a condition: src, dst, sport, dport, dev, fwmark, cgroup or autobound" },
    { "not", "at the end: want a condition: src, dst, sport, dport, dev, fwmark, cgroup or autobound" },
    { "sport = 443 state listening", "at character 13, \"state\": state and exclude stand before the conditions" },
    { "state listen",
      "at character 7, \"listen\": want the name of a state, or all, connected, synchronized, bucket or big" },
    { "state", "at the end: want the name of a state, or all, connected, synchronized, bucket or big" },
    { "src != 10.0.0.1", "at character 5, \"!=\": src and dst know only =; put not before the condition" },
    { "'src > 10.0.0.1'", "at character 5, \">\": only ports are greater or less than others" },
    { "'sport > :*'", "at character 9, \":*\": any port is neither greater nor less" },
    { "sport = 65536", "at character 9, \"65536\": \"65536\" is no port: no number up to 65535, and no service in "
                       "/etc/services of the snapshot" },
    { "sport = backdoor", "at character 9, \"backdoor\": \"backdoor\" is no port: no number up to 65535, and no "
                          "service in /etc/services of the snapshot" },
    { "sport = both", "at character 9, \"both\": the service \"both\" is port 9 of udp and 7 of tcp: say which port" },
    { "src 10.0.0.300", "at character 5, \"10.0.0.300\": \"10.0.0.300\" is no address or prefix, and no name in "
                        "/etc/hosts of the snapshot" },
    { "src 10.0.0.0/33", "at character 5, \"10.0.0.0/33\": a prefix of IPv4 has 0 to 32 bits, not \"33\"" },
    { "src 10.0.0/x", "at character 5, \"10.0.0/x\": a prefix of IPv4 has 0 to 32 bits, not \"x\"" },
    { "src 2001:db8::7", "at character 5, \"2001:db8::7\": an IPv6 address stands in brackets: [2001:db8::7]" },
    { "src [::1", "at character 5, \"[::1\": the address has no ] behind its [" },
    { "src [::]/0",
      "at character 5, \"[::]/0\": want :PORT behind the ], have \"/0\" (a prefix is written [ADDRESS/BITS])" },
    { "src inet:::1/128", "at character 5, \"inet:::1/128\": \"::1\" is no address of IPv4" },
    { "src nobody",
      "at character 5, \"nobody\": \"nobody\" is no address or prefix, and no name in /etc/hosts of the snapshot" },
    { "dev eth9", "at character 5, \"eth9\": the snapshot has no network interface \"eth9\", and it is no index" },
    { "fwmark = red", "at character 10, \"red\": want a mark, or MARK/MASK, have \"red\"" },
    { "sport = unix:x", "at character 9, \"unix:x\": a unix socket has no port: use src PATTERN" },
    { "src netlink:nosuch", "at character 5, \"netlink:nosuch\": \"nosuch\" is no protocol of netlink" },
    { "src link:nosuch", "at character 5, \"link:nosuch\": \"nosuch\" is no protocol of ethernet" },
    { "src vsock:x", "at character 5, \"vsock:x\": \"x\" is no context id of vsock" },
};

TEST(ss_filters_that_are_wrong)
{
    struct scene *scene = scene_begin();
    size_t wrong = 0;

    case_file(scene, "case.db", sockets);
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        char *have = sh_fails(scene, 2, "analyze ss case.db -a %s", errors[i].arguments);

        if (strstr(have, errors[i].message) && strncmp(have, "analyze: ss: filter \"", 21) == 0)
            continue;
        print_error("ss %s\n  want %s\n  have %s\n", errors[i].arguments, errors[i].message, have);
        wrong++;
    }
    /* A path of a cgroup says why it will not do. */
    assert_non_null(strstr(sh_fails(scene, 2, "analyze ss case.db cgroup /system.slice"),
                           "a snapshot has no list of the paths and numbers of cgroups"));
    scene_end(scene);
    assert_int_equal(wrong, 0);
}

/* Parentheses within each other end somewhere, and -F adds to what is on the command line. */
TEST(ss_filters_from_a_file)
{
    struct scene *scene = scene_begin();
    static const char file[] = "# a comment\nsport = 2200\nand\ndport = 50001\n";

    case_file(scene, "case.db", sockets);
    scene_write(scene, "filter", file, strlen(file));
    assert_string_equal(sockets_of(scene, "-ta -F filter"), "4");
    assert_string_equal(sockets_of(scene, "-ta -F - src 10.7.0.1 and <filter"), "4");
    assert_string_equal(sockets_of(scene, "-ta -F filter state listening"), "");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze ss case.db -F nosuch"), "nosuch: No such file or directory"));
    assert_string_equal(sockets_of(scene, "-ta $(printf '( %.0s' $(seq 100)) sport 443 $(printf ') %.0s' $(seq 100))"),
                        "5");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze ss case.db $(printf '( %%.0s' $(seq 101))"),
                           "too many parentheses within each other"));
    scene_end(scene);
}

/* The marks that are not known count as 0, and it is said how many. */
TEST(ss_filters_by_what_is_not_known)
{
    struct scene *scene = scene_begin();

    case_file(scene, "case.db", sockets);
    assert_string_equal(sh(scene, "analyze ss case.db -ta fwmark 5 >out").err,
                        "analyze: web, unknown time: inet sockets whose mark is not known count as 0: 4\n");
    scene_end(scene);
}
