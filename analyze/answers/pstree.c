#include "analyze/answers/pstree.h"
#include "analyze/answers/pstree_sockets.h"
#include "analyze/answers/tasks.h"
#include "analyze/answers/tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What is shown of one snapshot. */
struct forest {
    const struct pstree_request *request;
    struct answer *answer;
    struct tasks tasks;
    const struct task **chosen;
    size_t count;
    struct tree_visit *visits; /* of those that are chosen */
    struct tree_branches branches;
    struct pstree_sockets sockets;
};

enum {
    TREE,
    DEPTH,
    PID,
    PPID,
    NAME,
    CONTAINER,
    NAMESPACES,
    NO_PARENT,
    SOCKET,
    KIND,
    LOCAL,
    REMOTE,
    STATE,
    PEER,
    COLUMNS
};

/* People get the first one alone, which says it all; programs the others. */
static const struct answer_column columns[COLUMNS] = {
    [TREE] = { "tree", "PROCESSES", LOOK_LEFT(0) },
    [DEPTH] = { "depth", "", LOOK_LEFT(0) },
    [PID] = { "pid", "", LOOK_LEFT(0) },
    [PPID] = { "ppid", "", LOOK_LEFT(0) },
    [NAME] = { "name", "", LOOK_LEFT(0) },
    [CONTAINER] = { "container", "", LOOK_LEFT(0) },
    [NAMESPACES] = { "other_namespaces", "", LOOK_LEFT(0) },
    [NO_PARENT] = { "no_parent", "", LOOK_LEFT(0) },
    [SOCKET] = { "socket_id", "", LOOK_LEFT(0) },
    [KIND] = { "protocol", "", LOOK_LEFT(0) },
    [LOCAL] = { "local", "", LOOK_LEFT(0) },
    [REMOTE] = { "remote", "", LOOK_LEFT(0) },
    [STATE] = { "state", "", LOOK_LEFT(0) },
    [PEER] = { "peer", "", LOOK_LEFT(0) },
};

static const struct {
    enum task_number number;
    const char *name;
} namespaces[] = {
    { TASK_cgroup_ns, "cgroup" }, { TASK_ipc_ns, "ipc" },   { TASK_mnt_ns, "mnt" },   { TASK_net_ns, "net" },
    { TASK_pid_ns, "pid" },       { TASK_time_ns, "time" }, { TASK_user_ns, "user" }, { TASK_uts_ns, "uts" },
};

/* "net:[4026532249], mnt:[...]": those in which it differs from its parent, a root from the first process; NULL for none. */
static char *
namespaces_of(const struct task *task, const struct task *parent)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        die("out of memory");
    for (size_t i = 0; i < sizeof(namespaces) / sizeof(namespaces[0]); i++) {
        struct maybe own = task_number(task, namespaces[i].number), other = task_number(parent, namespaces[i].number);

        if (own.known && other.known && own.value != other.value)
            fprintf(out, "%s%s:[%" PRId64 "]", ftell(out) > 0 ? ", " : "", namespaces[i].name, own.value);
    }
    if (fclose(out))
        die("out of memory");
    if (size > 0)
        return text;
    free(text);
    return NULL;
}

/* The container where its parent is not in the same one. */
static const char *
container_of(const struct task *task, const struct task *parent)
{
    const char *own = task->texts[TASK_TEXT_container], *other = parent->texts[TASK_TEXT_container];

    return own && (task == parent || !other || strcmp(own, other) != 0) ? own : NULL;
}

static char *
why_no_parent(const struct task *task, enum tree_root root)
{
    static const char *const reasons[] = {
        [TREE_MISSING] = "not captured",
        [TREE_YOUNGER] = "ended, the number is another process's now",
        [TREE_LOOP] = "below it: forged",
    };
    struct maybe ppid = task_number(task, TASK_ppid);

    if (root == TREE_CHILD || root == TREE_FIRST)
        return NULL;
    if (!ppid.known)
        return xasprintf("parent not known");
    return xasprintf("parent %" PRId64 " %s", ppid.value, reasons[root]);
}

static char *
number_text(int64_t number)
{
    return xasprintf("%" PRId64, number);
}

