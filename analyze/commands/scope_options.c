#include "analyze/commands/scope_options.h"

#include <string.h>

bool
scope_option(struct scope *scope, const struct option_help *option, const char *value)
{
    const struct {
        const char *name;
        const char **text;
        bool *flag;
    } members[] = {
        { "host", &scope->host, NULL }, { "at", &scope->at, NULL },   { "snapshot", &scope->snapshot, NULL },
        { "each", NULL, &scope->each }, { "all", NULL, &scope->all },
    };

    if (option->letter) /* --all of another tool, which has a letter */
        return false;
    for (size_t i = 0; option->name && i < sizeof(members) / sizeof(members[0]); i++) {
        if (strcmp(option->name, members[i].name) != 0)
            continue;
        if (members[i].text)
            *members[i].text = value;
        else if (members[i].flag)
            *members[i].flag = true;
        return true;
    }
    return false;
}
