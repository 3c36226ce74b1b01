#include "analyze/answers/ss/summary.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/query/cell.h"
#include "sql.h"

#include <stdlib.h>

/* The columns of ss_summary.sql: those behind the first four are the same in each row. */
enum { TRANSPORT, TOTAL, IP, IPV6, ALL, TCP, ESTABLISHED, CLOSED, ORPHANED, TIME_WAIT, SQL_COLUMNS };

/* What people see as a table; programs get all columns, and the namespace. */
#define TABLE_COLUMNS 4
#define COLUMNS       (SQL_COLUMNS + 1)

static const struct answer_column columns[COLUMNS] = {
    { "transport", "Transport", { .width = 9 } },
    { "total", "Total", { .width = 9 } },
    { "ip", "IP", { .width = 9 } },
    { "ipv6", "IPv6", { .width = 9 } },
    { "all_sockets", "", { 0 } },
    { "tcp", "", { 0 } },
    { "tcp_established", "", { 0 } },
    { "tcp_closed", "", { 0 } },
    { "tcp_orphaned", "", { 0 } },
    { "tcp_time_wait", "", { 0 } },
    { "net_namespace", "", { 0 } },
};

/* The lines above the table. */
static int
put_totals(struct answer *answer, sqlite3_stmt *row, const char *heading, struct error *error)
{
    char *text = xasprintf("%s%sTotal: %lld\nTCP:   %lld (estab %lld, closed %lld, orphaned %lld, timewait %lld)\n",
                           heading ? heading : "", heading ? "\n" : "", (long long)sqlite3_column_int64(row, ALL),
                           (long long)sqlite3_column_int64(row, TCP), (long long)sqlite3_column_int64(row, ESTABLISHED),
                           (long long)sqlite3_column_int64(row, CLOSED), (long long)sqlite3_column_int64(row, ORPHANED),
                           (long long)sqlite3_column_int64(row, TIME_WAIT));
    int rc = 0;

    for (char *line = text, *end; rc == 0 && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        rc = answer_heading(answer, line, error);
    }
    if (rc == 0)
        rc = answer_heading(answer, "", error);
    free(text);
    return rc;
}

static int
put_row(struct answer *answer, sqlite3_stmt *row, int64_t net_namespace, struct error *error)
{
    char number[sizeof("-9223372036854775808")];
    struct cell cells[COLUMNS];

    for (int i = 0; i < SQL_COLUMNS; i++)
        cells[i] = cell_of_column(row, i);
    sqlite3_snprintf(sizeof(number), number, "%lld", (long long)net_namespace);
    cells[SQL_COLUMNS] = (struct cell){ CELL_NUMBER, slice_of(number) };
    return answer_row(answer, cells, error);
}

int
ss_summary(struct answer *answer, int64_t net_namespace, const char *heading, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    size_t rows = 0;
    int step = -1, rc = db_prepare(answer->db, sql_ss_summary, &statement, error);

    if (rc == 0) {
        bind = bind_begin(statement);
        bind_number(&bind, net_namespace);
        while (rc == 0 && (step = bind_run(&bind, error)) == 1) {
            if (rows++ == 0)
                rc = put_totals(answer, statement, heading, error) ||
                     answer_begin(answer, columns, answer_for_people(answer) ? TABLE_COLUMNS : COLUMNS, error);
            if (rc == 0)
                rc = put_row(answer, statement, net_namespace, error);
        }
    }
    sqlite3_finalize(statement);
    if (rc || step < 0)
        return -1;
    if (rows == 0)
        return error_set(error, "ss: -s: the snapshot of %s has no net/sockstat of network namespace %lld",
                         answer->snapshot->title, (long long)net_namespace);
    return answer_end(answer, error);
}
