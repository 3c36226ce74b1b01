/*
 * netstat -i: ife_print_short() of net-tools' lib/interface.c.
 */
#include "analyze/answers/netstat_interfaces.h"
#include "analyze/query/cell.h"
#include "sql.h"

static const struct answer_column columns[] = {
    { "interface_name", "Iface", LOOK_LEFT(15) },
    { "mtu", "MTU", LOOK_RIGHT(5) },
    { "rx_ok", "RX-OK", LOOK_RIGHT(8) },
    { "rx_errors", "RX-ERR", LOOK_RIGHT(6) },
    { "rx_dropped", "RX-DRP", LOOK_RIGHT(6) },
    { "rx_overruns", "RX-OVR", LOOK_LEFT(6) },
    { "tx_ok", "TX-OK", LOOK_RIGHT(8) },
    { "tx_errors", "TX-ERR", LOOK_RIGHT(6) },
    { "tx_dropped", "TX-DRP", LOOK_RIGHT(6) },
    { "tx_overruns", "TX-OVR", LOOK_RIGHT(6) },
    { "flags", "Flg", { 0 } },
    { "interface_index", NULL, { 0 } },
    { "hardware_type", NULL, { 0 } },
    { "mac", NULL, { 0 } },
    { "tx_queue_length", NULL, { 0 } },
    { "rx_bytes", NULL, { 0 } },
    { "rx_frame", NULL, { 0 } },
    { "tx_bytes", NULL, { 0 } },
    { "tx_carrier", NULL, { 0 } },
    { "collisions", NULL, { 0 } },
    { "inet_address", NULL, { 0 } },
    { "prefix_length", NULL, { 0 } },
    { "broadcast", NULL, { 0 } },
    { "peer_address", NULL, { 0 } },
    { "net_namespace", NULL, { 0 } },
};

/* People see the namespace in the heading, and the rest with -e. */
#define COLUMNS          (INTERFACE_COLUMNS + 1)
#define COLUMNS_OF(list) (answer_for_people((list)->answer) ? INTERFACE_FLAGS + 1 : COLUMNS)

/* IFF_*, in the order of net-tools. */
static const struct {
    int64_t bit;
    char letter;
} letters[] = {
    { 0x200, 'A' }, { 0x2, 'B' },  { 0x4, 'D' },   { 0x8, 'L' },   { 0x1000, 'M' }, { 0x100, 'P' }, { 0x20, 'N' },
    { 0x80, 'O' },  { 0x10, 'P' }, { 0x800, 's' }, { 0x400, 'm' }, { 0x40, 'R' },   { 0x1, 'U' },
};

#define LETTERS (sizeof(letters) / sizeof(letters[0]))

struct interfaces {
    struct netstat_list *list;
    int64_t number; /* of the namespace */
};

static int
interface_row(void *context, sqlite3_stmt *row, struct error *error)
{
    const struct interfaces *interfaces = context;
    int64_t bits = sqlite3_column_int64(row, INTERFACE_FLAGS);
    char flags[LETTERS + 1], *end = flags;
    struct netstat_number number;
    struct cell cells[COLUMNS];

    for (int i = 0; i < INTERFACE_COLUMNS; i++)
        cells[i] = cell_of_column(row, i);
    for (size_t i = 0; i < LETTERS; i++)
        if (bits & letters[i].bit)
            *end++ = letters[i].letter;
    *end = '\0';
    if (cells[INTERFACE_FLAGS].type != CELL_NULL)
        cells[INTERFACE_FLAGS] = cell_of_text(bits == 0 ? "[NO FLAGS]" : flags);
    cells[INTERFACE_COLUMNS] = netstat_number(&number, interfaces->number);
    return answer_row(interfaces->list->answer, cells, error);
}

static int
details_row(void *context, sqlite3_stmt *row, struct error *error)
{
    const struct interfaces *interfaces = context;

    return netstat_interface_details(interfaces->list, interfaces->number, row, error);
}

int
netstat_interfaces(struct netstat_list *list, const struct netstat_namespace *ns, struct error *error)
{
    struct interfaces interfaces = { list, ns->number };
    bool details = list->netstat->extend > 0 && answer_for_people(list->answer);
    const struct netstat_query query = {
        .sql = sql_netstat_interfaces,
        .numbers = { maybe_of(ns->number), maybe_of(list->netstat->all > 0) },
        .row = details ? details_row : interface_row,
        .context = &interfaces,
    };

    if (answer_heading(list->answer, "Kernel Interface table", error))
        return -1;
    if (details)
        return netstat_query(list, &query, error);
    if (answer_begin(list->answer, columns, COLUMNS_OF(list), error) || netstat_query(list, &query, error))
        return -1;
    return answer_end(list->answer, error);
}
