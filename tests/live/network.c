/*
 * The network of a namespace: interfaces, addresses, routes, rules, neighbours, forwarding entries, multicast groups.  Different formats
 * read the dumps and the text tables, and both must agree with ip(8) and bridge(8).
 */
#include "tests/support/test.h"

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

struct net {
    struct scene *scene;
    char *name;
    long long inode;
};

/* The second namespace has only the other end of the veth. */
static struct net
net_begin(void)
{
    struct net net = { .scene = scene_begin() };
    char *other;

    scene_needs_root();
    net.name = scene_namespace(net.scene);
    other = scene_namespace(net.scene);
    net.inode = (long long)scene_namespace_inode(net.scene, net.name);
    sh_ok(net.scene,
          "ip -n %s link add va type veth peer name vb netns %s && ip -n %s link set vb up &&"
          " ip -n %s -batch - <<'.'\n"
          "link set va addrgenmode none\n"
          "link set va up promisc on\n"
          "address add 192.0.2.1/24 broadcast 192.0.2.255 dev va label va:web\n"
          "address add 10.9.0.1 peer 10.9.0.2 dev va\n"
          "address add 239.1.2.3/32 dev va autojoin\n"
          "address add 2001:db8::1/60 dev va nodad\n"
          "address add fe80::1/64 dev va nodad\n"
          "route add 198.51.100.0/24 via 192.0.2.2 metric 7 mtu 1300 hoplimit 9\n"
          "route add 198.18.0.0/15 nexthop via 192.0.2.2 nexthop via 192.0.2.3\n"
          "route add 203.0.113.7 via 192.0.2.2 src 192.0.2.1\n"
          "route add blackhole 203.0.113.0/24 table 77\n"
          "route add default via 192.0.2.254\n"
          "route add 2001:db8:1::/48 via 2001:db8::2 metric 5\n"
          "route add unreachable 2001:db8:2::/48\n"
          "rule add from 192.0.2.0/24 lookup 77 priority 999\n"
          "neighbour add 192.0.2.9 lladdr 02:00:00:00:00:09 dev va nud permanent\n"
          "neighbour add 192.0.2.8 lladdr 02:00:00:00:00:08 dev va nud stale\n"
          "neighbour add 2001:db8::9 lladdr 02:00:00:00:00:09 dev va nud permanent\n"
          "neighbour add proxy 192.0.2.77 dev va\n"
          ".",
          net.name, other, other, net.name);
    return net;
}

static void
take_and_load(const struct net *net)
{
    sh_usable(net->scene, "collect -q | analyze load case.db -");
    assert_string_equal(
        query(net->scene, "case.db",
              "SELECT m.path, p.line, p.want, p.have FROM problems AS p JOIN members AS m USING (member_id)"
              " WHERE m.path LIKE 'net/%lld/%%'",
              net->inode),
        "");
}

/* Asserts that `of_tool`, a filter of jq on the tool's JSON, and `of_database`, a query, give the same rows. */
static void
expect_same(const struct net *net, const char *tool, const char *of_tool, const char *of_database)
{
    char *json = sh_ok(net->scene, "%s", tool);
    char *want = query(net->scene, "case.db", "WITH json AS MATERIALIZED (SELECT %Q AS text) %s", json, of_tool);

    assert_string_not_equal(want, "");
    assert_string_equal(query(net->scene, "case.db", "WITH net AS (SELECT %lld AS inode) %s", net->inode, of_database),
                        want);
}

static char *
ip(const struct net *net, const char *arguments)
{
    return scene_text(net->scene, "ip -n %s -j %s", net->name, arguments);
}

