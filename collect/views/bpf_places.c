/*
 * The members views/bpf-cgroups and views/bpf-pins: programs that are attached to cgroups (BPF_PROG_QUERY,
 * cgroup_bpf_prog_query(), kernel/bpf/cgroup.c, Linux 4.15), and objects that a bpffs keeps (kernel/bpf/inode.c).  A
 * program that was attached without a link, and one that nothing but its pin keeps, has no other place.
 *
 * File systems of both kinds that only other mount namespaces have are visited through the descriptors of the finder.
 */
#include "collect/base/directory.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/views/views.h"
#include "collect/views/walk.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/magic.h>
#include <string.h>
#include <unistd.h>

/* The most programs of one type that the kernel lets a cgroup have, BPF_CGROUP_MAX_PROGS of include/linux/bpf-cgroup.h. */
#define MOST_PROGRAMS 64

/*
 * Values of enum bpf_attach_type that a cgroup can have.  For others the kernel would take the descriptor for something
 * else, some for the index of an interface.  A kernel that does not know one refuses it with EINVAL.
 */
static const unsigned attach_types[] = { 0,  1,  2,  3,  6,  8,  9,  10, 11, 12, 13, 14, 15, 18, 19,
                                         20, 21, 22, 29, 30, 31, 32, 34, 43, 49, 50, 51, 52, 53 };

#define ATTACH_TYPES (sizeof(attach_types) / sizeof(attach_types[0]))

/* BPF_LSM_CGROUP; its query needs room for flags. */
#define LSM_CGROUP 43

/* Bytes of "anon_inode:bpf-prog" and its like. */
#define KIND_SIZE 32

struct places {
    const struct host *host;
    struct bytes *out;
    const struct kernel_mount *mount; /* in another mount namespace; NULL for our own */
    size_t prefix;                    /* bytes that paths begin with in place of its mount point */
    bool impossible[ATTACH_TYPES];    /* the kernel does not know this attach type */
    bool refused;                     /* it refuses all queries: `error` says why */
    int error;
};

/*
 * <kind of place> <path> <attach type, or -> <kind of object> <id of the object>, and the inode of another mount
 * namespace than our own.
 */
static void
put_place(struct places *places, const char *place, const char *path, const char *name)
{
    const struct kernel_mount *mount = places->mount;

    bytes_format(places->out, "%s\t", place);
    if (mount && !(mount->point.len == 1 && mount->point.data[0] == '/'))
        escape_target(places->out, mount->point.data, mount->point.len);
    if (mount)
        path += places->prefix;
    escape_target(places->out, path, strlen(path));
    if (name) {
        bytes_byte(places->out, '/');
        escape_target(places->out, name, strlen(name));
    }
    bytes_byte(places->out, '\t');
}

static void
end_place(struct places *places)
{
    if (places->mount)
        bytes_format(places->out, "\t%llu", (unsigned long long)places->mount->ns);
    bytes_byte(places->out, '\n');
}

/* 0, or an errno value. */
static int
query(struct walk *walk, int fd, const char *path, unsigned type)
{
    struct places *places = walk->context;
    uint32_t ids[MOST_PROGRAMS], flags[MOST_PROGRAMS];
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.query.target_fd = (uint32_t)fd;
    attr.query.attach_type = type;
    attr.query.prog_ids = (uint64_t)(uintptr_t)ids;
    attr.query.prog_cnt = MOST_PROGRAMS;
    if (type == LSM_CGROUP)
        attr.query.prog_attach_flags = (uint64_t)(uintptr_t)flags;
    if (guard_bpf(walk->guard, BPF_PROG_QUERY, &attr, sizeof(attr)) != 0)
        return errno;
    for (uint32_t i = 0; i < attr.query.prog_cnt && i < MOST_PROGRAMS; i++) {
        put_place(places, "cgroup", path, NULL);
        bytes_format(places->out, "%u\tprog\t%u", type, ids[i]);
        end_place(places);
    }
    return 0;
}

