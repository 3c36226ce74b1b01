#include "analyze/answers/diff.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/diff/match.h"
#include "analyze/query/scope.h"
#include "analyze/render/screen.h"
#include "sql.h"

#include <stdlib.h>
#include <string.h>

enum column { RESOURCE, CHANGE, ITEM, DETAIL, COLUMNS };
enum mark { HOST, CAPTURED_AT, COMPARED_WITH, MARKS };

static const char *const words[CHANGE_KINDS] = {
    [CHANGE_REBOOTED] = "rebooted",   [CHANGE_NEW] = "new",           [CHANGE_REPLACED] = "replaced",
    [CHANGE_CHANGED] = "changed",     [CHANGE_VANISHED] = "vanished", [CHANGE_NOT_COMPARABLE] = "not comparable",
    [CHANGE_UNCHANGED] = "unchanged",
};

/* Snapshots to compare, which belong to somebody else. */
struct pair {
    struct snapshot old, new;
};

struct pairs {
    struct pair *list;
    size_t count;
};

/* The answer while it is written. */
struct diff {
    struct diff_request *request;
    sqlite3 *db;
    struct snapshot old, new; /* borrowed */
    char *old_name, *new_name;
    bool same_boot;
    struct render *render;
    size_t counts[CHANGE_KINDS];
};

static int
add_row(struct diff *diff, const char *resource, enum change_kind kind, const char *item, const char *detail,
        struct error *error)
{
    struct cell cells[MARKS + COLUMNS] = {
        [HOST] = cell_of_text(diff->new.host),
        [CAPTURED_AT] = cell_of_text(diff->new.started_at),
        [COMPARED_WITH] = cell_of_text(diff->old.started_at),
        [MARKS + RESOURCE] = cell_of_text(resource),
        [MARKS + CHANGE] = cell_of_text(words[kind]),
        [MARKS + ITEM] = cell_of_text(item),
        [MARKS + DETAIL] = cell_of_text(detail),
    };

    diff->counts[kind]++;
    return render_row(diff->render, cells + (diff->render->format->headings ? MARKS : 0), error);
}

static int
write_subject(struct diff *diff, const struct subject *subject, struct error *error)
{
    struct things old = { 0 }, new = { 0 };
    struct comparison comparison = { &old, &new, diff->same_boot, diff->old_name, diff->new_name };
    struct changes changes = { 0 };
    int rc = things_read(diff->db, subject, diff->old.id, diff->new.id, &old, error);

    if (rc == 0)
        rc = things_read(diff->db, subject, diff->new.id, diff->old.id, &new, error);
    if (rc == 0)
        compare_things(&comparison, &changes);
    for (size_t i = 0; rc == 0 && i < changes.count; i++) {
        const struct change *change = &changes.list[i];

        if (change->alarming)
            diff->request->alarming = true;
        if (change->kind != CHANGE_UNCHANGED || diff->request->unchanged)
            rc = add_row(diff, subject_title(subject), change->kind, change->item, change->detail, error);
        else
            diff->counts[CHANGE_UNCHANGED]++;
    }
    changes_free(&changes);
    things_free(&old);
    things_free(&new);
    return rc;
}

/* What is said once: a reboot, and that collect ran as somebody else. */
static int
write_host(struct diff *diff, sqlite3_stmt *row, struct error *error)
{
    bool same_host = sqlite3_column_int(row, 0) != 0;
    const char *booted = (const char *)sqlite3_column_text(row, 2);
    const char *boots[] = { (const char *)sqlite3_column_text(row, 3), (const char *)sqlite3_column_text(row, 4) };
    const char *users[] = { (const char *)sqlite3_column_text(row, 5), (const char *)sqlite3_column_text(row, 6) };
    char *text;
    int rc = 0;

    diff->same_boot = sqlite3_column_int(row, 1) != 0;
    if (same_host && !diff->same_boot) {
        text = xasprintf("at %s, boot %s -> %s", booted ? booted : "an unknown time", boots[0] ? boots[0] : "unknown",
                         boots[1] ? boots[1] : "unknown");
        rc = add_row(diff, "host", CHANGE_REBOOTED, diff->new.host, text, error);
        free(text);
    }
    if (rc == 0 && users[0] && users[1] && strcmp(users[0], users[1]) != 0) {
        text = xasprintf("user %s -> %s", users[0], users[1]);
        rc = add_row(diff, "host", CHANGE_NOT_COMPARABLE, "collect had other rights", text, error);
        free(text);
    }
    return rc;
}

static int
write_rows(struct diff *diff, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int rc = db_prepare(diff->db, sql_diff_hosts, &statement, error);

    if (rc == 0) {
        bind = bind_begin(statement);
        bind_number(&bind, diff->old.id);
        bind_number(&bind, diff->new.id);
        rc = bind_run(&bind, error) == 1 ? write_host(diff, statement, error) : -1;
    }
    sqlite3_finalize(statement);
    for (size_t i = 0; rc == 0 && i < subject_count; i++)
        rc = write_subject(diff, &subjects[i], error);
    return rc;
}

