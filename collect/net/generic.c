#include "collect/net/generic.h"

#include "collect/base/netlink.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <string.h>

/* The path of a generic netlink dump is this prefix and the name of the family. */
static const char directory[] = "genetlink/";

static bool
is_generic(const struct dump *dump)
{
    return strncmp(dump->path, directory, sizeof(directory) - 1) == 0;
}

/* Whether the attribute, which may end with a NUL, is that name. */
static bool
is_name(const struct netlink_attribute *a, const char *name)
{
    size_t len = strnlen(a->data, a->len);

    return len == strlen(name) && memcmp(a->data, name, len) == 0;
}

static void
set_id(struct generic *generic, const struct netlink_attribute *name, uint16_t id)
{
    for (size_t i = 0; i < GENERIC_DUMPS; i++)
        if (is_generic(&dumps[i]) && is_name(name, dumps[i].path + sizeof(directory) - 1))
            generic->ids[i] = id;
}

void
generic_take(struct generic *generic, const char *data, size_t len)
{
    struct netlink_messages messages = { data, len };
    struct netlink_attribute a, name;
    struct netlink_message m;
    uint16_t id;

    while (netlink_next(&messages, &m)) {
        struct netlink_attributes attributes = netlink_attributes(&m, GENL_HDRLEN);

        name.len = id = 0;
        while (m.type == GENL_ID_CTRL && netlink_next_attribute(&attributes, &a)) {
            if (a.type == CTRL_ATTR_FAMILY_NAME)
                name = a;
            if (a.type == CTRL_ATTR_FAMILY_ID && a.len == sizeof(id))
                memcpy(&id, a.data, sizeof(id));
        }
        if (name.len > 0)
            set_id(generic, &name, id);
    }
}

struct generic
generic_ask(struct guard *guard, int fd)
{
    struct genlmsghdr body = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
    struct netlink_answer answer = { 0 };
    struct generic generic = { 0 };
    struct bytes message = { 0 };
    int rc;

    netlink_begin(&message, GENL_ID_CTRL);
    bytes_append(&message, &body, sizeof(body));
    netlink_finish(&message);
    rc = netlink_send(guard, fd, &message);
    bytes_clear(&message);
    while (rc == 0 && !answer.done)
        rc = netlink_receive(guard, fd, &message, &answer);
    generic.error = rc != 0 ? errno : answer.error;
    if (!generic.error)
        generic_take(&generic, message.data, message.len);
    bytes_free(&message);
    return generic;
}

unsigned
generic_id(const struct generic *generic, const struct dump *dump)
{
    return generic->ids[dump - dumps];
}

bool
generic_is_by_interface(const struct dump *dump)
{
    return is_generic(dump) && strcmp(dump->path + sizeof(directory) - 1, WG_GENL_NAME) == 0;
}

static bool
is_wireguard(const struct netlink_attribute *info)
{
    struct netlink_attributes attributes = netlink_inside(info);
    struct netlink_attribute a;

    while (netlink_next_attribute(&attributes, &a))
        if (a.type == IFLA_INFO_KIND && is_name(&a, WG_GENL_NAME))
            return true;
    return false;
}

int
generic_add_interfaces(struct numbers *interfaces, const char *data, size_t len)
{
    struct netlink_messages messages = { data, len };
    struct netlink_message m;
    int rc = 0;

    while (rc == 0 && netlink_next(&messages, &m)) {
        struct netlink_attributes attributes = netlink_attributes(&m, sizeof(struct ifinfomsg));
        struct netlink_attribute a;
        struct ifinfomsg link;

        if (m.type != RTM_NEWLINK || m.len < sizeof(link))
            continue;
        memcpy(&link, m.data, sizeof(link));
        while (netlink_next_attribute(&attributes, &a))
            if (a.type == IFLA_LINKINFO && is_wireguard(&a))
                rc = numbers_add(interfaces, (unsigned)link.ifi_index);
    }
    return rc;
}

/* Overwrites the value of an attribute that lies within `data`. */
static void
wipe(char *data, const struct netlink_attribute *a)
{
    memset(data + (a->data - data), 0, a->len);
}

static void
wipe_peer(char *data, const struct netlink_attribute *peer)
{
    struct netlink_attributes attributes = netlink_inside(peer);
    struct netlink_attribute a;

    while (netlink_next_attribute(&attributes, &a))
        if (a.type == WGPEER_A_PRESHARED_KEY)
            wipe(data, &a);
}

void
generic_wipe_keys(char *data, size_t len)
{
    struct netlink_messages messages = { data, len };
    struct netlink_attribute a, peer;
    struct netlink_message m;

    while (netlink_next(&messages, &m)) {
        struct netlink_attributes attributes = netlink_attributes(&m, GENL_HDRLEN);

        while (m.type >= GENL_MIN_ID && netlink_next_attribute(&attributes, &a)) {
            struct netlink_attributes peers = netlink_inside(&a);

            if (a.type == WGDEVICE_A_PRIVATE_KEY)
                wipe(data, &a);
            while (a.type == WGDEVICE_A_PEERS && netlink_next_attribute(&peers, &peer))
                wipe_peer(data, &peer);
        }
    }
}
