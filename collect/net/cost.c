#include "collect/net/cost.h"

#include "collect/base/limits.h"
#include "collect/net/dumps.h"

#include <string.h>

/* The tables that can be expensive, each with the dump that shows the same sockets. */
static const struct table {
    const char *path, *dump;
    bool is_tcp;
    size_t count; /* offset of the number of sockets in struct socket_counts; not used for TCP */
} tables[] = {
    { "tcp", "diag/tcp", true, 0 },
    { "tcp6", "diag/tcp", true, 0 },
    { "udp", "diag/udp", false, offsetof(struct socket_counts, udp) },
    { "udp6", "diag/udp6", false, offsetof(struct socket_counts, udp6) },
};

void
cost_begin(struct cost *cost, bool thorough)
{
    *cost = (struct cost){ .thorough = thorough };
}

void
cost_add(struct cost *cost, const struct socket_counts *counts)
{
    cost->namespaces++;
    cost->with_tcp += !counts->read || socket_counts_tcp(counts) > 0;
    cost->time_wait += counts->time_wait;
    if (cost->allocated < counts->allocated) /* a global number, the same in every namespace */
        cost->allocated = counts->allocated;
}

/* How many sockets one walk of the kernel's table visits. */
static uint64_t
all_sockets(const struct cost *cost)
{
    return cost->allocated + cost->time_wait;
}

/* The bit of a dump in `whole`.  dumps.def has fewer than 32. */
static uint32_t
bit_of(size_t dump)
{
    return dump < 32 ? UINT32_C(1) << dump : 0;
}

void
pass_has_read(struct pass *pass, size_t dump)
{
    atomic_fetch_or(&pass->whole, bit_of(dump));
}

/*
 * Whether sockstat shows that the table or dump is empty, and if so the reason.  An MPTCP socket uses TCP sockets,
 * which sockstat counts.
 */
static bool
is_silent(const struct pass *pass, const char *path, struct bytes *reason)
{
    static const struct {
        const char *path, *kind;
        size_t count;
        bool is_tcp, is_v6;
    } rows_of[] = {
        { "udp", "UDP", offsetof(struct socket_counts, udp), false, false },
        { "diag/udp", "UDP", offsetof(struct socket_counts, udp), false, false },
        { "udp6", "UDP6", offsetof(struct socket_counts, udp6), false, true },
        { "diag/udp6", "UDP6", offsetof(struct socket_counts, udp6), false, true },
        { "udplite", "UDPLITE", offsetof(struct socket_counts, udplite), false, false },
        { "diag/udplite", "UDPLITE", offsetof(struct socket_counts, udplite), false, false },
        { "udplite6", "UDPLITE6", offsetof(struct socket_counts, udplite6), false, true },
        { "diag/udplite6", "UDPLITE6", offsetof(struct socket_counts, udplite6), false, true },
        { "diag/mptcp", "TCP and TCP6", 0, true, true },
        { "diag/mptcp6", "TCP and TCP6", 0, true, true },
    };
    const struct socket_counts *counts = &pass->counts;

    for (size_t i = 0; i < sizeof(rows_of) / sizeof(rows_of[0]); i++) {
        uint64_t count;

        if (strcmp(rows_of[i].path, path) != 0)
            continue;
        memcpy(&count, (const char *)counts + rows_of[i].count, sizeof(count));
        if (rows_of[i].is_tcp)
            count = socket_counts_tcp(counts);
        if (!counts->read || (rows_of[i].is_v6 && !counts->read6) || count > 0)
            return false;
        bytes_format(reason, "sockstat: %s inuse 0", rows_of[i].kind);
        return true;
    }
    return false;
}

/* Tables that a dump replaces completely. */
static const struct {
    const char *path, *dump;
} texts[] = {
    { "nf_conntrack", "ctnetlink/conntrack" },
    { "ip_conntrack", "ctnetlink/conntrack" },
};

/* The dump that replaces the table; NULL if none does. */
static const char *
find_text(const char *path)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (strcmp(texts[i].path, path) == 0)
            return texts[i].dump;
    return NULL;
}

static const struct table *
find_table(const char *path)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        if (strcmp(tables[i].path, path) == 0)
            return &tables[i];
    return NULL;
}

/* Whether the namespace has no TCP sockets.  sockstat6 is not needed: a kernel that lacks it has no IPv6 sockets. */
static bool
is_quiet(const struct pass *pass)
{
    return pass->counts.read && socket_counts_tcp(&pass->counts) == 0;
}

/* Whether there are so many namespaces and sockets that each namespace gets only one walk: see LIMIT_TCP_VISITS. */
static bool
is_crowded(const struct cost *cost)
{
    return cost->with_tcp > 1 && cost->with_tcp * all_sockets(cost) > LIMIT_TCP_VISITS;
}

/* Whether there are many walks, each of which costs time even if it finds nothing: see LIMIT_TCP_NAMESPACES. */
static bool
has_many_walks(const struct cost *cost)
{
    return cost->with_tcp > LIMIT_TCP_NAMESPACES;
}

static uint64_t
rows(const struct table *table, const struct pass *pass)
{
    uint64_t count;

    if (table->is_tcp)
        return socket_counts_tcp(&pass->counts);
    memcpy(&count, (const char *)&pass->counts + table->count, sizeof(count));
    return count;
}

