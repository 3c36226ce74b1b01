/*
 * Dot-commands about tables, views and indexes.
 */
#include <string.h>

#include "analyze/base/nearest.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "analyze/database/dictionary.h"
#include "analyze/shell/columns.h"
#include "analyze/shell/dot.h"
#include "analyze/shell/words.h"
#include "sql.h"

/* Prints the names that a statement of ours returns; its one parameter is the word, or NULL.  `none` is the error where there is none. */
static int
print_names(struct shell *shell, const char *sql, const char *word, const char *none, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct words names = { 0 };
    struct bind bind;
    int step;

    if (db_prepare(shell->session.db, sql, &statement, error))
        return -1;
    bind = bind_begin(statement);
    bind_text(&bind, slice_of(word));
    while ((step = bind_run(&bind, error)) > 0)
        words_add(&names, slice_of((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement); /* what failed was said */
    if (step == 0)
        columns_print(shell_out(shell), &names);
    if (step == 0 && word && names.count == 0)
        step = error_set(error, "%s %s", none, word);
    words_free(&names);
    return step;
}

DOT_RUN(tables)
{
    (void)count;
    return print_names(shell, sql_shell_tables, words[0], "no table or view has a name like", error);
}

DOT_RUN(indexes)
{
    (void)count;
    return print_names(shell, sql_shell_indexes, words[0], "no index of a table", error);
}

/* Prints the statements that make the table or view, or all of them: how many there are. */
static size_t
print_ddl(FILE *out, const char *name)
{
    struct dictionary_item item;
    size_t found = 0;

    for (const char *const *script = db_scripts; *script; script++) {
        struct dictionary dictionary = dictionary_of(*script);

        while ((item = dictionary_next(&dictionary)).kind != DICTIONARY_END)
            if (item.ddl.ptr && (!name || slice_is(item.name, name))) {
                fprintf(out, "%.*s\n", (int)item.ddl.len, item.ddl.ptr);
                found++;
            }
    }
    return found;
}

static int
refuse_name(const char *name, struct error *error)
{
    struct nearest nearest = { .wanted = slice_of(name) };
    struct words tables = { 0 };

    words_tables(&tables);
    for (size_t i = 0; i < tables.count; i++)
        nearest_add(&nearest, slice_of(tables.list[i]));
    if (nearest.count > 0)
        error_set(error, "there is no table or view %s: is %s meant?", name, nearest_name(&nearest));
    else
        error_set(error, "there is no table or view %s: .tables lists them", name);
    words_free(&tables);
    return -1;
}

DOT_RUN(schema)
{
    (void)count;
    return print_ddl(shell_out(shell), words[0]) > 0 ? 0 : refuse_name(words[0], error);
}
