/*
 * What a format makes of any bytes can be read: for fuzzing, so without cmocka.
 */
#ifndef TESTS_SUPPORT_FORMAT_TOUCH_H
#define TESTS_SUPPORT_FORMAT_TOUCH_H

#include "analyze/base/format.h"

/*
 * Runs the format on a copy of the text of exactly its length, so that the address sanitizer sees a byte too far, and reads every byte that
 * a row or a problem points to.  0, or -1 where there is no such format, the format fails, or a row has no line.
 */
int format_touch(const char *format, const struct format_input *input);

#endif