/* Something else may be mounted over the directory by now: EBADF. */
static void
query_cgroup(struct walk *walk, int fd, const char *path)
{
    struct places *places = walk->context;

    for (size_t i = 0; i < ATTACH_TYPES && !guard_lost(walk->guard) && !places->refused; i++) {
        int error = places->impossible[i] ? 0 : query(walk, fd, path, attach_types[i]);

        places->impossible[i] = places->impossible[i] || error == EINVAL;
        places->refused = error == ENOSYS || error == EPERM;
        if (error && error != EINVAL && error != EBADF && error != ENODEV)
            places->error = error;
    }
}

/*
 * The kind of object that a descriptor of ours is, from the name of its anonymous inode: bpf-prog, bpf-map, bpf_link.
 * NULL if it is none of them.
 */
static const char *
kind_of(const struct host *host, struct guard *guard, int fd)
{
    static const char *const kinds[] = { "prog", "map", "link" };
    char target[KIND_SIZE];
    struct bytes file = { 0 }, path = { 0 };
    const char *kind = NULL;
    ssize_t len;
    int dir;

    bytes_format(&file, "fd/%d", fd);
    dir = host_self(host, bytes_string(&file), &path);
    len = guard_readlinkat(guard, dir, bytes_string(&path), target, sizeof(target) - 1);
    target[len > 0 ? len : 0] = '\0';
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strncmp(target, "anon_inode:bpf", 14) == 0 && strstr(target, kinds[i]))
            kind = kinds[i];
    bytes_free(&file);
    bytes_free(&path);
    return kind;
}

/* The id of the object, which is the second word of all three structs; 0 with errno if the kernel does not tell. */
static uint32_t
id_of(struct guard *guard, int fd)
{
    uint32_t info[2] = { 0, 0 };
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.info.bpf_fd = (uint32_t)fd;
    attr.info.info_len = sizeof(info);
    attr.info.info = (uint64_t)(uintptr_t)info;
    return guard_bpf(guard, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr)) == 0 ? info[1] : 0;
}

/* BPF_OBJ_GET takes no directory.  A descriptor, or -1 with errno. */
static int
open_pin(struct walk *walk, const char *directory, const char *name)
{
    const struct places *places = walk->context;
    struct bytes path = { 0 };
    union bpf_attr attr;
    int fd, saved;

    bytes_format(&path, "%s%s/%s", places->mount ? "/proc/" : "", directory, name);
    memset(&attr, 0, sizeof(attr));
    attr.pathname = (uint64_t)(uintptr_t)bytes_string(&path);
    fd = guard_bpf_open(walk->guard, BPF_OBJ_GET, &attr, sizeof(attr));
    saved = errno;
    bytes_free(&path);
    errno = saved;
    return fd;
}

/* Appends what the file pins.  A descriptor of the object is held only meanwhile. */
static void
put_pin(struct walk *walk, const char *directory, const char *name)
{
    struct places *places = walk->context;
    int fd = open_pin(walk, directory, name), error;
    const char *kind = NULL;
    uint32_t id = 0;

    if (fd >= 0) {
        kind = kind_of(places->host, walk->guard, fd);
        id = id_of(walk->guard, fd);
    }
    error = errno;
    if (fd >= 0)
        close(fd);
    if (guard_lost(walk->guard) || (fd < 0 && error == ENOENT))
        return;
    put_place(places, "pin", directory, name);
    bytes_text(places->out, "-\t");
    if (kind && id) {
        bytes_format(places->out, "%s\t%u", kind, id);
    } else {
        bytes_byte(places->out, '!');
        error_name(places->out, error);
    }
    end_place(places);
}

/* Something else may be mounted over the directory by now. */
static void
list_pins(struct walk *walk, int fd, const char *path)
{
    struct places *places = walk->context;
    struct bytes names = { 0 };
    uint64_t most = walk->limits->file_bytes.most;
    struct statfs fs;
    int again;

    if (guard_fstatfs(walk->guard, fd, &fs) != 0 || (unsigned long)fs.f_type != BPF_FS_MAGIC)
        return;
    again = guard_openat(walk->guard, fd, ".", O_RDONLY | O_DIRECTORY); /* `fd` is read once, by the walk */
    if (again < 0 || directory_names(walk->guard, again, DIRECTORY_FILES, walk->limits->names, &names) != 0) {
        if (errno == EFBIG)
            walk_cut(walk, walk->limits->names);
        else
            walk_note(walk, errno);
    }
    if (again >= 0)
        guard_close(walk->guard, again);
    for (size_t i = 0; i < names.len && places->out->len < most && !guard_lost(walk->guard);
         i += strlen(names.data + i) + 1)
        put_pin(walk, path, names.data + i);
    if (places->out->len >= most)
        walk_cut(walk, walk->limits->file_bytes);
    bytes_free(&names);
}

