/*
 * netstat -r: rprint_fib() and rprint_cache() of net-tools' lib/inet_gr.c, rprint_fib6() of lib/inet6_gr.c.
 */
#include "analyze/answers/netstat_lists.h"
#include "analyze/query/cell.h"
#include "sql.h"

#include <stdlib.h>
#include <string.h>

enum kind { ROUTES, ROUTES6, CACHE, CACHE6, KINDS };

/* Columns of ROUTES and CACHE that -e chooses: without it, once, twice. */
enum { PLAIN = 1, ONCE = 2, TWICE = 4, ANY = PLAIN | ONCE | TWICE };

enum {
    SOURCE,
    DESTINATION,
    GATEWAY,
    MASK,
    FLAGS,
    METRIC,
    REFERENCES,
    USE,
    EARLY_INTERFACE,
    MSS,
    WINDOW,
    IRTT,
    INTERFACE,
    FAMILY,
    NETNS,
    COLUMNS
};

/* People get those with a title in the list, programs those with a name. */
static const struct {
    const char *name;
    const char *titles[KINDS];
    struct look look;
    unsigned extended; /* does not count in the lists of IPv6 */
} columns[COLUMNS] = {
    [SOURCE] = { "source", { [CACHE] = "Source" }, LOOK_LEFT(15), ANY },
    [DESTINATION] = { "destination",
                      { "Destination", "Destination", "Destination", "Destination" },
                      LOOK_LEFT(15),
                      ANY },
    [GATEWAY] = { "gateway", { "Gateway", "Next Hop", "Gateway", "Next Hop" }, LOOK_LEFT(15), ANY },
    [MASK] = { "mask", { [ROUTES] = "Genmask" }, LOOK_LEFT(15), ANY },
    [FLAGS] = { "flags", { "Flags", "Flag", "Flags", "Flag" }, LOOK_LEFT(5), ANY },
    [METRIC] = { "metric", { "Metric", "Met", "Metric", "Met" }, { 0 }, ONCE | TWICE },
    [REFERENCES] = { "ref_count", { "Ref", "Ref", "Ref", "Ref" }, { 0 }, ONCE | TWICE },
    [USE] = { "use_count", { "Use", "Use", "Use", "Use" }, LOOK_RIGHT(6), ONCE | TWICE },
    [EARLY_INTERFACE] = { NULL, { [ROUTES] = "Iface", [CACHE] = "Iface" }, LOOK_LEFT(6), TWICE },
    [MSS] = { "mss", { [ROUTES] = "MSS", [CACHE] = "MSS" }, LOOK_RIGHT(5), PLAIN | TWICE },
    [WINDOW] = { "window", { [ROUTES] = "Window", [CACHE] = "Window" }, { 0 }, PLAIN | TWICE },
    [IRTT] = { "irtt", { [ROUTES] = "irtt", [CACHE] = "irtt" }, LOOK_RIGHT(6), PLAIN | TWICE },
    [INTERFACE] = { "interface_name", { "Iface", "If", "Iface", "If" }, { 0 }, PLAIN | ONCE },
    [FAMILY] = { "family", { NULL }, { 0 }, ANY },
    [NETNS] = { "net_namespace", { NULL }, { 0 }, ANY },
};

/* A letter for each flag, in the order of net-tools. */
struct flag {
    int64_t bit;
    const char *letter;
};

#define REJECT 0x200

