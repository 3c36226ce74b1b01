#include "analyze/answers/ss/ss.h"
#include "analyze/answers/ss/details.h"
#include "analyze/answers/ss/filter.h"
#include "analyze/answers/ss/label.h"
#include "analyze/answers/ss/namespaces.h"
#include "analyze/answers/ss/summary.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>
#include <sys/socket.h>

/* The columns of the answer. */
enum cell_id {
    NETID,
    STATE,
    RECV_Q,
    SEND_Q,
    LOCAL_ADDRESS,
    LOCAL_PORT,
    PEER_ADDRESS,
    PEER_PORT,
    PROCESS,
    OWNERSHIP,
    KERNEL_HOLDER,
    DETAILS,
    INFO,
    NETNS,
    CELLS,
};

static const struct answer_column all_columns[CELLS] = {
    [NETID] = { "netid", "Netid", { 0 } },
    [STATE] = { "state", "State", { 0 } },
    [RECV_Q] = { "recv_q", "Recv-Q", { 0 } },
    [SEND_Q] = { "send_q", "Send-Q", { 0 } },
    [LOCAL_ADDRESS] = { "local_address", "Local Address:", { .right = true } },
    [LOCAL_PORT] = { "local_port", "Port", { .joined = true } },
    [PEER_ADDRESS] = { "peer_address", "Peer Address:", { .right = true } },
    [PEER_PORT] = { "peer_port", "Port", { .joined = true } },
    [PROCESS] = { "process", "Process", { 0 } },
    [OWNERSHIP] = { "ownership", "", { 0 } },
    [KERNEL_HOLDER] = { "kernel_holder", "", { 0 } },
    [DETAILS] = { "details", "", { 0 } },
    [INFO] = { "info", "", { .below = true } },
    [NETNS] = { "net_namespace", "NETNS", { 0 } },
};

/* An answer on its way. */
struct ss {
    const struct ss_request *request;
    struct answer *answer;
    struct ss_selection selection;
    struct ss_filter *filter;
    struct ss_namespaces namespaces;
    struct ss_labels *labels;
    struct ss_details *details;
    sqlite3_stmt *rows, *owners, *marks; /* marks: NULL unless the filter asks for them */
    bool shown[CELLS];
    struct buffer texts[CELLS];
};

static bool
is_one(unsigned set)
{
    return (set & (set - 1)) == 0;
}

/* Which columns the table has; programs get all of them. */
static void
choose_columns(struct ss *ss)
{
    bool people = answer_for_people(ss->answer);

    for (size_t i = 0; i < CELLS; i++)
        ss->shown[i] = true;
    if (!people)
        return;
    ss->shown[NETID] = !is_one(ss->selection.tables);
    ss->shown[STATE] = !is_one(ss->selection.states);
    ss->shown[RECV_Q] = ss->shown[SEND_Q] = !ss->request->no_queues;
    ss->shown[PROCESS] = (ss->request->show & SS_SHOW_PROCESSES) != 0;
    ss->shown[OWNERSHIP] = ss->shown[KERNEL_HOLDER] = false;
    ss->shown[DETAILS] = ss_details_behind(ss->details);
    ss->shown[NETNS] = ss->namespaces.count > 1 && !ss->namespaces.only.known;
}

static int
begin(struct ss *ss, struct error *error)
{
    struct answer_column columns[CELLS];
    size_t count = 0;

    for (size_t i = 0; i < CELLS; i++)
        if (ss->shown[i])
            columns[count++] = all_columns[i];
    ss->answer->render->headless = ss->request->no_header;
    return answer_begin(ss->answer, columns, count, error);
}

/* ss numbers the ends of sockets that have no ports by what they have instead. */
static int64_t
port_of(const struct ss_row *row, bool remote)
{
    switch (row->family) {
    case AF_UNIX:
        return ss_number(row, remote ? COLUMN_EXTRA : COLUMN_INODE);
    case AF_PACKET:
        return remote ? 0 : ss_number(row, COLUMN_INTERFACE_INDEX);
    case AF_NETLINK:
        return remote ? -1 : (int32_t)ss_number(row, COLUMN_LOCAL_PORT);
    case AF_XDP:
        return remote ? 0 : ss_number(row, COLUMN_EXTRA);
    default:
        return ss_number(row, remote ? COLUMN_REMOTE_PORT : COLUMN_LOCAL_PORT);
    }
}

