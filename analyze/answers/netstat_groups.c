/*
 * netstat -g: igmp_do_one() of net-tools' netstat.c.
 */
#include "analyze/answers/netstat_lists.h"
#include "analyze/query/cell.h"
#include "sql.h"

static const struct answer_column columns[] = {
    { "interface_name", "Interface", LOOK_LEFT(15) },
    { "ref_count", "RefCnt", { 0 } },
    { "group_address", "Group", { 0 } },
    { "net_namespace", NULL, { 0 } },
};

/* People see the namespace in the heading. */
#define COLUMNS          (sizeof(columns) / sizeof(columns[0]))
#define COLUMNS_OF(list) (answer_for_people((list)->answer) ? COLUMNS - 1 : COLUMNS)

struct groups {
    struct netstat_list *list;
    int64_t number; /* of the namespace */
};

static int
group_row(void *context, sqlite3_stmt *row, struct error *error)
{
    const struct groups *groups = context;
    struct netstat_list *list = groups->list;
    const char *group = (const char *)sqlite3_column_text(row, 2);
    struct netstat_number number;
    const struct cell cells[COLUMNS] = {
        cell_of_column(row, 0),
        cell_of_column(row, 1),
        cell_of_text(answer_for_people(list->answer) ? netstat_host(list, group) : group),
        netstat_number(&number, groups->number),
    };

    return answer_row(list->answer, cells, error);
}

int
netstat_groups(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error)
{
    struct groups groups = { list, ns->number };
    const struct netstat_query query = {
        .sql = sql_netstat_groups,
        .numbers = { maybe_of(ns->number), maybe_of(list->netstat->inet > 0), maybe_of(list->netstat->inet6 > 0) },
        .row = group_row,
        .context = &groups,
    };

    if (answer_heading(list->answer, "IPv6/IPv4 Group Memberships", error) ||
        answer_begin(list->answer, columns, COLUMNS_OF(list), error) || netstat_query(list, &query, error))
        return -1;
    return answer_end(list->answer, error);
}