/* RTF_* of <linux/route.h> and <linux/ipv6_route.h>. */
static const struct flag route_flags[] = {
    { 0x1, "U" },        { 0x2, "G" },      { REJECT, "!" },    { 0x4, "H" },       { 0x8, "R" },
    { 0x10, "D" },       { 0x20, "M" },     { 0x10000, "d" },   { 0x20000, "a" },   { 0x40000, "c" },
    { 0x200000, "o" },   { 0x400000, "e" }, { 0x1000000, "c" }, { 0x2000000, "f" }, { 0x4000000, "p" },
    { 0x80000000, "l" }, { 0x40, "u" },     { 0x80, "w" },      { 0x100, "i" },     { 0x400, "n" },
    { 0, NULL },
};
static const struct flag route6_flags[] = {
    { 0x1, "U" },      { REJECT, "!" },    { 0x2, "G" },     { 0x4, "H" },      { 0x10000, "D" },
    { 0x40000, "A" },  { 0x1000000, "C" }, { 0x20000, "a" }, { 0x400000, "e" }, { 0x20, "m" },
    { 0x200000, "n" }, { 0x2000000, "f" }, { 0, NULL },
};
/* RTCF_* of <linux/in_route.h>. */
static const struct flag cache_flags[] = {
    { 0x2, "G" },        { REJECT, "!" },     { 0x8, "R" },        { 0x10, "D" },       { 0x20, "M" },
    { 0x1, "-" },        { 0x4, "o" },        { 0x10000, "n" },    { 0x20000, "d" },    { 0x80000, "t" },
    { 0x200000, "f" },   { 0x400000, "q" },   { 0x800000, "Ns" },  { 0x1000000, "r" },  { 0x4000000, "i" },
    { 0x8000000, "Nd" }, { 0x10000000, "b" }, { 0x20000000, "m" }, { 0x40000000, "#" }, { 0x80000000, "l" },
    { 0, NULL },
};

static const struct {
    const char *heading;
    int family;
    int64_t cached; /* ?2 of the statement */
    const struct flag *flags;
} kinds[KINDS] = {
    [ROUTES] = { "Kernel IP routing table", 2, 0, route_flags },
    [ROUTES6] = { "Kernel IPv6 routing table", 10, 0, route6_flags },
    [CACHE] = { "Kernel IP routing cache", 2, 0, cache_flags },
    [CACHE6] = { "Kernel IPv6 routing cache", 10, 1, route6_flags },
};

/* A list that is being printed. */
struct routes {
    struct netstat_list *list;
    const struct netstat_namespace *ns;
    enum kind kind;
    int chosen[COLUMNS];
    size_t count;
};

static bool
is_wanted(const struct routes *routes, int column)
{
    unsigned times = routes->list->netstat->extend, extended = times == 0 ? PLAIN : times == 1 ? ONCE : TWICE;

    if (!answer_for_people(routes->list->answer))
        return columns[column].name;
    if (!columns[column].titles[routes->kind])
        return false;
    return kinds[routes->kind].family == 10 || columns[column].extended & extended;
}

static int
begin(struct routes *routes, struct error *error)
{
    struct answer_column chosen[COLUMNS];

    routes->count = 0;
    for (int i = 0; i < COLUMNS; i++)
        if (is_wanted(routes, i)) {
            chosen[routes->count] =
                (struct answer_column){ columns[i].name, columns[i].titles[routes->kind], columns[i].look };
            routes->chosen[routes->count++] = i;
        }
    return answer_begin(routes->list->answer, chosen, routes->count, error);
}

/* The letters of the flags, in at most 32 bytes.  In the table of IPv4 a route that rejects loses what comes before. */
static void
write_flags(const struct flag *flags, int64_t bits, char text[32])
{
    char *end = text;

    for (const struct flag *flag = flags; flag->letter; flag++) {
        if (!(bits & flag->bit))
            continue;
        if (flag->bit == REJECT && flags != route6_flags)
            end = text;
        end = stpcpy(end, flag->letter);
    }
    *end = '\0';
}

/* The name of an address, or how net-tools writes one that is not set beside names. */
static const char *
name_address(const struct routes *routes, const char *address)
{
    const struct netstat_list *list = routes->list;

    if (list->netstat->numeric_hosts || !answer_for_people(list->answer) || strcmp(address, "0.0.0.0") == 0)
        return address;
    return strcmp(address, "::") == 0 ? "[::]" : netstat_host(list, address);
}