TEST(interfaces_and_addresses_as_ip_says)
{
    struct net net = net_begin();

    take_and_load(&net);
    expect_same(
        &net, ip(&net, "-d -s link"),
        "SELECT value ->> '$.ifname' AS name, coalesce(value ->> '$.address', '00:00:00:00:00:00'), value ->> '$.mtu',"
        " value ->> '$.ifindex', value ->> '$.promiscuity' > 0, value ->> '$.stats64.rx.packets' >= 0,"
        " value ->> '$.linkinfo.info_kind'"
        " FROM json, json_each(json.text) ORDER BY name",
        "SELECT d.interface, d.mac, d.mtu, d.interface_index, (d.flags & 256) > 0, d.ipackets >= 0, l.kind"
        " FROM net, interface_details AS d JOIN rtnl_link AS l USING (snapshot_id, member_id, line)"
        " WHERE d.net_namespace = net.inode ORDER BY d.interface");
    expect_same(
        &net, ip(&net, "address"),
        "SELECT coalesce(a.value ->> '$.label', i.value ->> '$.ifname') AS name,"
        " (a.value ->> '$.local') || iif(a.value ->> '$.local' LIKE 'fe80:%', '%' || (i.value ->> '$.ifname'), "
        "'') AS address,"
        " a.value ->> '$.prefixlen', coalesce(a.value ->> '$.broadcast', ''), coalesce(a.value ->> '$.address', '')"
        " FROM json, json_each(json.text) AS i, json_each(i.value, '$.addr_info') AS a ORDER BY name, address",
        "SELECT interface, address, prefix_length, broadcast, point_to_point FROM net, interface_addresses"
        " WHERE net_namespace = net.inode ORDER BY interface, address");
    assert_string_equal(
        query(net.scene, "case.db",
              "SELECT mask FROM interface_addresses WHERE net_namespace = %lld AND interface <> 'lo' ORDER BY address",
              net.inode),
        "255.255.255.255\n255.255.255.0\nffff:ffff:ffff:fff0::\n255.255.255.255\nffff:ffff:ffff:ffff::\n");
    scene_end(net.scene);
}

/* ip shows a route with several next hops as one route. */
#define TOOL_ROUTES                                                                                           \
    "SELECT CASE r.value ->> '$.dst' WHEN 'default' THEN '%s' ELSE r.value ->> '$.dst' END AS dst,"           \
    " coalesce(n.value ->> '$.gateway', r.value ->> '$.gateway', '') AS gateway,"                             \
    " coalesce(n.value ->> '$.dev', r.value ->> '$.dev', ''),"                                                \
    " coalesce(r.value ->> '$.metric', 0) AS metric, coalesce(r.value ->> '$.prefsrc', ''),"                  \
    " CASE coalesce(r.value ->> '$.type', 'unicast') WHEN 'unicast' THEN 'gateway' WHEN 'local' THEN 'local'" \
    " WHEN 'broadcast' THEN 'broadcast' WHEN 'anycast' THEN 'anycast' ELSE 'other' END AS type"               \
    " FROM json, json_each(json.text) AS r LEFT JOIN json_each(r.value, '$.nexthops') AS n"                   \
    " ORDER BY dst, type, metric, gateway"
#define DATABASE_ROUTES                                                                                                \
    "SELECT destination || iif(netmask > 0, '/' || netmask, iif(destination IN ('0.0.0.0', '::') AND prefix_length = " \
    "0, '/0', ''))"                                                                                                    \
    " AS dst, gateway, interface, metric, source, type FROM net, routes"                                               \
    " WHERE net_namespace = net.inode AND address_family = %d ORDER BY dst, type, metric, gateway"

TEST(routes_and_rules_as_ip_says)
{
    struct net net = net_begin();

    take_and_load(&net);
    expect_same(&net, ip(&net, "-4 -d route show table all"), scene_text(net.scene, TOOL_ROUTES, "0.0.0.0/0"),
                scene_text(net.scene, DATABASE_ROUTES, 2));
    expect_same(&net, ip(&net, "-6 -d route show table all"), scene_text(net.scene, TOOL_ROUTES, "::/0"),
                scene_text(net.scene, DATABASE_ROUTES, 10));
    assert_string_equal(
        query(net.scene, "case.db",
              "SELECT mtu, hopcount, metric FROM routes WHERE net_namespace = %lld AND destination = '198.51.100.0'",
              net.inode),
        "1300|9|7\n");
    expect_same(&net, ip(&net, "-4 rule"),
                "SELECT value ->> '$.priority', iif(value ->> '$.src' = 'all', NULL, value ->> '$.src'), "
                "coalesce(value ->> '$.srclen', 0),"
                " CASE value ->> '$.table' WHEN 'local' THEN 255 WHEN 'main' THEN 254 WHEN 'default' THEN 253"
                " ELSE value ->> '$.table' END"
                " FROM json, json_each(json.text) ORDER BY 1",
                "SELECT priority, source_address, source_length, table_id FROM net, rtnl_rule"
                " WHERE net_namespace = net.inode AND family = 2 ORDER BY priority");
    scene_end(net.scene);
}

