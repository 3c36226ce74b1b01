#include "analyze/answers/ss/details.h"
#include "analyze/answers/ss/tcp_info.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdio.h>
#include <stdlib.h>

#define INET                                                                                          \
    (SS_TABLE(SS_TCP) | SS_TABLE(SS_UDP) | SS_TABLE(SS_RAW) | SS_TABLE(SS_DCCP) | SS_TABLE(SS_SCTP) | \
     SS_TABLE(SS_MPTCP))
#define UNIX   (SS_TABLE(SS_UNIX_STREAM) | SS_TABLE(SS_UNIX_DGRAM) | SS_TABLE(SS_UNIX_SEQPACKET))
#define PACKET (SS_TABLE(SS_PACKET_RAW) | SS_TABLE(SS_PACKET_DGRAM))

/* In the order of ss.  Each is a statement that returns a row, or none: one text, or what write() makes a text of. */
static const struct detail {
    unsigned show, tables;
    bool below; /* on a line of its own, unless -O */
    const char *sql;
    void (*write)(sqlite3_stmt *row, const struct ss_request *request, struct buffer *to); /* NULL for one text */
} list[] = {
    { SS_SHOW_OPTIONS, INET, false, sql_ss_timer, NULL },
    { SS_SHOW_EXTENDED, INET, false, sql_ss_extended_inet, NULL },
    { SS_SHOW_TOS, INET, false, sql_ss_tos, NULL },
    { SS_SHOW_CGROUP, INET, false, sql_ss_cgroup, NULL },
    { SS_SHOW_SOCKOPT, INET, true, sql_ss_sockopt, NULL },
    { SS_SHOW_MEMORY, INET, true, sql_ss_memory_inet, NULL },
    { SS_SHOW_MEMORY | SS_SHOW_INFO, SS_TABLE(SS_SCTP), true, sql_ss_sctp_addresses, NULL },
    { SS_SHOW_INFO, SS_TABLE(SS_SCTP), true, sql_ss_sctp_info, NULL },
    { SS_SHOW_INFO, SS_TABLE(SS_MPTCP), true, sql_ss_mptcp_info, NULL },
    { SS_SHOW_INFO, SS_TABLE(SS_TCP) | SS_TABLE(SS_DCCP), true, sql_ss_tcp_info, ss_tcp_info },
    { SS_SHOW_INFO, SS_TABLE(SS_TCP) | SS_TABLE(SS_DCCP), true, sql_ss_tcp_info_text, NULL },
    { SS_SHOW_MEMORY, UNIX, false, sql_ss_memory_unix, NULL },
    { SS_SHOW_EXTENDED, UNIX, false, sql_ss_extended_unix, NULL },
    { SS_SHOW_EXTENDED, PACKET, false, sql_ss_extended_packet, NULL },
    { SS_SHOW_EXTENDED, PACKET, true, sql_ss_rings_packet, NULL },
    { SS_SHOW_BPF, PACKET, true, sql_ss_bpf_packet, NULL },
    { SS_SHOW_MEMORY, PACKET, false, sql_ss_memory_packet, NULL },
    { SS_SHOW_EXTENDED, SS_TABLE(SS_NETLINK), false, sql_ss_extended_netlink, NULL },
    { SS_SHOW_MEMORY, SS_TABLE(SS_NETLINK), false, sql_ss_memory_netlink, NULL },
    { SS_SHOW_EXTENDED, SS_TABLE(SS_XDP), false, sql_ss_extended_xdp, NULL },
    { SS_SHOW_EXTENDED, SS_TABLE(SS_XDP), true, sql_ss_rings_xdp, NULL },
    { SS_SHOW_MEMORY, SS_TABLE(SS_XDP), false, sql_ss_memory_xdp, NULL },
};

#define DETAILS (sizeof(list) / sizeof(list[0]))

struct ss_details {
    sqlite3 *db;
    const struct ss_request *request;
    sqlite3_stmt *statements[DETAILS]; /* NULL for what is not asked for */
};

