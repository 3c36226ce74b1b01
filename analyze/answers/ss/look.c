#include "analyze/answers/ss/look.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "analyze/database/bind.h"

static const struct answer_column all_columns[SS_CELLS] = {
    [SS_CELL_NETID] = { "netid", "Netid", { 0 } },
    [SS_CELL_STATE] = { "state", "State", { 0 } },
    [SS_CELL_RECV_Q] = { "recv_q", "Recv-Q", { 0 } },
    [SS_CELL_SEND_Q] = { "send_q", "Send-Q", { 0 } },
    [SS_CELL_LOCAL_ADDRESS] = { "local_address", "Local Address:", { .right = true } },
    [SS_CELL_LOCAL_PORT] = { "local_port", "Port", { .joined = true } },
    [SS_CELL_PEER_ADDRESS] = { "peer_address", "Peer Address:", { .right = true } },
    [SS_CELL_PEER_PORT] = { "peer_port", "Port", { .joined = true } },
    [SS_CELL_PROCESS] = { "process", "Process", { 0 } },
    [SS_CELL_OWNERSHIP] = { "ownership", "", { 0 } },
    [SS_CELL_KERNEL_HOLDER] = { "kernel_holder", "", { 0 } },
    [SS_CELL_DETAILS] = { "details", "", { 0 } },
    [SS_CELL_INFO] = { "info", "", { .below = true } },
    [SS_CELL_NETNS] = { "net_namespace", "NETNS", { 0 } },
};

static bool
is_one(unsigned set)
{
    return (set & (set - 1)) == 0;
}

/* Which columns the table has; programs get all of them. */
static void
choose_columns(struct ss_look *look, const struct ss_selection *selection)
{
    bool people = answer_for_people(look->answer);

    for (size_t i = 0; i < SS_CELLS; i++)
        look->shown[i] = true;
    if (!people)
        return;
    look->shown[SS_CELL_NETID] = !is_one(selection->tables);
    look->shown[SS_CELL_STATE] = !is_one(selection->states);
    look->shown[SS_CELL_RECV_Q] = look->shown[SS_CELL_SEND_Q] = !look->request->no_queues;
    look->shown[SS_CELL_PROCESS] = (look->request->show & SS_SHOW_PROCESSES) != 0;
    look->shown[SS_CELL_OWNERSHIP] = look->shown[SS_CELL_KERNEL_HOLDER] = false;
    look->shown[SS_CELL_DETAILS] = ss_details_behind(look->details);
    look->shown[SS_CELL_NETNS] = look->namespaces->count > 1 && !look->namespaces->only.known;
}

int
ss_look_begin(struct ss_look *look, const struct ss_selection *selection, struct error *error)
{
    struct answer_column columns[SS_CELLS];
    size_t count = 0;

    choose_columns(look, selection);
    for (size_t i = 0; i < SS_CELLS; i++)
        if (look->shown[i])
            columns[count++] = all_columns[i];
    look->answer->render->headless = look->request->no_header;
    return answer_begin(look->answer, columns, count, error);
}

static void
put(struct buffer *buffer, const char *text)
{
    if (text)
        buffer_add(buffer, text, strlen(text));
}

static void
put_queue(const struct ss_look *look, const struct ss_row *row, enum ss_column column, struct buffer *to)
{
    const char *text = ss_text(row, row->family == AF_XDP && column == COLUMN_RECV_Q ? COLUMN_MORE : column);

    put(to, text || !answer_for_people(look->answer) ? text : "0"); /* as ss where the kernel does not tell */
}

