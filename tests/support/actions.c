#include "tests/support/actions.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/sockets.h"

/* Replaces \n and \xHH in place. */
static void
unescape(char *text)
{
    char *out = text;

    for (const char *in = text; *in; in++) {
        if (strncmp(in, "\\n", 2) == 0) {
            *out++ = '\n';
            in++;
        } else if (strncmp(in, "\\x", 2) == 0 && in[2] && in[3]) {
            *out++ = (char)strtoul((char[]){ in[2], in[3], '\0' }, NULL, 16);
            in += 3;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
}

void
action_print(const char *label, int fd)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        err(1, "fstat");
    printf("%s %ld %d %llu\n", label, syscall(SYS_gettid), fd, (unsigned long long)st.st_ino);
}

void
action_print_number(const char *label, long tid, unsigned long long number)
{
    printf("%s %ld 0 %llu\n", label, tid, number);
}

static const struct action *
find_action(const char *name)
{
    const struct action *const tables[] = { actions_of_tasks,       actions_of_files,   actions_of_namespaces,
                                            actions_of_connections, actions_of_bpf,     actions_of_pairs,
                                            actions_of_conntrack,   actions_of_nat,     actions_of_bpf_kernel,
                                            actions_of_kinds,       actions_of_disguise };

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        for (const struct action *action = tables[i]; action->name; action++)
            if (strcmp(action->name, name) == 0)
                return action;
    return NULL;
}

int
action_run(const char *spec)
{
    /* Works on a copy: tests read the command line of the program. */
    char *text = strdup(spec);
    char *argument = text ? strchr(text, ':') : NULL, *equals = text ? strchr(text, '=') : NULL;
    char *label = text, *kind = text;
    const struct action *action;
    int fd;

    if (!text)
        errx(1, "out of memory");
    if (equals && (!argument || equals < argument)) {
        *equals = '\0';
        kind = equals + 1;
    }
    if (argument) {
        *argument++ = '\0';
        unescape(argument);
    }
    action = find_action(kind);
    if (action) {
        fd = action->run(label, argument ? argument : "");
    } else {
        fd = socket_of_kind(kind, argument ? argument : "");
        if (fd < 0)
            errx(1, "unknown kind: %s", kind);
        action_print(label, fd);
    }
    free(text);
    return fd;
}

int
actions_run(const char *list)
{
    char *text = strdup(list);
    int fd = -1;

    if (!text)
        errx(1, "out of memory");
    for (char *rest = NULL, *spec = strtok_r(text, " ", &rest); spec; spec = strtok_r(NULL, " ", &rest))
        fd = action_run(spec);
    free(text);
    return fd;
}

void
actions_hold(void)
{
    char byte;

    printf("ready\n");
    if (fflush(stdout) != 0)
        err(1, "stdout");
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
}
