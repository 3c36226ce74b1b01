/*
 * What a progress writes on a screen; the test says what its clock has.
 */
#ifndef TESTS_SUPPORT_PROGRESS_SCREEN_H
#define TESTS_SUPPORT_PROGRESS_SCREEN_H

#include "analyze/base/progress.h"

struct progress_screen {
    char *text; /* once it is closed */
    size_t size;
    FILE *out;
    struct progress progress;
};

/* Where nothing is shown yet; it is due at once, and was begun 2 h 30 min ago: a time that is the same however long the test takes. */
void progress_screen_open(struct progress_screen *screen, const char *what);

/* Ends the progress: what was on the screen, until progress_screen_free(). */
const char *progress_screen_close(struct progress_screen *screen);
void progress_screen_free(struct progress_screen *screen);

#endif