static int
show_row(struct forest *forest, char *texts[COLUMNS], struct error *error)
{
    struct cell cells[COLUMNS];
    int rc;

    for (int i = 0; i < COLUMNS; i++) {
        cells[i] = cell_of_text(texts[i]);
        if (texts[i] && (i == DEPTH || i == PID || i == PPID || i == SOCKET))
            cells[i].type = CELL_NUMBER;
    }
    rc = answer_row(forest->answer, answer_for_people(forest->answer) ? cells : cells + 1, error);
    for (int i = 0; i < COLUMNS; i++)
        free(texts[i]);
    return rc;
}

/* The branches before a line of the visit: its own, or one of its sockets. */
static char *
indent_of(const struct forest *forest, size_t index, bool is_socket)
{
    const struct tree_visit *visit = &forest->visits[index];
    bool has_children = index + 1 < forest->count && forest->visits[index + 1].depth > visit->depth;
    char *above = tree_indent(&forest->branches, is_socket ? visit->depth + 1 : visit->depth, "|   ", "    ");
    const char *shown = *above ? above + 4 : above; /* a root has no branch */
    const char *own = is_socket           ? (has_children ? "|   " : "    ")
                      : visit->depth == 0 ? ""
                      : visit->last       ? "`-- "
                                          : "|-- ";
    char *text = xasprintf("%s%s", shown, own);

    free(above);
    return text;
}

static char *
optional(const char *before, const char *text)
{
    return xasprintf("%s%s", text ? before : "", text ? text : "");
}

static int
show_sockets(struct forest *forest, size_t index, struct error *error)
{
    const struct task *task = forest->chosen[forest->visits[index].node];
    int64_t pid = task_number(task, TASK_pid).value;
    int rc = 0;

    for (size_t i = pstree_sockets_of(&forest->sockets, pid);
         rc == 0 && i < forest->sockets.count && forest->sockets.list[i].pid == pid; i++) {
        char **of = forest->sockets.list[i].texts, *texts[COLUMNS] = { NULL };
        char *indent = indent_of(forest, index, true), *local = optional(" ", of[SOCKET_LOCAL]);
        char *remote = optional(" -> ", of[SOCKET_REMOTE]), *state = optional(" ", of[SOCKET_STATE]);
        char *peer = optional(" peer ", of[SOCKET_PEER]);

        texts[TREE] = xasprintf("%s[%s]%s%s%s%s", indent, of[SOCKET_KIND], local, remote, state, peer);
        free(indent);
        free(local);
        free(remote);
        free(state);
        free(peer);
        texts[DEPTH] = number_text((int64_t)forest->visits[index].depth);
        texts[PID] = number_text(pid);
        texts[SOCKET] = number_text(forest->sockets.list[i].socket_id);
        for (int k = 0; k < SOCKET_TEXTS; k++)
            texts[KIND + k] = of[k] ? xasprintf("%s", of[k]) : NULL;
        rc = show_row(forest, texts, error);
    }
    return rc;
}

static char *
name_of(const struct forest *forest, const struct task *task)
{
    const char *args = task->texts[TASK_TEXT_args], *comm = task->texts[TASK_TEXT_comm];

    return xasprintf("%s", forest->request->arguments && args && *args ? args : comm ? comm : "?");
}

static int
show_process(struct forest *forest, size_t index, struct error *error)
{
    const struct tree_visit *visit = &forest->visits[index];
    const struct task *task = forest->chosen[visit->node];
    const struct task *parent = visit->root == TREE_CHILD ? forest->chosen[visit->parent] : &forest->tasks.list[0];
    const char *container = container_of(task, visit->root == TREE_CHILD ? parent : task);
    char *texts[COLUMNS] = { NULL }, *indent, *depth, *where, *spaces, *orphan;

    tree_note(&forest->branches, visit);
    texts[NAME] = name_of(forest, task);
    texts[NAMESPACES] = namespaces_of(task, parent);
    texts[NO_PARENT] = forest->request->around.known ? NULL : why_no_parent(task, visit->root);
    texts[CONTAINER] = task->texts[TASK_TEXT_container] ? xasprintf("%s", task->texts[TASK_TEXT_container]) : NULL;
    texts[DEPTH] = number_text((int64_t)visit->depth);
    texts[PID] = number_text(task_number(task, TASK_pid).value);
    texts[PPID] = task_number(task, TASK_ppid).known ? number_text(task_number(task, TASK_ppid).value) : NULL;
    indent = indent_of(forest, index, false);
    depth = visit->depth > TREE_LEVELS ? xasprintf("  level %zu", visit->depth) : xasprintf("%s", "");
    where = optional("  container ", container);
    spaces = optional("  ", texts[NAMESPACES]);
    orphan = optional("  ", texts[NO_PARENT]);
    texts[TREE] = xasprintf("%s%s(%s)%s%s%s%s", indent, texts[NAME], texts[PID], depth, where, spaces, orphan);
    free(indent);
    free(depth);
    free(where);
    free(spaces);
    free(orphan);
    return show_row(forest, texts, error);
}

