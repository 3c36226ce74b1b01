#include "analyze/answers/ss/ss.h"
#include "analyze/answers/ss/filter.h"
#include "analyze/answers/ss/look.h"
#include "analyze/answers/ss/notices.h"
#include "analyze/answers/ss/summary.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>
#include <sys/socket.h>

/* An answer on its way. */
struct ss {
    const struct ss_request *request;
    struct answer *answer;
    struct ss_selection selection;
    struct ss_filter *filter;
    struct ss_namespaces namespaces;
    struct ss_look look;
    sqlite3_stmt *rows, *marks; /* marks: NULL unless the filter asks for them */
};

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

static bool
is_selected(const struct ss *ss, const struct ss_row *row)
{
    return (ss->selection.tables & SS_TABLE(row->table)) && (ss->selection.families & SS_FAMILY(row->family)) &&
           (ss->selection.states & SS_STATE(row->state));
}

static int
show_row(struct ss *ss, struct ss_row *row, struct error *error)
{
    if (!is_selected(ss, row))
        return 0;
    if (ss->marks && read_marks(ss, row, error))
        return -1;
    if (!ss_filter_matches(ss->filter, row))
        return 0;
    return ss_look_row(&ss->look, row, error);
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
    int step = bind_namespace(ss, ss->rows, error), rc = ss_look_begin(&ss->look, &ss->selection, error);

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
    if ((needs & SS_NEEDS_PORT_RANGE) && !ss_port_range(ss->look.labels, &first, &last))
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
    ss->look.labels = ss->filter ? ss_labels_open(ss->answer->db, ss->request, error) : NULL;
    ss->look.details = ss->look.labels ? ss_details_open(ss->request, ss->answer, error) : NULL;
    if (!ss->look.details || prepare_filter(ss, error) ||
        db_prepare(ss->answer->db, sql_ss_sockets, &ss->rows, error) ||
        db_prepare(ss->answer->db, sql_ss_owners, &ss->look.owners, error))
        return -1;
    return 0;
}

static void
close_all(struct ss *ss)
{
    sqlite3_finalize(ss->rows);
    sqlite3_finalize(ss->look.owners);
    sqlite3_finalize(ss->marks);
    ss_details_free(ss->look.details);
    ss_labels_free(ss->look.labels);
    ss_filter_free(ss->filter);
    ss_namespaces_free(&ss->namespaces);
    ss_look_free(&ss->look);
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
    struct ss ss = {
        .request = request,
        .answer = answer,
        .selection = request->selection,
        .look = { .request = request, .answer = answer, .namespaces = &ss.namespaces },
    };
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