static enum ss_table
table_of(sqlite3_stmt *columns)
{
    /* By the places of ss_sockets.sql, and a type. */
    static const struct {
        int place;
        const char *type; /* NULL for any other */
        enum ss_table table;
    } tables[] = {
        { 0, NULL, SS_NETLINK },
        { 1, "raw", SS_PACKET_RAW },
        { 1, NULL, SS_PACKET_DGRAM },
        { 2, "stream", SS_UNIX_STREAM },
        { 2, "seqpacket", SS_UNIX_SEQPACKET },
        { 2, NULL, SS_UNIX_DGRAM },
        { 3, NULL, SS_RAW },
        { 4, NULL, SS_UDP },
        { 5, NULL, SS_TCP },
        { 6, NULL, SS_DCCP },
        { 7, NULL, SS_SCTP },
        { 8, "dgram", SS_VSOCK_DGRAM },
        { 8, "seqpacket", SS_VSOCK_SEQPACKET },
        { 8, NULL, SS_VSOCK_STREAM },
        { 9, NULL, SS_XDP },
        { 10, NULL, SS_MPTCP },
    };
    int place = sqlite3_column_int(columns, COLUMN_PLACE);
    const char *type = (const char *)sqlite3_column_text(columns, COLUMN_TYPE);
    size_t i = 0;

    while (tables[i].place != place || (tables[i].type && (!type || strcmp(tables[i].type, type) != 0)))
        i++;
    return tables[i].table;
}

static struct ss_row
row_of(sqlite3_stmt *columns)
{
    struct ss_row row = { .columns = columns, .table = table_of(columns) };

    row.family = (int)ss_number(&row, COLUMN_FAMILY);
    row.state = ss_state_of(ss_text(&row, COLUMN_STATE), row.table);
    row.local_port = port_of(&row, false);
    row.remote_port = port_of(&row, true);
    return row;
}

static int
read_marks(struct ss *ss, struct ss_row *row, struct error *error)
{
    struct bind bind = bind_begin(ss->marks);
    int step;

    if (ss_is_null(row, COLUMN_DIAG_MEMBER_ID) || (row->family != AF_INET && row->family != AF_INET6))
        return 0;
    bind_number(&bind, ss_number(row, COLUMN_DIAG_MEMBER_ID));
    bind_number(&bind, ss_number(row, COLUMN_DIAG_LINE));
    step = bind_run(&bind, error);
    if (step == 1) {
        row->mark = sqlite3_column_int64(ss->marks, 0);
        row->cgroup = sqlite3_column_int64(ss->marks, 1);
        (void)sqlite3_reset(ss->marks);
    }
    return step < 0 ? -1 : 0;
}

static void
put(struct buffer *buffer, const char *text)
{
    if (text)
        buffer_add(buffer, text, strlen(text));
}

static void
put_queue(const struct ss *ss, const struct ss_row *row, enum ss_column column, struct buffer *to)
{
    const char *text = ss_text(row, row->family == AF_XDP && column == COLUMN_RECV_Q ? COLUMN_MORE : column);

    put(to, text || !answer_for_people(ss->answer) ? text : "0"); /* as ss where the kernel does not tell */
}

/* Without an owner the reason, which is no name of a process: it has no users:. */
static int
put_process(struct ss *ss, const struct ss_row *row, struct error *error)
{
    const char *ownership = ss_text(row, COLUMN_OWNERSHIP), *holder = ss_text(row, COLUMN_KERNEL_HOLDER);
    struct buffer *to = &ss->texts[PROCESS];
    struct bind bind = bind_begin(ss->owners);
    int step;

    if (strcmp(ownership, "owned") != 0) {
        if (!answer_for_people(ss->answer))
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
        put(to, (const char *)sqlite3_column_text(ss->owners, 0));
        put(to, ")");
        (void)sqlite3_reset(ss->owners);
    }
    return step < 0 ? -1 : 0;
}

static void
put_end(struct ss *ss, const struct ss_row *row, bool remote, enum cell_id address, enum cell_id port)
{
    struct ss_end end = { ss->texts[address], ss->texts[port], "" };

    ss_label(ss->labels, row, remote, &end);
    if (answer_for_people(ss->answer) || strcmp(end.delimiter, "*") == 0)
        buffer_add(&end.address, end.delimiter, strlen(end.delimiter));
    ss->texts[address] = end.address;
    ss->texts[port] = end.port;
}

