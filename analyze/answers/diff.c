#include "analyze/answers/diff.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/diff/match.h"
#include "analyze/query/narrow.h"
#include "analyze/render/screen.h"
#include "sql.h"

#include <stdlib.h>

enum column { RESOURCE, CHANGE, ITEM, DETAIL, COLUMNS };
enum mark { HOST, CAPTURED_AT, COMPARED_WITH, MARKS };

static const char *const words[CHANGE_KINDS] = {
    [CHANGE_REBOOTED] = "rebooted",   [CHANGE_NEW] = "new",           [CHANGE_REPLACED] = "replaced",
    [CHANGE_CHANGED] = "changed",     [CHANGE_VANISHED] = "vanished", [CHANGE_NOT_COMPARABLE] = "not comparable",
    [CHANGE_UNCHANGED] = "unchanged",
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

static int
write_all(struct diff *diff, struct error *error)
{
    static const char *const titles[] = { "RESOURCE", "CHANGE", "ITEM", "DETAIL" };
    static const char *const names[] = {
        "host", "captured_at", "compared_with", "resource", "change", "item", "detail"
    };
    static const struct look looks[COLUMNS] = { LOOK_LEFT(10), LOOK_LEFT(8), LOOK_LEFT(20), LOOK_LEFT(0) };
    bool people = diff->render->format->headings;
    char *heading = xasprintf("%s %s -> %s %s", diff->old_name, diff->old.title, diff->new_name, diff->new.title);
    int rc = people ? render_heading(diff->render, slice_of(heading), error) : 0;

    free(heading);
    if (people)
        diff->render->looks = looks;
    if (rc == 0)
        rc = people ? render_begin(diff->render, titles, COLUMNS, error)
                    : render_begin(diff->render, names, MARKS + COLUMNS, error);
    if (rc == 0)
        rc = write_rows(diff, error);
    if (rc == 0)
        rc = render_end(diff->render, error);
    if (rc == 0 && people)
        write_counts(diff);
    return rc;
}

static const struct snapshot *
snapshot_of(const struct snapshots *all, const char *number, struct error *error)
{
    char id[sizeof("-9223372036854775808")];
    char *what;

    for (size_t i = 0; i < all->count; i++) {
        sqlite3_snprintf(sizeof(id), id, "%lld", (long long)all->list[i].id);
        if (strcmp(number, id) == 0)
            return &all->list[i];
    }
    what = xasprintf("no snapshot %s", number);
    snapshots_refuse(all, what, error);
    free(what);
    return NULL;
}

/* The two newest snapshots of one view of a host; an error where several have two. */
static int
choose_newest(struct diff *diff, const struct snapshots *all, struct error *error)
{
    const struct snapshot *newest = NULL, *before = NULL;

    for (size_t i = all->count; i-- > 0;) { /* the newest is the last */
        const struct snapshot *a = &all->list[i];

        if (diff->request->host && strcmp(a->host, diff->request->host) != 0)
            continue;
        for (size_t j = i; j-- > 0;) {
            const struct snapshot *b = &all->list[j];

            if (strcmp(a->view, b->view) != 0 || (newest && strcmp(newest->view, a->view) == 0))
                continue;
            if (newest) {
                snapshots_refuse(all, "several hosts have two snapshots: take --host, or give two numbers", error);
                return -1;
            }
            newest = a;
            before = b;
        }
    }
    if (!newest) {
        snapshots_refuse(all, diff->request->host ? "no two snapshots of this host" : "no host has two snapshots",
                         error);
        return -1;
    }
    diff->old = *before;
    diff->new = *newest;
    return 0;
}

static int
choose(struct diff *diff, const struct snapshots *all, struct error *error)
{
    const struct snapshot *old, *new;

    if (!diff->request->old)
        return choose_newest(diff, all, error);
    old = snapshot_of(all, diff->request->old, error);
    new = old ? snapshot_of(all, diff->request->new, error) : NULL;
    if (!new)
        return -1;
    diff->old = *old;
    diff->new = *new;
    return 0;
}

int
diff_answer(struct diff_request *request, struct error *error)
{
    struct diff diff = { .request = request, .render = &request->screen->render };
    struct snapshots all = { 0 };
    int rc = -1;

    diff.render->style = (struct render_style){ 0 }; /* what differs is shown whole */
    if (db_open(request->database, DB_READ, &diff.db, error) == 0 && snapshots_read(diff.db, &all, error) == 0 &&
        choose(&diff, &all, error) == 0) {
        diff.old_name = xasprintf("snapshot %lld", (long long)diff.old.id);
        diff.new_name = xasprintf("snapshot %lld", (long long)diff.new.id);
        rc = write_all(&diff, error);
    }
    free(diff.old_name);
    free(diff.new_name);
    snapshots_free(&all);
    sqlite3_close(diff.db);
    return rc;
}
