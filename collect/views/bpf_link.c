/*
 * struct bpf_link_info of include/uapi/linux/bpf.h begins with the type, the id and the id of the program, at 0, 4 and
 * 8.  A union by type follows at 16; link_type_fill_link_info functions in kernel/ and net/ fill it.  The headers that
 * we build with may be older than the kernel that we run on, so the fields are listed here by their offsets.
 */
#include "collect/views/bpf_link.h"

#include "collect/base/escape.h"
#include "collect/base/limits.h"

#include <errno.h>
#include <linux/bpf.h>
#include <string.h>
#include <unistd.h>

/* Bytes of the struct that we know.  Older kernels fill fewer, newer ones have more. */
#define INFO_SIZE 64

/* Bytes of a name, among them paths, and the longest list of offsets that is kept. */
#define NAME_SIZE    4096
#define MOST_OFFSETS 512

/* enum bpf_link_type. */
enum {
    RAW_TRACEPOINT = 1,
    TRACING,
    CGROUP,
    ITER,
    NETNS,
    XDP,
    PERF_EVENT,
    KPROBE_MULTI,
    STRUCT_OPS,
    NETFILTER,
    TCX,
    UPROBE_MULTI,
    NETKIT,
    SOCKMAP,
};

/* Kinds of links by perf event: enum bpf_perf_event_type, at 16.  The others have no kind: 0. */
enum { ANY, UPROBE, URETPROBE, KPROBE, KRETPROBE, TRACEPOINT, EVENT };

enum kind { U32, S32, U64 };

static const struct field {
    unsigned type, event;
    const char *key;
    size_t offset;
    enum kind kind;
} fields[] = {
    { TRACING, ANY, "attach_type", 16, U32 },  { TRACING, ANY, "target_object", 20, U32 },
    { TRACING, ANY, "target_btf", 24, U32 },   { CGROUP, ANY, "cgroup", 16, U64 },
    { CGROUP, ANY, "attach_type", 24, U32 },   { ITER, ANY, "map", 28, U32 },
    { NETNS, ANY, "netns", 16, U32 },          { NETNS, ANY, "attach_type", 20, U32 },
    { XDP, ANY, "interface", 16, U32 },        { PERF_EVENT, ANY, "event", 16, U32 },
    { PERF_EVENT, UPROBE, "offset", 36, U32 }, { PERF_EVENT, URETPROBE, "offset", 36, U32 },
    { PERF_EVENT, KPROBE, "offset", 36, U32 }, { PERF_EVENT, KRETPROBE, "offset", 36, U32 },
    { PERF_EVENT, EVENT, "config", 24, U64 },  { PERF_EVENT, EVENT, "event_type", 32, U32 },
    { KPROBE_MULTI, ANY, "count", 24, U32 },   { KPROBE_MULTI, ANY, "flags", 28, U32 },
    { STRUCT_OPS, ANY, "map", 16, U32 },       { NETFILTER, ANY, "family", 16, U32 },
    { NETFILTER, ANY, "hook", 20, U32 },       { NETFILTER, ANY, "priority", 24, S32 },
    { NETFILTER, ANY, "flags", 28, U32 },      { TCX, ANY, "interface", 16, U32 },
    { TCX, ANY, "attach_type", 20, U32 },      { UPROBE_MULTI, ANY, "count", 52, U32 },
    { UPROBE_MULTI, ANY, "flags", 56, U32 },   { UPROBE_MULTI, ANY, "pid", 60, U32 },
    { NETKIT, ANY, "interface", 16, U32 },     { NETKIT, ANY, "attach_type", 20, U32 },
    { SOCKMAP, ANY, "map", 16, U32 },          { SOCKMAP, ANY, "attach_type", 20, U32 },
};

/*
 * Names, which the kernel writes to a buffer whose address and size stand at two offsets.  EVENT has none, and ignores
 * the buffer.
 */
static const struct name {
    unsigned type;
    size_t address, size;
} names[] = {
    { RAW_TRACEPOINT, 16, 24 },
    { ITER, 16, 24 },
    { PERF_EVENT, 24, 32 },
    { UPROBE_MULTI, 16, 48 },
};

/* Where a uprobe_multi link has the address of a list of offsets, and their number. */
#define OFFSETS_ADDRESS 24
#define OFFSETS_COUNT   52

/* The same for the addresses of a kprobe_multi link. */
#define ADDRESSES_ADDRESS 16
#define ADDRESSES_COUNT   24

struct link_info {
    unsigned char bytes[INFO_SIZE];
    char name[NAME_SIZE];
    uint64_t offsets[MOST_OFFSETS];
};

static uint32_t
u32(const struct link_info *info, size_t offset)
{
    uint32_t value;

    memcpy(&value, info->bytes + offset, sizeof(value));
    return value;
}

