#include "analyze/answers/answer.h"
#include "analyze/database/watch.h"
#include "analyze/query/session.h"
#include "analyze/query/snapshot_clock.h"
#include "analyze/render/screen.h"

#include <stdlib.h>

/* The columns that a format for programs has before those of the answer. */
#define MARKS 2

bool
answer_for_people(const struct answer *answer)
{
    return answer->render->format->headings;
}

int
answer_heading(struct answer *answer, const char *text, struct error *error)
{
    progress_end(answer->progress);
    return answer_for_people(answer) ? render_heading(answer->render, slice_of(text), error) : 0;
}

static int
begin_for_people(struct answer *answer, const struct answer_column *columns, size_t count, struct error *error)
{
    const char **titles = xmalloc(count * sizeof(*titles));
    struct look *looks = xmalloc(count * sizeof(*looks));
    int rc;

    for (size_t i = 0; i < count; i++) {
        titles[i] = columns[i].title;
        looks[i] = columns[i].look;
    }
    free(answer->looks);
    answer->looks = looks;
    answer->render->looks = looks;
    rc = render_begin(answer->render, titles, count, error);
    free(titles);
    return rc;
}

static int
begin_for_programs(struct answer *answer, const struct answer_column *columns, size_t count, struct error *error)
{
    const char **names;
    int rc;

    if (answer->render->names) /* begun by an earlier table */
        return 0;
    names = xmalloc((MARKS + count) * sizeof(*names));
    names[0] = "host";
    names[1] = "captured_at";
    for (size_t i = 0; i < count; i++)
        names[MARKS + i] = columns[i].name;
    rc = render_begin(answer->render, names, MARKS + count, error);
    free(names);
    return rc;
}

int
answer_begin(struct answer *answer, const struct answer_column *columns, size_t count, struct error *error)
{
    answer->columns = count;
    progress_end(answer->progress);
    return answer_for_people(answer) ? begin_for_people(answer, columns, count, error)
                                     : begin_for_programs(answer, columns, count, error);
}

int
answer_row(struct answer *answer, const struct cell *cells, struct error *error)
{
    struct cell *marked;
    int rc;

    if (answer_for_people(answer))
        return render_row(answer->render, cells, error);
    marked = xmalloc((MARKS + answer->columns) * sizeof(*marked));
    marked[0] = cell_of_text(answer->snapshot->host);
    marked[1] = cell_of_text(answer->snapshot->started_at);
    for (size_t i = 0; i < answer->columns; i++)
        marked[MARKS + i] = cells[i];
    rc = render_row(answer->render, marked, error);
    free(marked);
    return rc;
}

int
answer_end(struct answer *answer, struct error *error)
{
    return answer_for_people(answer) ? render_end(answer->render, error) : 0;
}

/* Begins with the heading, where the reader could not know of which snapshot the answer is. */
static int
answer_for_one(const struct answer_request *request, struct answer *answer, struct error *error)
{
    int rc = 0;

    snapshot_clock_set(answer->db, answer->snapshot->started_ns);
    if (narrow(answer->db, answer->snapshot->id, error))
        return -1;
    if (answer->several)
        rc = answer_heading(answer, answer->snapshot->title, error);
    if (rc == 0)
        rc = request->answer(request->context, answer, error);
    return rc;
}

static int
answer_for_each(const struct answer_request *request, const struct session *session, struct error *error)
{
    struct snapshots chosen = { 0 };
    struct render *render = &request->screen->render;
    struct answer answer = {
        .db = session->db, .render = render, .several = session->all.count > 1, .progress = request->progress
    };
    int rc;

    render->style = (struct render_style){ 0 }; /* as the tool shows it: whole, and nothing for what is not known */
    rc = scope_resolve(session->db, request->scope, &session->all, &chosen, error);
    answer.chosen = chosen.count;
    for (size_t i = 0; rc == 0 && i < chosen.count; i++) {
        answer.snapshot = &chosen.list[i];
        rc = answer_for_one(request, &answer, error);
    }
    if (rc == 0)
        rc = widen(session->db, error);
    if (rc == 0 && render->names) /* the one table of a format for programs */
        rc = render_end(render, error);
    free(answer.looks);
    free(chosen.list);
    return rc;
}

int
answer_run(const struct answer_request *request, struct error *error)
{
    struct session session;
    int rc = session_open(&session, request->database, error);

    if (rc == 0) {
        watch(session.db, request->progress);
        rc = answer_for_each(request, &session, error);
        progress_end(request->progress);
    }
    session_close(&session);
    return rc;
}
