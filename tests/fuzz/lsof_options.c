/*
 * The values of options of lsof on any text: the first byte says of which.  -i is looked up in a snapshot, too.
 */
#include <stdlib.h>

#include "analyze/answers/lsof/internet.h"
#include "analyze/answers/lsof/request.h"
#include "analyze/database/db.h"
#include "analyze/query/narrow.h"
#include "tests/support/fuzz.h"
#include "tests/support/fuzz_case.h"

static sqlite3 *
the_database(void)
{
    static sqlite3 *db;
    struct error error = { 0 };
    struct fuzz_case c;

    if (db)
        return db;
    fuzz_case_make(&c);
    if (db_open(c.path, DB_READ, &db, &error) || narrow(db, 1, &error))
        fuzz_fail("%s", error.text);
    fuzz_case_remove(&c);
    fuzz_silence();
    return db;
}

static int
add(struct lsof_request *request, unsigned option, const char *text, struct error *error)
{
    switch (option % 8) {
    case 0:
        return lsof_add_ids(&request->pids, "p", text, error);
    case 1:
        return lsof_add_users(&request->users, text, error);
    case 2:
        return lsof_add_descriptors(&request->descriptors, text, error);
    case 3:
        return lsof_add_states(&request->states, text, error);
    case 4:
        return lsof_add_file(&request->files, text, "\0dD"[option / 8 % 3], error);
    case 5: /* not as /REGEX/, which the C library reads */
        return lsof_add_command(&request->commands, text[0] == '/' ? text + 1 : text, error);
    default:
        return lsof_add_internet(request, text, error);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sqlite3 *db = the_database();
    struct lsof_request request = { .verbose = true };
    struct error error = { 0 };
    char *text;

    if (size == 0)
        return 0;
    text = fuzz_string(data + 1, size - 1);
    if (add(&request, data[0], text, &error) != 0) {
        if (!error.text)
            fuzz_fail("refused without a word");
    } else if (internet_resolve(&request, db, &error) == 0) {
        (void)lsof_used(&request);
        (void)lsof_all_found(&request);
    } else {
        fuzz_fail("%s", error.text);
    }
    error_clear(&error);
    lsof_request_free(&request);
    free(text);
    return 0;
}
