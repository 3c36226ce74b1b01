/*
 * The tree of processes.  A snapshot may be forged: whatever the numbers of parents say, each process stands in it once, and
 * making it takes no recursion and about linear time.
 */
#ifndef ANALYZE_ANSWERS_TREE_H
#define ANALYZE_ANSWERS_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/slice.h"

struct tree_node {
    int64_t pid;
    struct maybe ppid;
    struct maybe start; /* clock ticks after boot */
};

/* Why a process has no parent in the tree. */
enum tree_root {
    TREE_CHILD,   /* it has one */
    TREE_FIRST,   /* nor on the host: its parent is 0 */
    TREE_MISSING, /* its parent is not among the nodes */
    TREE_YOUNGER, /* the process with that number started later: the number was used again */
    TREE_LOOP,    /* its parent is below it */
};

struct tree_visit {
    size_t node;   /* index */
    size_t parent; /* index; of no meaning for a root */
    size_t depth;
    bool last; /* no sibling follows */
    enum tree_root root;
};

/* Visits all nodes, which are sorted by pid, parents before children, the older sibling first.  The caller frees the result. */
struct tree_visit *tree_walk(const struct tree_node *nodes, size_t count);

/* What stands before the names: branches, of which at most TREE_LEVELS are drawn.  All zero it is empty. */
#define TREE_LEVELS 40

struct tree_branches {
    bool ended[TREE_LEVELS]; /* no sibling follows on that level */
};

/* Notes the visit; called for each in order. */
void tree_note(struct tree_branches *branches, const struct tree_visit *visit);

/* A piece of text for each level above `depth`: `open` where siblings follow there, else `blank`.  Deeper than TREE_LEVELS, the last levels are left out. */
char *tree_indent(const struct tree_branches *branches, size_t depth, const char *open, const char *blank);

#endif
