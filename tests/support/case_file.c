#include "tests/support/case_file.h"

#include "analyze/database/db.h"
#include "tests/support/database.h"
#include "tests/support/scene.h"
#include "tests/support/test.h"

void
case_file(struct scene *scene, const char *name, const char *const *scripts)
{
    struct error error = { 0 };
    sqlite3 *db = NULL;

    if (db_open(scene_text(scene, "%s/%s", scene_directory(scene), name), DB_WRITE, &db, &error))
        fail_msg("%s", error.text);
    for (; *scripts; scripts++)
        database_run(db, *scripts);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
