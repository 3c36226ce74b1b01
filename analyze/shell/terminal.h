/*
 * Lines that somebody types: editing, history, completion, Ctrl-C.  This file and those beside it that begin with terminal_ alone know
 * libedit.
 */
#ifndef ANALYZE_SHELL_TERMINAL_H
#define ANALYZE_SHELL_TERMINAL_H

#include "analyze/base/error.h"
#include "analyze/shell/history.h"
#include "analyze/shell/input.h"
#include "analyze/shell/shell.h"

struct terminal;

/* Takes over standard input and output, and adds to the history.  NULL with the error filled where that fails. */
struct terminal *terminal_open(struct shell *shell, struct line_history *history, struct error *error);
void terminal_close(struct terminal *terminal);

struct input *terminal_input(struct terminal *terminal);

#endif
