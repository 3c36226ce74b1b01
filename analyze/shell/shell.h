/*
 * analyze shell: SQL and dot-commands, line by line, from a terminal or a stream.
 */
#ifndef ANALYZE_SHELL_SHELL_H
#define ANALYZE_SHELL_SHELL_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/base/error.h"
#include "analyze/query/session.h"
#include "analyze/render/render.h"

struct shell {
    const char *path; /* of the database */
    struct session session;
    struct scope scope; /* its texts belong to the shell */
    struct render render;
    char *null;     /* what to show for NULL; NULL for the format's own way */
    FILE *file;     /* of .output and .once; NULL: standard output */
    char *name;     /* of that file */
    bool once;      /* the file is for the next result alone */
    bool timer;     /* tell how long each statement took */
    bool bail;      /* end at the first error */
    bool terminal;  /* somebody types */
    bool ended;     /* .quit, or nothing more can be done */
    bool failed;    /* a line failed */
    unsigned depth; /* of .read */
};

struct shell_options {
    const char *path;
    const struct render_format *format;
    struct scope scope;
    /* Called before the first look at the database, when all is open that no line names. */
    int (*confine)(void *context, bool terminal, struct error *error);
    void *context; /* of confine() */
};

/*
 * Runs a shell until its input ends or .quit.  Errors of single lines are told as they come.  Returns 0; 1 where a line failed and nobody
 * typed it; -1 with the error filled where there is no shell at all.
 */
int shell_run(const struct shell_options *options, struct error *error);

/* Runs statements, with values for their parameters (NULL for none), and sends the results where results go. */
int shell_sql(struct shell *shell, const char *sql, struct parameters *parameters, struct error *error);

/* Where results go. */
FILE *shell_out(const struct shell *shell);

/* Changes the scope; the texts are copied.  -1 leaves it as it is. */
int shell_scope(struct shell *shell, const struct scope *scope, struct error *error);

/* What the scope is, for people: "web, snapshot 3", "each of 4 snapshots".  The caller frees it. */
char *shell_scope_label(const struct shell *shell);

/* Runs the lines of a file.  -1 with the error filled where it cannot be read; errors of its lines are told as they come. */
int shell_read(struct shell *shell, const char *path, struct error *error);

/* Sends results to a new file, with mode 0600; NULL: to standard output. */
int shell_output(struct shell *shell, const char *path, bool once, struct error *error);

#endif
