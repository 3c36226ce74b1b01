#include "analyze/answers/ss/notices.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

/* Who asks for everything is told what ss has no place for. */
int
ss_tell_left_out(const struct answer *answer, const struct ss_namespaces *namespaces, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    long long others, held;
    struct bind bind;
    int step = -1;

    if (db_prepare(answer->db, sql_ss_left_out, &statement, error) == 0) {
        bind = bind_begin(statement);
        bind_maybe(&bind, namespaces->only);
        step = bind_run(&bind, error);
    }
    if (step == 1) {
        others = sqlite3_column_int64(statement, 0);
        held = sqlite3_column_int64(statement, 1);
        if (others > 0)
            notice("%s: sockets that ss has no table for (udplite, icmp, bluetooth, ...) are not shown: %lld; see the "
                   "table sockets",
                   answer->snapshot->title, others);
        if (held > 0)
            notice("%s: sockets that no table of the kernel shows, only a descriptor, are not shown: %lld; see the "
                   "table sockets",
                   answer->snapshot->title, held);
    }
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

/* A filter that asks for a mark or a cgroup takes one that is not known for 0, as ss does; how many, people should know. */
int
ss_tell_unmarked(const struct answer *answer, bool cgroup, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step = -1;

    if (db_prepare(answer->db, sql_ss_unmarked, &statement, error) == 0) {
        bind = bind_begin(statement);
        bind_number(&bind, cgroup);
        step = bind_run(&bind, error);
    }
    if (step == 1 && sqlite3_column_int64(statement, 0) > 0)
        notice("%s: inet sockets whose %s is not known count as 0: %lld", answer->snapshot->title,
               cgroup ? "cgroup" : "mark", (long long)sqlite3_column_int64(statement, 0));
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}
