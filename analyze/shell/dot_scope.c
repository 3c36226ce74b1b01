/*
 * Dot-commands that say for which snapshots SQL is.
 */
#include <stdlib.h>

#include "analyze/shell/dot.h"

static char *
copy_of(const char *text)
{
    return text ? xasprintf("%s", text) : NULL;
}

void
dot_scope_free(struct scope *scope)
{
    free((void *)(uintptr_t)scope->host);
    free((void *)(uintptr_t)scope->at);
    free((void *)(uintptr_t)scope->snapshot);
    *scope = (struct scope){ 0 };
}

int
shell_scope(struct shell *shell, const struct scope *scope, struct error *error)
{
    struct scope copy = *scope;

    copy.host = copy_of(scope->host);
    copy.at = copy_of(scope->at);
    copy.snapshot = copy_of(scope->snapshot);
    if (session_scope(&shell->session, &copy, error)) {
        dot_scope_free(&copy);
        return -1;
    }
    dot_scope_free(&shell->scope);
    shell->scope = copy;
    return 0;
}

char *
shell_scope_label(const struct shell *shell)
{
    const struct session *session = &shell->session;
    const struct snapshots *chosen = scope_is_said(&session->scope) ? &session->chosen : &session->all;
    const char *plural = chosen->count == 1 ? "" : "s";

    if (chosen->count == 0)
        return xasprintf("no snapshot");
    if (session->scope.all)
        return xasprintf("all of %zu snapshot%s", chosen->count, plural);
    if (!session->scope.each && chosen->count == 1)
        return xasprintf("%s, snapshot %lld", chosen->list[0].host, (long long)chosen->list[0].id);
    if (scope_is_said(&session->scope))
        return xasprintf("each of %zu snapshot%s", chosen->count, plural);
    return xasprintf("%zu snapshots, none chosen", chosen->count);
}

/* A host can be chosen together with a time. */
DOT_RUN(host)
{
    struct scope scope = { .host = words[0], .at = shell->scope.at };

    return shell_scope(shell, count > 0 ? &scope : &(struct scope){ 0 }, error);
}

DOT_RUN(at)
{
    (void)count;
    return shell_scope(shell, &(struct scope){ .host = shell->scope.host, .at = words[0] }, error);
}

DOT_RUN(snapshot)
{
    (void)count;
    return shell_scope(shell, &(struct scope){ .snapshot = words[0] }, error);
}

DOT_RUN(each)
{
    (void)words;
    (void)count;
    return shell_scope(shell, &(struct scope){ .host = shell->scope.host, .each = true }, error);
}

DOT_RUN(all)
{
    (void)words;
    (void)count;
    return shell_scope(shell, &(struct scope){ .all = true }, error);
}

/* Whether SQL sees the snapshot now. */
static bool
is_chosen(const struct session *session, int64_t id)
{
    const struct snapshots *chosen = scope_is_said(&session->scope) ? &session->chosen : &session->all;

    if (!scope_is_said(&session->scope) && session->all.count > 1)
        return false;
    for (size_t i = 0; i < chosen->count; i++)
        if (chosen->list[i].id == id)
            return true;
    return false;
}

static int
print_snapshot(struct shell *shell, const struct snapshot *snapshot, struct error *error)
{
    char *id = xasprintf("%lld", (long long)snapshot->id);
    struct cell cells[] = {
        cell_of_text(is_chosen(&shell->session, snapshot->id) ? "*" : ""),
        { CELL_NUMBER, slice_of(id) },
        cell_of_text(snapshot->host),
        cell_of_text(snapshot->started_at),
    };
    int rc = render_row(&shell->render, cells, error);

    free(id);
    return rc;
}

/* The list is read anew: another program may have loaded some. */
DOT_RUN(snapshots)
{
    static const char *const names[] = { "chosen", "snapshot_id", "host", "started_at" };
    const struct snapshots *all = &shell->session.all;
    struct scope scope = shell->scope;
    int rc;

    (void)words;
    (void)count;
    if (session_scope(&shell->session, &scope, error))
        return -1;
    shell->render.out = shell_out(shell);
    if (shell->terminal)
        shell->render.results = 0;
    rc = render_begin(&shell->render, names, sizeof(names) / sizeof(names[0]), error);
    for (size_t i = 0; rc == 0 && i < all->count; i++)
        rc = print_snapshot(shell, &all->list[i], error);
    if (rc == 0)
        rc = render_end(&shell->render, error);
    render_free(&shell->render);
    return rc;
}
