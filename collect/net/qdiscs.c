#include "collect/net/qdiscs.h"

#include "collect/base/netlink.h"

#include <linux/rtnetlink.h>
#include <string.h>

/* tcm_parent of the filters for packets in each direction: include/uapi/linux/pkt_sched.h, as older headers lack them. */
#define INGRESS 0xfffffff2U
#define EGRESS  0xfffffff3U

/* The handle of clsact and ingress. */
#define CLSACT 0xffff0000U

bool
dump_is_of_filters(const struct dump *dump)
{
    return strcmp(dump->format, "rtnl_filter") == 0;
}

size_t
filter_places_count(const struct filter_places *places)
{
    return places->list.len / sizeof(struct filter_place);
}

struct filter_place
filter_places_at(const struct filter_places *places, size_t index)
{
    struct filter_place place = { 0, 0 };

    if (index < filter_places_count(places))
        memcpy(&place, places->list.data + index * sizeof(place), sizeof(place));
    return place;
}

static void
add(struct filter_places *places, int interface, uint32_t parent, uint64_t most)
{
    const struct filter_place place = { (uint32_t)interface, parent };

    if (filter_places_count(places) < most)
        bytes_append(&places->list, &place, sizeof(place));
    else
        places->left_out = true;
}

/* What the kernel gives an interface by itself has the handle 0, and cannot have filters. */
void
filter_places_add(struct filter_places *places, const char *data, size_t len, uint64_t most)
{
    struct netlink_messages messages = { data, len };
    struct netlink_message m;
    struct tcmsg qdisc;

    while (netlink_next(&messages, &m)) {
        if (m.type != RTM_NEWQDISC || m.len < sizeof(qdisc))
            continue;
        memcpy(&qdisc, m.data, sizeof(qdisc));
        if (qdisc.tcm_handle == CLSACT) {
            add(places, qdisc.tcm_ifindex, INGRESS, most);
            add(places, qdisc.tcm_ifindex, EGRESS, most);
        } else if (qdisc.tcm_handle != 0) {
            add(places, qdisc.tcm_ifindex, qdisc.tcm_handle, most);
        }
    }
}