TEST(neighbours_as_ip_says)
{
    struct net net = net_begin();

    take_and_load(&net);
    expect_same(
        &net, ip(&net, "-4 neighbour"),
        "SELECT value ->> '$.dst' AS dst, value ->> '$.lladdr', value ->> '$.dev', value ->> '$.state[0]' = 'PERMANENT'"
        " FROM json, json_each(json.text) UNION ALL SELECT '192.0.2.77', '00:00:00:00:00:00', 'va', 0 ORDER BY dst",
        "SELECT address, mac, interface, permanent FROM net, arp_cache WHERE net_namespace = net.inode ORDER BY "
        "address");
    expect_same(&net, ip(&net, "-4 neighbour show proxy"), "SELECT value ->> '$.dst' FROM json, json_each(json.text)",
                "SELECT address FROM net, proc_net_arp WHERE net_namespace = net.inode AND flags & 8");
    expect_same(
        &net, ip(&net, "-6 neighbour"),
        "SELECT value ->> '$.dst', value ->> '$.lladdr' FROM json, json_each(json.text)",
        "SELECT address, mac FROM net, rtnl_neighbour WHERE net_namespace = net.inode AND family = 10 AND state & 128");
    scene_end(net.scene);
}

TEST(text_tables_as_ip_says)
{
    struct net net = net_begin();

    take_and_load(&net);
    expect_same(
        &net, ip(&net, "-4 route show table main"),
        "SELECT iif(value ->> '$.dst' = 'default', '0.0.0.0', substr(value ->> '$.dst' || '/', 1,"
        " instr(value ->> '$.dst' || '/', '/') - 1)) AS dst, coalesce(value ->> '$.gateway', '0.0.0.0'),"
        " coalesce(value ->> '$.dev', 'va'), coalesce(value ->> '$.metric', 0)"
        " FROM json, json_each(json.text) WHERE value ->> '$.nexthops' IS NULL ORDER BY dst",
        "SELECT destination_address, gateway_address, interface_name, metric FROM net, proc_net_route"
        " WHERE net_namespace = net.inode AND destination_address <> '198.18.0.0' ORDER BY destination_address");
    expect_same(
        &net, ip(&net, "-6 address"),
        "SELECT a.value ->> '$.local' AS address, a.value ->> '$.prefixlen', i.value ->> '$.ifname'"
        " FROM json, json_each(json.text) AS i, json_each(i.value, '$.addr_info') AS a ORDER BY address",
        "SELECT address, prefix_length, interface_name FROM net, proc_net_if_inet6 WHERE net_namespace = net.inode"
        " ORDER BY address");
    expect_same(&net, ip(&net, "-4 address"),
                "SELECT DISTINCT a.value ->> '$.local' AS address"
                " FROM json, json_each(json.text) AS i, json_each(i.value, '$.addr_info') AS a ORDER BY address",
                "SELECT DISTINCT address FROM net, proc_net_fib_trie WHERE net_namespace = net.inode AND type = 'LOCAL'"
                " AND prefix_length = 32 ORDER BY address");
    expect_same(
        &net, ip(&net, "maddress"),
        "SELECT i.value ->> '$.ifname' AS name, m.value ->> '$.address' AS address FROM json, json_each(json.text) AS "
        "i,"
        " json_each(i.value, '$.maddr') AS m WHERE m.value ->> '$.family' IS NOT NULL ORDER BY name, address",
        "SELECT interface_name AS name, group_address AS address FROM net, proc_net_igmp WHERE net_namespace = "
        "net.inode"
        " UNION ALL SELECT interface_name, group_address FROM net, proc_net_igmp6 WHERE net_namespace = net.inode"
        " ORDER BY name, address");
    assert_string_equal(query(net.scene, "case.db",
                              "SELECT mac FROM proc_net_dev_mcast WHERE net_namespace = %lld AND interface_name = 'va'"
                              " AND mac = '01005e010203'",
                              net.inode),
                        "01005e010203\n");
    assert_string_equal(
        query(net.scene, "case.db",
              "SELECT d.interface_name FROM proc_net_dev AS d JOIN rtnl_link AS l USING (snapshot_id, net_namespace,"
              " interface_name) WHERE d.net_namespace = %lld AND d.rx_bytes <= l.rx_bytes ORDER BY d.line",
              net.inode),
        "lo\nva\n");
    scene_end(net.scene);
}