/* Without an owner the reason, which is no name of a process: it has no users:. */
static int
put_process(struct ss_look *look, const struct ss_row *row, struct error *error)
{
    const char *ownership = ss_text(row, COLUMN_OWNERSHIP), *holder = ss_text(row, COLUMN_KERNEL_HOLDER);
    struct buffer *to = &look->texts[SS_CELL_PROCESS];
    struct bind bind = bind_begin(look->owners);
    int step;

    if (strcmp(ownership, "owned") != 0) {
        if (!answer_for_people(look->answer))
            return 0;
        put(to, "- (");
        put(to, ownership);
        put(to, holder ? ": " : "");
        put(to, holder);
        put(to, ")");
        return 0;
    }
    bind_number(&bind, ss_number(row, COLUMN_INODE));
    step = bind_run(&bind, error);
    if (step == 1) {
        put(to, "users:(");
        put(to, (const char *)sqlite3_column_text(look->owners, 0));
        put(to, ")");
        (void)sqlite3_reset(look->owners);
    }
    return step < 0 ? -1 : 0;
}

static void
put_end(struct ss_look *look, const struct ss_row *row, bool remote, enum ss_cell address, enum ss_cell port)
{
    struct ss_end end = { look->texts[address], look->texts[port], "" };

    ss_label(look->labels, row, remote, &end);
    if (answer_for_people(look->answer) || strcmp(end.delimiter, "*") == 0)
        buffer_add(&end.address, end.delimiter, strlen(end.delimiter));
    look->texts[address] = end.address;
    look->texts[port] = end.port;
}

static int
fill(struct ss_look *look, const struct ss_row *row, struct error *error)
{
    for (size_t i = 0; i < SS_CELLS; i++)
        look->texts[i].len = 0;
    put(&look->texts[SS_CELL_NETID], ss_netid(row));
    put(&look->texts[SS_CELL_STATE], ss_state_title(row->state));
    put_queue(look, row, COLUMN_RECV_Q, &look->texts[SS_CELL_RECV_Q]);
    put_queue(look, row, COLUMN_SEND_Q, &look->texts[SS_CELL_SEND_Q]);
    put_end(look, row, false, SS_CELL_LOCAL_ADDRESS, SS_CELL_LOCAL_PORT);
    put_end(look, row, true, SS_CELL_PEER_ADDRESS, SS_CELL_PEER_PORT);
    put(&look->texts[SS_CELL_OWNERSHIP], ss_text(row, COLUMN_OWNERSHIP));
    put(&look->texts[SS_CELL_KERNEL_HOLDER], ss_text(row, COLUMN_KERNEL_HOLDER));
    put(&look->texts[SS_CELL_NETNS], answer_for_people(look->answer) ? ss_namespace_title(look->namespaces, row)
                                                                     : ss_text(row, COLUMN_NET_NAMESPACE));
    if (look->shown[SS_CELL_PROCESS] && put_process(look, row, error))
        return -1;
    return ss_details_of(look->details, row, &look->texts[SS_CELL_DETAILS], &look->texts[SS_CELL_INFO], error);
}

/* Programs get numbers as numbers, and NULL for what is not known. */
static struct cell
cell_of(const struct ss_look *look, size_t i)
{
    struct slice text = buffer_slice(&look->texts[i]);
    bool numeric = (i == SS_CELL_RECV_Q || i == SS_CELL_SEND_Q || i == SS_CELL_LOCAL_PORT || i == SS_CELL_PEER_PORT ||
                    i == SS_CELL_NETNS) &&
                   text.len > 0;

    for (size_t n = 0; numeric && n < text.len; n++)
        numeric = text.ptr[n] >= '0' && text.ptr[n] <= '9';
    if (text.len == 0)
        return (struct cell){ .type = CELL_NULL };
    return (struct cell){ numeric ? CELL_NUMBER : CELL_TEXT, text };
}

int
ss_look_row(struct ss_look *look, const struct ss_row *row, struct error *error)
{
    struct cell cells[SS_CELLS];
    size_t count = 0;

    if (fill(look, row, error))
        return -1;
    for (size_t i = 0; i < SS_CELLS; i++)
        if (look->shown[i])
            cells[count++] = cell_of(look, i);
    return answer_row(look->answer, cells, error);
}

void
ss_look_free(struct ss_look *look)
{
    for (size_t i = 0; i < SS_CELLS; i++)
        buffer_free(&look->texts[i]);
}
