/* The lists that options have as values, and what of them was found. */
#include "analyze/answers/lsof/request.h"
#include "analyze/base/notice.h"

#include <stdlib.h>
#include <string.h>

/* The descriptors that have a name instead of a number. */
static const char *const descriptor_names[] = { "cwd", "rtd", "txt", "mem", "DEL", "NOFD", "fd" };

/* The states of TCP, as lsof and the kernel name them. */
static const char *const states[] = {
    "ESTABLISHED", "SYN_SENT",   "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT",
    "CLOSE",       "CLOSE_WAIT", "LAST_ACK", "LISTEN",    "CLOSING",   "CLOSED",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int64_t
lsof_number(const char *text, size_t len)
{
    int64_t number = 0;

    if (len == 0 || len > 18) /* that many digits fit */
        return -1;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* Appends an item and returns it. */
static struct lsof_item *
add(struct lsof_list *list, const char *text, size_t len)
{
    struct lsof_item *item;
    bool exclude = len > 0 && text[0] == '^';

    list->items = xrealloc(list->items, (list->count + 1) * sizeof(*list->items));
    item = &list->items[list->count++];
    *item = (struct lsof_item){ .text = xstrndup(text + exclude, len - exclude), .exclude = exclude };
    list->excluded += exclude;
    return item;
}

/* Appends an item for each part between commas. */
static int
add_parts(struct lsof_list *list, const char *text, int (*check)(struct lsof_item *item, struct error *error),
          struct error *error)
{
    for (const char *part = text;; part++) {
        size_t len = strcspn(part, ",");

        if (check(add(list, part, len), error))
            return -1;
        part += len;
        if (*part == '\0')
            return 0;
    }
}

static int
check_id(struct lsof_item *item, struct error *error)
{
    item->low = item->high = lsof_number(item->text, strlen(item->text));
    item->known = true;
    return item->low < 0 ? error_set(error, "want a number, have \"%s\"", item->text) : 0;
}

int
lsof_add_ids(struct lsof_list *list, const char *what, const char *text, struct error *error)
{
    return add_parts(list, text, check_id, error) ? error_prefix(error, "lsof: -%s %s", what, text) : 0;
}

static int
check_user(struct lsof_item *item, struct error *error)
{
    item->low = item->high = lsof_number(item->text, strlen(item->text));
    item->known = item->low >= 0;
    return item->text[0] == '\0' ? error_set(error, "an empty name") : 0;
}

int
lsof_add_users(struct lsof_list *list, const char *text, struct error *error)
{
    return add_parts(list, text, check_user, error) ? error_prefix(error, "lsof: -u %s", text) : 0;
}

static int
check_descriptor(struct lsof_item *item, struct error *error)
{
    const char *dash = strchr(item->text, '-');
    size_t len = dash ? (size_t)(dash - item->text) : strlen(item->text);

    for (size_t i = 0; i < COUNT(descriptor_names); i++)
        if (strcmp(item->text, descriptor_names[i]) == 0)
            return 0;
    item->low = lsof_number(item->text, len);
    item->high = dash ? lsof_number(dash + 1, strlen(dash + 1)) : item->low;
    item->known = true;
    if (item->low < 0 || item->high < item->low)
        return error_set(error, "want a number, a range such as 3-9, cwd, rtd, txt, mem, DEL, NOFD or fd, have \"%s\"",
                         item->text);
    return 0;
}

int
lsof_add_descriptors(struct lsof_list *list, const char *text, struct error *error)
{
    if (add_parts(list, text, check_descriptor, error))
        return error_prefix(error, "lsof: -d %s", text);
    if (list->excluded > 0 && list->excluded < list->count)
        return error_set(error, "lsof: -d %s: some descriptors are excluded and others are not; a list is of one kind",
                         text);
    return 0;
}

static int
compile(struct lsof_item *item, const char *end, struct error *error)
{
    int flags = REG_NOSUB | REG_EXTENDED, result;
    char *pattern = xstrndup(item->text + 1, (size_t)(end - item->text - 1));
    char message[128];

    for (const char *letter = end + 1; *letter; letter++)
        if (*letter == 'b')
            flags &= ~REG_EXTENDED;
        else if (*letter == 'i')
            flags |= REG_ICASE;
        else if (*letter == 'x')
            flags |= REG_EXTENDED;
        else
            error_set(error, "lsof: -c %s: only b, i and x may follow the regular expression", item->text);
    if (error->text) {
        free(pattern);
        return -1;
    }
    item->regex = xmalloc(sizeof(*item->regex));
    result = regcomp(item->regex, pattern, flags);
    free(pattern);
    if (result == 0)
        return 0;
    (void)regerror(result, item->regex, message, sizeof(message));
    free(item->regex);
    item->regex = NULL;
    return error_set(error, "lsof: -c %s: %s", item->text, message);
}

int
lsof_add_command(struct lsof_list *list, const char *text, struct error *error)
{
    struct lsof_item *item;
    const char *end;

    if (text[0] == '\0' || strcmp(text, "^") == 0)
        return error_set(error, "lsof: -c wants the beginning of a command's name, or /REGEX/");
    item = add(list, text, strlen(text));
    if (item->text[0] != '/')
        return 0;
    end = strrchr(item->text, '/');
    if (end == item->text)
        return error_set(error, "lsof: -c %s: the regular expression has no / at its end", text);
    return compile(item, end, error);
}

static int
check_state(struct lsof_item *item, struct error *error)
{
    for (size_t i = 0; i < COUNT(states); i++)
        if (strcasecmp(item->text, states[i]) == 0)
            return 0;
    return error_set(error,
                     "unknown state \"%s\": want ESTABLISHED, SYN_SENT, SYN_RECV, FIN_WAIT1, FIN_WAIT2, "
                     "TIME_WAIT, CLOSE, CLOSE_WAIT, LAST_ACK, LISTEN, CLOSING or CLOSED",
                     item->text);
}

int
lsof_add_states(struct lsof_list *list, const char *text, struct error *error)
{
    if (strncasecmp(text, "udp:", 4) == 0)
        return error_set(error, "lsof: -s %s: Linux has no states of UDP sockets", text);
    if (strncasecmp(text, "tcp:", 4) != 0)
        return error_set(error, "lsof: -s %s: want TCP: before the states", text);
    return add_parts(list, text + 4, check_state, error) ? error_prefix(error, "lsof: -s %s", text) : 0;
}

int
lsof_add_file(struct lsof_list *list, const char *text, char depth, struct error *error)
{
    struct lsof_item *item = add(list, text, strlen(text));
    size_t len = strlen(item->text);

    if (item->exclude) { /* a file may be called so */
        free(item->text);
        item->text = xstrndup(text, strlen(text));
        item->exclude = false;
        list->excluded--;
        len++;
    }
    item->depth = depth;
    item->low = lsof_number(text, len);
    item->known = item->low >= 0 && depth == '\0';
    if (item->known || text[0] == '/' || (depth == '\0' && (text[0] == '@' || strstr(text, ":[")))) {
        while (depth != '\0' && len > 1 && item->text[len - 1] == '/')
            item->text[--len] = '\0';
        return 0;
    }
    return error_set(error, "lsof: %s: want a path from the root on, as a process of the captured host sees it%s", text,
                     depth ? "" : "; the inode of a socket or pipe; or what a link of the kernel says: socket:[26442]");
}

static void
free_list(struct lsof_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].text);
        if (list->items[i].regex)
            regfree(list->items[i].regex);
        free(list->items[i].regex);
    }
    free(list->items);
}

