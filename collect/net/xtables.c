/*
 * The member net/<netns>/context/xtables: rules of iptables, ip6tables and arptables as their legacy programs make them
 * (those of iptables-nft are rules of nf_tables).  The kernel gives them by getsockopt(2) alone (do_ipt_get_ctl(),
 * net/ipv4/netfilter/ip_tables.c, and its like), to a raw socket of the namespace.
 *
 * Asking for a table that is not there makes the kernel load a module or build the table, so only those are asked for
 * that /proc/net/ip_tables_names lists; and a socket is made only if such a file has a line.
 */
#include "collect/base/kernel_error.h"
#include "collect/base/limits.h"
#include "collect/base/text.h"
#include "collect/net/net_errand.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Bytes of the name of a table, XT_TABLE_MAXNAMELEN. */
#define NAME_SIZE 32

/*
 * struct ipt_getinfo and struct arpt_getinfo: the name, a word of valid hooks, two words for each hook, the number of
 * entries and their size.
 */
#define MOST_HOOKS 5

/* struct ipt_get_entries begins with the name and the size; the entries have 64-bit numbers. */
#define ENTRIES_OFFSET \
    ((NAME_SIZE + sizeof(uint32_t) + _Alignof(uint64_t) - 1) / _Alignof(uint64_t) * _Alignof(uint64_t))

/* How often a table is asked for again that has changed between its two questions. */
#define TRIES 3

static const struct family {
    const char *name, *names; /* the word for it in the member, and the file that lists its tables */
    int family, level, get_info, get_entries;
    unsigned hooks;
} families[] = {
    { "ip", "thread-self/net/ip_tables_names", AF_INET, 0, 64, 65, 5 },     /* SOL_IP, IPT_SO_GET_* */
    { "ip6", "thread-self/net/ip6_tables_names", AF_INET6, 41, 64, 65, 5 }, /* SOL_IPV6, IP6T_SO_GET_* */
    { "arp", "thread-self/net/arp_tables_names", AF_INET, 0, 96, 97, 3 },   /* ARPT_SO_GET_* */
};

struct info {
    char name[NAME_SIZE];
    uint32_t valid_hooks;
    uint32_t words[2 * MOST_HOOKS + 2]; /* entry of each hook, its policy, then the number of entries and their size */
};

/* getsockopt(2) of a socket of ours.  0, or -1 with errno. */
static int
get(struct guard *guard, int fd, const struct family *f, int option, void *data, socklen_t *size)
{
    int rc;

    if (!guard_enter(guard))
        return -1;
    rc = getsockopt(fd, f->level, option, data, size);
    return guard_leave(guard) ? rc : -1;
}

/* Reads the table into `info` and `entries`, with the head of the struct.  0, or -1 with errno. */
static int
read_table(struct guard *guard, int fd, const struct family *f, struct info *info, struct bytes *entries)
{
    socklen_t want = (socklen_t)(NAME_SIZE + sizeof(uint32_t) * (2 * f->hooks + 3)), size = want;
    uint32_t bytes;
    char *room;

    if (get(guard, fd, f, f->get_info, info, &size) != 0)
        return -1;
    bytes = info->words[2 * f->hooks + 1];
    if (size != want || bytes > LIMIT_FILE) {
        errno = size != want ? EBADMSG : EFBIG;
        return -1;
    }
    bytes_clear(entries);
    room = bytes_room(entries, ENTRIES_OFFSET + bytes);
    if (!room) {
        errno = ENOMEM;
        return -1;
    }
    memset(room, 0, ENTRIES_OFFSET + bytes); /* the kernel writes no byte behind the end of a name */
    memcpy(room, info->name, NAME_SIZE);
    memcpy(room + NAME_SIZE, &bytes, sizeof(bytes));
    size = (socklen_t)(ENTRIES_OFFSET + bytes);
    if (get(guard, fd, f, f->get_entries, room, &size) != 0)
        return -1;
    bytes_grew(entries, ENTRIES_OFFSET + bytes);
    return 0;
}

/*
 * Appends "<family><TAB><table><TAB><valid hooks><TAB><words of info>,...<TAB><size><LF>" and so many bytes of entries, or
 * with "<TAB>!<errno><LF>".
 */
