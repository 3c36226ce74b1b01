/* Every command of the README and of the guide, and the picture that the README shows. */
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
 * The `sh` blocks of the document are run in order, as one script in an empty directory.  Exit 1 means something to look at (here
 * and there even root is refused something); anything above it is a failure.  The database has snapshots of other hosts already.
 */
static char *
tour(struct scene *scene, const char *document)
{
    sh_ok(scene, "sed -n '/^```sh$/,/^```$/{/^```/d;p}' $TOP/%s >tour && [ $(wc -l <tour) -gt 10 ] && mkdir empty",
          document);
    scene_write(scene, "run", RUN, strlen(RUN));
    return sh_ok(scene, "cd empty && exec bash -u ../run");
}

TEST(readme_tour)
{
    struct scene *scene = scene_begin();
    char *out;

    scene_needs_root();
    out = tour(scene, "README.md");
    /* that of the database's other host, and the one that was started */
    scene_write(scene, "out", out, strlen(out));
    sh_ok(scene, "test $(grep -cE '^tcp .*:8321 .*LISTEN +[0-9]+/nc( |$)' out) -ge 2");
    assert_non_null(strstr(out, "users:((\"nc\",pid="));
    assert_non_null(strstr(out, "@who_has_port"));
    sh_ok(scene, "grep -q '<h1>Report of ' empty/report.html");
    scene_end(scene);
}

TEST(guide_tour)
{
    struct scene *scene = scene_begin();
    char *out;

    scene_needs_root();
    out = tour(scene, "docs/guide.md");
    /* Each way of the tour finds the listener. */
    assert_non_null(strstr(out, "8321"));
    assert_non_null(strstr(out, "\"nc\""));
    assert_non_null(strstr(out, "rw\tsocket:["));
    scene_end(scene);
}

/*
 * What is shown outside these blocks is what the demo prints (tests/live/demo.c compares it), and these: demo is run by the tests,
 * check runs them, and check-deb installs and runs what the other two make.
 */
TEST(documents_show_no_other_commands)
{
    struct scene *scene = scene_begin();

    assert_string_equal(sh_ok(scene,
                              "cat $TOP/README.md $TOP/docs/guide.md | sed '/^```/,/^```$/d' | sed -n '/^    make/"
                              "s/^ *\\(.*[^ ]\\)  *#.*/\\1/p' | sort | paste -sd,"),
                        "make deps check,make deps deb,make deps demo,make deps install\n");
    assert_string_equal(
        sh_ok(scene,
              "cat $TOP/README.md $TOP/docs/guide.md | sed '/^```/,/^```$/d' | grep '^    ' |"
              " grep -c '^    [$] '; sed -n '/^```/p' $TOP/README.md $TOP/docs/guide.md | sort -u | xargs -d, echo"),
        "3\n```\n```sh\n\n");
    scene_end(scene);
}

/* The picture is what the program draws today: `make images` draws it again. */
TEST(pictures_of_the_documents_are_drawn_by_this_program)
{
    struct scene *scene = scene_begin();

    sh_ok(scene,
          "cp -r $TOP/docs/images kept && $TOP/.ci/images $(command -v analyze) $STILLFRAME_BUILD/fixtures drawn && "
          "diff -r kept drawn");
    sh_ok(scene, "for f in kept/*; do grep -q \"(docs/images/${f#*/})\" $TOP/README.md || exit 1; done");
    scene_end(scene);
}
