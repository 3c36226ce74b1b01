/* Wrong calls of both programs: they print one line or a short usage, and exit with the right status. */
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

/* A /proc without processes is refused: a snapshot of nothing would pass for a whole one. */
TEST(proc_without_processes_is_refused)
{
    static const char *const directories[] = { "empty", "numbers", "file", "/proc/self", "/proc/self/fd", "/proc/sys" };
    static const char *const outputs[] = { "-o s.tar", "-o s.tar.zst", ">s.tar", "--every 1 --count 1 -o rounds" };
    struct scene *scene = scene_begin();

    sh_ok(scene, "mkdir -p empty numbers/1 numbers/27 && touch file");
    for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
        for (size_t k = 0; k < sizeof(outputs) / sizeof(outputs[0]); k++) {
            char *error = sh_fails(scene, 2, "collect -q --proc %s %s", directories[i], outputs[k]);
            const char *end = strchr(error, '\n');

            if (!strstr(error, directories[i]) || !end || end[1] != '\0')
                fail_msg("--proc %s %s: want a line that names it, have %s", directories[i], outputs[k], error);
            /* the shell creates the file that it redirects to */
            sh_ok(scene, "test ! -s s.tar && rm -f s.tar && test \"$(ls | xargs)\" = 'empty file numbers'");
        }
    }
    /* one process is enough */
    sh_ok(scene, "mkdir numbers/2 && cp /proc/self/stat numbers/2");
    sh_usable(scene, "collect -q --proc numbers -o s.tar");
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
        "collect --help >/dev/full",
        "collect --version >&-",
        "analyze --help >/dev/full",
        "analyze schema >/dev/full",
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
