#include "analyze/archive/manifest.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "analyze/archive/name.h"
#include "analyze/base/digest.h"
#include "analyze/base/limits.h"
#include "schema/snapshot/snapshot.h"
#include "sql.h"

struct manifest {
    sqlite3 *db;
    sqlite3_stmt *record;
    sqlite3_stmt *meta;
    const struct limits *limits;
    char *line_want; /* what a line is that is too long */
};

/* In the order of analyze/sql/manifest_record.sql. */
enum {
    AT_PATH,
    AT_SOURCE,
    AT_STATE,
    AT_ERRNO,
    AT_REASON,
    AT_BYTES,
    AT_SHA256,
    AT_START,
    AT_MONOTONIC,
    AT_TOOK,
    AT_SEGMENT,
    AT_PREVIOUS,
    AT_RESULT,
    AT_END_MEMBERS,
    AT_END_BYTES,
    AT_END_REALTIME,
};

/* In the order of analyze/sql/meta_record.sql. */
enum { AT_FORMAT, AT_BYTE_ORDER, AT_WORD_BITS, AT_NET_NAMESPACE };

static int
json_error(struct manifest *manifest, struct error *error)
{
    return error_set(error, "JSON: %s", sqlite3_errmsg(manifest->db));
}

static bool
prepare(struct manifest *manifest, const char *sql, sqlite3_stmt **statement)
{
    return sqlite3_prepare_v3(manifest->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK;
}

void
manifest_set_limits(struct manifest *manifest, const struct limits *limits)
{
    free(manifest->line_want);
    manifest->limits = limits;
    manifest->line_want = LIMIT_TEXT(limits, manifest_line, "a line of at most @");
}

int
manifest_open(struct manifest **manifest, struct error *error)
{
    struct manifest *m = xmalloc(sizeof(*m));

    *m = (struct manifest){ 0 };
    manifest_set_limits(m, &limits_usual);
    *manifest = m;
    if (sqlite3_open_v2(":memory:", &m->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        prepare(m, sql_manifest_record, &m->record) && prepare(m, sql_meta_record, &m->meta))
        return 0;
    (void)json_error(m, error);
    manifest_close(m);
    *manifest = NULL;
    return -1;
}

void
manifest_close(struct manifest *manifest)
{
    if (!manifest)
        return;
    (void)sqlite3_finalize(manifest->record);
    (void)sqlite3_finalize(manifest->meta);
    (void)sqlite3_close(manifest->db);
    free(manifest->line_want);
    free(manifest);
}

/* Lets SQLite take a JSON text apart: 1, or 0 when it is not JSON, or -1 when SQLite failed. */
static int
take_apart(struct manifest *manifest, sqlite3_stmt *statement, struct slice json, struct error *error)
{
    int result;

    /* What failed before was said then. */
    (void)sqlite3_reset(statement);
    /* SQLite would stop at a NUL and take what is before it. */
    if (json.len == 0 || memchr(json.ptr, '\0', json.len))
        return 0;
    if (sqlite3_bind_text64(statement, 1, json.ptr, json.len, SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK)
        return json_error(manifest, error);
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        return 1;
    return result == SQLITE_ERROR ? 0 : json_error(manifest, error);
}

static struct slice
text_at(sqlite3_stmt *statement, int column)
{
    const char *text;

    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return (struct slice){ NULL, 0 };
    text = (const char *)sqlite3_column_text(statement, column);
    if (!text)
        die("out of memory");
    return (struct slice){ text, (size_t)sqlite3_column_bytes(statement, column) };
}

/* All numbers of the format are integers that are not negative. */
static bool
number_at(sqlite3_stmt *statement, int column, struct maybe *number)
{
    *number = (struct maybe){ false, 0 };
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return true;
    *number = maybe_of(sqlite3_column_int64(statement, column));
    return sqlite3_column_type(statement, column) == SQLITE_INTEGER && number->value >= 0;
}

/* What is not a number is unknown. */
static struct maybe
fact_at(sqlite3_stmt *statement, int column)
{
    struct maybe number;

    return number_at(statement, column, &number) ? number : (struct maybe){ false, 0 };
}

static int
malformed(struct manifest_record *record, const char *want, struct slice have)
{
    record->kind = MANIFEST_MALFORMED;
    record->want = want;
    record->have = have;
    return 0;
}

static bool
state_known(struct slice state)
{
    static const char *const states[] = {
#define STATE(name, complete, meaning) #name,
#include "schema/snapshot/states.def"
#undef STATE
    };

    for (size_t i = 0; i < STATE_COUNT; i++)
        if (slice_is(state, states[i]))
            return true;
    return false;
}

static int
take_link(sqlite3_stmt *statement, struct manifest_record *record)
{
    struct maybe segment;

    record->kind = MANIFEST_LINK;
    record->link.previous = text_at(statement, AT_PREVIOUS);
    if (!number_at(statement, AT_SEGMENT, &segment))
        return malformed(record, "the number of the segment", text_at(statement, AT_SEGMENT));
    if (!digest_valid(record->link.previous))
        return malformed(record, "the digest of the segment before", record->link.previous);
    record->link.segment = segment.value;
    return 0;
}

static int
take_end(sqlite3_stmt *statement, struct manifest_record *record)
{
    struct manifest_end *end = &record->end;
    struct maybe members;
    struct maybe bytes;

    record->kind = MANIFEST_END;
    end->result = text_at(statement, AT_RESULT);
    if (!slice_is(end->result, "complete") && !slice_is(end->result, "partial") &&
        !slice_is(end->result, "interrupted"))
        return malformed(record, "complete, partial or interrupted", end->result);
    if (!number_at(statement, AT_END_MEMBERS, &members) || !members.known)
        return malformed(record, "the number of members", text_at(statement, AT_END_MEMBERS));
    if (!number_at(statement, AT_END_BYTES, &bytes) || !bytes.known)
        return malformed(record, "the bytes of all members", text_at(statement, AT_END_BYTES));
    if (!number_at(statement, AT_END_REALTIME, &end->realtime))
        return malformed(record, "the time of the end", text_at(statement, AT_END_REALTIME));
    end->members = members.value;
    end->bytes = bytes.value;
    return 0;
}

static int
take_line(sqlite3_stmt *statement, struct manifest_record *record)
{
    struct manifest_line *line = &record->line;
    const struct {
        int column;
        struct maybe *number;
        const char *want;
    } numbers[] = {
        { AT_BYTES, &line->bytes, "a number of bytes" },
        { AT_START, &line->start, "the time of the start" },
        { AT_MONOTONIC, &line->monotonic, "the monotonic time of the start" },
        { AT_TOOK, &line->took, "the nanoseconds it took" },
    };

    record->kind = MANIFEST_LINE;
    *line = (struct manifest_line){
        .path = text_at(statement, AT_PATH),
        .source = text_at(statement, AT_SOURCE),
        .state = text_at(statement, AT_STATE),
        .error = text_at(statement, AT_ERRNO),
        .reason = text_at(statement, AT_REASON),
        .sha256 = text_at(statement, AT_SHA256),
    };
    if (!line->path.ptr || name_want(line->path))
        return malformed(record, "the name of a member", line->path);
    if (!state_known(line->state))
        return malformed(record, "a state", line->state);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (!number_at(statement, numbers[i].column, numbers[i].number))
            return malformed(record, numbers[i].want, text_at(statement, numbers[i].column));
    if (line->sha256.ptr ? !digest_valid(line->sha256) || !line->bytes.known : line->bytes.known)
        return malformed(record, "a size and a digest", line->sha256);
    return 0;
}

int
manifest_parse(struct manifest *manifest, struct slice line, struct manifest_record *record, struct error *error)
{
    int result;

    *record = (struct manifest_record){ .kind = MANIFEST_MALFORMED };
    if (line.len > (uint64_t)manifest->limits->manifest_line)
        return malformed(record, manifest->line_want, line);
    result = take_apart(manifest, manifest->record, line, error);
    if (result < 0)
        return -1;
    if (result == 0)
        return malformed(record, "a JSON object", line);
    if (sqlite3_column_type(manifest->record, AT_RESULT) != SQLITE_NULL)
        return take_end(manifest->record, record);
    if (sqlite3_column_type(manifest->record, AT_SEGMENT) != SQLITE_NULL)
        return take_link(manifest->record, record);
    return take_line(manifest->record, record);
}

int
manifest_meta(struct manifest *manifest, struct slice text, struct manifest_meta *meta, struct error *error)
{
    int result = take_apart(manifest, manifest->meta, text, error);

    *meta = (struct manifest_meta){ .text = text };
    if (result <= 0)
        return result;
    meta->json = true;
    meta->byte_order = text_at(manifest->meta, AT_BYTE_ORDER);
    meta->format = fact_at(manifest->meta, AT_FORMAT);
    meta->word_bits = fact_at(manifest->meta, AT_WORD_BITS);
    meta->net_namespace = fact_at(manifest->meta, AT_NET_NAMESPACE);
    return 0;
}
