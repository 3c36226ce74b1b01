/*
 * What axe-core finds in reports.  Their policy lets no script of others in, so it looks at copies that have no policy; nothing else of
 * them is changed.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/browser/browser.h"
#include "tests/support/picture_host.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static const char *const colours[] = { BROWSER_LIGHT, BROWSER_DARK };

/* Asks axe of every page-*.html here, on a wide and on a narrow screen: its answers, one for each, are lines of answers. */
static void
ask_axe(struct scene *scene)
{
    sh_ok(scene, "cp \"$STILLFRAME_AXE\" axe.min.js && cp \"$TOP\"/tests/browser/axe.html .");
    for (size_t i = 0; i < sizeof(colours) / sizeof(colours[0]); i++)
        sh_ok(scene,
              BROWSER " %s --virtual-time-budget=600000 --dump-dom \"file://$PWD/axe.html?widths=1280,400&pages=$(ls "
                      "page-*.html | paste -sd,)\""
                      " >dom 2>err && " BROWSER_ANSWER
                      " >answer.json && jq -c '.[]' answer.json >>answers || { cat answer.json err; exit 1; }",
              colours[i]);
}

/* The pages that were made of reports: without their policy, and with axe. */
#define COPIES                                                                                                      \
    "for r in report-*.html; do "                                                                                   \
    "sed 's|^<meta http-equiv=\"Content-Security-Policy\".*|<script src=\"axe.min.js\"></script>|' $r >page-$r && " \
    "[ $(diff $r page-$r | grep -c '^[<>]') = 2 ] || exit 1; done"

/* Fails the test unless every page was looked at in each way, and nothing serious came of it. */
static void
expect_nothing_serious(struct scene *scene)
{
    char *bad;

    sh_ok(scene, "test $(jq -r '[.page, .width, .dark] | @text' answers | sort -u | wc -l) = $((4 * $(ls page-*.html | "
                 "wc -l)))");
    sh_ok(scene, "jq -e -s 'all(.passes > 15)' answers");
    bad = sh_ok(scene, "jq -c 'select(.violations | any(.impact == \"serious\" or .impact == \"critical\"))' answers");
    if (*bad)
        fail_msg("%s", bad);
}

/* axe is there and sees what a page should not have, in either colours. */
TEST(axe_sees_what_a_page_should_not_have)
{
    static const char page[] = "<!DOCTYPE html><html><meta name=color-scheme content=\"light dark\"><title>x</title>"
                               "<script src=\"axe.min.js\"></script><style>p{color:#999;background:#fff}"
                               "@media(prefers-color-scheme:dark){p{color:#333;background:#000}}</style>"
                               "<p>pale</p><input><svg role=img></svg>";
    struct scene *scene = scene_begin();

    scene_write(scene, "page-bad.html", page, strlen(page));
    ask_axe(scene);
    assert_string_equal(sh_ok(scene,
                              "jq -r '.violations[] | select(.impact == \"serious\" or .impact == \"critical\") | .id' "
                              "answers | sort | uniq -c | sed 's/^ *//' | xargs"),
                        "4 color-contrast 4 html-has-lang 4 label 4 svg-img-alt\n");
    scene_end(scene);
}

TEST(axe_finds_nothing_serious_in_reports_of_fixtures)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "for f in $STILLFRAME_BUILD/fixtures/*.tar.zst; do n=$(basename $f .tar.zst); analyze load $n.db $f; "
                 "[ $? -le 1 ] && analyze report -o report-$n.html $n.db || exit; done; test $(ls report-*.html | wc "
                 "-l) -gt 15");
    sh_ok(scene, COPIES);
    ask_axe(scene);
    expect_nothing_serious(scene);
    /* on a wide screen no table of these is cut at the right */
    assert_string_equal(
        sh_ok(
            scene,
            "jq -c 'select(.width == \"1280\" and (.page | test(\"seed-\")) and .cut != []) | [.page, .cut]' answers"),
        "");
    assert_string_equal(sh_ok(scene, "jq -r 'select(.width == \"1280\") | .page' answers | grep -c seed-"), "8\n");
    scene_end(scene);
}

/* With findings and a picture of many rows, of several hosts, and where every text is an attack. */
TEST(axe_finds_nothing_serious_in_large_reports)
{
    struct scene *scene = scene_begin();

    picture_host_case(scene, 1, 2000, NULL);
    sh_ok(scene, "analyze report case.db -o report-one.html; rm case.db");
    picture_host_case(scene, 4, 60, NULL);
    sh_ok(scene, "analyze report case.db -o report-four.html; rm case.db");
    picture_host_case(scene, 1, 60, picture_host_hostile[0]);
    sh_ok(scene, "analyze report case.db -o report-hostile.html");
    sh_ok(scene, COPIES);
    ask_axe(scene);
    expect_nothing_serious(scene);
    scene_end(scene);
}
