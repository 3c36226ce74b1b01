#include "collect/net/devices.h"

#include "collect/base/netlink.h"

#include <linux/if_link.h>
#include <linux/netfilter.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>

bool
dump_is_by_device(const struct dump *dump)
{
    return strcmp(dump->format, "nf_hooks") == 0 && dump->family == NFPROTO_NETDEV;
}

size_t
devices_count(const struct devices *devices)
{
    return devices->names.len / IFNAMSIZ;
}

const char *
devices_at(const struct devices *devices, size_t index)
{
    return index < devices_count(devices) ? devices->names.data + index * IFNAMSIZ : "";
}

static void
add(struct devices *devices, const struct netlink_attribute *value, uint64_t most)
{
    char name[IFNAMSIZ] = "";

    if (value->len == 0 || value->len > sizeof(name) || value->data[value->len - 1] != '\0')
        return; /* no kernel sends that */
    memcpy(name, value->data, value->len);
    if (devices_count(devices) < most)
        bytes_append(&devices->names, name, sizeof(name));
    else
        devices->left_out = true;
    devices->left_out = devices->left_out || devices->names.failed;
}

void
devices_add(struct devices *devices, const char *data, size_t len, uint64_t most)
{
    struct netlink_messages messages = { data, len };
    struct netlink_message m;

    while (netlink_next(&messages, &m)) {
        struct netlink_attributes attributes = netlink_attributes(&m, sizeof(struct ifinfomsg));
        struct netlink_attribute a;

        if (m.type != RTM_NEWLINK || m.len < sizeof(struct ifinfomsg))
            continue;
        while (netlink_next_attribute(&attributes, &a))
            if (a.type == IFLA_IFNAME)
                add(devices, &a, most);
    }
}
