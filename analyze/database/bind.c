#include "analyze/database/bind.h"

#include "analyze/database/db.h"

struct bind
bind_begin(sqlite3_stmt *statement)
{
    return (struct bind){ statement, 1, SQLITE_OK };
}

void
bind_number(struct bind *bind, int64_t number)
{
    bind->result |= sqlite3_bind_int64(bind->statement, bind->next++, number);
}

void
bind_maybe(struct bind *bind, struct maybe number)
{
    bind->result |= number.known ? sqlite3_bind_int64(bind->statement, bind->next, number.value)
                                 : sqlite3_bind_null(bind->statement, bind->next);
    bind->next++;
}

void
bind_text(struct bind *bind, struct slice text)
{
    bind->result |=
        text.ptr ? sqlite3_bind_text64(bind->statement, bind->next, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8)
                 : sqlite3_bind_null(bind->statement, bind->next);
    bind->next++;
}

void
bind_blob(struct bind *bind, struct blob blob)
{
    bind->result |= blob.ptr ? sqlite3_bind_blob64(bind->statement, bind->next, blob.ptr, blob.len, SQLITE_STATIC)
                             : sqlite3_bind_null(bind->statement, bind->next);
    bind->next++;
}

int
bind_run(struct bind *bind, struct error *error)
{
    if (bind->result != SQLITE_OK)
        return error_set(error, "a value could not be bound");
    return db_step(sqlite3_db_handle(bind->statement), bind->statement, error);
}
