/*
 * The report: it has every section, and nothing of the host's texts is markup.
 */
#include "tests/support/test.h"

#include <string.h>

#include "analyze/report/report.h"
#include "analyze/report/section.h"
#include "analyze/report/shape.h"
#include "tests/support/picture_host.h"
#include "tests/support/scene.h"

TEST(report_has_every_section)
{
    struct scene *scene = scene_begin();
    struct report_request request = { 0 };
    char *page;

    picture_host_case(scene, 1, 200, NULL);
    page = picture_host_report(scene, &request);
    for (size_t i = 0; i < section_source_count; i++) {
        struct section section;
        struct error error = { 0 };

        assert_int_equal(section_read(&section_sources[i], &section, &error), 0);
        if (section_is_of_all(&section)) {
            assert_null(strstr(page, section.words[SECTION_TITLE]));
        } else {
            if (!strstr(page, scene_text(scene, "<section id=\"s1-%s\"><h2>%s</h2>", section.name,
                                         section.words[SECTION_TITLE])))
                fail_msg("no section %s", section.name);
            if (!strstr(page, scene_text(scene, "<details class=\"sql\" id=\"sql-%s\">", section.name)))
                fail_msg("no SQL of the section %s", section.name);
        }
        section_free(&section);
    }
    scene_end(scene);
}

/* A section says what it is, and its words are those of the program. */
TEST(report_sections_are_well_formed)
{
    for (size_t i = 0; i < section_source_count; i++) {
        struct section section;
        struct error error = { 0 };

        if (section_read(&section_sources[i], &section, &error))
            fail_msg("%s", error.text);
        if (section.words[SECTION_SHAPE] && !shape_by_name(section.words[SECTION_SHAPE], &error))
            fail_msg("%s", error.text);
        assert_null(strpbrk(section.words[SECTION_TITLE], "<>&"));
        assert_null(strpbrk(section.words[SECTION_CAPTION], "<>&"));
        assert_null(section.words[SECTION_EMPTY] ? strpbrk(section.words[SECTION_EMPTY], "<>&") : NULL);
        section_free(&section);
    }
}

TEST(report_section_comment_is_checked)
{
    static const struct {
        const char *sql, *error;
    } wrong[] = {
        { "-- title: A\nSELECT 1", "section x: the comment has no line that begins with caption:" },
        { "-- title: A\n-- title: B\nSELECT 1",
          "section x: a line that begins with no word, or with one that was there: title: B" },
        { "-- nothing\nSELECT 1", "section x: a line that begins with no word, or with one that was there: nothing" },
    };
    struct section section;
    struct error error = { 0 };

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const struct section_source source = { "01_x", wrong[i].sql };

        assert_int_equal(section_read(&source, &section, &error), -1);
        assert_string_equal(error.text, wrong[i].error);
        section_free(&section);
        error_clear(&error);
    }
    const struct section_source right = {
        "10_y", "-- title: A\n-- caption: B\n--     C\n-- columns: a code, bc hidden\nSELECT 1"
    };

    assert_int_equal(section_read(&right, &section, &error), 0);
    assert_string_equal(section.words[SECTION_CAPTION], "B C");
    assert_string_equal(section.sql, "SELECT 1");
    assert_true(slice_is(section_kind_of(&section, "a"), "code"));
    assert_true(slice_is(section_kind_of(&section, "bc"), "hidden"));
    assert_null(section_kind_of(&section, "b").ptr);
    section_free(&section);
}

/* What is between < and > anywhere in the page is ours: no other tag, and no attribute that runs or fetches something. */
static void
expect_our_markup(const char *page, const char *hostile)
{
    static const char *const tags[] = { "!DOCTYPE", "html",   "head",    "meta",       "title",   "style",   "body",
                                        "a",        "header", "h1",      "h2",         "h3",      "p",       "code",
                                        "nav",      "ul",     "li",      "main",       "section", "article", "dl",
                                        "dt",       "dd",     "details", "summary",    "pre",     "span",    "bdi",
                                        "b",        "div",    "table",   "caption",    "thead",   "tbody",   "tr",
                                        "th",       "td",     "figure",  "figcaption", "svg",     "desc",    "rect",
                                        "text",     "path",   "wbr",     "script" };

    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        const char *name = at + 1 + (at[1] == '/');
        size_t len = strcspn(name, " >\n"), i = 0;
        const char *end = strchr(name, '>');

        while (i < sizeof(tags) / sizeof(tags[0]) && (strlen(tags[i]) != len || strncmp(tags[i], name, len) != 0))
            i++;
        if (i == sizeof(tags) / sizeof(tags[0]))
            fail_msg("%s: a tag that is not ours: %.60s", hostile, at);
        assert_non_null(end);
        for (const char *on = name + len; on < end; on++)
            if (strncmp(on, " on", 3) == 0 || strncmp(on, " style=", 7) == 0 || strncmp(on, " src=", 5) == 0 ||
                (strncmp(on, " href=\"", 7) == 0 && on[7] != '#'))
                fail_msg("%s: an attribute that is not ours: %.80s", hostile, at);
        if (len == strlen("script") && strncmp(name, "script", len) == 0 && at[1] != '/')
            at = strstr(at, "</script>") - 1;
    }
    for (const char *const *never = picture_host_never; *never; never++)
        if (strstr(page, *never))
            fail_msg("%s: a character that must not be shown came through", hostile);
}

TEST(report_has_hostile_texts_as_texts)
{
    for (const char *const *hostile = picture_host_hostile; *hostile; hostile++) {
        struct scene *scene = scene_begin();
        struct report_request request = { .title = *hostile, .command = *hostile };

        picture_host_case(scene, 2, 20, *hostile);
        request.scope.each = true;
        expect_our_markup(picture_host_report(scene, &request), *hostile);
        scene_end(scene);
    }
}

