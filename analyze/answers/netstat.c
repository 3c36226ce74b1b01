/*
 * The options together, and which lists they mean: main() of net-tools' netstat.c.
 */
#include "analyze/answers/netstat.h"
#include "analyze/answers/netstat_lists.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int
netstat_resolve(struct netstat *n, struct error *error)
{
    int lists = (n->route > 0) + (n->interfaces > 0) + (n->statistics > 0);
    bool protocol = n->tcp || n->sctp || n->udp || n->udplite || n->raw;

    if (lists > 1 || (lists > 0 && n->groups))
        return error_set(error, "netstat: -r, -i, -s and -g are different lists: want one of them");
    if ((n->cache || n->fib) && !n->route)
        return error_set(error, "netstat: -C and -F say which table of routes -r prints: add -r");
    if (n->unix_sockets && lists > 0)
        return error_set(error, "netstat: unix sockets have no routes, interfaces or statistics: leave out -x");
    if ((n->inet || n->inet6 || n->statistics) && !protocol)
        n->tcp = n->sctp = n->udp = n->udplite = n->raw = 1;
    protocol = n->tcp || n->sctp || n->udp || n->udplite || n->raw;
    if (!protocol && !n->groups && !n->unix_sockets)
        n->tcp = n->sctp = n->udp = n->udplite = n->raw = n->unix_sockets = 1;
    if (lists > 0 && !n->inet && !n->inet6)
        n->inet = 1;
    else if (!n->inet && !n->inet6)
        n->inet = n->inet6 = 1;
    n->numeric_hosts += n->numeric;
    n->numeric_ports += n->numeric;
    n->numeric_users += n->numeric;
    return 0;
}

int
netstat_query(const struct netstat_list *list, const struct netstat_query *query, struct error *error)
{
    sqlite3 *db = list->answer->db;
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int result;

    if (db_prepare(db, query->sql, &statement, error))
        return -1;
    bind = bind_begin(statement);
    for (int i = 0; i < sqlite3_bind_parameter_count(statement) && i < 3; i++)
        bind_maybe(&bind, query->numbers[i]);
    result = bind_run(&bind, error);
    while (result > 0) {
        result = query->row(query->context, statement, error);
        if (result == 0)
            result = db_step(db, statement, error);
    }
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result;
}

struct cell
netstat_number(struct netstat_number *number, int64_t value)
{
    /* cppcheck-suppress ctuuninitvar ; it is written here, not read */
    int len = snprintf(number->text, sizeof(number->text), "%" PRId64, value);

    if (len < 0)
        die("snprintf");
    return (struct cell){ CELL_NUMBER, { number->text, (size_t)len } };
}

const char *
netstat_host(const struct netstat_list *list, const char *address)
{
    const char *name = list->netstat->numeric_hosts ? NULL : names_host(list->names, address);

    return name ? name : address;
}

static int
add_namespace(void *context, sqlite3_stmt *row, struct error *error)
{
    struct netstat_list *list = context;
    const char *wanted = list->netstat->netns, *name = (const char *)sqlite3_column_text(row, 2);
    struct netstat_number number;
    struct netstat_namespace ns = { .number = sqlite3_column_int64(row, 0) };

    (void)error;
    if (wanted && !slice_is(netstat_number(&number, ns.number).bytes, wanted) && (!name || strcmp(name, wanted) != 0))
        return 0;
    ns.label = xasprintf("%s", (const char *)sqlite3_column_text(row, 1));
    list->namespaces = xrealloc(list->namespaces, (list->count + 1) * sizeof(ns));
    list->namespaces[list->count++] = ns;
    return 0;
}

/* A name may be that of several namespaces, in different places. */
static int
read_namespaces(struct netstat_list *list, struct error *error)
{
    const struct netstat_query query = { .sql = sql_netstat_namespaces, .row = add_namespace, .context = list };

    if (netstat_query(list, &query, error))
        return -1;
    if (list->netstat->netns && list->count > 1)
        return error_set(error,
                         "netstat: %zu network namespaces are called %s: want the number of one, such as %" PRId64,
                         list->count, list->netstat->netns, list->namespaces[0].number);
    list->several = list->count > 1;
    return 0;
}

