#include "analyze/answers/names.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>
#include <string.h>

enum kind { SERVICE, USER, GROUP, HOST, PROTOCOL, KINDS };

struct names {
    sqlite3_stmt *statements[KINDS];
};

struct names *
names_open(sqlite3 *db, struct error *error)
{
    const char *const sql[KINDS] = {
        [SERVICE] = sql_names_service, [USER] = sql_names_user,         [GROUP] = sql_names_group,
        [HOST] = sql_names_host,       [PROTOCOL] = sql_names_protocol,
    };
    struct names *names = xmalloc(sizeof(*names));

    *names = (struct names){ 0 };
    for (size_t i = 0; i < KINDS; i++)
        if (db_prepare(db, sql[i], &names->statements[i], error)) {
            names_free(names);
            return NULL;
        }
    return names;
}

void
names_free(struct names *names)
{
    for (size_t i = 0; names && i < KINDS; i++)
        sqlite3_finalize(names->statements[i]);
    free(names);
}

/* Resets the statement of the last call, whose name dies with it. */
static struct bind
ask(struct names *names, enum kind kind)
{
    (void)sqlite3_reset(names->statements[kind]); /* its error was that of the last call */
    return bind_begin(names->statements[kind]);
}

/* A failure (no memory, a damaged file) leaves the number without a name. */
static const char *
answer(struct bind *bind)
{
    struct error error = { 0 };
    int step = bind_run(bind, &error);

    error_clear(&error);
    return step == 1 ? (const char *)sqlite3_column_text(bind->statement, 0) : NULL;
}

static const char *
name_of_number(struct names *names, enum kind kind, int64_t number)
{
    struct bind bind = ask(names, kind);

    bind_number(&bind, number);
    return answer(&bind);
}

const char *
names_service(struct names *names, int64_t port, const char *protocol)
{
    struct bind bind = ask(names, SERVICE);

    bind_number(&bind, port);
    bind_text(&bind, slice_of(protocol));
    return answer(&bind);
}

const char *
names_user(struct names *names, int64_t uid)
{
    return name_of_number(names, USER, uid);
}

const char *
names_group(struct names *names, int64_t gid)
{
    return name_of_number(names, GROUP, gid);
}

const char *
names_host(struct names *names, const char *address)
{
    static const char mapped[] = "::ffff:";
    struct bind bind = ask(names, HOST);

    /* An IPv4 address as IPv6 has it is found by itself, as a resolver does with files. */
    if (strncmp(address, mapped, sizeof(mapped) - 1) == 0 && strchr(address, '.'))
        address += sizeof(mapped) - 1;
    bind_text(&bind, slice_of(address));
    return answer(&bind);
}

const char *
names_protocol(struct names *names, int64_t number)
{
    return name_of_number(names, PROTOCOL, number);
}
