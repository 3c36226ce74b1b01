/* Loaded BPF objects, each as small as the kernel accepts. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int
call(int command, union bpf_attr *attr)
{
    return (int)syscall(SYS_bpf, command, attr, sizeof(*attr));
}

void
action_bpf_name(char *out, size_t size, const char *name)
{
    const char *number = getenv("BPF_NUMBER");

    if ((size_t)snprintf(out, size, "%s%s", name, number ? number : "") >= size)
        errx(1, "%s: too long", name);
}

/* "return 1": a socket filter takes one byte of each packet, a lookup of a socket goes on. */
static int
load(unsigned type, unsigned attach, const char *name)
{
    static const struct bpf_insn program[] = {
        { .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 1 },
        { .code = BPF_JMP | BPF_EXIT },
    };
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.prog_type = type;
    attr.expected_attach_type = attach;
    attr.insns = (uint64_t)(uintptr_t)program;
    attr.insn_cnt = sizeof(program) / sizeof(program[0]);
    attr.license = (uint64_t)(uintptr_t) "GPL";
    action_bpf_name(attr.prog_name, sizeof(attr.prog_name), name);
    fd = call(BPF_PROG_LOAD, &attr);
    if (fd < 0)
        err(1, "BPF_PROG_LOAD");
    return fd;
}

/* bpf-prog:NAME */
static int
do_prog(const char *label, const char *name)
{
    int fd = load(BPF_PROG_TYPE_SOCKET_FILTER, 0, name);

    action_print(label, fd);
    return fd;
}

/* bpf-filter:NAME: a socket with a program that no descriptor holds any more. */
static int
do_filter(const char *label, const char *name)
{
    int program = load(BPF_PROG_TYPE_SOCKET_FILTER, 0, name);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_ATTACH_BPF, &program, sizeof(program)) < 0 || close(program) < 0)
        err(1, "SO_ATTACH_BPF");
    action_print(label, fd);
    return fd;
}

/* bpf-map:NAME */
static int
do_map(const char *label, const char *name)
{
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.map_type = BPF_MAP_TYPE_ARRAY;
    attr.key_size = attr.value_size = 4;
    attr.max_entries = 1;
    action_bpf_name(attr.map_name, sizeof(attr.map_name), name);
    fd = call(BPF_MAP_CREATE, &attr);
    if (fd < 0)
        err(1, "BPF_MAP_CREATE");
    action_print(label, fd);
    return fd;
}

/* bpf-link:NAME links a program to our network namespace, which should be one that nobody else uses. */
static int
do_link(const char *label, const char *name)
{
    int program = load(BPF_PROG_TYPE_SK_LOOKUP, BPF_SK_LOOKUP, name);
    int space = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.link_create.prog_fd = (uint32_t)program;
    attr.link_create.target_fd = (uint32_t)space;
    attr.link_create.attach_type = BPF_SK_LOOKUP;
    fd = space < 0 ? -1 : call(BPF_LINK_CREATE, &attr);
    if (fd < 0 || close(program) < 0 || close(space) < 0)
        err(1, "BPF_LINK_CREATE");
    action_print(label, fd);
    return fd;
}

/*
 * BPF_LINK_CREATE as newer headers have it: four words, and what the kind of link needs behind them.  The numbers are
 * those of include/uapi/linux/bpf.h.
 */
struct new_link {
    uint32_t program, target, attach, flags;
    uint64_t more[6];
};

static int
create_link(const char *label, struct new_link *link)
{
    int fd = (int)syscall(SYS_bpf, BPF_LINK_CREATE, link, sizeof(*link));

    if (fd < 0 || close((int)link->program) < 0)
        err(1, "%s", label);
    action_print(label, fd);
    return fd;
}

/* bpf-cgroup:DIRECTORY attaches a program to a cgroup, without a link. */
static int
do_cgroup(const char *label, const char *directory)
{
    int cgroup = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.target_fd = (uint32_t)cgroup;
    attr.attach_bpf_fd = (uint32_t)load(BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_EGRESS, "cgroup");
    attr.attach_type = BPF_CGROUP_INET_EGRESS;
    if (cgroup < 0 || call(BPF_PROG_ATTACH, &attr) < 0 || close((int)attr.attach_bpf_fd) < 0)
        err(1, "%s", directory);
    action_print(label, cgroup);
    return cgroup;
}

