/*
 * What the user is told while a command runs.
 */
#ifndef ANALYZE_BASE_NOTICE_H
#define ANALYZE_BASE_NOTICE_H

/* One line on standard error, escaped, after "analyze: ". */
void notice(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What belongs to the notice before: each line of the text, indented and escaped. */
void notice_lines(const char *text);

#endif
