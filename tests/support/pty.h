/*
 * A command on a terminal of its own, as if somebody typed.
 */
#ifndef TESTS_SUPPORT_PTY_H
#define TESTS_SUPPORT_PTY_H

struct scene;
struct pty;

/* Runs the command as sh() does, with a terminal of 200 columns as its standard streams and as its controlling terminal, and without a pager.  The end of the
 * scene hangs up. */
struct pty *pty_start(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Types the text; "\x03" is Ctrl-C. */
void pty_type(struct pty *pty, const char *text);

/* Waits until the text comes out, behind what was waited for before.  Fails the test where it does not within a minute. */
void pty_expect(struct pty *pty, const char *text);

/* All that came out so far. */
const char *pty_output(const struct pty *pty);

/* Waits for the end: the exit status. */
int pty_end(struct pty *pty);

#endif
