/*
 * Long results on a terminal, a page at a time: the user's own program, which is the only one that analyze ever starts.
 */
#ifndef ANALYZE_RENDER_PAGER_H
#define ANALYZE_RENDER_PAGER_H

#include <sys/types.h>

struct pager {
    pid_t pid; /* 0: none runs */
    int out;   /* what standard output was, and standard error where that was the terminal, too; else -1 */
    int err;
    void (*interrupt)(int number); /* what SIGINT did */
};

/*
 * Where standard output is a terminal, starts $PAGER, or less -FRX without one, and makes standard output a pipe to it.  $PAGER is cut into
 * words at its spaces; no shell sees it.  Empty, or "cat", it means that there shall be none.  Where it cannot be started, the output goes to
 * the terminal as it would have.  Ask for the terminal's width before.
 */
struct pager pager_begin(void);

/* Hands on what is still to be shown, waits until the user has read it, and makes standard output what it was. */
void pager_end(struct pager *pager);

#endif
