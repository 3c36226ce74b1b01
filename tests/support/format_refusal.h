/*
 * A format whose sink refuses something: a load that cannot go on.
 */
#ifndef TESTS_SUPPORT_FORMAT_REFUSAL_H
#define TESTS_SUPPORT_FORMAT_REFUSAL_H

#include "analyze/base/format.h"

/*
 * Asserts that the format returns -1 at once when the sink refuses the first row or problem, the second, and so on up to the last;
 * of a long input, the first ones only.
 */
void assert_format_stops(const struct format *format, const struct format_input *input);

#endif
