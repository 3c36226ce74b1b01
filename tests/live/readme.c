/* Every command of the README's tour. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

#define RUN                                                                                              \
    "trap 'status=$?; [ $status -le 1 ] || { echo \"exit $status: $BASH_COMMAND\" >&2; exit 2; }' ERR\n" \
    "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"                                                  \
    "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst "                                 \
    "$STILLFRAME_BUILD/fixtures/seed-netcat-8321.tar.zst\n"                                              \
    ". ../tour\n"

/*
 * The `sh` blocks of README.md are run in order, as one script in an empty directory.  Exit 1 means something to look at (here
 * and there even root is refused something); anything above it is a failure.  The database has snapshots of other hosts already.
 */
TEST(readme_tour)
{
    struct scene *scene = scene_begin();
    char *out;

    scene_needs_root();
    sh_ok(scene,
          "sed -n '/^```sh$/,/^```$/{/^```/d;p}' $TOP/README.md >tour && [ $(wc -l <tour) -gt 10 ] && mkdir empty");
    scene_write(scene, "run", RUN, strlen(RUN));
    out = sh_ok(scene, "cd empty && exec bash -u ../run");
    /* Each way of the tour finds the listener. */
    assert_non_null(strstr(out, "8321"));
    assert_non_null(strstr(out, "\"nc\""));
    assert_non_null(strstr(out, "rw\tsocket:["));
    scene_end(scene);
}