/* bpf-cgroup-link:DIRECTORY */
static int
do_cgroup_link(const char *label, const char *directory)
{
    struct new_link link = { .attach = BPF_CGROUP_INET_INGRESS };
    int cgroup = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (cgroup < 0)
        err(1, "%s", directory);
    link.program = (uint32_t)load(BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_INGRESS, "cgroup_link");
    link.target = (uint32_t)cgroup;
    return create_link(label, &link);
}

/* bpf-xdp links a program to the first interface of our network namespace. */
static int
do_xdp(const char *label, const char *argument)
{
    struct new_link link = { .target = 1, .attach = BPF_XDP, .flags = 1U << 1 }; /* XDP_FLAGS_SKB_MODE */

    (void)argument;
    link.program = (uint32_t)load(BPF_PROG_TYPE_XDP, BPF_XDP, "xdp");
    return create_link(label, &link);
}

/* bpf-tcx: the same for BPF_TCX_INGRESS. */
static int
do_tcx(const char *label, const char *argument)
{
    struct new_link link = { .target = 1, .attach = 46 };

    (void)argument;
    link.program = (uint32_t)load(BPF_PROG_TYPE_SCHED_CLS, 46, "tcx");
    return create_link(label, &link);
}

/* bpf-tcx-plain: the same without a link; bpf-flow-dissector: the same for our network namespace. */
static int
do_tcx_plain(const char *label, const char *argument)
{
    union bpf_attr attr;

    (void)argument;
    memset(&attr, 0, sizeof(attr));
    attr.target_fd = 1;
    attr.attach_bpf_fd = (uint32_t)load(BPF_PROG_TYPE_SCHED_CLS, 46, "tcx_plain");
    attr.attach_type = 47; /* BPF_TCX_EGRESS */
    if (call(BPF_PROG_ATTACH, &attr) < 0 || close((int)attr.attach_bpf_fd) < 0)
        err(1, "%s", label);
    return -1;
}

static int
do_flow_dissector(const char *label, const char *argument)
{
    union bpf_attr attr;

    (void)argument;
    memset(&attr, 0, sizeof(attr));
    attr.attach_bpf_fd = (uint32_t)load(BPF_PROG_TYPE_FLOW_DISSECTOR, 0, "dissector");
    attr.attach_type = BPF_FLOW_DISSECTOR;
    if (call(BPF_PROG_ATTACH, &attr) < 0 || close((int)attr.attach_bpf_fd) < 0)
        err(1, "%s", label);
    return -1;
}

/* bpf-netfilter: BPF_PROG_TYPE_NETFILTER at the hook for local packets of IPv4, before everything else. */
static int
do_netfilter(const char *label, const char *argument)
{
    struct new_link link = { .attach = 45 };
    const uint32_t hook[] = { AF_INET, 1, (uint32_t)-128, 0 }; /* family, NF_INET_LOCAL_IN, priority, flags */

    (void)argument;
    link.program = (uint32_t)load(32, 45, "netfilter");
    memcpy(link.more, hook, sizeof(hook));
    return create_link(label, &link);
}

/* bpf-raw-tracepoint:NAME */
static int
do_raw_tracepoint(const char *label, const char *name)
{
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.raw_tracepoint.name = (uint64_t)(uintptr_t)name;
    attr.raw_tracepoint.prog_fd = (uint32_t)load(BPF_PROG_TYPE_RAW_TRACEPOINT, 0, "raw");
    fd = call(BPF_RAW_TRACEPOINT_OPEN, &attr);
    if (fd < 0 || close((int)attr.raw_tracepoint.prog_fd) < 0)
        err(1, "%s", name);
    action_print(label, fd);
    return fd;
}

/* The path of our own program, in memory that is never freed. */
static const char *
own_path(void)
{
    char *path = realpath("/proc/self/exe", NULL);

    if (!path)
        err(1, "/proc/self/exe");
    return path;
}

