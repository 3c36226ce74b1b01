/*
 * Which tasks ps shows: want_this_proc() of procps (src/ps/select.c).
 */
#include "analyze/answers/ps.h"
#include "analyze/answers/ps_columns.h"
#include "analyze/base/scan.h"

#include <stdlib.h>

/* The length of a name of the kernel's: longer ones are cut to it. */
#define COMM_MAX 15

/* What the items of a list are compared with: a number, and where there is `text`, also that. */
struct ps_filter_kind {
    const char *option;
    enum task_number number;
    char *(*text)(const struct ps_host *host, const struct task *task, int which);
    bool is_name; /* the items are names of tasks */
};

static const struct ps_filter_kind kinds[] = {
    { "p", TASK_pid, NULL, false },     { "ppid", TASK_ppid, NULL, false },       { "s", TASK_session, NULL, false },
    { "C", TASK_pid, NULL, true },      { "u", TASK_euid, ps_user, false },       { "U", TASK_uid, ps_user, false },
    { "G", TASK_gid, ps_group, false }, { "t", TASK_tty_nr, ps_terminal, false },
};

/* Takes the next item off a list. */
static bool
next_item(struct slice *rest, struct slice *item)
{
    while (rest->len > 0 && strchr(", \t", *rest->ptr))
        *rest = slice_skip(*rest, 1);
    *item = (struct slice){ rest->ptr, 0 };
    while (item->len < rest->len && !strchr(", \t", item->ptr[item->len]))
        item->len++;
    *rest = slice_skip(*rest, item->len);
    return item->len > 0;
}

static struct maybe
number_of(struct slice item)
{
    struct scan scan = scan_of(item);
    struct maybe number = { 0 };

    scan_dec(&scan, "number", &number.value);
    number.known = scan_ok(&scan) && scan.rest.len == 0;
    return number;
}

int
ps_add_filter(struct ps_request *request, const char *option, const char *list, struct error *error)
{
    struct slice rest = slice_of(list), item;
    struct ps_filter filter = { .list = list };
    size_t items = 0;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].option, option) == 0)
            filter.kind = &kinds[i];
    for (; filter.kind && next_item(&rest, &item); items++)
        if (!filter.kind->text && !filter.kind->is_name && !number_of(item).known)
            return error_set(error, "ps: %.*s in the list %s is no number", (int)item.len, item.ptr, list);
    if (items == 0)
        return error_set(error, "ps: the list of option %s is empty", option);
    request->filters = xrealloc(request->filters, (request->filter_count + 1) * sizeof(*request->filters));
    request->filters[request->filter_count++] = filter;
    return 0;
}

static bool
is_comm(struct slice item, const char *comm)
{
    size_t len = comm ? strlen(comm) : 0;

    if (len == COMM_MAX && item.len > len)
        item.len = len;
    return comm && item.len == len && memcmp(item.ptr, comm, len) == 0;
}

static bool
is_listed(const struct ps_filter *filter, const struct ps_host *host, const struct task *task)
{
    const struct ps_filter_kind *kind = filter->kind;
    char *text = kind->text ? kind->text(host, task, (int)kind->number) : NULL;
    struct maybe have = task_number(task, kind->number);
    struct slice rest = slice_of(filter->list), item;
    bool found = false;

    while (!found && next_item(&rest, &item)) {
        struct maybe want = number_of(item);

        if (kind->is_name)
            found = is_comm(item, task->texts[TASK_TEXT_comm]);
        else
            found = (want.known && have.known && want.value == have.value) || (text && slice_is(item, text)) ||
                    (kind->text == ps_terminal && have.known && have.value == 0 && slice_is(item, "-"));
    }
    free(text);
    return found;
}

static bool
is_selected(const struct ps_request *request, const struct ps_host *host, const struct task *task)
{
    bool is_leader = task_number(task, TASK_session).value == task_number(task, TASK_pid).value;

    for (size_t i = 0; i < request->filter_count; i++)
        if (is_listed(&request->filters[i], host, task))
            return true;
    if (request->filter_count > 0 && !request->has_terminal && !request->no_leaders)
        return false;
    return !(request->has_terminal && task_number(task, TASK_tty_nr).value == 0) && !(request->no_leaders && is_leader);
}

bool
ps_wants(const struct ps_request *request, const struct ps_host *host, const struct task *task)
{
    const char *state = task->texts[TASK_TEXT_state];
    bool selected = is_selected(request, host, task);

    if (request->running && !(state && (*state == 'R' || *state == 'D')))
        selected = false;
    return selected != request->others;
}
