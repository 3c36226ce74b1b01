/* Loaded BPF objects, each as small as the kernel accepts. */
#include "tests/support/actions.h"

#include <err.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int
call(int command, union bpf_attr *attr)
{
    return (int)syscall(SYS_bpf, command, attr, sizeof(*attr));
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
    snprintf(attr.prog_name, sizeof(attr.prog_name), "%s", name);
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
    snprintf(attr.map_name, sizeof(attr.map_name), "%s", name);
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

const struct action actions_of_bpf[] = {
    { "bpf-prog", do_prog }, { "bpf-filter", do_filter }, { "bpf-map", do_map }, { "bpf-link", do_link },
    { NULL, NULL },
};
