#include "analyze/base/progress.h"
#include "tests/support/progress_screen.h"
#include "tests/support/scene.h"
#include "tests/support/test.h"

#include "analyze/base/error.h"

#define SECOND UINT64_C(1000000000)

static void
says(int64_t bytes, int64_t total, int64_t members, uint64_t nanoseconds, const char *want)
{
    struct buffer text = { 0 };

    progress_text(&text, bytes, total, members, nanoseconds);
    buffer_add(&text, "", 1);
    assert_string_equal(text.ptr, want);
    buffer_free(&text);
}

TEST(progress_says_bytes_rate_and_time_left)
{
    says(1500000, 3000000, 7, 3 * SECOND, "1.5 of 3.0 MB, 7 members, 0.5 MB/s, 4 s left");
    says(1000000, 101000000, 1, SECOND, "1.0 of 101.0 MB, 1 members, 1.0 MB/s, 1 min 41 s left");
    says(1000000, 7201000000, 1, SECOND, "1.0 of 7201.0 MB, 1 members, 1.0 MB/s, 2 h 0 min left");
    says(3000000, 3000000, 7, 2 * SECOND, "3.0 of 3.0 MB, 7 members, 1.5 MB/s");
}

TEST(progress_says_no_time_where_nobody_knows)
{
    says(1500000, 0, 7, 3 * SECOND, "1.5 MB, 7 members, 0.5 MB/s");   /* a pipe */
    says(3000001, 3000000, 7, SECOND, "3.0 MB, 7 members, 3.0 MB/s"); /* a file that grew */
    says(0, 3000000, 0, SECOND, "0.0 of 3.0 MB, 0 members, 0.0 MB/s");
    says(0, 3000000, 0, 0, "0.0 of 3.0 MB, 0 members, 0.0 MB/s");
    says(INT64_MAX, 0, INT64_MAX, SECOND, "9223372036854.7 MB, 9223372036854775807 members, 9223372036854.7 MB/s");
}

/* Fails unless this came on the screen, which is closed. */
static void
assert_screen(struct progress_screen *screen, const char *want)
{
    assert_string_equal(progress_screen_close(screen), want);
    progress_screen_free(screen);
}

TEST(progress_is_not_shown_before_it_is_due)
{
    struct progress_screen screen;

    progress_screen_open(&screen, "case.db");
    screen.progress.due = UINT64_MAX;
    progress_tick(&screen.progress);
    progress_read(&screen.progress, 1, 1);
    assert_screen(&screen, "");
}

TEST(progress_is_shown_when_it_is_due_and_taken_away)
{
    struct progress_screen screen;

    progress_screen_open(&screen, "case.db");
    progress_step(&screen.progress, "sockets");
    progress_tick(&screen.progress);
    assert_true(screen.progress.due > 0);
    screen.progress.due = UINT64_MAX;
    progress_tick(&screen.progress);
    progress_hide(&screen.progress);
    progress_hide(&screen.progress);
    screen.progress.due = 0;
    progress_end(&screen.progress);
    progress_tick(&screen.progress);
    progress_end(&screen.progress);
    assert_screen(&screen, "\r\033[Kcase.db: sockets, 2 h 30 min\r\033[K");
}

TEST(progress_escapes_and_cuts_a_name)
{
    struct progress_screen screen;

    progress_screen_open(&screen, "a\033[31mname that is so long that the line could wrap");
    progress_tick(&screen.progress);
    assert_screen(&screen, "\r\033[Ka\\x1b[31mname that is so long…: 2 h 30 min\r\033[K");
}

TEST(progress_of_nothing_is_silent)
{
    progress_step(NULL, "sockets");
    progress_tick(NULL);
    progress_read(NULL, 1, 1);
    progress_hide(NULL);
    progress_end(NULL);
}

TEST(progress_knows_how_much_a_file_has)
{
    struct scene *scene = scene_begin();
    const char *path = scene_text(scene, "%s/file", scene_directory(scene));
    struct progress progress;

    scene_write(scene, "file", "12345", 5);
    progress_begin_file(&progress, path, true);
    assert_int_equal(progress.total, 5);
    assert_string_equal(progress.what, path);
    progress_begin_file(&progress, scene_directory(scene), true);
    assert_int_equal(progress.total, 0);
    progress_begin_file(&progress, "/nowhere", true);
    assert_int_equal(progress.total, 0);
    scene_end(scene);
}
