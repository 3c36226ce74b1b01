/*
 * Compares the things of a subject in two snapshots.
 */
#ifndef ANALYZE_DIFF_MATCH_H
#define ANALYZE_DIFF_MATCH_H

#include "analyze/diff/things.h"

/* In the order in which they are told. */
enum change_kind {
    CHANGE_REBOOTED, /* the host: of the answer alone */
    CHANGE_NEW,
    CHANGE_REPLACED, /* the same again: a restart */
    CHANGE_CHANGED,  /* the very same, with another configuration */
    CHANGE_VANISHED,
    CHANGE_NOT_COMPARABLE, /* one of the two did not read what would tell */
    CHANGE_UNCHANGED,
    CHANGE_KINDS,
};

struct change {
    enum change_kind kind;
    char *item, *detail;
    bool alarming; /* something new that listens or runs */
};

struct changes {
    struct change *list; /* by kind, then item */
    size_t count;
};

struct comparison {
    struct things *old, *new; /* of one subject */
    bool same_boot;
    const char *old_name, *new_name; /* of the snapshots, in details: "snapshot 1" */
};

/* The caller frees the changes. */
void compare_things(const struct comparison *comparison, struct changes *changes);
void changes_free(struct changes *changes);

#endif
