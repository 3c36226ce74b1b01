/* devices.c: names of interfaces, and the request for the hooks of one. */
#include "tests/support/test.h"

#include "collect/net/devices.h"

#include <arpa/inet.h>
#include <linux/if_link.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_hook.h>
#include <linux/rtnetlink.h>
#include <string.h>

/* A message of a dump of links, with a name of that many bytes. */
static void
add_link(struct bytes *out, const char *name, size_t size)
{
    static const char padding[NLA_ALIGNTO] = { 0 };
    struct ifinfomsg link = { .ifi_index = 1 };
    struct nlattr attribute = { (uint16_t)(sizeof(attribute) + size), IFLA_IFNAME };
    size_t pad = (NLA_ALIGNTO - size % NLA_ALIGNTO) % NLA_ALIGNTO;
    struct nlmsghdr header = { .nlmsg_len = (uint32_t)(sizeof(header) + sizeof(link) + sizeof(attribute) + size + pad),
                               .nlmsg_type = RTM_NEWLINK };

    bytes_append(out, &header, sizeof(header));
    bytes_append(out, &link, sizeof(link));
    bytes_append(out, &attribute, sizeof(attribute));
    bytes_append(out, name, size);
    bytes_append(out, padding, pad);
}

TEST(devices_are_those_of_the_dump_of_links)
{
    struct bytes dump = { 0 };
    struct devices devices = { 0 };

    add_link(&dump, "lo", sizeof("lo"));
    add_link(&dump, "not ended", strlen("not ended"));
    add_link(&dump, "fifteen-letters", sizeof("fifteen-letters"));
    add_link(&dump, "sixteen--letters", sizeof("sixteen--letters"));
    add_link(&dump, "eth0", sizeof("eth0"));
    devices_add(&devices, dump.data, dump.len, 3);
    assert_int_equal(devices_count(&devices), 3);
    assert_string_equal(devices_at(&devices, 0), "lo");
    assert_string_equal(devices_at(&devices, 1), "fifteen-letters");
    assert_string_equal(devices_at(&devices, 2), "eth0");
    assert_string_equal(devices_at(&devices, 3), "");
    assert_false(devices.left_out);
    devices_add(&devices, dump.data, dump.len, 3);
    assert_int_equal(devices_count(&devices), 3);
    assert_true(devices.left_out);
    bytes_free(&devices.names);
    bytes_free(&dump);
}

TEST(hooks_of_a_device_are_requested)
{
    const struct {
        struct nfgenmsg general;
        struct nlattr number;
        uint32_t hook;
        struct nlattr device;
        char name[8];
    } expected = { { .nfgen_family = NFPROTO_NETDEV, .version = NFNETLINK_V0 },
                   { 8, NFNLA_HOOK_HOOKNUM },
                   htonl(1),
                   { 9, NFNLA_HOOK_DEV },
                   "eth0" };
    size_t at = dump_find("nfhook/netdev-egress");
    struct dump_options options = { .device = "eth0" };
    struct bytes request = { 0 };

    assert_in_range(at, 0, dump_count - 1);
    assert_true(dump_is_by_device(&dumps[at]));
    assert_false(dump_is_by_device(&dumps[dump_find("nfhook/ip-input")]));
    dump_request(&request, &dumps[at], &options);
    assert_int_equal(request.len, sizeof(struct nlmsghdr) + sizeof(expected));
    assert_memory_equal(request.data + sizeof(struct nlmsghdr), &expected, sizeof(expected));
    bytes_free(&request);
}
