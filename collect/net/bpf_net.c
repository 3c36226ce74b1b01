/*
 * The member net/<netns>/context/bpf: programs that are attached to the interfaces of a network namespace and to the
 * namespace itself (BPF_PROG_QUERY; tcx_prog_query(), kernel/bpf/tcx.c, Linux 6.6; netkit_prog_query(),
 * drivers/net/netkit.c; netns_bpf_prog_query(), kernel/bpf/net_namespace.c).  The kernel knows an interface by its index
 * in the namespace of the thread that asks.  A program that was attached without a link has no other place.
 *
 * Those of tc(8) are in rtnetlink/filter, and those of XDP in rtnetlink/link.
 */
#include "collect/base/clock.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/base/netlink.h"
#include "collect/net/net_errand.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The most programs that an interface can have at one place: BPF_MPROG_MAX of include/linux/bpf_mprog.h. */
#define MOST_PROGRAMS 64

/* Values of enum bpf_attach_type.  A kernel that does not know one refuses it with EINVAL. */
static const unsigned of_interfaces[] = { 46, 47, 54,
                                          55 };     /* BPF_TCX_INGRESS and _EGRESS, BPF_NETKIT_PRIMARY and _PEER */
static const unsigned of_namespaces[] = { 17, 36 }; /* BPF_FLOW_DISSECTOR, BPF_SK_LOOKUP */

#define INTERFACE_TYPES (sizeof(of_interfaces) / sizeof(of_interfaces[0]))
#define NAMESPACE_TYPES (sizeof(of_namespaces) / sizeof(of_namespaces[0]))

struct query {
    struct net_errand base; /* first, so that a pointer to it is one to the struct */
    bool impossible[INTERFACE_TYPES];
};

/*
 * Appends "<place><TAB><name><TAB><attach type><TAB>prog<TAB><id>" for each program.  `target` is the index of an
 * interface or a descriptor.  0, or an errno value.
 */
static int
query(struct query *q, struct guard *guard, uint32_t target, unsigned type, const char *place, const char *name)
{
    uint32_t ids[MOST_PROGRAMS];
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.query.target_fd = target;
    attr.query.attach_type = type;
    attr.query.prog_ids = (uint64_t)(uintptr_t)ids;
    attr.query.prog_cnt = MOST_PROGRAMS;
    if (guard_bpf(guard, BPF_PROG_QUERY, &attr, sizeof(attr)) != 0)
        return errno;
    for (uint32_t i = 0; i < attr.query.prog_cnt && i < MOST_PROGRAMS; i++) {
        bytes_format(&q->base.out, "%s\t", place);
        escape_target(&q->base.out, name, strlen(name));
        bytes_format(&q->base.out, "\t%u\tprog\t%u\n", type, ids[i]);
    }
    return 0;
}

/* ENOENT: none is attached; ENODEV: the interface has gone; ENXIO: it is no netkit; EOPNOTSUPP: it is the host's end. */
static void
query_interface(struct query *q, struct guard *guard, unsigned index, const char *name)
{
    for (size_t i = 0; i < INTERFACE_TYPES && !guard_lost(guard) && q->base.error == 0; i++) {
        int error = q->impossible[i] ? 0 : query(q, guard, index, of_interfaces[i], "interface", name);

        q->impossible[i] = q->impossible[i] || error == EINVAL || error == EOPNOTSUPP;
        if (error && error != EINVAL && error != ENOENT && error != ENODEV && error != ENXIO && error != EOPNOTSUPP)
            q->base.error = error;
    }
}

/* Queries the interfaces in the messages. */
static void
take_links(struct query *q, struct guard *guard, const struct bytes *content)
{
    struct netlink_messages rest = { content->data, content->len };
    struct netlink_message message;

    while (netlink_next(&rest, &message) && !guard_lost(guard) && q->base.error == 0 && !q->base.late) {
        struct netlink_attributes attributes = netlink_attributes(&message, sizeof(struct ifinfomsg));
        struct netlink_attribute a;
        const char *name = "";
        struct ifinfomsg link;

        if (message.type != RTM_NEWLINK || message.len < sizeof(link))
            continue;
        memcpy(&link, message.data, sizeof(link));
        while (netlink_next_attribute(&attributes, &a))
            if (a.type == IFLA_IFNAME && a.len > 0 && a.data[a.len - 1] == '\0')
                name = a.data;
        query_interface(q, guard, (unsigned)link.ifi_index, name);
        q->base.late = clock_monotonic() > q->base.end;
    }
}

static void
query_interfaces(struct query *q, struct guard *guard)
{
    const struct ifinfomsg body = { .ifi_family = AF_UNSPEC };
    struct netlink_answer answer = { 0 };
    struct bytes request = { 0 }, content = { 0 };
    int fd = netlink_socket(guard, NETLINK_ROUTE), rc = -1;

    netlink_begin(&request, RTM_GETLINK);
    bytes_append(&request, &body, sizeof(body));
    netlink_finish(&request);
    if (fd >= 0)
        rc = netlink_send(guard, fd, &request);
    while (rc == 0 && !answer.done)
        rc = netlink_receive(guard, fd, &content, &answer);
    if (rc != 0 || answer.error)
        q->base.error = rc != 0 ? errno : answer.error;
    else
        take_links(q, guard, &content);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&request);
    bytes_free(&content);
}

static void
query_namespace(struct query *q, struct guard *guard)
{
    int fd = guard_openat(guard, q->base.proc, "thread-self/ns/net", O_RDONLY);

    for (size_t i = 0; i < NAMESPACE_TYPES && fd >= 0 && !guard_lost(guard); i++) {
        int error = query(q, guard, (uint32_t)fd, of_namespaces[i], "netns", "");

        if (error && error != EINVAL)
            q->base.error = error;
    }
    if (fd >= 0)
        guard_close(guard, fd);
}

/* Without bpf(2), or before Linux 4.15, there is nothing to ask. */
static void
run(struct guard *guard, void *work)
{
    struct query *q = work;

    if (net_errand_enter(guard, &q->base) != 0)
        return;
    query_namespace(q, guard);
    if (q->base.error == 0 && !guard_lost(guard))
        query_interfaces(q, guard);
}

static void
drop(void *work)
{
    struct query *q = work;

    if (q)
        net_errand_end(&q->base);
    free(q);
}

static void
conclude(struct attempt *a, const struct net_errand *work)
{
    if (work->error == ENOSYS)
        attempt_ended(a, STATE_absent, "");
}

static struct net_errand *
make(const struct net_target *target)
{
    struct query *q = calloc(1, sizeof(*q));

    (void)target;
    if (!q)
        return NULL;
    return &q->base;
}

struct unit *
unit_bpf_net(struct net_target *target)
{
    static const struct net_errand_kind kind = { .file = "bpf",
                                                 .source = "BPF_PROG_QUERY",
                                                 .late = "there was no time for all interfaces",
                                                 .seconds = offsetof(struct limits, bpf_seconds),
                                                 .errand = { .run = run, .drop = drop, .enters = true },
                                                 .make = make,
                                                 .conclude = conclude };

    return unit_net_errand(&kind, target);
}