static uint64_t
u64(const struct link_info *info, size_t offset)
{
    uint64_t value;

    memcpy(&value, info->bytes + offset, sizeof(value));
    return value;
}

static void
set_buffer(struct link_info *info, size_t address, void *buffer, size_t at, uint32_t size)
{
    uint64_t pointer = (uint64_t)(uintptr_t)buffer;

    memcpy(info->bytes + address, &pointer, sizeof(pointer));
    memcpy(info->bytes + at, &size, sizeof(size));
}

static int
ask(struct guard *guard, int fd, struct link_info *info)
{
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.info.bpf_fd = (uint32_t)fd;
    attr.info.info_len = sizeof(info->bytes);
    attr.info.info = (uint64_t)(uintptr_t)info->bytes;
    return guard_bpf(guard, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr));
}

/*
 * Asks a second time, with buffers for the name and the offsets.  If that fails (a longer name, more offsets), the
 * first answer stays.  Sets the number of offsets.
 */
static void
ask_for_texts(struct guard *guard, int fd, struct link_info *info, uint32_t *offsets)
{
    struct link_info *again;
    unsigned type = u32(info, 0);
    uint32_t count = type == UPROBE_MULTI ? u32(info, OFFSETS_COUNT) : 0;
    struct bytes memory = { 0 };

    *offsets = 0;
    again = (struct link_info *)(void *)bytes_room(&memory, sizeof(*again));
    for (size_t i = 0; again && i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].type != type)
            continue;
        memset(again, 0, sizeof(*again));
        set_buffer(again, names[i].address, again->name, names[i].size, NAME_SIZE);
        if (count > 0 && count <= MOST_OFFSETS)
            set_buffer(again, OFFSETS_ADDRESS, again->offsets, OFFSETS_COUNT, count);
        if (ask(guard, fd, again) != 0 || u32(again, 0) != type)
            continue;
        *info = *again;
        info->name[NAME_SIZE - 1] = '\0';
        *offsets = count <= MOST_OFFSETS ? count : 0;
    }
    bytes_free(&memory);
}

static void
put_field(struct bytes *out, const struct link_info *info, const struct field *field)
{
    bytes_format(out, "\t%s=", field->key);
    if (field->kind == U64)
        bytes_format(out, "%llu", (unsigned long long)u64(info, field->offset));
    else if (field->kind == S32)
        bytes_format(out, "%d", (int)u32(info, field->offset));
    else
        bytes_format(out, "%u", u32(info, field->offset));
}

static void
put_info(struct bytes *out, const struct link_info *info, uint32_t offsets)
{
    unsigned type = u32(info, 0);

    bytes_format(out, "%u\t\t%u", type, u32(info, 8));
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (fields[i].type == type && (fields[i].event == ANY || fields[i].event == u32(info, 16)))
            put_field(out, info, &fields[i]);
    if (info->name[0]) {
        bytes_text(out, "\tname=");
        escape_target(out, info->name, strlen(info->name));
    }
    for (uint32_t i = 0; i < offsets; i++)
        bytes_format(out, "%s%llu", i == 0 ? "\toffsets=" : ",", (unsigned long long)info->offsets[i]);
}

/* Asks for the addresses of a kprobe_multi link.  On failure, its functions have no names. */
static void
want_addresses(struct guard *guard, int fd, uint32_t id, uint32_t count, struct bpf_wanted *wanted)
{
    struct link_info info = { .name = "" };
    struct bytes memory = { 0 };
    uint64_t *list;

    if (count == 0 || count > LIMIT_BPF)
        return;
    list = (uint64_t *)(void *)bytes_room(&memory, count * sizeof(*list));
    if (list) {
        set_buffer(&info, ADDRESSES_ADDRESS, list, ADDRESSES_COUNT, count);
        if (ask(guard, fd, &info) == 0 && u32(&info, 0) == KPROBE_MULTI && u32(&info, ADDRESSES_COUNT) == count)
            for (uint32_t i = 0; i < count; i++)
                bpf_want_address(wanted, list[i], id, i + 1);
    }
    bytes_free(&memory);
}

int
bpf_link_put(struct bytes *out, struct guard *guard, int fd, uint32_t id, struct bpf_wanted *wanted)
{
    struct bytes memory = { 0 };
    struct link_info *info = (struct link_info *)(void *)bytes_room(&memory, sizeof(*info));
    uint32_t offsets;
    int rc, saved;

    if (!info) {
        errno = ENOMEM;
        return -1;
    }
    memset(info, 0, sizeof(*info));
    rc = ask(guard, fd, info);
    saved = errno;
    if (rc == 0) {
        ask_for_texts(guard, fd, info, &offsets);
        put_info(out, info, offsets);
        if (u32(info, 0) == KPROBE_MULTI)
            want_addresses(guard, fd, id, u32(info, ADDRESSES_COUNT), wanted);
    }
    bytes_free(&memory);
    errno = saved;
    return rc;
}
