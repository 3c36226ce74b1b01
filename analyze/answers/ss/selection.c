#include "analyze/answers/ss/selection.h"

#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#define INET (SS_FAMILY(AF_INET) | SS_FAMILY(AF_INET6))
#define CONNECTED \
    (SS_ALL_STATES & ~(SS_STATE(SS_LISTEN) | SS_STATE(SS_CLOSE) | SS_STATE(SS_TIME_WAIT) | SS_STATE(SS_SYN_RECV)))
#define CLOSED SS_STATE(SS_CLOSE)

#define UNIX   (SS_TABLE(SS_UNIX_STREAM) | SS_TABLE(SS_UNIX_DGRAM) | SS_TABLE(SS_UNIX_SEQPACKET))
#define PACKET (SS_TABLE(SS_PACKET_RAW) | SS_TABLE(SS_PACKET_DGRAM))
/* ss has no word for vsock sockets of sequenced packets, and lists them with both others. */
#define VSOCK_STREAM (SS_TABLE(SS_VSOCK_STREAM) | SS_TABLE(SS_VSOCK_SEQPACKET))
#define VSOCK_DGRAM  (SS_TABLE(SS_VSOCK_DGRAM) | SS_TABLE(SS_VSOCK_SEQPACKET))
#define VSOCK        (VSOCK_STREAM | VSOCK_DGRAM)
#define INET_TABLES                                                                                     \
    (SS_TABLE(SS_TCP) | SS_TABLE(SS_MPTCP) | SS_TABLE(SS_UDP) | SS_TABLE(SS_DCCP) | SS_TABLE(SS_SCTP) | \
     SS_TABLE(SS_RAW))
#define EVERY_TABLE (SS_TABLE(SS_TABLES) - 1)

static const struct {
    uint64_t families;
    unsigned states; /* without -a and the like */
} tables[SS_TABLES] = {
    [SS_NETLINK] = { SS_FAMILY(AF_NETLINK), CLOSED },
    [SS_PACKET_RAW] = { SS_FAMILY(AF_PACKET), CLOSED },
    [SS_PACKET_DGRAM] = { SS_FAMILY(AF_PACKET), CLOSED },
    [SS_UNIX_STREAM] = { SS_FAMILY(AF_UNIX), CONNECTED },
    [SS_UNIX_DGRAM] = { SS_FAMILY(AF_UNIX), CLOSED },
    [SS_UNIX_SEQPACKET] = { SS_FAMILY(AF_UNIX), CONNECTED },
    [SS_RAW] = { INET, SS_STATE(SS_ESTABLISHED) },
    [SS_UDP] = { INET, SS_STATE(SS_ESTABLISHED) },
    [SS_TCP] = { INET, CONNECTED },
    [SS_DCCP] = { INET, CONNECTED },
    [SS_SCTP] = { INET, CONNECTED },
    [SS_VSOCK_STREAM] = { SS_FAMILY(AF_VSOCK), CONNECTED },
    [SS_VSOCK_DGRAM] = { SS_FAMILY(AF_VSOCK), CONNECTED },
    [SS_VSOCK_SEQPACKET] = { SS_FAMILY(AF_VSOCK), CONNECTED },
    [SS_XDP] = { SS_FAMILY(AF_XDP), CLOSED },
    [SS_MPTCP] = { INET, CONNECTED },
};

static const struct {
    const char *name;
    int family;
    unsigned tables, states;
} families[] = {
    { "inet", AF_INET, INET_TABLES, CONNECTED },
    { "inet6", AF_INET6, INET_TABLES, CONNECTED },
    { "unix", AF_UNIX, UNIX, CONNECTED },
    { "link", AF_PACKET, PACKET, CLOSED },
    { "netlink", AF_NETLINK, SS_TABLE(SS_NETLINK), CLOSED },
    { "vsock", AF_VSOCK, VSOCK, CONNECTED },
    { "xdp", AF_XDP, SS_TABLE(SS_XDP), CLOSED },
};

