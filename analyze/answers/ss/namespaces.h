/*
 * The network namespaces of a snapshot, and which of them -N means.
 */
#ifndef ANALYZE_ANSWERS_SS_NAMESPACES_H
#define ANALYZE_ANSWERS_SS_NAMESPACES_H

#include "analyze/answers/answer.h"
#include "analyze/answers/ss/row.h"

struct ss_namespace {
    int64_t inode;
    char *title; /* its name, or else the inode number */
};

/* A zeroed one is empty. */
struct ss_namespaces {
    struct ss_namespace *list;
    size_t count;
    struct maybe only; /* the one that -N means */
};

/* `wanted` is a name, an inode number, or NULL for all.  The caller frees them, also after an error. */
int ss_namespaces_read(struct ss_namespaces *namespaces, const struct answer *answer, const char *wanted,
                       struct error *error);
void ss_namespaces_free(struct ss_namespaces *namespaces);

/* The title of a socket's namespace; NULL where it belongs to none. */
const char *ss_namespace_title(const struct ss_namespaces *namespaces, const struct ss_row *row);

#endif