static bool
has(uint32_t whole, const char *dump)
{
    return (whole & bit_of(dump_find(dump))) != 0;
}

/* Whether the table is so expensive that it is left out if the dump of the same sockets is complete. */
static bool
is_dear(const struct cost *cost, const struct pass *pass, const struct table *table)
{
    uint64_t count = rows(table, pass);

    if (!table->is_tcp)
        return count > LIMIT_TABLE_ROWS;
    if (is_crowded(cost) || count > LIMIT_TCP_TABLE_ROWS)
        return true;
    return pass->again && (count > LIMIT_TABLE_ROWS || has_many_walks(cost));
}

static void
say_quiet(const struct pass *pass, struct bytes *reason)
{
    bytes_format(reason, "sockstat: TCP inuse %llu tw %llu", (unsigned long long)pass->counts.tcp,
                 (unsigned long long)pass->counts.time_wait);
    if (pass->counts.read6)
        bytes_format(reason, ", TCP6 inuse %llu", (unsigned long long)pass->counts.tcp6);
}

static void
say_crowded(const struct cost *cost, const char *dump, struct bytes *reason)
{
    bytes_format(reason, "%llu namespaces with TCP, %llu sockets in all: %s was read whole",
                 (unsigned long long)cost->with_tcp, (unsigned long long)all_sockets(cost), dump);
}

/*
 * For a namespace without TCP sockets.  No counter has sockets that are bound but neither listen nor are connected, and
 * only the dump shows them.  So the dump is requested once, if LIMIT_QUIET_VISITS allows; everything else is skipped.
 */
static bool
skips_quiet(const struct cost *cost, const struct pass *pass, const char *path, struct bytes *reason)
{
    bool is_dump = strcmp(path, "diag/tcp") == 0;

    if (is_dump && !has(pass->earlier, "diag/tcp") && cost->namespaces * all_sockets(cost) <= LIMIT_QUIET_VISITS)
        return false;
    say_quiet(pass, reason);
    return true;
}

/*
 * With many sockets, the pass before the descriptor walk reads the tables and the pass after it the dump.  Both show
 * the same sockets; a second dump would add only what has changed.
 */
static bool
skips_first_dump(const struct cost *cost, const struct pass *pass, const char *path, struct bytes *reason)
{
    uint64_t count = socket_counts_tcp(&pass->counts);

    if (strcmp(path, "diag/tcp") != 0 || pass->again || is_crowded(cost) || count <= LIMIT_TCP_INFO ||
        count > LIMIT_TCP_TABLE_ROWS)
        return false;
    bytes_format(reason, "sockstat: %llu sockets, and tcp and tcp6 are read", (unsigned long long)count);
    return true;
}

static bool
skips_text(const struct pass *pass, const char *dump, struct bytes *reason)
{
    if (!has(atomic_load(&pass->whole), dump))
        return false;
    bytes_format(reason, "%s has all of it", dump);
    return true;
}

bool
cost_skips(const struct cost *cost, const struct pass *pass, const char *path, struct bytes *reason)
{
    const struct table *table = find_table(path);
    const char *dump = find_text(path);
    bool is_tcp = table ? table->is_tcp : strcmp(path, "diag/tcp") == 0;

    if (cost->thorough)
        return false;
    if (dump)
        return skips_text(pass, dump, reason);
    if (cost->namespaces > LIMIT_QUIET_NAMESPACES && is_silent(pass, path, reason))
        return true;
    if (!table && !is_tcp)
        return false;
    if (is_tcp && is_quiet(pass))
        return skips_quiet(cost, pass, path, reason);
    if (skips_first_dump(cost, pass, path, reason))
        return true;
    if (is_tcp && pass->again && is_crowded(cost) && has(pass->earlier, "diag/tcp")) {
        say_crowded(cost, "before/diag/tcp", reason);
        return true;
    }
    if (!table || !has(atomic_load(&pass->whole), table->dump) || !is_dear(cost, pass, table))
        return false;
    if (table->is_tcp && (is_crowded(cost) || has_many_walks(cost)))
        say_crowded(cost, table->dump, reason);
    else
        bytes_format(reason, "sockstat: %llu sockets, and %s was read whole", (unsigned long long)rows(table, pass),
                     table->dump);
    return true;
}

bool
cost_waits(const struct cost *cost, const struct pass *pass, const char *path)
{
    const struct table *table = find_table(path);

    return !cost->thorough && (find_text(path) || (table && is_dear(cost, pass, table)));
}

bool
cost_has_dump(const struct pass *pass, const char *table)
{
    static const struct {
        const char *table, *dump;
    } others[] = {
        { "raw", "diag/raw" },           { "raw6", "diag/raw6" }, { "udplite", "diag/udplite" },
        { "udplite6", "diag/udplite6" }, { "unix", "diag/unix" }, { "netlink", "diag/netlink" },
        { "packet", "diag/packet" },
    };
    const struct table *known = find_table(table);
    uint32_t whole = atomic_load(&pass->whole);

    if (known)
        return has(whole, known->dump);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (strcmp(others[i].table, table) == 0)
            return has(whole, others[i].dump);
    return false;
}

bool
cost_omits_tcp_info(const struct cost *cost, const struct pass *pass)
{
    return !cost->thorough && socket_counts_tcp(&pass->counts) > LIMIT_TCP_INFO;
}
