#include "analyze/answers/ss/protocols.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

struct name {
    int64_t number;
    const char *text;
};

/* etc/iproute2/nl_protos, the names that iproute2 comes with. */
static const struct name netlink[] = {
    { 0, "rtnl" },       { 1, "unused" },     { 2, "usersock" },    { 3, "fw" },        { 4, "tcpdiag" },
    { 5, "nflog" },      { 6, "xfrm" },       { 7, "selinux" },     { 8, "iscsi" },     { 9, "audit" },
    { 10, "fiblookup" }, { 11, "connector" }, { 12, "nft" },        { 13, "ip6fw" },    { 14, "dec-rt" },
    { 15, "uevent" },    { 16, "genl" },      { 18, "scsi-trans" }, { 19, "ecryptfs" }, { 20, "rdma" },
    { 21, "crypto" },
};

/* lib/ll_proto.c, with the numbers of include/uapi/linux/if_ether.h; the first of two names is the one that is printed. */
static const struct name ethernet[] = {
    { 0x0060, "loop" },      { 0x0200, "pup" },      { 0x0201, "pupat" },     { 0x0800, "ip" },
    { 0x0805, "x25" },       { 0x0806, "arp" },      { 0x08FF, "bpq" },       { 0x0a00, "ieeepup" },
    { 0x0a01, "ieeepupat" }, { 0x6000, "dec" },      { 0x6001, "dna_dl" },    { 0x6002, "dna_rc" },
    { 0x6003, "dna_rt" },    { 0x6004, "lat" },      { 0x6005, "diag" },      { 0x6006, "cust" },
    { 0x6007, "sca" },       { 0x8035, "rarp" },     { 0x809B, "atalk" },     { 0x80F3, "aarp" },
    { 0x8137, "ipx" },       { 0x86DD, "ipv6" },     { 0x8863, "ppp_disc" },  { 0x8864, "ppp_ses" },
    { 0x884c, "atmmpoa" },   { 0x8884, "atmfate" },  { 0x0001, "802_3" },     { 0x0002, "ax25" },
    { 0x0003, "all" },       { 0x0004, "802_2" },    { 0x0005, "snap" },      { 0x0006, "ddcmp" },
    { 0x0007, "wan_ppp" },   { 0x0008, "ppp_mp" },   { 0x0009, "localtalk" }, { 0x000C, "can" },
    { 0x0010, "ppptalk" },   { 0x0011, "tr_802_2" }, { 0x0015, "mobitex" },   { 0x0016, "control" },
    { 0x0017, "irda" },      { 0x0018, "econet" },   { 0x88CA, "tipc" },      { 0x8892, "profinet" },
    { 0x88A2, "aoe" },       { 0x88A4, "ethercat" }, { 0x8100, "802.1Q" },    { 0x88A8, "802.1ad" },
    { 0x8847, "mpls_uc" },   { 0x8848, "mpls_mc" },  { 0x6558, "teb" },       { 0x8902, "cfm" },
    { 0x88cc, "LLDP" },      { 0x0800, "ipv4" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *
name_of(const struct name *names, size_t count, int64_t number)
{
    for (size_t i = 0; i < count; i++)
        if (names[i].number == number)
            return names[i].text;
    return NULL;
}

static bool
number_of(const struct name *names, size_t count, const char *text, int64_t *number)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(names[i].text, text) != 0)
            continue;
        *number = names[i].number;
        return true;
    }
    return false;
}

const char *
ss_netlink_name(int64_t protocol)
{
    return name_of(netlink, COUNT(netlink), protocol);
}

const char *
ss_ethernet_name(int64_t protocol)
{
    return name_of(ethernet, COUNT(ethernet), protocol);
}

bool
ss_netlink_number(const char *name, int64_t *protocol)
{
    return number_of(netlink, COUNT(netlink), name, protocol);
}

bool
ss_ethernet_number(const char *name, int64_t *protocol)
{
    return number_of(ethernet, COUNT(ethernet), name, protocol);
}
