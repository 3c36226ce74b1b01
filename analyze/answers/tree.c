#include "analyze/answers/tree.h"
#include "analyze/base/error.h"

#include <stdlib.h>

#define NONE SIZE_MAX

/* A node and its neighbours, by index. */
struct link {
    const struct tree_node *node;
    size_t parent, child, sibling; /* NONE without; `child` is the oldest, `sibling` the next younger one */
    size_t walk;                   /* the walk that came here first, from 1 */
    enum tree_root root;
};

static int
compare_pid(const void *key, const void *element)
{
    int64_t pid = *(const int64_t *)key, other = ((const struct tree_node *)element)->pid;

    return (pid > other) - (pid < other);
}

static void
find_parent(struct link *link, const struct tree_node *nodes, size_t count)
{
    const struct tree_node *node = link->node, *parent = NULL;

    link->parent = NONE;
    link->root = node->ppid.known && node->ppid.value == 0 ? TREE_FIRST : TREE_MISSING;
    if (node->ppid.known && node->ppid.value != 0)
        parent = bsearch(&node->ppid.value, nodes, count, sizeof(*nodes), compare_pid);
    if (!parent)
        return;
    if (parent->start.known && node->start.known && parent->start.value > node->start.value) {
        link->root = TREE_YOUNGER;
        return;
    }
    link->parent = (size_t)(parent - nodes);
    link->root = TREE_CHILD;
}

/* Each walk goes up to where an earlier one was, or meets itself: there it cuts. */
static void
cut_loops(struct link *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;

        while (at != NONE && links[at].walk == 0) {
            links[at].walk = i + 1;
            at = links[at].parent;
        }
        if (at != NONE && links[at].walk == i + 1) {
            links[at].parent = NONE;
            links[at].root = TREE_LOOP;
        }
    }
}

/* The oldest first; one whose start is not known behind them. */
static int
compare_age(const void *left, const void *right)
{
    const struct tree_node *a = *(const struct tree_node *const *)left, *b = *(const struct tree_node *const *)right;
    int64_t start = a->start.known ? a->start.value : INT64_MAX, other = b->start.known ? b->start.value : INT64_MAX;

    if (start != other)
        return start < other ? -1 : 1;
    return (a->pid > b->pid) - (a->pid < b->pid);
}

/* Chains siblings from the youngest to the oldest; returns the oldest root. */
static size_t
chain_siblings(struct link *links, const struct tree_node *nodes, size_t count)
{
    const struct tree_node **by_age = xmalloc((count + 1) * sizeof(const struct tree_node *));
    size_t first = NONE;

    for (size_t i = 0; i < count; i++)
        by_age[i] = &nodes[i];
    qsort(by_age, count, sizeof(const struct tree_node *), compare_age);
    for (size_t i = count; i-- > 0;) {
        size_t at = (size_t)(by_age[i] - nodes);
        size_t *head = links[at].parent == NONE ? &first : &links[links[at].parent].child;

        links[at].sibling = *head;
        *head = at;
    }
    free(by_age);
    return first;
}

static void
visit_all(const struct link *links, size_t first, struct tree_visit *visits)
{
    size_t at = first, depth = 0;

    while (at != NONE) {
        const struct link *link = &links[at];

        *visits++ = (struct tree_visit){ at, link->parent, depth, link->sibling == NONE, link->root };
        if (link->child != NONE) {
            at = link->child;
            depth++;
            continue;
        }
        while (at != NONE && links[at].sibling == NONE) {
            at = links[at].parent;
            depth -= depth > 0;
        }
        at = at == NONE ? NONE : links[at].sibling;
    }
}

struct tree_visit *
tree_walk(const struct tree_node *nodes, size_t count)
{
    struct link *links = xmalloc((count + 1) * sizeof(*links));
    struct tree_visit *visits = xmalloc((count + 1) * sizeof(*visits));

    for (size_t i = 0; i < count; i++) {
        links[i] = (struct link){ .node = &nodes[i], .child = NONE, .sibling = NONE };
        find_parent(&links[i], nodes, count);
    }
    cut_loops(links, count);
    visit_all(links, chain_siblings(links, nodes, count), visits);
    free(links);
    return visits;
}

void
tree_note(struct tree_branches *branches, const struct tree_visit *visit)
{
    if (visit->depth < TREE_LEVELS)
        branches->ended[visit->depth] = visit->last;
}

char *
tree_indent(const struct tree_branches *branches, size_t depth, const char *open, const char *blank)
{
    size_t levels = depth < TREE_LEVELS ? depth : TREE_LEVELS;
    size_t piece = strlen(open) > strlen(blank) ? strlen(open) : strlen(blank);
    char *text = xmalloc(levels * piece + 1), *end = text;

    *end = '\0';
    for (size_t i = 0; i < levels; i++)
        end = stpcpy(end, branches->ended[i] ? blank : open);
    return text;
}
