#include "analyze/base/settings.h"

#include <string.h>

int
settings_take(struct settings *settings, int *argc, char **argv, struct error *error)
{
    int kept = 0, at = 0;

    (void)error;
    *settings = (struct settings){ .require_sandbox = false };
    for (; at < *argc && strcmp(argv[at], "--") != 0; at++)
        if (strcmp(argv[at], "--require-sandbox") == 0)
            settings->require_sandbox = true;
        else
            argv[kept++] = argv[at];
    while (at < *argc)
        argv[kept++] = argv[at++];
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}
