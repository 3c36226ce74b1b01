#include "tests/support/progress_screen.h"

#include "tests/support/test.h"

#include <stdlib.h>

/* 2 h 30 min, and half a minute: nanoseconds */
#define AGO (UINT64_C(9030) * UINT64_C(1000000000))

void
progress_screen_open(struct progress_screen *screen, const char *what)
{
    *screen = (struct progress_screen){ 0 };
    progress_begin(&screen->progress, what, true);
    assert_null(screen->progress.out);
    screen->out = open_memstream(&screen->text, &screen->size);
    assert_non_null(screen->out);
    screen->progress.out = screen->out;
    screen->progress.begun -= AGO;
    screen->progress.due = 0;
}

const char *
progress_screen_close(struct progress_screen *screen)
{
    progress_end(&screen->progress);
    assert_int_equal(fclose(screen->out), 0);
    return screen->text;
}

void
progress_screen_free(struct progress_screen *screen)
{
    free(screen->text);
}