static void
finish_failed(struct worker *w, const struct walk *walk, int place)
{
    if (walk->error)
        walk_failed(&w->attempt, walk);
    else
        attempt_failed(&w->attempt, place, ORIGIN_HOST);
}

/* Sets the state of the worker's attempt from the walks. */
static void
finish(struct worker *w, const struct walk *walk, const struct places *places, bool whole, const char *nothing)
{
    attempt_read(&w->attempt);
    if (walk->count == 0 && walk->error == 0)
        attempt_ended(&w->attempt, STATE_absent, nothing);
    else if (walk->error || places->error)
        finish_failed(w, walk, places->error);
    else if (!whole)
        walk_ended(&w->attempt, walk);
    worker_commit(w);
}

/* Visits a mount of another mount namespace.  `total` counts on. */
static bool
walk_other(struct walk *total, const struct kernel_mount *mount)
{
    struct places *places = total->context;
    struct bytes root = { 0 }, self = { 0 };
    struct walk walk = *total;
    bool whole;

    if (mount->fd < 0) {
        if (mount->error != ESTALE && mount->error != ESRCH) /* covered by another mount; its task has ended */
            walk_note(total, mount->error);
        return true;
    }
    bytes_format(&self, "fd/%d/.", mount->fd);
    walk.dir = host_self(places->host, bytes_string(&self), &root);
    walk.directories = (struct bytes){ 0 };
    walk_add(&walk, bytes_string(&root));
    places->mount = mount;
    places->prefix = root.len;
    whole = walk_all(&walk, places->host->file_seconds);
    places->mount = NULL;
    total->count = walk.count;
    total->error = walk.error;
    total->cut = walk.cut;
    walk_free(&walk);
    bytes_free(&root);
    bytes_free(&self);
    return whole;
}

static void
look(const struct views *views, struct worker *w, const char *type, const char *nothing,
     void (*visit)(struct walk *walk, int fd, const char *path))
{
    const struct host *host = views->views[0].host;
    const struct kernel_mounts *others = views->mounts;
    struct places places = { .host = host, .out = &w->attempt.content };
    struct walk walk = { .guard = &w->guard, .visit = visit, .context = &places, .limits = host_limits(host) };
    bool whole;

    walk_add_mounts(&walk, &host->mountinfo, type);
    whole = walk_all(&walk, host->file_seconds);
    for (size_t i = 0; i < others->count && !guard_lost(&w->guard); i++)
        if (text_is(text_of(&others->list[i].type), type))
            whole = walk_other(&walk, &others->list[i]) && whole;
    if (others->left_out && !walk.cut.name)
        walk.cut = others->most;
    if (!guard_lost(&w->guard))
        finish(w, &walk, &places, whole && !others->left_out, nothing);
    walk_free(&walk);
}

static void
list_cgroup_programs(void *context, struct worker *w)
{
    look(context, w, "cgroup2", "no hierarchy of cgroup2 is mounted", query_cgroup);
}

static void
list_pinned(void *context, struct worker *w)
{
    look(context, w, "bpf", "no bpffs is mounted", list_pins);
}

struct unit *
unit_bpf_cgroups(struct views *views)
{
    static const struct once once = { "views/bpf-cgroups", "BPF_PROG_QUERY", "", .work = list_cgroup_programs };

    return unit_once(&once, views);
}

struct unit *
unit_bpf_pins(struct views *views)
{
    static const struct once once = { "views/bpf-pins", "BPF_OBJ_GET", "", .work = list_pinned };

    return unit_once(&once, views);
}