static void
put_table(struct net_errand *work, struct guard *guard, int fd, const struct family *f, struct text name)
{
    struct bytes entries = { 0 };
    struct info info = { .valid_hooks = 0 };
    int rc = -1;

    if (name.len == 0 || name.len >= NAME_SIZE)
        return;
    for (int i = 0; i < TRIES && rc != 0 && (i == 0 || errno == EAGAIN); i++) {
        memset(&info, 0, sizeof(info));
        memcpy(info.name, name.data, name.len);
        rc = read_table(guard, fd, f, &info, &entries);
    }
    bytes_format(&work->out, "%s\t%.*s", f->name, (int)name.len, name.data);
    if (rc != 0) {
        work->error = errno;
        bytes_text(&work->out, "\t!");
        error_name(&work->out, work->error);
        bytes_byte(&work->out, '\n');
    } else {
        bytes_format(&work->out, "\t%u\t", info.valid_hooks);
        for (unsigned i = 0; i < 2 * f->hooks; i++)
            bytes_format(&work->out, "%s%u", i > 0 ? "," : "", info.words[i]);
        bytes_format(&work->out, "\t%zu\n", entries.len - ENTRIES_OFFSET);
        bytes_append(&work->out, entries.data + ENTRIES_OFFSET, entries.len - ENTRIES_OFFSET);
    }
    bytes_free(&entries);
}

/* Reads the file to its end; what was read before an error counts. */
static void
read_names(struct guard *guard, int proc, const char *path, struct bytes *names)
{
    int fd = guard_openat(guard, proc, path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    ssize_t count = fd < 0 ? 0 : 1;

    while (count > 0 && names->len < LIMIT_TABLE) {
        char *room = bytes_room(names, 4096);

        count = room ? guard_read(guard, fd, room, 4096) : -1;
        if (count > 0)
            bytes_grew(names, (size_t)count);
    }
    if (fd >= 0)
        guard_close(guard, fd);
}

static void
put_family(struct net_errand *work, struct guard *guard, const struct family *f)
{
    struct bytes names = { 0 };
    struct text rest, line;
    int fd = -1;

    read_names(guard, work->proc, f->names, &names);
    rest = text_of(&names);
    if (names.len > 0 && !guard_lost(guard)) {
        fd = guard_socket(guard, f->family, SOCK_RAW, IPPROTO_RAW);
        if (fd < 0)
            work->error = errno;
    }
    while (fd >= 0 && !guard_lost(guard) && text_next_line(&rest, &line))
        put_table(work, guard, fd, f, line);
    if (fd >= 0)
        guard_close(guard, fd);
    bytes_free(&names);
}

static void
run(struct guard *guard, void *context)
{
    struct net_errand *work = context;

    if (net_errand_enter(guard, work) != 0)
        return;
    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]) && !guard_lost(guard); i++)
        put_family(work, guard, &families[i]);
}

static void
drop(void *context)
{
    if (context)
        net_errand_end(context);
    free(context);
}

/* Whether a family has a table in the namespace, as a file of it shows without entering it. */
static bool
is_wanted(struct net_target *target, struct worker *w)
{
    struct attempt *a = &w->unrecorded;
    bool wanted = false;

    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]) && !wanted && !guard_lost(&w->guard); i++) {
        int fd;

        attempt_begin(a, "", "", "");
        fd = namespace_open(target->ns, &target->view->finder, &w->guard, a, families[i].names + strlen("thread-self/"),
                            O_RDONLY | O_NOCTTY | O_NONBLOCK);
        wanted = fd < 0 && errno != ENOENT; /* perhaps: the errand finds out why */
        if (fd < 0)
            continue;
        attempt_read_fd(a, &w->guard, fd, host_limits(target->view->host)->file_bytes, target->view->host->file_seconds,
                        ORIGIN_PROCESS);
        close(fd);
        wanted = a->state != STATE_empty;
    }
    return wanted;
}

static struct net_errand *
make(const struct net_target *target)
{
    (void)target;
    return calloc(1, sizeof(struct net_errand));
}

struct unit *
unit_xtables(struct net_target *target)
{
    static const struct net_errand_kind kind = { .file = "xtables",
                                                 .source = "getsockopt(2)",
                                                 .late = "",
                                                 .is_wanted = is_wanted,
                                                 .errand = { .run = run, .drop = drop, .enters = true },
                                                 .make = make };

    return unit_net_errand(&kind, target);
}
