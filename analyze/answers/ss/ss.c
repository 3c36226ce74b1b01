#include "analyze/answers/ss/ss.h"
#include "analyze/answers/ss/details.h"
#include "analyze/answers/ss/filter.h"
#include "analyze/answers/ss/label.h"
#include "analyze/answers/ss/namespaces.h"
#include "analyze/answers/ss/notices.h"
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
        struct ss_row row = ss_row_of(ss->rows);

        if (show_row(ss, &row, error))
            rc = -1;
    }
    if (rc || step < 0)
        return -1;
    return answer_end(ss->answer, error);
}

static int
prepare_filter(struct ss *ss, struct error *error)
{
    unsigned needs = ss_filter_needs(ss->filter);
    int64_t first, last;

    if ((needs & SS_NEEDS_MARK) && ss_tell_unmarked(ss->answer, false, error))
        return -1;
    if ((needs & SS_NEEDS_CGROUP) && ss_tell_unmarked(ss->answer, true, error))
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
    if (show_rows(ss, error))
        return -1;
    return ss->request->selection.chosen ? 0 : ss_tell_left_out(ss->answer, &ss->namespaces, error);
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