static struct tree_node *
nodes_of(const struct forest *forest)
{
    struct tree_node *nodes = xmalloc((forest->count + 1) * sizeof(*nodes));

    for (size_t i = 0; i < forest->count; i++)
        nodes[i] = (struct tree_node){ task_number(forest->chosen[i], TASK_pid).value,
                                       task_number(forest->chosen[i], TASK_ppid),
                                       task_number(forest->chosen[i], TASK_starttime) };
    return nodes;
}

static void
walk(struct forest *forest)
{
    struct tree_node *nodes = nodes_of(forest);

    free(forest->visits);
    forest->visits = tree_walk(nodes, forest->count);
    free(nodes);
}

/* Leaves the process, its ancestors, its siblings and its children; nothing where it is not there. */
static void
keep_around(struct forest *forest, int64_t pid)
{
    size_t *parents = xmalloc((forest->count + 1) * sizeof(*parents)), center = SIZE_MAX, kept = 0;
    bool *keep = xmalloc((forest->count + 1) * sizeof(*keep));

    for (size_t i = 0; i < forest->count; i++) {
        parents[forest->visits[i].node] = forest->visits[i].root == TREE_CHILD ? forest->visits[i].parent : SIZE_MAX;
        if (task_number(forest->chosen[i], TASK_pid).value == pid)
            center = i;
    }
    for (size_t i = 0; i < forest->count; i++)
        keep[i] = center != SIZE_MAX &&
                  (i == center || parents[i] == center || (parents[i] == parents[center] && parents[i] != SIZE_MAX));
    for (size_t i = center; i != SIZE_MAX; i = parents[i])
        keep[i] = true;
    for (size_t i = 0; i < forest->count; i++)
        if (keep[i])
            forest->chosen[kept++] = forest->chosen[i];
    forest->count = kept;
    free(keep);
    free(parents);
}

static int
show(struct forest *forest, struct error *error)
{
    bool people = answer_for_people(forest->answer);
    int rc = people ? answer_begin(forest->answer, columns, 1, error)
                    : answer_begin(forest->answer, columns + 1, COLUMNS - 1, error);

    for (size_t i = 0; rc == 0 && i < forest->count; i++) {
        rc = show_process(forest, i, error);
        if (rc == 0)
            rc = show_sockets(forest, i, error);
    }
    return rc ? rc : answer_end(forest->answer, error);
}

int
pstree_answer(void *context, struct answer *answer, struct error *error)
{
    struct pstree_request *request = context;
    struct forest forest = { .request = request, .answer = answer };
    int rc = tasks_read(answer->db, false, &forest.tasks, error);

    if (rc == 0 && !request->without_sockets)
        rc = pstree_sockets_read(answer->db, &forest.sockets, error);
    if (rc == 0) {
        forest.chosen = xmalloc((forest.tasks.count + 1) * sizeof(const struct task *));
        for (; forest.count < forest.tasks.count; forest.count++)
            forest.chosen[forest.count] = &forest.tasks.list[forest.count];
        walk(&forest);
        if (request->around.known) {
            keep_around(&forest, request->around.value);
            walk(&forest);
        }
        request->processes += forest.count;
        rc = show(&forest, error);
    }
    free(forest.visits);
    free(forest.chosen);
    pstree_sockets_free(&forest.sockets);
    tasks_free(&forest.tasks);
    return rc;
}