/* Files that the lists are made of, below net/NAMESPACE/PASS/. */
static const char *
files_of(const struct netstat *netstat)
{
    if (netstat->route)
        return ",route,ipv6_route,rt_cache,";
    if (netstat->interfaces)
        return netstat->extend ? ",dev,rtnetlink/link,rtnetlink/address,if_inet6," : ",dev,rtnetlink/link,";
    if (netstat->statistics)
        return ",snmp,netstat,snmp6,sctp/snmp,";
    if (netstat->groups && !netstat->tcp)
        return ",igmp,igmp6,";
    return ",tcp,tcp6,udp,udp6,udplite,udplite6,raw,raw6,sctp/eps,sctp/assocs,unix,";
}

/* Says what may be missing in the list: nobody may take it for the whole then. */
static int
tell_unread(const struct netstat_list *list, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int result;

    if (db_prepare(list->answer->db, sql_netstat_unread, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_text(&bind, slice_of(files_of(list->netstat)));
    bind_number(&bind, list->netstat->verbose > 0);
    bind_maybe(&bind, list->netstat->netns ? maybe_of(list->namespaces[0].number) : (struct maybe){ 0 });
    result = bind_run(&bind, error);
    if (result > 0 && sqlite3_column_int64(statement, 0) > 0)
        notice("netstat: %s: %" PRId64 " of the files were not read whole, the first %s: the list may not be complete",
               list->answer->snapshot->title, (int64_t)sqlite3_column_int64(statement, 0),
               (const char *)sqlite3_column_text(statement, 1));
    (void)sqlite3_finalize(statement); /* what failed was said */
    return result < 0 ? -1 : 0;
}

static int
list_each_namespace(struct netstat_list *list,
                    int (*print)(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error),
                    struct error *error)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < list->count; i++) {
        char *heading = xasprintf("Network namespace %s", list->namespaces[i].label);

        if (list->several)
            rc = answer_heading(list->answer, heading, error);
        free(heading);
        if (rc == 0)
            rc = print(list, &list->namespaces[i], error);
    }
    return rc;
}

static int
print_lists(struct netstat_list *list, struct error *error)
{
    const struct netstat *netstat = list->netstat;
    bool sockets =
        netstat->tcp || netstat->udp || netstat->udplite || netstat->sctp || netstat->raw || netstat->unix_sockets;

    if (netstat->route)
        return list_each_namespace(list, netstat_routes, error);
    if (netstat->interfaces)
        return list_each_namespace(list, netstat_interfaces, error);
    if (netstat->statistics)
        return list_each_namespace(list, netstat_statistics, error);
    if (sockets && netstat->groups && !answer_for_people(list->answer))
        return error_set(
            error, "netstat: sockets and groups have other columns, and in this format there is one table: ask for "
                   "one of them");
    if (sockets && netstat_sockets(list, error))
        return -1;
    return netstat->groups ? list_each_namespace(list, netstat_groups, error) : 0;
}

int
netstat_answer(void *context, struct answer *answer, struct error *error)
{
    struct netstat *netstat = context;
    struct netstat_list list = { .netstat = netstat, .answer = answer, .names = names_open(answer->db, error) };
    int rc = -1;

    if (!list.names || read_namespaces(&list, error))
        goto out;
    if (netstat->netns && list.count == 0) {
        notice("netstat: %s has no network namespace %s", answer->snapshot->title, netstat->netns);
        rc = 0;
        goto out;
    }
    netstat->found = true;
    rc = tell_unread(&list, error);
    if (rc == 0)
        rc = print_lists(&list, error);
out:
    for (size_t i = 0; i < list.count; i++)
        free(list.namespaces[i].label);
    free(list.namespaces);
    names_free(list.names);
    return rc;
}