/* A perf event of a probe of our own program, at its byte 4096 and in our process alone. */
static int
open_uprobe(void)
{
    FILE *file = fopen("/sys/bus/event_source/devices/uprobe/type", "re");
    struct perf_event_attr attr;
    char text[16];
    int fd;

    if (!file || !fgets(text, sizeof(text), file) || fclose(file) != 0)
        err(1, "type of uprobe");
    memset(&attr, 0, sizeof(attr));
    attr.size = sizeof(attr);
    attr.type = (uint32_t)strtoul(text, NULL, 10);
    attr.uprobe_path = (uint64_t)(uintptr_t)own_path();
    attr.probe_offset = 4096;
    fd = (int)syscall(SYS_perf_event_open, &attr, getpid(), -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (fd < 0)
        err(1, "perf_event_open");
    return fd;
}

/* bpf-uprobe: a program that only the perf event holds. */
static int
do_uprobe(const char *label, const char *argument)
{
    int fd = open_uprobe(), program = load(BPF_PROG_TYPE_KPROBE, 0, "uprobe");

    (void)argument;
    if (ioctl(fd, PERF_EVENT_IOC_SET_BPF, program) < 0 || close(program) < 0)
        err(1, "PERF_EVENT_IOC_SET_BPF");
    action_print(label, fd);
    return fd;
}

/* bpf-uprobe-link: the same with a link; bpf-uprobe-multi: two probes of one link. */
static int
do_uprobe_link(const char *label, const char *argument)
{
    struct new_link link = { .target = (uint32_t)open_uprobe(), .attach = BPF_PERF_EVENT };

    (void)argument;
    link.program = (uint32_t)load(BPF_PROG_TYPE_KPROBE, 0, "uprobe_link");
    return create_link(label, &link);
}

static int
do_uprobe_multi(const char *label, const char *argument)
{
    static const uint64_t offsets[] = { 4096, 4112 };
    struct new_link link = { .attach = 48 };

    (void)argument;
    link.program = (uint32_t)load(BPF_PROG_TYPE_KPROBE, 48, "multi");
    link.more[0] = (uint64_t)(uintptr_t)own_path();
    link.more[1] = (uint64_t)(uintptr_t)offsets;
    link.more[4] = sizeof(offsets) / sizeof(offsets[0]);
    link.more[5] = (uint64_t)getpid();
    return create_link(label, &link);
}

/* bpf-pin-cls:FILE: a program for a filter of tc(8). */
static int
do_pin_cls(const char *label, const char *file)
{
    union bpf_attr attr;
    int fd = load(BPF_PROG_TYPE_SCHED_CLS, 0, "filter");

    memset(&attr, 0, sizeof(attr));
    attr.pathname = (uint64_t)(uintptr_t)file;
    attr.bpf_fd = (uint32_t)fd;
    if (call(BPF_OBJ_PIN, &attr) < 0 || close(fd) < 0)
        err(1, "%s: %s", label, file);
    return -1;
}

/* bpf-pin:FILE makes a map that nothing but its pin in a bpffs keeps. */
static int
do_pin(const char *label, const char *file)
{
    union bpf_attr attr;
    int fd = do_map(label, "pinned");

    memset(&attr, 0, sizeof(attr));
    attr.pathname = (uint64_t)(uintptr_t)file;
    attr.bpf_fd = (uint32_t)fd;
    if (call(BPF_OBJ_PIN, &attr) < 0 || close(fd) < 0)
        err(1, "%s", file);
    return -1;
}

/* classic-filter: a packet socket that takes IPv4 alone, by the classic filter of `tcpdump -dd ip`. */
static int
do_classic_filter(const char *label, const char *argument)
{
    struct sock_filter code[] = { { 0x28, 0, 0, 12 }, { 0x15, 0, 1, 0x800 }, { 0x6, 0, 0, 0x40000 }, { 0x6, 0, 0, 0 } };
    struct sock_fprog filter = { sizeof(code) / sizeof(code[0]), code };
    int fd = socket(AF_PACKET, SOCK_RAW, 0);

    (void)argument;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)) < 0)
        err(1, "SO_ATTACH_FILTER");
    action_print(label, fd);
    return fd;
}

const struct action actions_of_bpf[] = {
    { "classic-filter", do_classic_filter },
    { "bpf-prog", do_prog },
    { "bpf-filter", do_filter },
    { "bpf-map", do_map },
    { "bpf-link", do_link },
    { "bpf-cgroup", do_cgroup },
    { "bpf-cgroup-link", do_cgroup_link },
    { "bpf-xdp", do_xdp },
    { "bpf-tcx", do_tcx },
    { "bpf-tcx-plain", do_tcx_plain },
    { "bpf-flow-dissector", do_flow_dissector },
    { "bpf-netfilter", do_netfilter },
    { "bpf-raw-tracepoint", do_raw_tracepoint },
    { "bpf-uprobe", do_uprobe },
    { "bpf-uprobe-link", do_uprobe_link },
    { "bpf-uprobe-multi", do_uprobe_multi },
    { "bpf-pin", do_pin },
    { "bpf-pin-cls", do_pin_cls },
    { NULL, NULL },
};
