/*
 * Files that people edit: lines with comments, fields parted as they like, and perhaps no newline at the end.
 */
#ifndef ANALYZE_FORMATS_LIB_CONFIG_H
#define ANALYZE_FORMATS_LIB_CONFIG_H

#include "analyze/base/decode.h"
#include "analyze/formats/lib/line_reader.h"

/* Calls parse_line for each line except empty lines and lines whose first character behind white space is a '#'.  A last line
 * without a newline is no problem: editors leave such lines, and libraries accept them. */
int config_lines(const struct format_input *input, const struct format_sink *sink, decoding_line_parser *parse_line);

/* Cuts the comment, from the first '#', off the rest of the line.  Returns the comment without the white space around it; ptr
 * NULL where there is no comment. */
struct slice config_comment(struct scan *s);

/* The remaining words, one space between them; ptr NULL where no word remains. */
struct slice config_words(struct scan *s, struct decoder *decoder);

/* Whether the line is an entry of nsswitch's compat mode: `+`, `+name`, `-name`, `+@netgroup`, `-@netgroup`.  Its other fields may be
 * missing (nss/nss_compat/compat-pwd.c and compat-grp.c of glibc). */
bool config_at_compat(const struct scan *s);

/* Reads the rest of a compat line into a row of compat_table. */
int config_compat(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line);

extern const struct table compat_table;

/* A user or group id as fgetpwent(3) of glibc reads it: white space and a sign (even -0) may stand before the number.  The id is
 * unknown where the field is empty, as in the lines of NIS. */
void config_id(struct scan *s, const char *want, struct slice field, struct maybe *out);

#endif