/* Each text column of the hostile host is looked at: a section that left one out would not be tested by the above. */
TEST(report_shows_the_texts_of_the_host)
{
    static const char *const shown[] = { "worker0MARK",
                                         "/usr/<wbr>sbin/<wbr>workerMARK",
                                         "aliceMARK",
                                         "case-7MARK",
                                         "first lookMARK",
                                         "6.1.0-18-amd64MARK",
                                         "dockerMARK",
                                         "a shell reads a socketMARK",
                                         "its terminal is noneMARK",
                                         "EACCESMARK",
                                         "zzMARK",
                                         "ESTABLISHEDMARK",
                                         "host1.tar.zstMARK",
                                         "--number 100MARK" };
    struct scene *scene = scene_begin();
    struct report_request request = { 0 };
    char *page;

    picture_host_case(scene, 1, 20, "MARK");
    page = picture_host_report(scene, &request);
    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
        if (!strstr(page, shown[i]))
            fail_msg("%s is not in the report", shown[i]);
    scene_end(scene);
}

TEST(report_of_the_same_rows_is_the_same)
{
    struct scene *scene = scene_begin();
    struct report_request request = { 0 };
    char *first;

    picture_host_case(scene, 2, 300, NULL);
    request.scope.each = true;
    first = picture_host_report(scene, &request);
    assert_string_equal(first, picture_host_report(scene, &request));
    scene_end(scene);
}

TEST(report_has_the_sections_that_are_wanted)
{
    static const char *const names[] = { "findings", "time" };
    struct scene *scene = scene_begin();
    struct report_request request = { .sections = names, .section_count = 2, .title = "A & B" };
    struct error error = { 0 };
    char *page;

    picture_host_case(scene, 1, 20, NULL);
    page = picture_host_report(scene, &request);
    assert_non_null(strstr(page, "<title>A &amp; B</title>"));
    assert_non_null(strstr(page, "id=\"s1-findings\""));
    assert_non_null(strstr(page, "id=\"s1-time\""));
    assert_null(strstr(page, "id=\"s1-listeners\""));
    assert_int_equal(report_check_section("time", &error), 0);
    assert_int_equal(report_check_section("tim", &error), -1);
    assert_non_null(strstr(error.text, "there are hosts, matrix, snapshot, findings"));
    error_clear(&error);
    scene_end(scene);
}

/* Sections of all snapshots alone need no chapters, and those of each no part over all. */
TEST(report_has_the_parts_that_are_wanted)
{
    static const char *const of_all[] = { "hosts" }, *const of_each[] = { "time" };

    for (int hosts = 1; hosts <= 2; hosts++) {
        struct scene *scene = scene_begin();
        struct report_request all = { .sections = of_all, .section_count = 1 },
                              each = { .sections = of_each, .section_count = 1 };
        char *page;

        picture_host_case(scene, hosts, 20, NULL);
        page = picture_host_report(scene, &all);
        assert_non_null(strstr(page, "<section id=\"hosts\">"));
        assert_non_null(strstr(page, "<a href=\"#hosts\">"));
        assert_null(strstr(page, "<article"));
        page = picture_host_report(scene, &each);
        assert_null(strstr(page, "<section id=\"hosts\">"));
        assert_null(strstr(page, "<a href=\"#hosts\">"));
        assert_non_null(strstr(page, "<section id=\"s1-time\">"));
        assert_non_null(strstr(page, "<a href=\"#s1-time\">"));
        scene_end(scene);
    }
}

/* Who connected, by the sockets of both ends. */
TEST(report_has_the_matrix_of_hosts)
{
    static const char *const names[] = { "matrix" };
    struct scene *scene = scene_begin();
    struct report_request request = { .sections = names, .section_count = 1 };
    sqlite3 *db = NULL;
    char *page;

    picture_host_case(scene, 2, 2, NULL);
    assert_int_equal(sqlite3_open(scene_text(scene, "%s/case.db", scene_directory(scene)), &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "DELETE FROM sockets; INSERT INTO sockets (snapshot_id, net_namespace, family, "
            "protocol, type, state, local_address, local_ip,"
            " local_port, remote_address, remote_ip, remote_port, inode, recv_q, send_q, seen, "
            "ownership, member_id, line) VALUES"
            " (1, 100, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.1', x'0a000001', 4000, '10.0.0.2', "
            "x'0a000002', 80, 1, 0, 0, 'after', 'owned', 10, 1),"
            " (2, 100, 2, 6, 'stream', 'LISTEN', '0.0.0.0', x'00000000', 80, '0.0.0.0', "
            "x'00000000', 0, 2, 0, 0, 'after', 'owned', 20, 1),"
            " (2, 100, 2, 6, 'stream', 'ESTABLISHED', '10.0.0.2', x'0a000002', 80, '10.0.0.1', "
            "x'0a000001', 4000, 3, 0, 0, 'after', 'owned', 20, 2);"
            "INSERT INTO namespace_addresses (snapshot_id, net_namespace, family, address, ip, started_ns) VALUES"
            " (1, 100, 2, '10.0.0.1', x'0a000001', 1769860800000000000),"
            " (2, 100, 2, '10.0.0.2', x'0a000002', 1769860800000000000)",
            NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    page = picture_host_report(scene, &request);
    assert_non_null(
        strstr(page, "<th scope=\"row\">host1</th><td class=\"n\">\xc2\xb7</td><td class=\"n\">1</td></tr>"));
    assert_non_null(
        strstr(page, "<th scope=\"row\">host2</th><td class=\"n\">\xc2\xb7</td><td class=\"n\">\xc2\xb7</td></tr>"));
    scene_end(scene);
}