static const struct {
    const char *name;
    unsigned tables;
} queries[] = {
    { "all", EVERY_TABLE },
    { "inet", INET_TABLES },
    { "udp", SS_TABLE(SS_UDP) },
    { "dccp", SS_TABLE(SS_DCCP) },
    { "tcp", SS_TABLE(SS_TCP) },
    { "mptcp", SS_TABLE(SS_MPTCP) },
    { "sctp", SS_TABLE(SS_SCTP) },
    { "raw", SS_TABLE(SS_RAW) },
    { "unix", UNIX },
    { "unix_stream", SS_TABLE(SS_UNIX_STREAM) },
    { "u_str", SS_TABLE(SS_UNIX_STREAM) },
    { "unix_dgram", SS_TABLE(SS_UNIX_DGRAM) },
    { "u_dgr", SS_TABLE(SS_UNIX_DGRAM) },
    { "unix_seqpacket", SS_TABLE(SS_UNIX_SEQPACKET) },
    { "u_seq", SS_TABLE(SS_UNIX_SEQPACKET) },
    { "packet", PACKET },
    { "packet_raw", SS_TABLE(SS_PACKET_RAW) },
    { "p_raw", SS_TABLE(SS_PACKET_RAW) },
    { "packet_dgram", SS_TABLE(SS_PACKET_DGRAM) },
    { "p_dgr", SS_TABLE(SS_PACKET_DGRAM) },
    { "netlink", SS_TABLE(SS_NETLINK) },
    { "vsock", VSOCK },
    { "vsock_stream", VSOCK_STREAM },
    { "v_str", VSOCK_STREAM },
    { "vsock_dgram", VSOCK_DGRAM },
    { "v_dgr", VSOCK_DGRAM },
    { "xdp", SS_TABLE(SS_XDP) },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
add_tables(struct ss_selection *selection, unsigned set)
{
    for (size_t i = 0; i < SS_TABLES; i++)
        if (set & SS_TABLE(i))
            ss_select_table(selection, (enum ss_table)i);
}

void
ss_select_table(struct ss_selection *selection, enum ss_table table)
{
    selection->tables |= SS_TABLE(table);
    selection->states |= tables[table].states;
    selection->chosen = true;
}

void
ss_select_family(struct ss_selection *selection, int family)
{
    for (size_t i = 0; i < COUNT(families); i++)
        if (families[i].family == family)
            selection->states |= families[i].states;
    selection->families |= SS_FAMILY(family);
    selection->preferred = family;
    selection->chosen = true;
}

int
ss_select_family_by_name(struct ss_selection *selection, const char *name, struct error *error)
{
    for (size_t i = 0; i < COUNT(families); i++) {
        if (strcmp(families[i].name, name) != 0)
            continue;
        ss_select_family(selection, families[i].family);
        return 0;
    }
    if (strcmp(name, "tipc") == 0)
        return error_set(
            error, "ss: -f tipc: no table of tipc sockets is captured; the table sockets has what descriptors show");
    return error_set(error, "ss: -f wants inet, inet6, link, unix, netlink, vsock or xdp, not \"%s\"", name);
}

/* One name of -A. */
static int
query_one(struct ss_selection *selection, struct slice name)
{
    bool exclude = slice_begins(name, "!");

    name = slice_skip(name, exclude);
    for (size_t i = 0; i < COUNT(queries); i++) {
        if (!slice_is(name, queries[i].name))
            continue;
        if (exclude)
            selection->tables &= ~queries[i].tables;
        else
            add_tables(selection, queries[i].tables);
        return 0;
    }
    return -1;
}

int
ss_select_query(struct ss_selection *selection, const char *query, struct error *error)
{
    if (!selection->queried)
        selection->tables = 0;
    selection->queried = true;
    selection->chosen = true;
    for (const char *name = query; name;) {
        size_t len = strcspn(name, ",");

        if (query_one(selection, (struct slice){ name, len }))
            return error_set(error, "ss: -A %s: \"%.*s\" is no table of sockets (see ss(8))", query, (int)len, name);
        name = name[len] ? name + len + 1 : NULL;
    }
    return 0;
}

static const struct {
    const char *name;
    unsigned states;
} states[] = {
    { "established", SS_STATE(SS_ESTABLISHED) },
    { "syn-sent", SS_STATE(SS_SYN_SENT) },
    { "syn-recv", SS_STATE(SS_SYN_RECV) },
    { "syn-rcv", SS_STATE(SS_SYN_RECV) },
    { "fin-wait-1", SS_STATE(SS_FIN_WAIT1) },
    { "fin-wait-2", SS_STATE(SS_FIN_WAIT2) },
    { "time-wait", SS_STATE(SS_TIME_WAIT) },
    { "unconnected", CLOSED },
    { "close", CLOSED },
    { "closed", CLOSED },
    { "close-wait", SS_STATE(SS_CLOSE_WAIT) },
    { "last-ack", SS_STATE(SS_LAST_ACK) },
    { "listening", SS_STATE(SS_LISTEN) },
    { "closing", SS_STATE(SS_CLOSING) },
    { "bound-inactive", SS_STATE(SS_BOUND_INACTIVE) },
    { "unknown", SS_STATE(SS_UNKNOWN) },
    { "all", SS_ALL_STATES },
    { "connected", SS_ALL_STATES & ~(CLOSED | SS_STATE(SS_LISTEN)) },
    { "synchronized", SS_ALL_STATES & ~(CLOSED | SS_STATE(SS_LISTEN) | SS_STATE(SS_SYN_SENT)) },
    { "bucket", SS_STATE(SS_SYN_RECV) | SS_STATE(SS_TIME_WAIT) },
    { "big", SS_ALL_STATES & ~(SS_STATE(SS_SYN_RECV) | SS_STATE(SS_TIME_WAIT)) },
};

int
ss_select_state(struct ss_selection *selection, struct slice name, bool exclude)
{
    for (size_t i = 0; i < COUNT(states); i++) {
        if (name.len != strlen(states[i].name) || strncasecmp(name.ptr, states[i].name, name.len) != 0)
            continue;
        if (!selection->with_states)
            selection->wanted_states = exclude ? SS_ALL_STATES : 0;
        selection->with_states = true;
        if (exclude)
            selection->wanted_states &= ~states[i].states;
        else
            selection->wanted_states |= states[i].states;
        return 0;
    }
    return -1;
}

void
ss_select_defaults(struct ss_selection *selection)
{
    if (selection->wanted_states != 0 || selection->with_states)
        selection->states = selection->wanted_states;
    else if (!selection->chosen || selection->queried)
        selection->states = CONNECTED;
    if (!selection->chosen)
        selection->tables = EVERY_TABLE;
    for (size_t i = 0; i < SS_TABLES; i++)
        if ((selection->tables & SS_TABLE(i)) && !(tables[i].families & selection->families))
            selection->families |= tables[i].families;
    for (size_t i = 0; i < COUNT(families); i++)
        if ((selection->families & SS_FAMILY(families[i].family)) && !(families[i].tables & selection->tables))
            selection->tables |= families[i].tables;
}

const char *
ss_selection_is_empty(const struct ss_selection *selection)
{
    if (selection->tables == 0)
        return "ss: no socket tables to show with such filter";
    if (selection->families == 0)
        return "ss: no families to show with such filter";
    return selection->states == 0 ? "ss: no socket states to show with such filter" : NULL;
}

enum ss_state
ss_state_of(const char *word, enum ss_table table)
{
    static const struct {
        const char *word;
        enum ss_state state;
    } words[] = {
        { "ESTABLISHED", SS_ESTABLISHED },
        { "CONNECTED", SS_ESTABLISHED },
        { "SYN_SENT", SS_SYN_SENT },
        { "CONNECTING", SS_SYN_SENT },
        { "SYN_RECV", SS_SYN_RECV },
        { "FIN_WAIT1", SS_FIN_WAIT1 },
        { "FIN_WAIT2", SS_FIN_WAIT2 },
        { "TIME_WAIT", SS_TIME_WAIT },
        { "CLOSED", SS_CLOSE },
        { "UNCONNECTED", SS_CLOSE },
        { "FREE", SS_CLOSE },
        { "CLOSE_WAIT", SS_CLOSE_WAIT },
        { "LAST_ACK", SS_LAST_ACK },
        { "LISTEN", SS_LISTEN },
        { "LISTENING", SS_LISTEN },
        { "CLOSING", SS_CLOSING },
        { "DISCONNECTING", SS_CLOSING },
    };

    if (table == SS_NETLINK || table == SS_PACKET_RAW || table == SS_PACKET_DGRAM || table == SS_XDP)
        return SS_CLOSE;
    for (size_t i = 0; word && i < COUNT(words); i++) {
        if (strcmp(words[i].word, word) != 0)
            continue;
        /* The kernel has no list of those that are neither bound nor connected. */
        return words[i].state == SS_CLOSE && (table == SS_TCP || table == SS_DCCP) ? SS_BOUND_INACTIVE : words[i].state;
    }
    return SS_UNKNOWN;
}

const char *
ss_state_title(enum ss_state state)
{
    static const char *const titles[SS_STATES] = {
        [SS_UNKNOWN] = "UNKNOWN",       [SS_ESTABLISHED] = "ESTAB",    [SS_SYN_SENT] = "SYN-SENT",
        [SS_SYN_RECV] = "SYN-RECV",     [SS_FIN_WAIT1] = "FIN-WAIT-1", [SS_FIN_WAIT2] = "FIN-WAIT-2",
        [SS_TIME_WAIT] = "TIME-WAIT",   [SS_CLOSE] = "UNCONN",         [SS_CLOSE_WAIT] = "CLOSE-WAIT",
        [SS_LAST_ACK] = "LAST-ACK",     [SS_LISTEN] = "LISTEN",        [SS_CLOSING] = "CLOSING",
        [SS_BOUND_INACTIVE] = "UNCONN",
    };

    return titles[state] ? titles[state] : "UNKNOWN";
}
