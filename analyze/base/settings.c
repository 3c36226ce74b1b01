#include "analyze/base/settings.h"

#include <string.h>

/* A bound has a name: a number alone is for a command that has an option of that name itself. */
static bool
is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

/* Takes the words at `at`: how many; 0 where they are something else, -1 with the error filled. */
static int
take(struct settings *settings, char **words, struct error *error)
{
    static const char limit[] = "--limit";
    const size_t len = sizeof(limit) - 1;

    if (strcmp(words[0], "--require-sandbox") == 0) {
        settings->require_sandbox = true;
        return 1;
    }
    if (strncmp(words[0], limit, len) != 0 || (words[0][len] != '=' && words[0][len] != '\0'))
        return 0;
    if (is_number(words[0][len] == '=' ? words[0] + len + 1 : words[1] ? words[1] : ""))
        return 0;
    if (words[0][len] == '=')
        return limits_set(&settings->limits, words[0] + len + 1, error) ? -1 : 1;
    if (!words[1])
        return error_set(error, "option --limit wants NAME=VALUE (see analyze help limits)");
    return limits_set(&settings->limits, words[1], error) ? -1 : 2;
}

int
settings_take(struct settings *settings, int *argc, char **argv, struct error *error)
{
    int kept = 0, at = 0;

    *settings = (struct settings){ .limits = limits_usual };
    while (at < *argc && strcmp(argv[at], "--") != 0) {
        int taken = take(settings, argv + at, error);

        if (taken < 0)
            return -1;
        if (taken == 0)
            argv[kept++] = argv[at++];
        at += taken;
    }
    while (at < *argc)
        argv[kept++] = argv[at++];
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}
