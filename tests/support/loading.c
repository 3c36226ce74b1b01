#include "tests/support/loading.h"

#include <unistd.h>

#include "analyze/database/db.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"
#include "tests/support/test.h"

struct load_result
load_bytes(struct scene *scene, const char *database, struct slice bytes, struct error *error)
{
    char *path = scene_text(scene, "%s/%s", scene_directory(scene), database);
    struct memory_file file = sample_file(bytes);
    struct load_result result = { 0 };
    struct load *load = NULL;
    sqlite3 *db = NULL;

    if (db_open(path, DB_WRITE, &db, error) || load_open(db, true, &load, error))
        fail_msg("%s", error->text);
    (void)load_run(load, file.path, NULL, &result, error);
    load_close(load);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    close(file.fd);
    return result;
}

struct load_result
load_ok(struct scene *scene, struct slice bytes)
{
    struct error error = { 0 };
    struct load_result result = load_bytes(scene, "case.db", bytes, &error);

    if (error.text)
        fail_msg("%s", error.text);
    return result;
}

void
expect_load(struct scene *scene, struct slice bytes, enum load_outcome outcome, int64_t snapshot_id)
{
    struct load_result result = load_ok(scene, bytes);

    assert_int_equal(result.outcome, outcome);
    assert_int_equal(result.snapshot_id, snapshot_id);
    load_result_free(&result);
}
