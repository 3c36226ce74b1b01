/*
 * Reports in a browser: probe.html opens one as a reader would and says what came of it.  Nothing goes out: every name and address is refused
 * by the browser itself, and what a page asks for is in its log.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/browser/browser.h"
#include "tests/support/picture_host.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Opens page.html in the probe: its answer is answer.json, the requests of the page are in requests, what it complained of in console. */
static void
probe(struct scene *scene, int width, const char *options)
{
    sh_ok(scene,
          "cp \"$TOP\"/tests/browser/probe.html . && " BROWSER
          " %s --log-net-log=log.json --dump-dom \"file://$PWD/probe.html?width=%d\" >dom 2>err",
          options, width);
    sh_ok(scene, BROWSER_ANSWER " >answer.json && test -s answer.json");
    sh_ok(scene, "jq -r '.events[]? | select(.params.initiator? // \"\" | test(\"file|null\")) | .params.url' log.json "
                 ">requests");
    sh_ok(scene, "grep CONSOLE err >console; true");
}

/* Fails the test unless the expression of jq is true of the answer. */
static void
expect(struct scene *scene, const char *expression)
{
    struct result result = sh(scene, "jq -e '%s' answer.json", expression);

    if (result.status != 0)
        fail_msg("%s: %s", expression, sh_ok(scene, "jq -c 'del(.picture)' answer.json"));
}

static void
expect_sound(struct scene *scene)
{
    assert_string_equal(sh_ok(scene, "cat requests console"), "");
    expect(scene, ".error == null and .pwned == 0 and .foreign == 0 and .scripts == 1");
    expect(scene, ".bare_tables == 0 and .bare_pictures == 0 and .same_ids == 0 and .dead_links == 0");
    expect(scene, ".heading_gaps == 0 and .unreachable == 0 and .wide == 0");
    expect(scene, ".contrast[0] >= 4.5");
    expect(scene, ".overlaps == []");
    expect(scene, ".tables > 5 and .copy == 13");
    /* no more than a person can read, in letters that are not made small, and beginning at the edge; three rows are of a finding */
    expect(scene, ".measured | length == 1 and all((.rows | length == 3 and all(. > 0 and . <= 41)) and .edges > 0 and "
                  ".edges <= 123 and (.free | all(. >= 0 and . <= 10)) and .scale > 0.8 and .scale <= 1)");
}

/* What the tests below say not to be there, is seen where it is. */
TEST(browser_sees_what_a_page_does)
{
    static const char page[] = "<!DOCTYPE html><title>x</title><h1>a</h1><h3 id=a>b</h3><p id=a "
                               "style=\"color:#aaa\">pale</p><a href=\"#none\">c</a>"
                               "<table><tr><td>d</td></tr></table><svg><text y=20>one</text><text "
                               "y=20>two</text></svg><div class=scroll></div>"
                               "<div style=\"width:5000px\">e</div><img src=\"http://192.0.2.1/x\"><script>owned = 1; "
                               "throw new Error('ours')</script>";
    struct scene *scene = scene_begin();

    scene_write(scene, "page.html", page, strlen(page));
    probe(scene, 1280, "");
    assert_string_equal(sh_ok(scene, "sort -u requests"), "http://192.0.2.1/x\n");
    sh_ok(scene, "grep -q 'Error: ours' console");
    expect(scene, ".pwned == 1 and .foreign == 3 and .bare_tables == 1 and .bare_pictures == 1 and .same_ids == 1");
    expect(scene, ".dead_links == 1 and .heading_gaps == 1 and .unreachable == 1 and .wide > 1000");
    expect(scene, ".contrast[0] < 4.5 and .overlaps == [\"one | two\"]");
    scene_end(scene);
}

static void
expect_sound_everywhere(struct scene *scene)
{
    static const char *const colours[] = { BROWSER_LIGHT, BROWSER_DARK };
    static const int widths[] = { 1280, 400 };

    for (size_t i = 0; i < 4; i++) {
        probe(scene, widths[i % 2], colours[i / 2]);
        expect_sound(scene);
        expect(scene, ".filter == [64, 1, 64] and .sort == [true, true, 63]");
    }
}