static int
fill(struct ss *ss, const struct ss_row *row, struct error *error)
{
    for (size_t i = 0; i < CELLS; i++)
        ss->texts[i].len = 0;
    put(&ss->texts[NETID], ss_netid(row));
    put(&ss->texts[STATE], ss_state_title(row->state));
    put_queue(ss, row, COLUMN_RECV_Q, &ss->texts[RECV_Q]);
    put_queue(ss, row, COLUMN_SEND_Q, &ss->texts[SEND_Q]);
    put_end(ss, row, false, LOCAL_ADDRESS, LOCAL_PORT);
    put_end(ss, row, true, PEER_ADDRESS, PEER_PORT);
    put(&ss->texts[OWNERSHIP], ss_text(row, COLUMN_OWNERSHIP));
    put(&ss->texts[KERNEL_HOLDER], ss_text(row, COLUMN_KERNEL_HOLDER));
    put(&ss->texts[NETNS],
        answer_for_people(ss->answer) ? ss_namespace_title(&ss->namespaces, row) : ss_text(row, COLUMN_NET_NAMESPACE));
    if (ss->shown[PROCESS] && put_process(ss, row, error))
        return -1;
    return ss_details_of(ss->details, row, &ss->texts[DETAILS], &ss->texts[INFO], error);
}

/* Programs get numbers as numbers, and NULL for what is not known. */
static struct cell
cell_of(const struct ss *ss, size_t i)
{
    struct slice text = buffer_slice(&ss->texts[i]);
    bool numeric = (i == RECV_Q || i == SEND_Q || i == LOCAL_PORT || i == PEER_PORT || i == NETNS) && text.len > 0;

    for (size_t n = 0; numeric && n < text.len; n++)
        numeric = text.ptr[n] >= '0' && text.ptr[n] <= '9';
    if (text.len == 0)
        return (struct cell){ .type = CELL_NULL };
    return (struct cell){ numeric ? CELL_NUMBER : CELL_TEXT, text };
}

static bool
is_selected(const struct ss *ss, const struct ss_row *row)
{
    return (ss->selection.tables & SS_TABLE(row->table)) && (ss->selection.families & SS_FAMILY(row->family)) &&
           (ss->selection.states & SS_STATE(row->state));
}

static int
show_row(struct ss *ss, struct ss_row *row, struct error *error)
{
    struct cell cells[CELLS];
    size_t count = 0;

    if (!is_selected(ss, row))
        return 0;
    if (ss->marks && read_marks(ss, row, error))
        return -1;
    if (!ss_filter_matches(ss->filter, row))
        return 0;
    if (fill(ss, row, error))
        return -1;
    for (size_t i = 0; i < CELLS; i++)
        if (ss->shown[i])
            cells[count++] = cell_of(ss, i);
    return answer_row(ss->answer, cells, error);
}

static int
bind_namespace(struct ss *ss, sqlite3_stmt *statement, struct error *error)
{
    struct bind bind = bind_begin(statement);

    bind_maybe(&bind, ss->namespaces.only);
    return bind_run(&bind, error);
}

static int
show_rows(struct ss *ss, struct error *error)
{
    int step = bind_namespace(ss, ss->rows, error), rc = begin(ss, error);

    for (; rc == 0 && step == 1; step = db_step(ss->answer->db, ss->rows, error)) {
        struct ss_row row = row_of(ss->rows);

        if (show_row(ss, &row, error))
            rc = -1;
    }
    if (rc || step < 0)
        return -1;
    return answer_end(ss->answer, error);
}