/* The tools print names for the kernel's numbers. */
TEST(counters_as_the_kernel_prints_them)
{
    struct net net = net_begin();

    take_and_load(&net);
    assert_string_equal(
        query(net.scene, "case.db",
              "SELECT DISTINCT file FROM net_counters WHERE net_namespace = %lld AND file IN ('snmp', 'netstat',"
              " 'snmp6', 'sockstat', 'sockstat6', 'rt6_stats') ORDER BY file",
              net.inode),
        "netstat\nrt6_stats\nsnmp\nsnmp6\nsockstat\nsockstat6\n");
    assert_string_equal(
        query(net.scene, "case.db",
              "SELECT value FROM net_counters WHERE net_namespace = %lld AND counter_group = 'va' AND name = 'ifIndex'",
              net.inode),
        sh_ok(net.scene, "ip netns exec %s cat /sys/class/net/va/ifindex", net.name));
    assert_string_equal(query(net.scene, "case.db",
                              "SELECT group_concat(value, ' ') FROM net_counters WHERE net_namespace = %lld AND file = "
                              "'snmp' AND counter_group = 'Icmp'",
                              net.inode),
                        sh_ok(net.scene, "ip netns exec %s sed -n '4s/^Icmp: //p' /proc/net/snmp", net.name));
    scene_end(net.scene);
}

TEST(forwarding_entries_as_bridge_says)
{
    struct net net = net_begin();

    if (sh(net.scene, "ip -n %s link add br0 type bridge && ip -n %s link add vx0 type vxlan id 7 dev va dstport 4789",
           net.name, net.name)
            .status != 0) {
        scene_end(net.scene);
        skip(); /* a kernel without bridge or vxlan */
    }
    sh_ok(net.scene,
          "ip -n %s link add p0 type veth peer name p1 && ip -n %s link set p0 master br0 &&"
          " bridge -n %s fdb add 02:00:00:00:00:77 dev p0 master static &&"
          " bridge -n %s fdb append 00:00:00:00:00:00 dev vx0 dst 203.0.113.77 && bridge -n %s fdb add "
          "02:00:00:00:00:78 dev vx0 dst 203.0.113.78",
          net.name, net.name, net.name, net.name, net.name);
    take_and_load(&net);
    expect_same(
        &net, scene_text(net.scene, "bridge -n %s -j fdb", net.name),
        "SELECT value ->> '$.ifname' AS name, value ->> '$.mac' AS mac, value ->> '$.dst', value ->> '$.master',"
        " value ->> '$.vlan' AS vlan, value ->> '$.state' IS 'permanent' FROM json, json_each(json.text) ORDER BY "
        "name, mac, vlan",
        "SELECT l.interface_name AS name, n.mac, n.address, m.interface_name, n.vlan AS vlan, (n.state & 128) > 0"
        " FROM net, rtnl_neighbour AS n JOIN rtnl_link AS l USING (snapshot_id, net_namespace, interface_index)"
        " LEFT JOIN rtnl_link AS m ON m.snapshot_id = n.snapshot_id AND m.net_namespace = n.net_namespace"
        " AND m.interface_index = n.master WHERE n.net_namespace = net.inode AND n.family = 7 ORDER BY name, n.mac, "
        "vlan");
    assert_int_equal(query_number(net.scene, "case.db",
                                  "SELECT count(*) FROM rtnl_neighbour WHERE net_namespace = %lld AND family = 7"
                                  " AND address IN ('203.0.113.77', '203.0.113.78')",
                                  net.inode),
                     2);
    scene_end(net.scene);
}

/* Hooks are asked of one interface after the other; a kernel without them is asked of the first. */
TEST(hooks_name_the_interface_that_was_asked)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_usable(scene, "unshare -n collect -q | analyze load case.db -");
    assert_string_equal(query(scene, "case.db",
                              "SELECT replace(m.source, n.inode, 'N') FROM members AS m JOIN (SELECT meta ->> "
                              "'$.self.namespaces.net' AS inode FROM snapshots) AS n ON m.path GLOB 'net/' || n.inode "
                              "|| '/context/nfhook/netdev-*' ORDER BY 1"),
                        "netlink(7) nfhook/netdev-egress of lo, net:[N]\n"
                        "netlink(7) nfhook/netdev-ingress of lo, net:[N]\n");
    scene_end(scene);
}
