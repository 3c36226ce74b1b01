#include "analyze/load/load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/archive/member_path.h"
#include "analyze/base/buffer.h"
#include "analyze/base/limits.h"
#include "analyze/database/db.h"
#include "analyze/database/watch.h"
#include "analyze/formats/registry.h"
#include "analyze/load/contents.h"
#include "analyze/load/flows.h"
#include "analyze/load/inet_sockets.h"
#include "analyze/load/member.h"
#include "analyze/load/rows.h"
#include "analyze/load/store.h"
#include "sql.h"

/* The table that a format fills first. */
static const struct table *
table_of(const char *format)
{
    return format_by_name(format)->tables[0];
}

static int
open_sockets(struct load *load, struct error *error)
{
    return inet_sockets_open(load->db, table_of("inet"), table_of("diag_inet"), &load->sockets, error);
}

int
load_open(sqlite3 *db, bool findings, struct load **load, struct error *error)
{
    struct load *l = xmalloc(sizeof(*l));

    *l = (struct load){ .db = db, .findings = findings, .limits = &limits_usual };
    *load = l;
    if (flows_add_function(db, error) == 0 && store_open(db, &l->store, error) == 0 &&
        rows_open(db, &l->rows, error) == 0 && open_sockets(l, error) == 0 &&
        contents_open(db, &l->contents, error) == 0)
        return 0;
    load_close(l);
    *load = NULL;
    return -1;
}

void
load_set(struct load *load, const struct limits *limits, const char *confined)
{
    load->limits = limits ? limits : &limits_usual;
    load->confined = confined;
}

void
load_close(struct load *load)
{
    if (!load)
        return;
    rows_close(load->rows);
    inet_sockets_close(load->sockets);
    contents_close(load->contents);
    store_close(load->store);
    buffer_free(&load->member_path);
    free(load);
}

/* A problem that the reader found.  Where the member is not in the table (a segment, a header), its name is said. */
static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct load *load = context;
    struct slice last = buffer_slice(&load->member_path);
    struct maybe nobody = { false, 0 };
    char *want = NULL;
    int result;

    (void)error;
    if (!problem->path.ptr)
        return load_problem(load, nobody, problem->line, problem->want, problem->have);
    if (problem->path.len == last.len && memcmp(problem->path.ptr, last.ptr, last.len) == 0)
        return load_problem(load, maybe_of(load->member_id), problem->line, problem->want, problem->have);
    want = sqlite3_mprintf("%.*s: %s", (int)problem->path.len, problem->path.ptr, problem->want);
    if (!want)
        die("out of memory");
    result = load_problem(load, nobody, problem->line, want, problem->have);
    sqlite3_free(want);
    return result;
}

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    struct load *load = context;

    if (db_script(load->db, "BEGIN IMMEDIATE; SAVEPOINT reading", 0, error) ||
        store_snapshot(load->store, meta, directory, load->archive, &load->result->snapshot_id, error) ||
        contents_begin(load->contents, error))
        return -1;
    load->word_bits = meta->word_bits.known ? meta->word_bits.value : 0;
    load->big_endian = slice_is(meta->byte_order, "big");
    if (load->big_endian || slice_is(meta->byte_order, "little"))
        return 0;
    return load_problem(load, (struct maybe){ false, 0 }, 0,
                        "a byte order in meta.json: addresses are read as those of a little-endian host",
                        meta->byte_order);
}

static int
on_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    struct load *load = context;

    return store_segment(load->store, load->result->snapshot_id, segment, sha256, error);
}

static bool
on_wants(void *context, struct slice path)
{
    struct member_path member = member_path_of(path);
    const char *format = member_path_format(&member);

    (void)context;
    return format && format_by_name(format);
}

static void
on_progress(void *context, int64_t bytes, int64_t members)
{
    struct load *load = context;

    load->arrived = bytes;
    progress_read(load->progress, bytes, members);
}

/*
 * What follows from the rows of all members: when the host was started, the sockets of every family, then who holds
 * them, the addresses of their namespaces, and what is translated on the way; in the end, what does not fit together.
 */
