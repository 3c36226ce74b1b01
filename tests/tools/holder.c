/*
 * An actor: does what its arguments say (tests/support/actions.h), prints "LABEL TID FD INODE" for each and then "ready", and holds
 * it all until its standard input ends.
 *
 * usage: holder [LABEL=]KIND[:ARGUMENT]...
 */
#include <stdio.h>

#include "tests/support/actions.h"

int
main(int argc, char **argv)
{
    /* A child made by fork must not print again what is not written yet. */
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++)
        (void)action_run(argv[i]);
    actions_hold();
    return 0;
}
