/*
 * An actor: runs the actions in its arguments (tests/support/actions.h), prints "LABEL TID FD INODE" for each and then "ready", and holds
 * everything until its standard input ends.
 *
 * usage: holder [LABEL=]KIND[:ARGUMENT]...
 */
#include <stdio.h>

#include "tests/support/actions.h"

int
main(int argc, char **argv)
{
    /* Line by line: else a child made by fork would print what is still buffered a second time. */
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++)
        (void)action_run(argv[i]);
    actions_hold();
    return 0;
}
