#include "analyze/query/parameters.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/database/db.h"

static struct parameter *
find(const struct parameters *parameters, const char *name, size_t len)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strlen(parameters->list[i].name) == len && memcmp(parameters->list[i].name, name, len) == 0)
            return &parameters->list[i];
    return NULL;
}

static struct parameter *
append(struct parameters *parameters, const char *name, size_t len)
{
    struct parameter *parameter;

    parameters->list = xrealloc(parameters->list, (parameters->count + 1) * sizeof(*parameters->list));
    parameter = &parameters->list[parameters->count++];
    *parameter = (struct parameter){ .name = xstrndup(name, len) };
    return parameter;
}

static const char *
option_of(const struct parameters *parameters)
{
    return parameters->shell ? "" : "--param ";
}

int
parameters_add(struct parameters *parameters, const char *text, struct error *error)
{
    const char *equals = strchr(text, '=');
    struct parameter *parameter;
    size_t len;

    if (!equals || equals == text)
        return error_set(error, "%s%s: want NAME=VALUE", option_of(parameters), text);
    text += strchr(":@$", text[0]) ? 1 : 0;
    len = (size_t)(equals - text);
    parameter = find(parameters, text, len);
    if (!parameter)
        parameter = append(parameters, text, len);
    free(parameter->value);
    parameter->value = xasprintf("%s", equals + 1);
    parameter->given = true;
    return 0;
}

void
parameters_default(struct parameters *parameters, const char *name, size_t name_len, const char *value)
{
    if (!find(parameters, name, name_len))
        append(parameters, name, name_len)->value = value ? xasprintf("%s", value) : NULL;
}

/* Whether the text is a number just as SQLite would print it, so that nothing of the text is lost. */
static bool
is_whole_number(const char *text, int64_t *number)
{
    char *printed, *end;
    bool same;

    errno = 0;
    *number = strtoll(text, &end, 10);
    if (errno || end == text || *end)
        return false;
    printed = xasprintf("%lld", (long long)*number);
    same = strcmp(printed, text) == 0;
    free(printed);
    return same;
}

static int
bind(struct parameter *parameter, sqlite3_stmt *statement, int index, struct error *error)
{
    int64_t number;
    int rc;

    parameter->used = true;
    if (!parameter->value)
        rc = sqlite3_bind_null(statement, index);
    else if (is_whole_number(parameter->value, &number))
        rc = sqlite3_bind_int64(statement, index, number);
    else
        rc = sqlite3_bind_text(statement, index, parameter->value, -1, SQLITE_TRANSIENT);
    return rc ? db_error(sqlite3_db_handle(statement), parameter->name, error) : 0;
}

int
parameters_bind(struct parameters *parameters, sqlite3_stmt *statement, struct error *error)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++) {
        const char *name = sqlite3_bind_parameter_name(statement, i);
        struct parameter *parameter = name && *name != '?' ? find(parameters, name + 1, strlen(name + 1)) : NULL;

        if (!name || *name == '?')
            return error_set(error, "SQL: the parameter %s has no name, and so can have no value: write :name",
                             name ? name : "?");
        if (!parameter)
            return error_set(error, "SQL: the parameter %s has no value: %s%s=VALUE", name,
                             parameters->shell ? "write it into the statement, or behind a question: @NAME "
                                               : "give it with --param ",
                             name + 1);
        if (bind(parameter, statement, i, error))
            return -1;
    }
    return 0;
}

int
parameters_check_used(const struct parameters *parameters, struct error *error)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (parameters->list[i].given && !parameters->list[i].used)
            return error_set(error, "%s%s: the SQL has no parameter :%s", option_of(parameters),
                             parameters->list[i].name, parameters->list[i].name);
    return 0;
}

void
parameters_free(struct parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        free(parameters->list[i].name);
        free(parameters->list[i].value);
    }
    free(parameters->list);
    *parameters = (struct parameters){ 0 };
}
