/*
 * netstat -s: parsesnmp() and parsesnmp6() of net-tools' statistics.c.
 */
#include "analyze/answers/netstat_lists.h"
#include "analyze/answers/netstat_texts.h"
#include "analyze/query/cell.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct answer_column columns[] = {
    { "counter_group", NULL, { 0 } },
    { "name", NULL, { 0 } },
    { "value", NULL, { 0 } },
    { "net_namespace", NULL, { 0 } },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* Counters that are being printed: for people a table for each group, whose title is its name. */
struct statistics {
    struct netstat_list *list;
    const struct netstat_namespace *ns;
    char *group;                    /* of the last counter; NULL before the first */
    bool wanted, begun;             /* that group */
    enum netstat_text_kind section; /* the histogram of ICMP messages that the last line belongs to, or COUNT */
};

/* Whether the options want the group: one that net-tools does not know is always printed. */
static bool
is_wanted(const struct netstat *netstat, const char *group)
{
    const struct {
        const char *group;
        unsigned wanted;
    } groups[] = {
        { "Ip", netstat->raw },     { "Icmp", netstat->raw },  { "Tcp", netstat->tcp },
        { "TcpExt", netstat->tcp }, { "Udp", netstat->udp },   { "Sctp", netstat->sctp },
        { "Ip6", netstat->raw },    { "Icmp6", netstat->raw }, { "Udp6", netstat->udp },
    };

    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
        if (strcmp(groups[i].group, group) == 0)
            return groups[i].wanted > 0;
    return true;
}

static int
end_group(struct statistics *statistics, struct error *error)
{
    bool begun = statistics->begun;

    statistics->begun = false;
    return begun ? answer_end(statistics->list->answer, error) : 0;
}

static int
begin_group(struct statistics *statistics, const char *group, struct error *error)
{
    struct answer_column column = { NULL, NULL, { 0 } };
    int rc;

    if (end_group(statistics, error))
        return -1;
    free(statistics->group);
    statistics->group = xasprintf("%s", group);
    statistics->section = COUNT;
    statistics->wanted = is_wanted(statistics->list->netstat, group);
    if (!statistics->wanted)
        return 0;
    statistics->begun = true;
    if (!answer_for_people(statistics->list->answer))
        return answer_begin(statistics->list->answer, columns, COLUMNS, error);
    char *title = xasprintf("%s:", group);
    column.title = title;
    rc = answer_begin(statistics->list->answer, &column, 1, error);
    free(title);
    return rc;
}

static int
print_line(struct statistics *statistics, int indent, const char *text, struct error *error)
{
    char *line = xasprintf("%*s%s", indent, "", text);
    struct cell cell = cell_of_text(line);
    int rc = answer_row(statistics->list->answer, &cell, error);

    free(line);
    return rc;
}

static int
print_number(struct statistics *statistics, int indent, const char *text, uint64_t value, struct error *error)
{
    const char *place = strchr(text, '#');
    char *line = xasprintf("%.*s%" PRIu64 "%s", (int)(place - text), text, value, place + 1);
    int rc = print_line(statistics, indent, line, error);

    free(line);
    return rc;
}

/* A counter in the words of net-tools. */
static int
print_counter(struct statistics *statistics, const char *name, uint64_t value, struct error *error)
{
    const struct netstat_text *text = netstat_text_of(statistics->group, name);
    bool histogram;
    char *plain;
    int rc = 0;

    if (!text) {
        plain = xasprintf("%s: #", name);
        rc = value > 0 ? print_number(statistics, 4, plain, value, error) : 0;
        free(plain);
        return rc;
    }
    if (text->kind == HIDDEN)
        return 0;
    histogram = text->kind == RECEIVED || text->kind == SENT;
    if (histogram && statistics->section != text->kind)
        rc = print_line(statistics, 4,
                        text->kind == RECEIVED ? "ICMP input histogram:" : "ICMP output histogram:", error);
    statistics->section = histogram ? text->kind : COUNT;
    if (rc == 0 && (value > 0 || text->kind == COUNT))
        rc = print_number(statistics, histogram ? 8 : 4, text->text, value, error);
    return rc;
}

static int
counter_row(void *context, sqlite3_stmt *row, struct error *error)
{
    struct statistics *statistics = context;
    const char *group = (const char *)sqlite3_column_text(row, 0), *name = (const char *)sqlite3_column_text(row, 1);
    struct netstat_number number;

    if ((!statistics->group || strcmp(statistics->group, group) != 0) && begin_group(statistics, group, error))
        return -1;
    if (!statistics->wanted)
        return 0;
    if (answer_for_people(statistics->list->answer))
        return print_counter(statistics, name, (uint64_t)sqlite3_column_int64(row, 2), error);
    const struct cell cells[COLUMNS] = { cell_of_column(row, 0), cell_of_column(row, 1), cell_of_column(row, 2),
                                         netstat_number(&number, statistics->ns->number) };
    return answer_row(statistics->list->answer, cells, error);
}

static int
print(struct netstat_list *list, const struct netstat_namespace *ns, bool inet, struct error *error)
{
    struct statistics statistics = { .list = list, .ns = ns };
    const struct netstat_query query = {
        .sql = sql_netstat_statistics,
        .numbers = { maybe_of(ns->number), maybe_of(inet) },
        .row = counter_row,
        .context = &statistics,
    };
    int rc = netstat_query(list, &query, error);

    if (rc == 0)
        rc = end_group(&statistics, error);
    free(statistics.group);
    return rc;
}

int
netstat_statistics(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error)
{
    if (list->netstat->inet && print(list, ns, true, error))
        return -1;
    return list->netstat->inet6 ? print(list, ns, false, error) : 0;
}
