/* Programs at functions of the kernel, which BPF_PROG_LOAD takes by their number in the kernel's BTF. */
#include "tests/support/actions.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* enum bpf_prog_type and bpf_attach_type. */
enum { TRACING = 26, STRUCT_OPS, LSM = 29, RAW_TP = 23, FENTRY, FEXIT, LSM_MAC = 27, ITER };

struct kernel {
    char *types, *types_end, *strings;
};

static struct kernel
read_kernel(void)
{
    int fd = open("/sys/kernel/btf/vmlinux", O_RDONLY | O_CLOEXEC);
    struct btf_header header;
    struct stat st;
    struct kernel k;
    char *data;
    ssize_t count = 1;

    if (fd < 0 || fstat(fd, &st) != 0 || !(data = malloc((size_t)st.st_size)))
        err(1, "vmlinux");
    for (off_t at = 0; at < st.st_size && count > 0; at += count)
        count = read(fd, data + at, (size_t)(st.st_size - at));
    if (count <= 0 || close(fd) != 0)
        err(1, "vmlinux");
    memcpy(&header, data, sizeof(header));
    k.types = data + header.hdr_len + header.type_off;
    k.types_end = k.types + header.type_len;
    k.strings = data + header.hdr_len + header.str_off;
    return k;
}

static size_t
size_of(const struct btf_type *type)
{
    static const unsigned char fixed[] = { [1] = 4, [3] = 12, [14] = 4, [17] = 4, [19] = 0 };
    static const unsigned char each[] = { [4] = 12, [5] = 12, [6] = 8, [13] = 8, [15] = 12, [19] = 12 };
    unsigned kind = BTF_INFO_KIND(type->info);

    return sizeof(*type) + fixed[kind] + (size_t)each[kind] * BTF_INFO_VLEN(type->info);
}

static uint32_t
find_type(unsigned kind, const char *name)
{
    struct kernel k = read_kernel();
    struct btf_type type;
    uint32_t id = 1;

    for (const char *next = k.types; next < k.types_end; next += size_of(&type), id++) {
        memcpy(&type, next, sizeof(type));
        if (BTF_INFO_KIND(type.info) == kind && strcmp(k.strings + type.name_off, name) == 0)
            return id;
    }
    errx(1, "no %s in the kernel's BTF", name);
}

/* "return 0" */
static int
load(unsigned type, unsigned attach, uint32_t target, const char *name)
{
    static const struct bpf_insn program[] = {
        { .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 0 },
        { .code = BPF_JMP | BPF_EXIT },
    };
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.prog_type = type;
    attr.expected_attach_type = attach;
    attr.attach_btf_id = target;
    attr.insns = (uint64_t)(uintptr_t)program;
    attr.insn_cnt = sizeof(program) / sizeof(program[0]);
    attr.license = (uint64_t)(uintptr_t) "GPL";
    action_bpf_name(attr.prog_name, sizeof(attr.prog_name), name);
    fd = (int)syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
    if (fd < 0)
        err(1, "BPF_PROG_LOAD");
    return fd;
}

/* Attaches the program, which the link then holds. */
static int
attach(const char *label, int program)
{
    union bpf_attr attr;
    int fd;

    memset(&attr, 0, sizeof(attr));
    attr.raw_tracepoint.prog_fd = (uint32_t)program;
    fd = (int)syscall(SYS_bpf, BPF_RAW_TRACEPOINT_OPEN, &attr, sizeof(attr));
    if (fd < 0 || close(program) < 0)
        err(1, "%s", label);
    action_print(label, fd);
    return fd;
}

/* bpf-fentry:FUNCTION, bpf-fexit:FUNCTION, bpf-lsm:HOOK */
static int
do_traced(const char *label, const char *function, unsigned type, unsigned attach_type, const char *name)
{
    return attach(label, load(type, attach_type, find_type(BTF_KIND_FUNC, function), name));
}

static int
do_fentry(const char *label, const char *function)
{
    return do_traced(label, function, TRACING, FENTRY, "fentry");
}

static int
do_fexit(const char *label, const char *function)
{
    return do_traced(label, function, TRACING, FEXIT, "fexit");
}

static int
do_lsm(const char *label, const char *hook)
{
    char function[128];

    snprintf(function, sizeof(function), "bpf_lsm_%s", hook);
    return do_traced(label, function, LSM, LSM_MAC, "lsm");
}

/* bpf-tp-btf:TRACEPOINT */
static int
do_tp_btf(const char *label, const char *tracepoint)
{
    char type[128];

    snprintf(type, sizeof(type), "btf_trace_%s", tracepoint);
    return attach(label, load(TRACING, RAW_TP, find_type(BTF_KIND_TYPEDEF, type), "tp_btf"));
}

/* bpf-iter:KIND links a program to an iterator. */
static int
do_iter(const char *label, const char *kind)
{
    uint32_t link[16] = { 0 };
    char function[128];
    int fd;

    snprintf(function, sizeof(function), "bpf_iter_%s", kind);
    link[0] = (uint32_t)load(TRACING, ITER, find_type(BTF_KIND_FUNC, function), "iter");
    link[2] = ITER;
    fd = (int)syscall(SYS_bpf, BPF_LINK_CREATE, link, sizeof(link));
    if (fd < 0 || close((int)link[0]) < 0)
        err(1, "%s", label);
    action_print(label, fd);
    return fd;
}

/* bpf-struct-ops:STRUCT is a program for one of the first functions of the struct. */
static int
do_struct_ops(const char *label, const char *type)
{
    int fd = load(STRUCT_OPS, 4, find_type(BTF_KIND_STRUCT, type), "struct_ops");

    action_print(label, fd);
    return fd;
}

const struct action actions_of_bpf_kernel[] = {
    { "bpf-fentry", do_fentry },
    { "bpf-fexit", do_fexit },
    { "bpf-lsm", do_lsm },
    { "bpf-tp-btf", do_tp_btf },
    { "bpf-iter", do_iter },
    { "bpf-struct-ops", do_struct_ops },
    { NULL, NULL },
};