/* On a wide screen and on a small one, both light and dark; each text of the picture is what the rows say. */
TEST(browser_shows_reports_of_any_size)
{
    static const int sizes[] = { 20, 200, 2000, 200000 };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct scene *scene = scene_begin();

        picture_host_case(scene, 1, sizes[i], NULL);
        sh_ok(scene, "analyze report case.db -o page.html && analyze graph case.db --format json >graph.json");
        expect_sound_everywhere(scene);
        expect(scene, ".title == \"Report of host1, 2026-01-31T12:00:00Z\"");
        sh_ok(scene, "jq -e --slurpfile graph graph.json '.picture as $texts | [$graph[0].rows[] | select(.others == "
                     "0) | .name] |"
                     " length > 20 and all(. as $name | $texts | any(. == $name or . == (\"\xe2\x96\xb2 \" + $name)))' "
                     "answer.json");
        sh_ok(scene, "jq -e '[.picture[] | select(startswith(\"\xe2\x96\xb2 \"))] | length == 3' answer.json");
        scene_end(scene);
    }
}

/* Every text of the host is an attack, all of them in one. */
TEST(browser_runs_nothing_of_a_hostile_host)
{
    struct scene *scene = scene_begin();
    char *all = scene_text(scene, "%s", "");

    for (const char *const *hostile = picture_host_hostile; *hostile; hostile++)
        all = scene_text(scene, "%s%s", all, *hostile);
    picture_host_case(scene, 1, 200, all);
    sh_ok(scene, "analyze report case.db -o page.html");
    expect_sound_everywhere(scene);
    expect(scene, ".title | startswith(\"Report of host1<script>\")");
    scene_end(scene);
}

TEST(browser_shows_several_hosts)
{
    struct scene *scene = scene_begin();

    picture_host_case(scene, 4, 60, NULL);
    sh_ok(scene, "analyze report case.db -o page.html");
    probe(scene, 1280, "");
    assert_string_equal(sh_ok(scene, "cat requests console"), "");
    expect(scene, ".error == null and .same_ids == 0 and .dead_links == 0 and .heading_gaps == 0 and .wide == 0 and "
                  ".overlaps == []");
    scene_end(scene);
}

/* Landscape, on A4; a table that goes on has its head again, and what was folded is open. */
TEST(browser_prints_a_report)
{
    struct scene *scene = scene_begin();

    picture_host_case(scene, 1, 200, NULL);
    sh_ok(scene, "analyze report case.db -o page.html && sed -i 's/<details class=\"finding\" open>/<details "
                 "class=\"finding\">/' page.html && ! grep -q 'finding\" open' page.html");
    sh_ok(scene, BROWSER " --no-pdf-header-footer --print-to-pdf=page.pdf \"file://$PWD/page.html\" 2>err");
    sh_ok(scene, "pdfinfo page.pdf | grep -q '^Page size: *84[12][.0-9]* x 59[45][.0-9]* pts (A4)$'");
    sh_ok(scene, "pdftotext -layout page.pdf text && test $(grep -c 'addresses *first address' text) -gt 5");
    sh_ok(scene, "grep -q 'its terminal is none' text");
    scene_end(scene);
}

/* A tall picture is whole on a page that stands upright, below its heading; no page is empty. */
TEST(browser_prints_a_tall_picture)
{
    struct scene *scene = scene_begin();

    picture_host_case(scene, 1, 2000, NULL);
    sh_ok(
        scene,
        "analyze report case.db --section picture --limit 20 -o page.html && grep -q 'class=\"graph tall\"' page.html");
    sh_ok(scene, BROWSER " --no-pdf-header-footer --print-to-pdf=page.pdf \"file://$PWD/page.html\" 2>err");
    assert_string_equal(sh_ok(scene, "pdfinfo -f 1 -l 9 page.pdf | awk '/^Page .* size/ { print $2, ($4 < $6) }'"),
                        "1 0\n2 1\n3 0\n");
    sh_ok(
        scene,
        "pdftotext -layout -f 2 -l 2 page.pdf text && grep -q '^ *The picture$' text && grep -q 'Who comes in' text &&"
        " test $(grep -c worker text) -gt 30 && grep -q 'sockets[.] The rest' text");
    scene_end(scene);
}