/* ss_rate(bits per second, whether it shall be a plain number) */
static void
rate(sqlite3_context *context, int count, sqlite3_value **values)
{
    char text[SS_RATE];

    (void)count;
    ss_rate_text(text, sqlite3_value_double(values[0]), sqlite3_value_int(values[1]) != 0);
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

/* Only the dumps of sock_diag tell of memory and the like. */
static int
require_dumps(const struct ss_request *request, const struct answer *answer, struct error *error)
{
    static const struct {
        unsigned show;
        const char *option, *what;
    } options[] = {
        { SS_SHOW_MEMORY, "-m", "the memory of sockets" },
        { SS_SHOW_TOS, "--tos", "types of service" },
        { SS_SHOW_CGROUP, "--cgroup", "the cgroups of sockets" },
        { SS_SHOW_SOCKOPT, "--inet-sockopt", "socket options" },
        { SS_SHOW_BPF, "-b", "filters" },
    };
    sqlite3_stmt *statement = NULL;
    int rc = db_prepare(answer->db, sql_ss_has_dumps, &statement, error);

    if (rc == 0 && db_step(answer->db, statement, error) < 0)
        rc = -1;
    for (size_t i = 0; rc == 0 && i < sizeof(options) / sizeof(options[0]); i++)
        if ((request->show & options[i].show) && sqlite3_column_int(statement, 0) == 0)
            rc = error_set(error, "ss: %s: the snapshot of %s has no dump of sock_diag, which alone tells %s",
                           options[i].option, answer->snapshot->title, options[i].what);
    sqlite3_finalize(statement);
    return rc;
}

struct ss_details *
ss_details_open(const struct ss_request *request, struct answer *answer, struct error *error)
{
    struct ss_details *details = xmalloc(sizeof(*details));
    int rc = require_dumps(request, answer, error);

    *details = (struct ss_details){ .db = answer->db, .request = request };
    if (rc == 0 && sqlite3_create_function_v2(answer->db, "ss_rate", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, rate,
                                              NULL, NULL, NULL))
        rc = db_error(answer->db, "ss_rate", error);
    for (size_t i = 0; rc == 0 && i < DETAILS; i++)
        if (request->show & list[i].show)
            rc = db_prepare(answer->db, list[i].sql, &details->statements[i], error);
    if (rc == 0)
        return details;
    ss_details_free(details);
    return NULL;
}

void
ss_details_free(struct ss_details *details)
{
    for (size_t i = 0; details && i < DETAILS; i++)
        sqlite3_finalize(details->statements[i]);
    free(details);
}

bool
ss_details_behind(const struct ss_details *details)
{
    for (size_t i = 0; i < DETAILS; i++)
        if (details->statements[i] && (!list[i].below || details->request->oneline))
            return true;
    return false;
}

/* Binds what the statements know as ?1 to ?5. */
static int
bind(const struct ss_details *details, const struct ss_row *row, sqlite3_stmt *statement)
{
    static const enum ss_column places[] = { COLUMN_DIAG_MEMBER_ID, COLUMN_DIAG_LINE, COLUMN_MEMBER_ID, COLUMN_LINE };
    int count = sqlite3_bind_parameter_count(statement), rc = SQLITE_OK;

    for (int i = 0; i < 4 && i < count; i++)
        rc |= sqlite3_bind_value(statement, i + 1, sqlite3_column_value(row->columns, (int)places[i]));
    if (count >= 5)
        rc |= sqlite3_bind_int(statement, 5, details->request->numeric);
    return rc;
}

static void
add_text(sqlite3_stmt *row, struct buffer *to)
{
    const void *text = sqlite3_column_text(row, 0);
    size_t len = (size_t)sqlite3_column_bytes(row, 0);

    if (to->len > 0 && len > 0)
        buffer_add(to, " ", 1);
    if (len > 0)
        buffer_add(to, text, len);
}

/* Appends the text of one detail. */
static int
add(const struct ss_details *details, const struct ss_row *row, size_t i, struct buffer *to, struct error *error)
{
    sqlite3_stmt *statement = details->statements[i];
    int step;

    if (bind(details, row, statement))
        return db_error(details->db, "a value could not be bound", error);
    step = db_step(details->db, statement, error);
    if (step == 1) {
        if (list[i].write)
            list[i].write(statement, details->request, to);
        else
            add_text(statement, to);
        (void)sqlite3_reset(statement);
    }
    return step < 0 ? -1 : 0;
}

int
ss_details_of(struct ss_details *details, const struct ss_row *row, struct buffer *behind, struct buffer *below,
              struct error *error)
{
    for (size_t i = 0; i < DETAILS; i++) {
        const struct detail *detail = &list[i];

        if (!details->statements[i] || !(detail->tables & SS_TABLE(row->table)) ||
            (detail->sql == sql_ss_tcp_info_text && !ss_is_null(row, COLUMN_DIAG_MEMBER_ID)))
            continue;
        if (add(details, row, i, detail->below && !details->request->oneline ? below : behind, error))
            return -1;
    }
    return 0;
}