static int
derive(struct load *load)
{
    const char *const scripts[] = { sql_derive_unix,      sql_derive_others,       sql_derive_owners,
                                    sql_derive_addresses, sql_derive_translations, sql_derive_containers,
                                    sql_derive_flows };

    progress_step(load->progress, "sockets and who holds them");
    if (db_script(load->db, sql_derive_booted, load->result->snapshot_id, load->error) ||
        inet_sockets_insert(load->sockets, load->result->snapshot_id, load->error))
        return -1;
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        if (db_script(load->db, scripts[i], load->result->snapshot_id, load->error))
            return -1;
    if (!load->findings)
        return 0;
    progress_step(load->progress, "what does not fit together");
    return findings_run(load->db, load->result->snapshot_id, load->error) ||
                   findings_count(load->db, load->result->snapshot_id, &load->result->findings, load->error)
               ? -1
               : 0;
}

/* Looks for the same snapshot in the database: 1 when there is nothing to add, 0 when there is, -1 with the error filled. */
static int
settle(struct load *load)
{
    struct load_result *result = load->result;
    struct identity identity;
    char have[96];

    if (identity_settle(load->store, result->snapshot_id, result->summary.problems == 0, &identity, load->error))
        return -1;
    result->outcome = identity.outcome;
    result->snapshot_id = identity.snapshot_id;
    result->contradicts = identity.contradicts;
    if (identity.outcome == LOAD_PART || identity.outcome == LOAD_SAME)
        return 1;
    if (!identity.contradicts)
        return 0;
    if (snprintf(have, sizeof(have), "snapshot %" PRId64 " with the same meta.json and other content",
                 identity.contradicts) < 0)
        die("snprintf failed");
    return load_problem(load, (struct maybe){ false, 0 }, 0, "no other snapshot of the same start", slice_of(have));
}

/* Ends the transaction: keeps the snapshot, or rolls its rows back when another snapshot has all of it. */
static int
finish(struct load *load)
{
    struct load_result *result = load->result;
    int there = store_find(load->store, &result->summary.archive_sha256, &result->snapshot_id, load->error);

    if (there > 0) {
        result->outcome = LOAD_SAME;
        return db_script(load->db, "ROLLBACK", 0, load->error);
    }
    if (there == 0)
        there = settle(load);
    if (there < 0)
        return -1;
    if (there ? db_script(load->db, "ROLLBACK TO reading", 0, load->error)
              : store_finish(load->store, result->snapshot_id, &result->summary, load->error) || derive(load))
        return -1;
    if (store_archive(load->store, result->snapshot_id, load->archive, load->confined, &result->summary, load->error))
        return -1;
    return db_script(load->db, "COMMIT", 0, load->error);
}

int
load_run(struct load *load, const char *path, struct progress *progress, struct load_result *result,
         struct error *error)
{
    struct reader_events events = {
        .context = load,
        .limits = load->limits,
        .wants = on_wants,
        .begin = on_begin,
        .link = on_link,
        .member = load_member,
        .problem = on_problem,
        .progress = on_progress,
    };
    struct error ignored = { 0 };
    int failed;

    *result = (struct load_result){ 0 };
    load->archive = path;
    load->error = error;
    load->result = result;
    load->progress = progress;
    load->member_path.len = 0;
    load->arrived = load->left_out = 0;
    inet_sockets_clear(load->sockets);
    failed = reader_run(path, &events, &result->summary, error);
    watch(load->db, progress);
    if (!failed && finish(load))
        failed = error_prefix(error, "%s", path);
    watch(load->db, NULL);
    inet_sockets_clear(load->sockets);
    if (!failed)
        return store_title(load->store, result->snapshot_id, &result->title, error);
    if (!sqlite3_get_autocommit(load->db) && db_script(load->db, "ROLLBACK", 0, &ignored))
        error_clear(&ignored);
    return -1;
}

void
load_result_free(struct load_result *result)
{
    free(result->title);
    result->title = NULL;
}
