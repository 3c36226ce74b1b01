#include "analyze/answers/netstat_socket_table.h"

#include <stdlib.h>

/* What an option must ask for. */
enum need { ALWAYS, EXTEND, PROGRAMS, TIMERS, SEVERAL };

static const struct {
    const char *name;
    const char *titles[TABLES]; /* NULL: not in that table */
    struct look looks[TABLES];
    enum need needs[TABLES];
} columns[COLUMNS] = {
    [PROTO] = { "proto", { "Proto", "Proto" }, { { 0 } }, { ALWAYS } },
    [RECV_Q] = { "recv_q", { "Recv-Q" }, { LOOK_RIGHT(0) }, { ALWAYS } },
    [SEND_Q] = { "send_q", { "Send-Q" }, { LOOK_RIGHT(0) }, { ALWAYS } },
    [LOCAL_ADDRESS] = { "local_address", { "Local Address" }, { LOOK_LEFT(23) }, { ALWAYS } },
    [LOCAL_PORT] = { "local_port", { NULL }, { { 0 } }, { ALWAYS } },
    [REMOTE_ADDRESS] = { "remote_address", { "Foreign Address" }, { LOOK_LEFT(23) }, { ALWAYS } },
    [REMOTE_PORT] = { "remote_port", { NULL }, { { 0 } }, { ALWAYS } },
    [REF_COUNT] = { "ref_count", { NULL, "RefCnt" }, { { 0 } }, { ALWAYS } },
    [FLAGS] = { "flags", { NULL, "Flags" }, { { 0 }, LOOK_LEFT(11) }, { ALWAYS } },
    [TYPE] = { "type", { NULL, "Type" }, { { 0 }, LOOK_LEFT(10) }, { ALWAYS } },
    [STATE] = { "state", { "State", "State" }, { LOOK_LEFT(11), LOOK_LEFT(13) }, { ALWAYS } },
    [USER] = { "uid", { "User" }, { LOOK_LEFT(10) }, { EXTEND } },
    [INODE] = { "inode", { "Inode", "I-Node" }, { LOOK_LEFT(10), LOOK_LEFT(8) }, { EXTEND, ALWAYS } },
    [PROGRAM] = { "program",
                  { "PID/Program name", "PID/Program name" },
                  { LOOK_LEFT(19), LOOK_LEFT(19) },
                  { PROGRAMS, PROGRAMS } },
    [OWNERSHIP] = { "ownership", { NULL }, { { 0 } }, { ALWAYS } },
    [TIMER] = { "timer", { "Timer" }, { { 0 } }, { TIMERS } },
    [PATH] = { "path", { NULL, "Path" }, { { 0 } }, { ALWAYS } },
    [NETNS] = { "net_namespace", { "NETNS", "NETNS" }, { { 0 } }, { SEVERAL, SEVERAL } },
};

static bool
is_wanted(const struct sockets *sockets, int column)
{
    const struct netstat *netstat = sockets->list->netstat;
    const bool wanted[] = {
        [ALWAYS] = true,
        [EXTEND] = netstat->extend > 0,
        [PROGRAMS] = netstat->programs > 0,
        [TIMERS] = netstat->timers > 0,
        [SEVERAL] = sockets->list->several,
    };

    if (!answer_for_people(sockets->list->answer))
        return true;
    return columns[column].titles[sockets->table] && wanted[columns[column].needs[sockets->table]];
}

int
netstat_table_begin(struct sockets *sockets, struct error *error)
{
    struct answer_column chosen[COLUMNS];

    sockets->count = 0;
    for (int i = 0; i < COLUMNS; i++)
        if (is_wanted(sockets, i)) {
            chosen[sockets->count] = (struct answer_column){ columns[i].name, columns[i].titles[sockets->table],
                                                             columns[i].looks[sockets->table] };
            sockets->chosen[sockets->count++] = i;
        }
    return answer_begin(sockets->list->answer, chosen, sockets->count, error);
}

int
netstat_table_row(struct sockets *sockets, struct error *error)
{
    struct cell cells[COLUMNS];

    for (size_t i = 0; i < sockets->count; i++)
        cells[i] = sockets->cells[sockets->chosen[i]];
    return answer_row(sockets->list->answer, cells, error);
}

void
netstat_table_put(struct sockets *sockets, int column, char *text)
{
    free(sockets->texts[column]);
    sockets->texts[column] = text;
    sockets->cells[column] = cell_of_text(text);
}
