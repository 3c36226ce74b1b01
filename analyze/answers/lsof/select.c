#include "analyze/answers/lsof/select.h"
#include "analyze/answers/lsof/internet.h"

#include <string.h>

/* Whether the number is in the list; 0 no, 1 yes, -1 it is excluded. */
static int
number_in(const struct lsof_list *list, struct maybe number)
{
    int result = 0;

    for (size_t i = 0; number.known && i < list->count; i++) {
        struct lsof_item *item = &list->items[i];

        if (!item->known || number.value < item->low || number.value > item->high)
            continue;
        if (item->exclude)
            return -1;
        item->found = true;
        result = 1;
    }
    return result;
}

static int
command_in(const struct lsof_list *list, const char *command)
{
    int result = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct lsof_item *item = &list->items[i];

        if (item->regex ? regexec(item->regex, command, 0, NULL, 0) != 0
                        : strncmp(command, item->text, strlen(item->text)) != 0)
            continue;
        if (item->exclude)
            return -1;
        item->found = true;
        result = 1;
    }
    return result;
}

bool
select_process(struct lsof_request *request, struct lsof_process *process)
{
    const unsigned used = lsof_used(request);
    const struct {
        unsigned bit;
        int in;
    } kinds[] = {
        { LSOF_PID, number_in(&request->pids, maybe_of(process->pid)) },
        { LSOF_PGID, number_in(&request->pgids, process->pgid) },
        { LSOF_USER, number_in(&request->users, process->uid) },
        { LSOF_COMMAND, command_in(&request->commands, process->command) },
        { LSOF_TASK, request->tasks && process->tid != 0 },
    };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i].in < 0)
            return false;
        process->selected |= kinds[i].in ? kinds[i].bit : 0;
    }
    request->tasks_found |= (process->selected & LSOF_TASK) != 0;
    if (request->all_of)
        return (process->selected & used) == (used & LSOF_OF_PROCESS);
    return used == 0 || (used & ~(unsigned)LSOF_OF_PROCESS) != 0 || (process->selected & used) != 0;
}

static bool
descriptor_in(const struct lsof_list *list, const struct lsof_file *file)
{
    bool listed = false;

    for (size_t i = 0; i < list->count; i++) {
        const struct lsof_item *item = &list->items[i];

        if (item->known)
            listed |= !file->fd && file->number >= item->low && file->number <= item->high;
        else
            listed |= file->fd ? strcmp(item->text, file->fd) == 0 : strcmp(item->text, "fd") == 0;
    }
    return list->count > 0 && listed != (list->excluded > 0);
}

/* Whether the path is the file, or in the directory, or anywhere below it. */
static bool
path_matches(const struct lsof_item *item, struct slice path)
{
    size_t len = strlen(item->text);
    const char *slash;

    if (path.len < len || memcmp(path.ptr, item->text, len) != 0)
        return false;
    if (path.len == len)
        return true;
    if (item->depth == '\0' || (len > 1 && path.ptr[len] != '/'))
        return false;
    slash = memchr(path.ptr + len + (len > 1), '/', path.len - len - (len > 1));
    return item->depth == 'D' || !slash;
}

static bool
file_is(const struct lsof_item *item, const struct lsof_file *file)
{
    static const char deleted[] = " (deleted)";
    struct slice link = file->link;

    if (item->known) /* a number */
        return (file->socket || slice_begins(link, "pipe:[")) && file->inode.known && file->inode.value == item->low;
    if (file->socket && path_matches(item, file->socket->path))
        return true;
    if (path_matches(item, link))
        return true;
    if (!file->deleted)
        return false;
    link.len -= strlen(deleted);
    return path_matches(item, link);
}

static bool
file_in(struct lsof_list *files, const struct lsof_file *file)
{
    bool in = false;

    for (size_t i = 0; i < files->count; i++)
        if (file_is(&files->items[i], file)) {
            files->items[i].found = true;
            in = true;
        }
    return in;
}

/* Whether the state of an Internet socket keeps it out of the list. */
static bool
state_excludes(struct lsof_list *states, const struct lsof_file *file)
{
    bool included = false;

    if (states->count == 0 || !file->socket || !file->socket->node || !file->protocol)
        return false;
    for (size_t i = 0; i < states->count; i++) {
        if (!file->tcp_state || strcasecmp(states->items[i].text, file->tcp_state) != 0)
            continue;
        if (states->items[i].exclude)
            return true;
        states->items[i].found = true;
        included = true;
    }
    return !included && states->excluded < states->count;
}

bool
select_file(struct lsof_request *request, const struct lsof_process *process, struct lsof_file *file)
{
    const unsigned used = lsof_used(request);
    unsigned selected = process->selected;

    if ((request->no_warnings && file->unread) || state_excludes(&request->states, file))
        return false;
    if (used == 0)
        return process->pid >= 0;
    if ((used & LSOF_DESCRIPTOR) && descriptor_in(&request->descriptors, file))
        selected |= LSOF_DESCRIPTOR;
    if ((used & (LSOF_INTERNET | LSOF_ADDRESS)) && file->socket)
        selected |= internet_match(request, file->socket);
    if ((used & LSOF_UNIX) && file->socket && file->socket->family == 1)
        selected |= LSOF_UNIX;
    if ((used & LSOF_FILE) && file_in(&request->files, file))
        selected |= LSOF_FILE;
    if ((used & LSOF_LINKS) && (file->links.known ? file->links.value < request->links_below : file->deleted))
        selected |= LSOF_LINKS;
    file->selected = selected;
    return request->all_of ? (selected & used) == used : selected != 0;
}