/* "3 new, 1 vanished, 204 unchanged" */
static void
write_counts(const struct diff *diff)
{
    const char *before = "";

    for (size_t i = 0; i < CHANGE_KINDS; i++) {
        if (diff->counts[i] == 0)
            continue;
        fprintf(diff->render->out, "%s%zu %s", before, diff->counts[i], words[i]);
        before = ", ";
    }
    fputs(*before ? "\n" : "nothing to compare\n", diff->render->out);
}

/* Two snapshots, below a heading that names them. */
static int
write_for_people(struct diff *diff, struct error *error)
{
    static const char *const titles[] = { "RESOURCE", "CHANGE", "ITEM", "DETAIL" };
    char *heading = xasprintf("%s %s -> %s %s", diff->old_name, diff->old.title, diff->new_name, diff->new.title);
    int rc = render_heading(diff->render, slice_of(heading), error);

    free(heading);
    if (rc == 0)
        rc = render_begin(diff->render, titles, COLUMNS, error);
    if (rc == 0)
        rc = write_rows(diff, error);
    if (rc == 0)
        rc = render_end(diff->render, error);
    if (rc == 0)
        write_counts(diff);
    return rc;
}

/* For programs, all comparisons are one result. */
static int
write_pairs(struct diff *diff, const struct pairs *pairs, struct error *error)
{
    static const char *const names[] = {
        "host", "captured_at", "compared_with", "resource", "change", "item", "detail"
    };
    static const struct look looks[COLUMNS] = { LOOK_LEFT(10), LOOK_LEFT(8), LOOK_LEFT(20), LOOK_LEFT(0) };
    bool people = diff->render->format->headings;
    int rc = people ? 0 : render_begin(diff->render, names, MARKS + COLUMNS, error);

    if (people)
        diff->render->looks = looks;
    for (size_t i = 0; rc == 0 && i < pairs->count; i++) {
        diff->old = pairs->list[i].old;
        diff->new = pairs->list[i].new;
        diff->old_name = xasprintf("snapshot %lld", (long long)diff->old.id);
        diff->new_name = xasprintf("snapshot %lld", (long long)diff->new.id);
        memset(diff->counts, 0, sizeof(diff->counts));
        rc = people ? write_for_people(diff, error) : write_rows(diff, error);
        free(diff->old_name);
        free(diff->new_name);
    }
    return rc == 0 && !people ? render_end(diff->render, error) : rc;
}

/* The snapshot of the same view of the host that came before; NULL for the first. */
static const struct snapshot *
snapshot_before(const struct snapshots *all, const struct snapshot *snapshot)
{
    const struct snapshot *before = NULL;

    for (size_t i = 0; i < all->count && all->list[i].id != snapshot->id; i++) /* they come by time */
        if (strcmp(all->list[i].view, snapshot->view) == 0)
            before = &all->list[i];
    return before;
}

/* Each snapshot that is meant, and the one before it. */
static int
pair_scope(const struct diff *diff, const struct snapshots *all, struct pairs *pairs, struct error *error)
{
    struct snapshots chosen;

    if (scope_resolve(diff->db, &diff->request->scope, all, &chosen, error))
        return -1;
    pairs->list = xmalloc(chosen.count * sizeof(*pairs->list));
    for (size_t i = 0; i < chosen.count; i++) {
        const struct snapshot *before = snapshot_before(all, &chosen.list[i]);

        if (before)
            pairs->list[pairs->count++] = (struct pair){ *before, chosen.list[i] };
        else if (!diff->request->scope.each)
            notice("%s: no snapshot of this host is older, so there is nothing to compare", chosen.list[i].title);
    }
    free(chosen.list);
    if (pairs->count > 0)
        return 0;
    snapshots_refuse(all, "no two snapshots of one host", error);
    return -1;
}

/* The two that were named. */
static int
pair_named(const struct diff *diff, const struct snapshots *all, struct pairs *pairs, struct error *error)
{
    const struct scope names[] = { { .snapshot = diff->request->old }, { .snapshot = diff->request->new } };
    struct snapshots old = { 0 }, new = { 0 };
    int rc = scope_resolve(diff->db, &names[0], all, &old, error);

    if (rc == 0)
        rc = scope_resolve(diff->db, &names[1], all, &new, error);
    if (rc == 0) {
        pairs->list = xmalloc(sizeof(*pairs->list));
        pairs->list[pairs->count++] = (struct pair){ old.list[0], new.list[0] };
    }
    free(old.list);
    free(new.list);
    return rc;
}

int
diff_answer(struct diff_request *request, struct error *error)
{
    struct diff diff = { .request = request, .render = &request->screen->render };
    struct snapshots all = { 0 };
    struct pairs pairs = { 0 };
    int rc = db_open(request->database, DB_READ, &diff.db, error);

    diff.render->style = (struct render_style){ 0 }; /* what differs is shown whole */
    if (rc == 0)
        rc = snapshots_read(diff.db, &all, error);
    if (rc == 0)
        rc = request->old ? pair_named(&diff, &all, &pairs, error) : pair_scope(&diff, &all, &pairs, error);
    if (rc == 0)
        rc = write_pairs(&diff, &pairs, error);
    free(pairs.list);
    snapshots_free(&all);
    sqlite3_close(diff.db);
    return rc;
}
