/*
 * The rows and problems that a format makes, as text that a test can compare.
 */
#ifndef TESTS_SUPPORT_FORMAT_TEXT_H
#define TESTS_SUPPORT_FORMAT_TEXT_H

#include "analyze/base/format.h"

/*
 * Runs the format and prints a line for each row, `LINE TABLE value|value|…` in the order of the table's columns, and for
 * each problem, `LINE want "…" have "…"`.  NULL is printed as NULL, a blob as hex, bytes that are not printable ASCII as
 * \xHH.  Then runs it again, to see it stop wherever its sink refuses something.  The caller frees the text.
 */
char *format_text(const char *format, const struct format_input *input);

/* Asserts that the format makes `expected` of the text; the rest of the input is net namespace 1, pass before, pid 7, tid 7. */
void assert_format(const char *format, const char *file, const char *text, const char *expected);

/* The same for a member that was cut where the text ends. */
void assert_format_cut(const char *format, const char *file, const char *text, const char *expected);

/* As assert_format, for text of a big-endian host. */
void assert_format_big_endian(const char *format, const char *file, const char *text, const char *expected);

/* As assert_format, for text that holds NUL bytes. */
void assert_format_bytes(const char *format, const char *file, struct slice text, const char *expected);

#endif
