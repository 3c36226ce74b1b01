#include "analyze/answers/match.h"

#include <stdlib.h>

#include "analyze/base/ip.h"
#include "analyze/database/db.h"
#include "analyze/match/list.h"
#include "analyze/query/cell.h"
#include "analyze/render/screen.h"
#include "sql.h"

/* Columns of match_hits.sql that people see, in the order in which they see them. */
static const struct {
    int column;
    const char *title;
} shown[] = {
    { 0, "KIND" },      { 1, "INDICATOR" }, { 4, "HOST" },         { 5, "PID" },   { 6, "PROCESS" },
    { 8, "USER" },      { 9, "CONTAINER" }, { 11, "SINCE" },       { 14, "SEEN" }, { 10, "WHAT" },
    { 15, "EVIDENCE" }, { 3, "LIST" },      { 2, "WHAT IT SAYS" },
};

#define SHOWN     (sizeof(shown) / sizeof(shown[0]))
#define COLUMNS   18 /* of match_hits.sql */
#define INDICATOR 17

/* address_bytes(text): 4 or 16 bytes, IPv4 where it is mapped; NULL for what is no address. */
static void
sql_address_bytes(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct slice text = { (const char *)sqlite3_value_text(values[0]), (size_t)sqlite3_value_bytes(values[0]) };
    struct ip ip;

    (void)count;
    if (!text.ptr || !ip_read(text, &ip))
        return;
    ip_unmap(&ip);
    sqlite3_result_blob(context, ip.bytes, (int)ip.len, SQLITE_TRANSIENT);
}

/* network_of(bytes, bits): the first address of the network of that length. */
static void
sql_network_of(sqlite3_context *context, int count, sqlite3_value **values)
{
    const unsigned char *bytes = sqlite3_value_blob(values[0]);
    int len = sqlite3_value_bytes(values[0]), bits = sqlite3_value_int(values[1]);
    unsigned char network[16];

    (void)count;
    if (!bytes || len > (int)sizeof(network) || bits < 0)
        return;
    memcpy(network, bytes, (size_t)len);
    for (int bit = bits; bit < len * 8; bit++)
        network[bit / 8] &= (unsigned char)~(0x80U >> bit % 8);
    sqlite3_result_blob(context, network, len, SQLITE_TRANSIENT);
}

static int
add_functions(sqlite3 *db, struct error *error)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

    if (sqlite3_create_function_v2(db, "address_bytes", 1, flags, NULL, sql_address_bytes, NULL, NULL, NULL) ||
        sqlite3_create_function_v2(db, "network_of", 2, flags, NULL, sql_network_of, NULL, NULL, NULL))
        return db_error(db, "functions", error);
    return 0;
}

static int
prepare(sqlite3 *db, const char *sql, const struct match_request *request, sqlite3_stmt **statement,
        struct error *error)
{
    if (db_prepare(db, sql, statement, error))
        return -1;
    if (sqlite3_bind_int64(*statement, 1, request->tolerance_ns))
        return db_error(db, "bind", error);
    return 0;
}

/* The rows come by host, so an indicator may come again. */
static void
count_hit(sqlite3_stmt *row, unsigned char *known, int64_t rows, struct match_result *result)
{
    int64_t id = sqlite3_column_int64(row, INDICATOR);

    result->hits++;
    if (id < 1 || id > rows || known[id - 1])
        return;
    known[id - 1] = 1;
    result->hit_indicators++;
}

static int
write_rows(struct render *render, sqlite3 *db, sqlite3_stmt *rows, struct match_result *result, struct error *error)
{
    bool for_people = render->format->headings;
    const char *names[COLUMNS];
    struct cell cells[COLUMNS];
    size_t count = for_people ? SHOWN : COLUMNS;
    unsigned char *known = xmalloc((size_t)result->rows + 1);
    int step;

    memset(known, 0, (size_t)result->rows + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = for_people ? shown[i].title : sqlite3_column_name(rows, (int)i);
    step = render_begin(render, names, count, error);
    while (step == 0 && (step = db_step(db, rows, error)) == 1) {
        for (size_t i = 0; i < count; i++)
            cells[i] = cell_of_column(rows, for_people ? shown[i].column : (int)i);
        count_hit(rows, known, result->rows, result);
        step = render_row(render, cells, error);
    }
    free(known);
    return step == 0 ? render_end(render, error) : -1;
}

static int
write_hits(sqlite3 *db, const struct match_request *request, struct match_result *result, struct error *error)
{
    sqlite3_stmt *rows = NULL;
    int rc = prepare(db, sql_match_hits, request, &rows, error);

    if (rc == 0)
        rc = write_rows(&request->screen->render, db, rows, result, error);
    sqlite3_finalize(rows);
    return rc;
}

static int
count_apart(sqlite3 *db, const struct match_request *request, struct match_result *result, struct error *error)
{
    sqlite3_stmt *row = NULL;
    int step = prepare(db, sql_match_apart, request, &row, error);

    if (step == 0)
        step = db_step(db, row, error);
    if (step == 1)
        result->flows_apart = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return step < 0 ? -1 : 0;
}

int
match_print(const char *database, char *const *lists, size_t count, const struct match_request *request,
            struct match_result *result, struct error *error)
{
    struct indicators *indicators = NULL;
    sqlite3 *db = NULL;
    int rc = -1;

    *result = (struct match_result){ 0 };
    if (db_open(database, DB_READ, &db, error) || add_functions(db, error) || scope_limit(db, &request->scope, error))
        goto out;
    indicators = indicators_open(db, error);
    if (indicators && request->limits)
        indicators_set_limits(indicators, request->limits);
    rc = indicators ? db_script(db, "BEGIN", 0, error) : -1;
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = list_read(indicators, lists[i], error);
    if (rc)
        goto out;
    result->indicators = indicators_count(indicators);
    result->rows = indicators_rows(indicators);
    result->refused = indicators_refused(indicators);
    rc = db_script(db, sql_match_index, 0, error);
    if (rc == 0)
        rc = write_hits(db, request, result, error);
    if (rc == 0)
        rc = count_apart(db, request, result, error);
out:
    indicators_free(indicators);
    sqlite3_close(db);
    return rc;
}
