/*
 * The members views/bpf and views/bpf-functions.  The former: all programs, maps and links in the kernel, listed with bpf(2) (bpf_obj_get_next_id(),
 * kernel/bpf/syscall.c).  This needs Linux 4.13 and CAP_SYS_ADMIN.  Types are the kernel's numbers (enum bpf_prog_type
 * and so on).
 */
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/views/bpf_functions.h"
#include "collect/views/bpf_link.h"
#include "collect/views/views.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The result of BPF_OBJ_GET_INFO_BY_FD for a program or a map. */
union bpf_info {
    struct bpf_prog_info prog;
    struct bpf_map_info map;
    char room[256]; /* more than the kernel's structs */
};

/* The most maps that a program can use: MAX_USED_MAPS of include/linux/bpf_verifier.h. */
#define MOST_MAPS 64

/*
 * btf_vmlinux_id of struct bpf_map_info, new in Linux 6.9: the BTF of btf_vmlinux_value_type_id.  It was padding before,
 * and is 0 then.
 */
#define VALUE_OBJECT 76

static void
put_name(struct bytes *out, const char *name, size_t size)
{
    escape_target(out, name, strnlen(name, size));
}

/* 0, or -1 with errno. */
static int
ask(struct guard *guard, int fd, union bpf_info *info)
{
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.info.bpf_fd = (uint32_t)fd;
    attr.info.info_len = sizeof(*info);
    attr.info.info = (uint64_t)(uintptr_t)info;
    return guard_bpf(guard, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr));
}

/*
 * <type> <name> <tag> <uid that loaded it> <when it was loaded, nanoseconds since boot>, and what else is known as
 * <key>=<value>.
 */
static int
put_prog(struct bytes *out, struct guard *guard, int fd, uint32_t id, struct bpf_wanted *wanted)
{
    union bpf_info info;
    uint32_t maps[MOST_MAPS];

    (void)id;
    memset(&info, 0, sizeof(info));
    info.prog.nr_map_ids = MOST_MAPS;
    info.prog.map_ids = (uint64_t)(uintptr_t)maps;
    if (ask(guard, fd, &info) != 0)
        return -1;
    bytes_format(out, "%u\t", info.prog.type);
    put_name(out, info.prog.name, sizeof(info.prog.name));
    bytes_byte(out, '\t');
    for (size_t i = 0; i < sizeof(info.prog.tag); i++)
        bytes_format(out, "%02x", info.prog.tag[i]);
    bytes_format(out, "\t%u\t%llu\tbytes=%u\tjited_bytes=%u", info.prog.created_by_uid,
                 (unsigned long long)info.prog.load_time, info.prog.xlated_prog_len, info.prog.jited_prog_len);
    if (info.prog.ifindex)
        bytes_format(out, "\tinterface=%u", info.prog.ifindex);
    bpf_want_type(wanted, info.prog.attach_btf_obj_id, info.prog.attach_btf_id);
    if (info.prog.attach_btf_id)
        bytes_format(out, "\ttarget_object=%u\ttarget_btf=%u", info.prog.attach_btf_obj_id, info.prog.attach_btf_id);
    for (uint32_t i = 0; i < info.prog.nr_map_ids && i < MOST_MAPS; i++)
        bytes_format(out, "\tmap=%u", maps[i]);
    return 0;
}

/* <type> <name>, and what else is known as <key>=<value>. */
static int
put_map(struct bytes *out, struct guard *guard, int fd, uint32_t id, struct bpf_wanted *wanted)
{
    union bpf_info info;
    uint32_t object;

    (void)id;
    memset(&info, 0, sizeof(info));
    if (ask(guard, fd, &info) != 0)
        return -1;
    bytes_format(out, "%u\t", info.map.type);
    put_name(out, info.map.name, sizeof(info.map.name));
    bytes_format(out, "\tkey_bytes=%u\tvalue_bytes=%u\tentries=%u\tflags=%u", info.map.key_size, info.map.value_size,
                 info.map.max_entries, info.map.map_flags);
    if (info.map.ifindex)
        bytes_format(out, "\tinterface=%u", info.map.ifindex);
    memcpy(&object, (const char *)&info + VALUE_OBJECT, sizeof(object));
    bpf_want_type(wanted, object, info.map.btf_vmlinux_value_type_id);
    if (info.map.btf_vmlinux_value_type_id)
        bytes_format(out, "\ttarget_object=%u\ttarget_btf=%u", object, info.map.btf_vmlinux_value_type_id);
    return 0;
}

static const struct kind {
    const char *name;
    int next, open;
    /* 0, or -1 with errno and nothing appended. */
    int (*put)(struct bytes *out, struct guard *guard, int fd, uint32_t id, struct bpf_wanted *wanted);
} kinds[] = {
    { "prog", BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID, put_prog },
    { "map", BPF_MAP_GET_NEXT_ID, BPF_MAP_GET_FD_BY_ID, put_map },
    { "link", BPF_LINK_GET_NEXT_ID, BPF_LINK_GET_FD_BY_ID, bpf_link_put },
};