void
lsof_request_free(struct lsof_request *request)
{
    struct lsof_list *const lists[] = { &request->pids,        &request->pgids,  &request->users, &request->commands,
                                        &request->descriptors, &request->states, &request->files };

    for (size_t i = 0; i < COUNT(lists); i++)
        free_list(lists[i]);
    for (size_t i = 0; i < request->internet_count; i++) {
        struct lsof_internet *internet = &request->internet[i];

        for (size_t n = 0; n < internet->ports_count; n++)
            free(internet->ports[n].service);
        free(internet->ports);
        free(internet->addresses);
        free(internet->host);
        free(internet->text);
    }
    free(request->internet);
}

/* Whether everything of the list that was asked for is found. */
static bool
list_found(const struct lsof_request *request, const struct lsof_list *list, const char *what)
{
    bool found = true;

    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].exclude || list->items[i].found)
            continue;
        found = false;
        if (request->verbose)
            notice("lsof: %s not located: %s", what, list->items[i].text);
    }
    return found;
}

static bool
thing_found(const struct lsof_request *request, bool asked, bool found, const char *what)
{
    if (!asked || found)
        return true;
    if (request->verbose)
        notice("lsof: %s", what);
    return false;
}

bool
lsof_all_found(const struct lsof_request *request)
{
    bool found = list_found(request, &request->commands, "command");

    found &= list_found(request, &request->files, "file use");
    for (size_t i = 0; i < request->internet_count; i++) {
        found &= request->internet[i].found;
        if (!request->internet[i].found && request->verbose)
            notice("lsof: Internet address not located: %s", request->internet[i].text);
    }
    found &= thing_found(request, request->internet_all, request->internet_found, "no Internet files located");
    found &= list_found(request, &request->states, "TCP state");
    found &= list_found(request, &request->pids, "process ID");
    found &= thing_found(request, request->tasks, request->tasks_found, "no tasks located");
    found &= list_found(request, &request->pgids, "process group ID");
    found &= list_found(request, &request->users, "user");
    return found;
}

unsigned
lsof_used(const struct lsof_request *request)
{
    const struct {
        bool used;
        unsigned bit;
    } kinds[] = {
        { request->pids.count > request->pids.excluded, LSOF_PID },
        { request->pgids.count > request->pgids.excluded, LSOF_PGID },
        { request->users.count > request->users.excluded, LSOF_USER },
        { request->commands.count > request->commands.excluded, LSOF_COMMAND },
        { request->tasks, LSOF_TASK },
        { request->descriptors.count > 0, LSOF_DESCRIPTOR },
        { request->internet_all, LSOF_INTERNET },
        { request->internet_count > 0, LSOF_ADDRESS },
        { request->unix_sockets, LSOF_UNIX },
        { request->files.count > 0, LSOF_FILE },
        { request->links_below > 0, LSOF_LINKS },
    };
    unsigned used = 0;

    for (size_t i = 0; i < COUNT(kinds); i++)
        used |= kinds[i].used ? kinds[i].bit : 0;
    return used;
}
