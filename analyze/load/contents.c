#include "analyze/load/contents.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "sql.h"

struct contents {
    int64_t last; /* number of the content added last */
    sqlite3_stmt *find;
    sqlite3_stmt *find_last;
    sqlite3_stmt *add;
    sqlite3_stmt *member;
};

int
contents_open(sqlite3 *db, struct contents **contents, struct error *error)
{
    struct contents *c = xmalloc(sizeof(*c));

    *c = (struct contents){ 0 };
    *contents = c;
    if (db_prepare(db, sql_content_find, &c->find, error) == 0 &&
        db_prepare(db, sql_content_last, &c->find_last, error) == 0 &&
        db_prepare(db, sql_insert_content, &c->add, error) == 0 &&
        db_prepare(db, sql_insert_member_content, &c->member, error) == 0)
        return 0;
    contents_close(c);
    *contents = NULL;
    return -1;
}

void
contents_close(struct contents *contents)
{
    if (!contents)
        return;
    (void)sqlite3_finalize(contents->find);
    (void)sqlite3_finalize(contents->find_last);
    (void)sqlite3_finalize(contents->add);
    (void)sqlite3_finalize(contents->member);
    free(contents);
}

int
contents_begin(struct contents *contents, struct error *error)
{
    struct bind bind = bind_begin(contents->find_last);
    int result = bind_run(&bind, error);

    if (result > 0)
        contents->last = sqlite3_column_int64(contents->find_last, 0);
    (void)sqlite3_reset(contents->find_last);
    return result < 0 ? -1 : 0;
}

/*
 * What distinguishes the rows of two members with the same bytes.  Their process does not, where all tables of the format take it from
 * member_contents: the format is then not told of it.
 */
static char *
take_reading(const struct format *format, bool all, struct format_input *input)
{
    input->source = (struct slice){ NULL, 0 };
    if (all)
        input->pid = input->tid = 0;
    return xasprintf("%s %s %s %" PRId64 "%s%s %" PRId64 " %" PRId64 " %" PRId64 " %.*s/%.*s", format->name,
                     formats_digest, input->big_endian ? "big" : "little", input->word_bits, input->cut ? " cut" : "",
                     input->continued ? " continued" : "", input->pid, input->tid, input->net_namespace,
                     (int)input->pass.len, input->pass.ptr ? input->pass.ptr : "", (int)input->file.len,
                     input->file.ptr ? input->file.ptr : "");
}

int
contents_find(struct contents *contents, const struct format *format, const struct rows_kinds *kinds,
              struct slice sha256, struct format_input *input, struct content *content, struct error *error)
{
    struct bind bind = bind_begin(contents->find);
    int result = 0;

    *content = (struct content){ .sha256 = sha256, .kinds = *kinds };
    content->reading = take_reading(format, kinds->all, input);
    if (sha256.ptr) {
        bind_text(&bind, sha256);
        bind_text(&bind, slice_of(content->reading));
        result = bind_run(&bind, error);
    }
    content->known = result > 0;
    if (content->known) {
        content->id = sqlite3_column_int64(contents->find, 0);
        content->rows = sqlite3_column_int64(contents->find, 1);
    } else {
        content->id = ++contents->last;
    }
    (void)sqlite3_reset(contents->find);
    if (result < 0)
        contents_end(content);
    return result < 0 ? -1 : 0;
}

int
contents_add(struct contents *contents, const struct content *content, int64_t rows, bool alone, struct error *error)
{
    struct bind bind = bind_begin(contents->add);

    bind_number(&bind, content->id);
    bind_text(&bind, alone ? (struct slice){ NULL, 0 } : content->sha256);
    bind_text(&bind, slice_of(content->reading));
    bind_number(&bind, rows);
    return bind_run(&bind, error);
}

int
contents_member(struct contents *contents, const struct content *content, int64_t snapshot_id, int64_t member_id,
                int64_t pid, int64_t tid, struct error *error)
{
    for (size_t i = 0; i < content->kinds.count; i++) {
        struct bind bind = bind_begin(contents->member);

        bind_number(&bind, snapshot_id);
        bind_number(&bind, content->kinds.list[i]);
        bind_number(&bind, pid);
        bind_number(&bind, tid);
        bind_number(&bind, member_id);
        bind_number(&bind, content->id);
        if (bind_run(&bind, error))
            return -1;
    }
    return 0;
}

void
contents_end(struct content *content)
{
    free(content->reading);
    content->reading = NULL;
}