/* Appends a line for one object: its properties, or ! and the error.  No line if the object has gone. */
static void
put_object(struct bytes *out, struct guard *guard, const struct kind *kind, unsigned id, struct bpf_wanted *wanted)
{
    union bpf_attr attr = { .prog_id = id }; /* map_id and link_id share the word with prog_id */
    int fd = guard_bpf_open(guard, kind->open, &attr, sizeof(attr));
    int rc = -1, error = errno;

    if (fd < 0 && error == ENOENT)
        return;
    bytes_format(out, "%s\t%u\t", kind->name, id);
    if (fd >= 0) {
        rc = kind->put(out, guard, fd, id, wanted);
        error = errno;
        close(fd);
    }
    if (rc != 0) {
        bytes_byte(out, '!');
        error_name(out, error);
    }
    bytes_byte(out, '\n');
}

/* Appends all objects of the kind.  0, or the errno value that ended the list; E2BIG beyond `most`. */
static int
put_all(struct bytes *out, struct guard *guard, const struct kind *kind, uint64_t most, struct bpf_wanted *wanted)
{
    unsigned id = 0;

    for (uint64_t count = 0; count < most; count++) {
        union bpf_attr attr = { .start_id = id };

        if (guard_bpf(guard, kind->next, &attr, sizeof(attr)) != 0)
            return errno == ENOENT ? 0 : errno;
        id = attr.next_id;
        put_object(out, guard, kind, id, wanted);
    }
    return E2BIG;
}

static void
list(struct attempt *a, struct guard *guard, struct host *host, struct bpf_wanted *wanted)
{
    struct bound most = host_limits(host)->bpf_objects;
    int errors[sizeof(kinds) / sizeof(kinds[0])];

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        errors[i] = put_all(&a->content, guard, &kinds[i], most.most, wanted);
    if (guard_lost(guard))
        return;
    attempt_read(a);
    if (errors[0] == ENOSYS || errors[0] == EINVAL) { /* before Linux 3.18; before 4.13 */
        attempt_ended(a, STATE_absent, "");
        a->error = errors[0];
        host_fallback(host, FALLBACK_bpf);
    } else if (errors[0] == E2BIG || errors[1] == E2BIG || errors[2] == E2BIG) {
        attempt_cut(a, "more than the limit", most);
    } else if (errors[0]) {
        attempt_failed(a, errors[0], ORIGIN_HOST);
    } else if (errors[2]) { /* EINVAL before Linux 5.8 */
        bytes_text(&a->reason, "no list of links");
    }
}

/* 0, or an errno value. */
static int
name_addresses(struct attempt *a, struct guard *guard, const struct host *host, struct bpf_wanted *wanted)
{
    int fd, error;

    if (wanted->addresses.len == 0)
        return 0;
    fd = guard_openat(guard, host_proc(host, "kallsyms"), "kallsyms", O_RDONLY | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return errno;
    error = bpf_addresses_put(wanted, guard, fd, &a->content);
    guard_close(guard, fd);
    return error;
}

/* The first step lists the objects, the second names what they hook. */
struct bpf_unit {
    struct unit unit;
    struct host *host;
    struct bpf_wanted wanted; /* between the steps */
    unsigned steps;           /* begun */
};

/* Begins the attempt of the next step.  False if there is none. */
static bool
begin(struct bpf_unit *u, struct attempt *a)
{
    if (u->steps == 0)
        attempt_begin(a, "views/bpf", "bpf(2)", "");
    else if (u->steps == 1)
        attempt_begin(a, "views/bpf-functions", "BTF and kallsyms", "");
    else
        return false;
    u->steps++;
    return true;
}

static void
name_functions(struct worker *w, const struct host *host, struct bpf_wanted *wanted)
{
    struct attempt *a = &w->attempt;
    int error = bpf_types_put(wanted, &w->guard, &a->content);
    int other = guard_lost(&w->guard) ? 0 : name_addresses(a, &w->guard, host, wanted);

    if (guard_lost(&w->guard))
        return;
    attempt_read(a);
    if (error || other)
        attempt_failed(a, error ? error : other, ORIGIN_HOST);
    worker_commit(w);
}

/* What is wanted belongs to the step meanwhile: once the guard is lost, the unit must not be used. */
static bool
step(struct unit *unit, struct worker *w)
{
    struct bpf_unit *u = (struct bpf_unit *)unit;
    struct bpf_wanted wanted = u->wanted;

    if (!begin(u, &w->attempt))
        return false;
    u->wanted = (struct bpf_wanted){ .types = { 0 } };
    if (u->steps == 2) {
        name_functions(w, u->host, &wanted);
    } else {
        list(&w->attempt, &w->guard, u->host, &wanted);
        worker_commit(w);
        if (!guard_lost(&w->guard)) {
            u->wanted = wanted;
            return true;
        }
    }
    bpf_wanted_free(&wanted);
    return true;
}

static bool
skip(struct unit *unit, struct attempt *a)
{
    return begin((struct bpf_unit *)unit, a);
}

static void
end(struct unit *unit)
{
    bpf_wanted_free(&((struct bpf_unit *)unit)->wanted);
    free(unit);
}

struct unit *
unit_bpf(struct host *host)
{
    static const struct unit_class class = { step, skip, end };
    struct bpf_unit *u = calloc(1, sizeof(*u));

    if (!u)
        return NULL;
    u->unit.class = &class;
    u->host = host;
    return &u->unit;
}
