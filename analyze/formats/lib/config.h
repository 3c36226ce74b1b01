/*
 * Files that people edit: lines with comments, fields parted as they like, and perhaps no newline at the end.
 */
#ifndef ANALYZE_FORMATS_LIB_CONFIG_H
#define ANALYZE_FORMATS_LIB_CONFIG_H

#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

/* Calls parse_line for each line but empty ones and those whose first character behind white space is a '#'.  A last line
 * without a newline is no problem: editors leave such, and libraries take them. */
int config_lines(const struct format_input *input, const struct format_sink *sink, decoding_line_parser *parse_line);

/* Cuts the comment off what is left of the line: from the first '#'.  Returns it without the white space around it; ptr NULL
 * where there is none. */
struct slice config_comment(struct scan *s);

/* The words that are left, one space between them; ptr NULL where there are none. */
struct slice config_words(struct scan *s, struct decoder *decoder);

/* Whether an entry of nsswitch's compat mode begins there: `+`, `+name`, `-name`, `+@netgroup`, `-@netgroup`, whose other fields may be
 * missing (nss/nss_compat/compat-pwd.c and compat-grp.c of glibc). */
bool config_at_compat(const struct scan *s);

/* Reads such a line, to its end, into a row of compat_table. */
int config_compat(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line);

extern const struct table compat_table;

/* A user or group id as fgetpwent(3) of glibc reads it: white space and a sign before it are fine, -0 too.  Not known where the
 * field is empty, as in the lines of NIS. */
void config_id(struct scan *s, const char *want, struct slice field, struct maybe *out);

#endif
