/* Both programs, wrongly called: one line or a short usage, and the right status. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

TEST(help_and_version)
{
    struct scene *scene = scene_begin();

    assert_non_null(strstr(sh_ok(scene, "collect --help"), "--timeout"));
    assert_non_null(strstr(sh_ok(scene, "collect --version"), "collect"));
    assert_non_null(strstr(sh_ok(scene, "analyze --help"), "verify"));
    assert_non_null(strstr(sh_ok(scene, "analyze --version"), "analyze"));
    assert_non_null(strstr(sh_ok(scene, "analyze query --help"), "--format"));
    assert_non_null(strstr(sh_ok(scene, "analyze schema"), "process_open_sockets"));
    scene_end(scene);
}

TEST(wrong_usage)
{
    static const char *const commands[] = {
        "collect --nonsense >out",
        "collect --timeout soon >out",
        "collect --compress lzma >out",
        "collect operand >out",
        "collect --proc missing >out",
        "analyze",
        "analyze nonsense",
        "analyze load",
        "analyze load case.db",
        "analyze query --format nonsense case.db 'SELECT 1'",
        "analyze verify",
        "analyze extract only.tar",
    };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        char *error = sh_fails(scene, 2, "%s", commands[i]);

        assert_int_not_equal(strlen(error), 0);
    }
    assert_string_equal(sh_ok(scene, "ls; cat out"), "out\n");
    scene_end(scene);
}
