/*
 * The page that a report is: its policy allows its own style and script alone, it is as long as it may be, and it is its owner's.
 */
#include "tests/support/test.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>

#include "analyze/report/output.h"
#include "analyze/report/page.h"
#include "analyze/report/report.h"
#include "tests/support/picture_host.h"
#include "tests/support/scene.h"

static char *
between(struct scene *scene, const char *page, const char *begin, const char *end)
{
    const char *from = strstr(page, begin), *until = from ? strstr(from + strlen(begin), end) : NULL;

    if (!until)
        fail_msg("nothing between %s and %s", begin, end);
    from += strlen(begin);
    return scene_text(scene, "%.*s", (int)(until - from), from);
}

/* By a digest of this test's own. */
static char *
digest_of(struct scene *scene, const char *text)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char base64[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = { 0 };

    sha256_init(&context);
    sha256_update(&context, strlen(text), (const uint8_t *)text);
    sha256_digest(&context, sizeof(digest), digest);
    base64_encode_raw(base64, sizeof(digest), digest);
    return scene_text(scene, "'sha256-%s'", base64);
}

TEST(report_policy_has_the_digests_of_its_style_and_script)
{
    struct scene *scene = scene_begin();
    struct report_request request = { 0 };
    char *page, *policy, *script;

    picture_host_case(scene, 1, 20, NULL);
    page = picture_host_report(scene, &request);
    policy = between(scene, page, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">");
    script = between(scene, page, "<script>", "</script>");
    assert_string_equal(
        policy,
        scene_text(scene, "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'",
                   digest_of(scene, between(scene, page, "<style>", "</style>")), digest_of(scene, script)));
    assert_true(strstr(page, policy) < strstr(page, "<style>"));
    assert_in_range(strlen(script), 1, 10 * 1000);
    assert_null(strstr(page, " style=\""));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    assert_null(strstr(page, "javascript:"));
    scene_end(scene);
}

/* What is left out is counted, with the command that shows it. */
TEST(report_is_as_long_as_it_may_be)
{
    struct scene *scene = scene_begin();
    struct report_request few = { .rows = 10 }, usual = { 0 }, many = { .rows = 100000 };
    char *page;

    picture_host_case(scene, 1, 12000, scene_text(scene, "%0400d", 7));
    page = picture_host_report(scene, &usual);
    assert_in_range(strlen(page), 10000, PAGE_USUAL);
    assert_non_null(strstr(page, " of 11998 rows are here. All of them: <code>analyze query "));
    page = picture_host_report(scene, &few);
    assert_non_null(strstr(page, "<p class=\"more\">10 of 11998 rows are here."));
    page = picture_host_report(scene, &many);
    assert_in_range(strlen(page), PAGE_USUAL, PAGE_MOST);
    assert_non_null(strstr(page, " of 11998 rows are here. All of them: "));
    assert_non_null(strstr(page, "</html>"));
    scene_end(scene);
}

/* More hosts than have room: those that are here are whole, the others are counted. */
TEST(report_of_many_hosts_is_as_long_as_it_may_be)
{
    struct scene *scene = scene_begin();
    struct report_request request = { .bytes = 100000 };
    char *page;

    picture_host_case(scene, 12, 30, NULL);
    page = picture_host_report(scene, &request);
    assert_in_range(strlen(page), request.bytes / 2, request.bytes);
    assert_non_null(strstr(page, "<section id=\"hosts\"><h2>Hosts</h2>"));
    assert_non_null(strstr(page, "<article id=\"s1\">"));
    assert_non_null(strstr(page, "The page is full: of "));
    assert_non_null(strstr(page, "</html>"));
    scene_end(scene);
}

/* The file is there whole or not at all, and its owner's alone; what is no file, or the database, is left as it is. */
TEST(report_output_is_a_private_file)
{
    struct scene *scene = scene_begin();
    const char *directory = scene_directory(scene);
    char *path = scene_text(scene, "%s/report.html", directory), *database = scene_text(scene, "%s/case.db", directory);
    struct error error = { 0 };
    struct stat status;

    scene_write(scene, "report.html", "old and longer", 14);
    scene_write(scene, "case.db", "rows", 4);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(output_write_file(path, database, slice_of("new"), &error), 0);
    assert_string_equal(scene_read(scene, "report.html", NULL), "new");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(output_write_file(database, database, slice_of("new"), &error), -1);
    assert_non_null(strstr(error.text, "is the database"));
    error_clear(&error);
    assert_string_equal(scene_read(scene, "case.db", NULL), "rows");
    assert_int_equal(output_write_file(directory, database, slice_of("new"), &error), -1);
    assert_non_null(strstr(error.text, "is no file"));
    error_clear(&error);
    assert_int_equal(
        output_write_file(scene_text(scene, "%s/none/report.html", directory), database, slice_of("new"), &error), -1);
    error_clear(&error);
    scene_end(scene);
}