/* A destination; `mask` is the length of the prefix for IPv6.  Names of networks are those of /etc/networks, which is not captured. */
static char *
name_destination(const struct routes *routes, const char *address, const char *mask, int64_t bits)
{
    const struct netstat_list *list = routes->list;

    if (kinds[routes->kind].family == 10)
        return xasprintf("%s/%s", name_address(routes, address), mask);
    if (mask && !list->netstat->numeric_hosts && answer_for_people(list->answer) && strcmp(address, "0.0.0.0") == 0 &&
        strcmp(mask, "0.0.0.0") == 0)
        return xasprintf("default");
    return xasprintf("%s", bits & 0x4 ? name_address(routes, address) : address);
}

/* A route that rejects sends nowhere: netstat has a dash for what such a route cannot have. */
static void
reject(struct cell *cells)
{
    static const int without[] = { GATEWAY, REFERENCES, MSS, WINDOW, IRTT, EARLY_INTERFACE, INTERFACE };

    for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++)
        cells[without[i]] = cell_of_text("-");
}

/* A row of netstat_routes.sql, or of the others like it. */
static int
route_row(void *context, sqlite3_stmt *row, struct error *error)
{
    static const int places[] = { DESTINATION, GATEWAY, MASK,   FLAGS, METRIC,    REFERENCES,
                                  USE,         MSS,     WINDOW, IRTT,  INTERFACE, SOURCE };
    const struct routes *routes = context;
    int64_t bits = sqlite3_column_int64(row, 3);
    char *destination = name_destination(routes, (const char *)sqlite3_column_text(row, 0),
                                         (const char *)sqlite3_column_text(row, 2), bits);
    struct netstat_number family, ns;
    struct cell cells[COLUMNS], chosen[COLUMNS];
    char flags[32];
    int rc;

    for (int i = 0; i < (int)(sizeof(places) / sizeof(places[0])); i++)
        cells[places[i]] = cell_of_column(row, i);
    write_flags(kinds[routes->kind].flags, bits, flags);
    cells[FLAGS] = cell_of_text(flags);
    cells[DESTINATION] = cell_of_text(destination);
    cells[GATEWAY] = cell_of_text(name_address(routes, (const char *)sqlite3_column_text(row, 1)));
    cells[EARLY_INTERFACE] = cells[INTERFACE];
    if (bits & REJECT && routes->kind == ROUTES && answer_for_people(routes->list->answer))
        reject(cells);
    cells[FAMILY] = netstat_number(&family, kinds[routes->kind].family);
    if (kinds[routes->kind].family == 10)
        cells[MASK] = cell_of_text(NULL);
    cells[NETNS] = netstat_number(&ns, routes->ns->number);
    for (size_t i = 0; i < routes->count; i++)
        chosen[i] = cells[routes->chosen[i]];
    rc = answer_row(routes->list->answer, chosen, error);
    free(destination);
    return rc;
}

static int
print(struct routes *routes, enum kind kind, const char *sql, struct error *error)
{
    const struct netstat_query query = {
        .sql = sql,
        .numbers = { maybe_of(routes->ns->number), maybe_of(kinds[kind].cached) },
        .row = route_row,
        .context = routes,
    };

    routes->kind = kind;
    if (answer_heading(routes->list->answer, kinds[kind].heading, error) || begin(routes, error) ||
        netstat_query(routes->list, &query, error))
        return -1;
    return answer_end(routes->list->answer, error);
}

int
netstat_routes(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error)
{
    const struct netstat *netstat = list->netstat;
    struct routes routes = { .list = list, .ns = ns };
    bool table = !netstat->cache || netstat->fib;
    const struct {
        bool wanted;
        enum kind kind;
        const char *sql;
    } lists[] = {
        { table && netstat->inet, ROUTES, sql_netstat_routes },
        { netstat->cache && netstat->inet, CACHE, sql_netstat_route_cache },
        { table && netstat->inet6, ROUTES6, sql_netstat_routes6 },
        { netstat->cache && netstat->inet6, CACHE6, sql_netstat_routes6 },
    };

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        if (lists[i].wanted && print(&routes, lists[i].kind, lists[i].sql, error))
            return -1;
    return 0;
}
