/*
 * The lines that were typed, in this shell and in those before it.
 */
#ifndef ANALYZE_SHELL_HISTORY_H
#define ANALYZE_SHELL_HISTORY_H

#include <histedit.h>
#include <stdio.h>

struct line_history {
    History *lines;
    FILE *file; /* a line each, open from the start; NULL where there is none, since it could not be written */
};

/*
 * Reads $XDG_STATE_HOME/stillframe/history, or ~/.local/state/stillframe/history; what is missing is created for its owner alone.  Without
 * such a place the history is that of this shell.
 */
void line_history_open(struct line_history *h);
void line_history_close(struct line_history *h);

/* Adds a line, also to the file: so two shells keep the lines of both, and one that is killed keeps its own. */
void line_history_add(struct line_history *h, const char *line);

#endif