/* Who asks for everything is told what ss has no place for. */
static int
tell_left_out(struct ss *ss, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    long long others, held;
    int step = -1;

    if (ss->request->selection.chosen)
        return 0;
    if (db_prepare(ss->answer->db, sql_ss_left_out, &statement, error) == 0 &&
        (step = bind_namespace(ss, statement, error)) == 1) {
        others = sqlite3_column_int64(statement, 0);
        held = sqlite3_column_int64(statement, 1);
        if (others > 0)
            notice("%s: sockets that ss has no table for (udplite, icmp, bluetooth, ...) are not shown: %lld; see the "
                   "table sockets",
                   ss->answer->snapshot->title, others);
        if (held > 0)
            notice("%s: sockets that no table of the kernel shows, only a descriptor, are not shown: %lld; see the "
                   "table sockets",
                   ss->answer->snapshot->title, held);
    }
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

/* A filter that asks for a mark or a cgroup takes one that is not known for 0, as ss does; how many, people should know. */
static int
tell_unmarked(struct ss *ss, bool cgroup, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step = -1;

    if (db_prepare(ss->answer->db, sql_ss_unmarked, &statement, error) == 0) {
        bind = bind_begin(statement);
        bind_number(&bind, cgroup);
        step = bind_run(&bind, error);
    }
    if (step == 1 && sqlite3_column_int64(statement, 0) > 0)
        notice("%s: inet sockets whose %s is not known count as 0: %lld", ss->answer->snapshot->title,
               cgroup ? "cgroup" : "mark", (long long)sqlite3_column_int64(statement, 0));
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

static int
prepare_filter(struct ss *ss, struct error *error)
{
    unsigned needs = ss_filter_needs(ss->filter);
    int64_t first, last;

    if ((needs & SS_NEEDS_MARK) && tell_unmarked(ss, false, error))
        return -1;
    if ((needs & SS_NEEDS_CGROUP) && tell_unmarked(ss, true, error))
        return -1;
    if ((needs & (SS_NEEDS_MARK | SS_NEEDS_CGROUP)) && db_prepare(ss->answer->db, sql_ss_marks, &ss->marks, error))
        return -1;
    if ((needs & SS_NEEDS_PORT_RANGE) && !ss_port_range(ss->labels, &first, &last))
        notice(
            "%s: the range of ports that the kernel chooses from is not known; autobound takes %d to %d, the default",
            ss->answer->snapshot->title, (int)first, (int)last);
    if (needs & SS_NEEDS_PORT_RANGE)
        ss_filter_set_port_range(ss->filter, first, last);
    return 0;
}

static int
open_all(struct ss *ss, struct error *error)
{
    ss->filter = ss_filter_parse(ss->request->filter, &ss->selection, ss->answer->db, error);
    ss->labels = ss->filter ? ss_labels_open(ss->answer->db, ss->request, error) : NULL;
    ss->details = ss->labels ? ss_details_open(ss->request, ss->answer, error) : NULL;
    if (!ss->details || prepare_filter(ss, error) || db_prepare(ss->answer->db, sql_ss_sockets, &ss->rows, error) ||
        db_prepare(ss->answer->db, sql_ss_owners, &ss->owners, error))
        return -1;
    choose_columns(ss);
    return 0;
}

static void
close_all(struct ss *ss)
{
    sqlite3_finalize(ss->rows);
    sqlite3_finalize(ss->owners);
    sqlite3_finalize(ss->marks);
    ss_details_free(ss->details);
    ss_labels_free(ss->labels);
    ss_filter_free(ss->filter);
    ss_namespaces_free(&ss->namespaces);
    for (size_t i = 0; i < CELLS; i++)
        buffer_free(&ss->texts[i]);
}

static int
summaries(struct ss *ss, struct error *error)
{
    for (size_t i = 0; i < ss->namespaces.count; i++) {
        const struct ss_namespace *n = &ss->namespaces.list[i];
        char *heading = ss->namespaces.count > 1 ? xasprintf("Network namespace: %s", n->title) : NULL;
        int rc = ss->namespaces.only.known && ss->namespaces.only.value != n->inode
                     ? 0
                     : ss_summary(ss->answer, n->inode, heading, error);

        free(heading);
        if (rc)
            return -1;
    }
    return 0;
}

static int
sockets(struct ss *ss, struct error *error)
{
    const char *empty;

    if (open_all(ss, error))
        return -1;
    empty = ss_selection_is_empty(&ss->selection);
    if (empty)
        notice("%s", empty);
    if (empty)
        return 0;
    return show_rows(ss, error) || tell_left_out(ss, error) ? -1 : 0;
}

int
ss_answer(void *context, struct answer *answer, struct error *error)
{
    const struct ss_request *request = context;
    struct ss ss = { .request = request, .answer = answer, .selection = request->selection };
    bool with_sockets = !request->summary || request->selection.chosen || *request->filter != '\0';
    int rc;

    if (request->summary && with_sockets && !answer_for_people(answer))
        return error_set(error,
                         "ss: -s and sockets are two tables: ask for one after the other in a format for programs");
    rc = ss_namespaces_read(&ss.namespaces, answer, request->net_namespace, error);
    if (rc == 0 && request->summary)
        rc = summaries(&ss, error);
    if (rc == 0 && with_sockets)
        rc = sockets(&ss, error);
    close_all(&ss);
    return rc;
}
