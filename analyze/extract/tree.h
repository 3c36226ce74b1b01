/*
 * Writes files and links below one directory and nowhere else.  Every component of a path is opened without following
 * links, and nothing that exists is opened for writing, so that what a hostile snapshot names can't lead outside.
 */
#ifndef ANALYZE_EXTRACT_TREE_H
#define ANALYZE_EXTRACT_TREE_H

#include "analyze/base/buffer.h"
#include "analyze/base/error.h"

struct tree {
    int root;
    int directory;                /* the one used last, or -1 */
    struct buffer directory_path; /* of it */
};

/* Creates the directory with mode 0700 where there is none; what is wrong with one that is there, tree_open() says. */
int tree_make(const char *path, struct error *error);

/* Creates the directory with mode 0700, or takes one that is empty.  The caller closes it with tree_close. */
int tree_open(const char *path, struct tree *tree, struct error *error);

/* Each makes the directories of the path.  1 when done; 0 when the path can't be had (a file stands where a directory
 * should be, a name is too long, it exists), and errno says why; -1 with the error filled when the disk failed. */
int tree_directory(struct tree *tree, const char *path, struct error *error);
int tree_file(struct tree *tree, const char *path, struct slice content, struct error *error);
int tree_link(struct tree *tree, const char *path, const char *target, struct error *error);

/* Removes a file or link that tree_file or tree_link made; none is fine. */
int tree_remove(struct tree *tree, const char *path, struct error *error);

void tree_close(struct tree *tree);

#endif
