/* Address translation of this network namespace, by nf_tables: net/netfilter/nf_tables_api.c, nft_nat.c, nft_masq.c. */
#include "tests/support/actions.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A batch of messages: nf_tables takes all of a batch or nothing. */
struct batch {
    _Alignas(struct nlmsghdr) unsigned char bytes[2048];
    size_t length;
    size_t message; /* where the open message begins */
};

static void
add(struct batch *b, const void *bytes, size_t length)
{
    if (length + 4 > sizeof(b->bytes) - b->length)
        errx(1, "too long a batch");
    memcpy(b->bytes + b->length, bytes, length);
    b->length += (length + 3) / 4 * 4; /* the rest is 0 already */
}

/* Sets the length of a message or an attribute that begins there: the first field of both. */
static void
close_at(struct batch *b, size_t begin, size_t width)
{
    uint32_t length = (uint32_t)(b->length - begin);

    memcpy(b->bytes + begin, width == 4 ? (void *)&length : (void *)&(uint16_t){ (uint16_t)length }, width);
}

static void
begin_message(struct batch *b, unsigned type, unsigned flags, unsigned family, unsigned resource)
{
    struct nlmsghdr header = { .nlmsg_type = (uint16_t)type, .nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags) };
    struct nfgenmsg nfgen = { .nfgen_family = (uint8_t)family, .res_id = htons((uint16_t)resource) };

    b->message = b->length;
    add(b, &header, sizeof(header));
    add(b, &nfgen, sizeof(nfgen));
}

static void
end_message(struct batch *b)
{
    close_at(b, b->message, 4);
}

static size_t
open_attribute(struct batch *b, unsigned type)
{
    size_t begin = b->length;

    add(b, &(struct nlattr){ .nla_type = (uint16_t)(type | NLA_F_NESTED) }, sizeof(struct nlattr));
    return begin;
}

static void
put_attribute(struct batch *b, unsigned type, const void *bytes, size_t length)
{
    struct nlattr header = { .nla_len = (uint16_t)(sizeof(header) + length), .nla_type = (uint16_t)type };

    add(b, &header, sizeof(header));
    add(b, bytes, length);
}

static void
put_text(struct batch *b, unsigned type, const char *text)
{
    put_attribute(b, type, text, strlen(text) + 1);
}

static void
put_number(struct batch *b, unsigned type, uint32_t value)
{
    put_attribute(b, type, &(uint32_t){ htonl(value) }, sizeof(value));
}

/* A chain for connections that come in (dnat) or go out (snat); its rule is open then, up to its expressions. */
static size_t
begin_rule(struct batch *b, const char *chain, uint32_t hook, uint32_t priority)
{
    size_t inner;

    begin_message(b, NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN, NLM_F_CREATE, NFPROTO_IPV4, 0);
    put_text(b, NFTA_CHAIN_TABLE, "nat");
    put_text(b, NFTA_CHAIN_NAME, chain);
    inner = open_attribute(b, NFTA_CHAIN_HOOK);
    put_number(b, NFTA_HOOK_HOOKNUM, hook);
    put_number(b, NFTA_HOOK_PRIORITY, priority);
    close_at(b, inner, 2);
    put_text(b, NFTA_CHAIN_TYPE, "nat");
    end_message(b);
    begin_message(b, NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND | NLM_F_ACK, NFPROTO_IPV4,
                  0);
    put_text(b, NFTA_RULE_TABLE, "nat");
    put_text(b, NFTA_RULE_CHAIN, chain);
    return open_attribute(b, NFTA_RULE_EXPRESSIONS);
}

/* Opens an expression; the caller puts its data, if any, before close_expression. */
static void
open_expression(struct batch *b, const char *name, size_t opened[2])
{
    opened[0] = open_attribute(b, NFTA_LIST_ELEM);
    put_text(b, NFTA_EXPR_NAME, name);
    opened[1] = open_attribute(b, NFTA_EXPR_DATA);
}

static void
close_expression(struct batch *b, const size_t opened[2])
{
    close_at(b, opened[1], 2);
    close_at(b, opened[0], 2);
}

static void
put_dnat(struct batch *b, const char *address)
{
    size_t opened[2], rule = begin_rule(b, "in", NF_INET_PRE_ROUTING, (uint32_t)-100), inner;
    struct in_addr to;

    if (inet_pton(AF_INET, address, &to) != 1)
        errx(1, "not an address: %s", address);
    open_expression(b, "immediate", opened);
    put_number(b, NFTA_IMMEDIATE_DREG, NFT_REG_1);
    inner = open_attribute(b, NFTA_IMMEDIATE_DATA);
    put_attribute(b, NFTA_DATA_VALUE, &to, sizeof(to));
    close_at(b, inner, 2);
    close_expression(b, opened);
    open_expression(b, "nat", opened);
    put_number(b, NFTA_NAT_TYPE, NFT_NAT_DNAT);
    put_number(b, NFTA_NAT_FAMILY, NFPROTO_IPV4);
    put_number(b, NFTA_NAT_REG_ADDR_MIN, NFT_REG_1);
    close_expression(b, opened);
    close_at(b, rule, 2);
    end_message(b);
}

static void
put_masquerade(struct batch *b)
{
    size_t opened[2], rule = begin_rule(b, "out", NF_INET_POST_ROUTING, 100);

    open_expression(b, "masq", opened);
    close_expression(b, opened);
    close_at(b, rule, 2);
    end_message(b);
}

/* Sends the batch.  When send() returns, the kernel has queued its answers: errors, and acknowledgements that were asked for. */
static void
run(const struct batch *b)
{
    struct {
        struct nlmsghdr header;
        struct nlmsgerr error;
        unsigned char rest[4096];
    } answer;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER), answers = 0;

    if (fd < 0 || send(fd, b->bytes, b->length, 0) != (ssize_t)b->length)
        err(1, "nf_tables");
    for (; recv(fd, &answer, sizeof(answer), MSG_DONTWAIT) > 0; answers++) {
        errno = -answer.error.error;
        if (answer.header.nlmsg_type != NLMSG_ERROR || errno != 0)
            err(1, "nf_tables");
    }
    if (answers == 0 || close(fd) < 0)
        err(1, "nf_tables did not answer");
}

/*
 * nat:ADDRESS, nat:ADDRESS,masquerade or nat:masquerade: every IPv4 connection that comes in goes on to ADDRESS; all that go out have
 * the address of the interface that they go out of.
 */
static int
do_nat(const char *label, const char *argument)
{
    const char *masquerade = strstr(argument, "masquerade");
    struct batch batch = { .length = 0 };
    char address[INET_ADDRSTRLEN] = "";

    if (argument != masquerade && strcspn(argument, ",") < sizeof(address))
        memcpy(address, argument, strcspn(argument, ","));
    begin_message(&batch, NFNL_MSG_BATCH_BEGIN, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES);
    end_message(&batch);
    begin_message(&batch, NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWTABLE, NLM_F_CREATE, NFPROTO_IPV4, 0);
    put_text(&batch, NFTA_TABLE_NAME, "nat");
    end_message(&batch);
    if (address[0])
        put_dnat(&batch, address);
    if (masquerade)
        put_masquerade(&batch);
    begin_message(&batch, NFNL_MSG_BATCH_END, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES);
    end_message(&batch);
    run(&batch);
    action_print_number(label, getpid(), 0);
    return -1;
}

const struct action actions_of_nat[] = {
    { "nat", do_nat },
    { NULL, NULL },
};
