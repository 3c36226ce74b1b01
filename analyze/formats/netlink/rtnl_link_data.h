/*
 * IFLA_INFO_DATA: how an interface describes itself, with other attributes for each kind of interface.
 */
#ifndef ANALYZE_FORMATS_NETLINK_RTNL_LINK_DATA_H
#define ANALYZE_FORMATS_NETLINK_RTNL_LINK_DATA_H

#include "analyze/formats/lib/nlmsg.h"

struct link_data {
    struct maybe vlan_id;
    struct maybe vlan_protocol;
    struct maybe mode;
    struct nl_ip tunnel_local;
    struct nl_ip tunnel_remote;
    struct maybe tunnel_id;
    struct maybe tunnel_port;
    struct maybe tunnel_link;
    struct maybe tun_type;
    struct maybe tun_owner;
    struct maybe tun_group;
    struct maybe tun_persist;
    struct maybe tun_queues;
    struct maybe bridge_stp_state;
    struct maybe bridge_vlan_filtering;
    struct maybe bond_active;
    struct maybe vrf_table;
};

#define LINK_DATA_COLUMN(record, field, member) NL_COLUMN_IN(#member, record, field, struct link_data, member)
#define LINK_DATA_COLUMNS(record, field)                                                                           \
    LINK_DATA_COLUMN(record, field, vlan_id), LINK_DATA_COLUMN(record, field, vlan_protocol),                      \
        LINK_DATA_COLUMN(record, field, mode),                                                                     \
        NL_IP_COLUMNS_AT("tunnel_local_", offsetof(record, field) + offsetof(struct link_data, tunnel_local)),     \
        NL_IP_COLUMNS_AT("tunnel_remote_", offsetof(record, field) + offsetof(struct link_data, tunnel_remote)),   \
        LINK_DATA_COLUMN(record, field, tunnel_id), LINK_DATA_COLUMN(record, field, tunnel_port),                  \
        LINK_DATA_COLUMN(record, field, tunnel_link), LINK_DATA_COLUMN(record, field, tun_type),                   \
        LINK_DATA_COLUMN(record, field, tun_owner), LINK_DATA_COLUMN(record, field, tun_group),                    \
        LINK_DATA_COLUMN(record, field, tun_persist), LINK_DATA_COLUMN(record, field, tun_queues),                 \
        LINK_DATA_COLUMN(record, field, bridge_stp_state), LINK_DATA_COLUMN(record, field, bridge_vlan_filtering), \
        LINK_DATA_COLUMN(record, field, bond_active), LINK_DATA_COLUMN(record, field, vrf_table)

/* Decodes the attributes of an interface of this kind; an unknown kind leaves the data empty. */
void link_data(struct nl_message *m, struct slice kind, struct slice attributes, struct link_data *data);

#endif
