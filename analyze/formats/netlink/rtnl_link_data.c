/*
 * Written by fill_info of each rtnl_link_ops: vlan_fill_info (net/8021q/vlan_netlink.c), vxlan_fill_info (drivers/net/vxlan),
 * tun_fill_info (drivers/net/tun.c), br_fill_info (net/bridge/br_netlink.c), ipgre_fill_info (net/ipv4/ip_gre.c), …
 */
#include "analyze/formats/netlink/rtnl_link_data.h"

#include <linux/amt.h>
#include <linux/if_link.h>
#include <linux/if_tunnel.h>

#define N(type, encoding, field) NL_NUM(type, encoding, struct link_data, field)
#define V(type, field)           NL_VALUE(type, struct link_data, field)
#define END            \
    {                  \
        .kind = NL_END \
    }

static const struct nl_field vlan[] = {
    N(IFLA_VLAN_ID, NL_U16, vlan_id),
    N(IFLA_VLAN_PROTOCOL, NL_BE16, vlan_protocol),
    END,
};
static const struct nl_field macvlan[] = { N(IFLA_MACVLAN_MODE, NL_U32, mode), END };
static const struct nl_field ipvlan[] = { N(IFLA_IPVLAN_MODE, NL_U16, mode), END };
static const struct nl_field vxlan[] = {
    V(IFLA_VXLAN_LOCAL, tunnel_local),       V(IFLA_VXLAN_LOCAL6, tunnel_local),
    V(IFLA_VXLAN_GROUP, tunnel_remote),      V(IFLA_VXLAN_GROUP6, tunnel_remote),
    N(IFLA_VXLAN_ID, NL_U32, tunnel_id),     N(IFLA_VXLAN_PORT, NL_BE16, tunnel_port),
    N(IFLA_VXLAN_LINK, NL_U32, tunnel_link), END,
};
static const struct nl_field geneve[] = {
    V(IFLA_GENEVE_REMOTE, tunnel_remote),
    V(IFLA_GENEVE_REMOTE6, tunnel_remote),
    N(IFLA_GENEVE_ID, NL_U32, tunnel_id),
    N(IFLA_GENEVE_PORT, NL_BE16, tunnel_port),
    END,
};
/* The socket of either end, gateway or relay, is bound to the port of the relay: amt_socket_create(). */
static const struct nl_field amt[] = {
    N(IFLA_AMT_MODE, NL_U32, mode),        N(IFLA_AMT_RELAY_PORT, NL_BE16, tunnel_port),
    N(IFLA_AMT_LINK, NL_U32, tunnel_link), V(IFLA_AMT_LOCAL_IP, tunnel_local),
    V(IFLA_AMT_REMOTE_IP, tunnel_remote),  END,
};
static const struct nl_field bareudp[] = { N(IFLA_BAREUDP_PORT, NL_BE16, tunnel_port), END };
static const struct nl_field gre[] = {
    V(IFLA_GRE_LOCAL, tunnel_local),
    V(IFLA_GRE_REMOTE, tunnel_remote),
    N(IFLA_GRE_OKEY, NL_BE32, tunnel_id),
    N(IFLA_GRE_LINK, NL_U32, tunnel_link),
    END,
};
static const struct nl_field iptun[] = {
    V(IFLA_IPTUN_LOCAL, tunnel_local),
    V(IFLA_IPTUN_REMOTE, tunnel_remote),
    N(IFLA_IPTUN_LINK, NL_U32, tunnel_link),
    END,
};
static const struct nl_field vti[] = {
    V(IFLA_VTI_LOCAL, tunnel_local),
    V(IFLA_VTI_REMOTE, tunnel_remote),
    N(IFLA_VTI_OKEY, NL_BE32, tunnel_id),
    N(IFLA_VTI_LINK, NL_U32, tunnel_link),
    END,
};
static const struct nl_field xfrm[] = {
    N(IFLA_XFRM_IF_ID, NL_U32, tunnel_id),
    N(IFLA_XFRM_LINK, NL_U32, tunnel_link),
    END,
};
static const struct nl_field tun[] = {
    N(IFLA_TUN_TYPE, NL_U8, tun_type),          N(IFLA_TUN_OWNER, NL_U32, tun_owner),
    N(IFLA_TUN_GROUP, NL_U32, tun_group),       N(IFLA_TUN_PERSIST, NL_U8, tun_persist),
    N(IFLA_TUN_NUM_QUEUES, NL_U32, tun_queues), END,
};
static const struct nl_field bridge[] = {
    N(IFLA_BR_STP_STATE, NL_U32, bridge_stp_state),
    N(IFLA_BR_VLAN_FILTERING, NL_U8, bridge_vlan_filtering),
    END,
};
static const struct nl_field bond[] = {
    N(IFLA_BOND_MODE, NL_U8, mode),
    N(IFLA_BOND_ACTIVE_SLAVE, NL_U32, bond_active),
    END,
};
static const struct nl_field vrf[] = { N(IFLA_VRF_TABLE, NL_U32, vrf_table), END };

static const struct kind {
    const char *name;
    const struct nl_field *fields;
} kinds[] = {
    { "vlan", vlan },   { "macvlan", macvlan }, { "macvtap", macvlan }, { "ipvlan", ipvlan }, { "ipvtap", ipvlan },
    { "vxlan", vxlan }, { "geneve", geneve },   { "bareudp", bareudp }, { "amt", amt },       { "gre", gre },
    { "gretap", gre },  { "ip6gre", gre },      { "ip6gretap", gre },   { "erspan", gre },    { "ip6erspan", gre },
    { "ipip", iptun },  { "sit", iptun },       { "ip6tnl", iptun },    { "vti", vti },       { "vti6", vti },
    { "xfrm", xfrm },   { "tun", tun },         { "bridge", bridge },   { "bond", bond },     { "vrf", vrf },
};

void
link_data(struct nl_message *m, struct slice kind, struct slice attributes, struct link_data *data)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (slice_is(kind, kinds[i].name))
            nl_attributes(m, kinds[i].fields, attributes, data);
    }
}
