/*
 * What the formats of texts share: a header, and lines of words behind it.
 */
#ifndef ANALYZE_FORMATS_LIB_LINE_READER_H
#define ANALYZE_FORMATS_LIB_LINE_READER_H

#include "analyze/base/format.h"
#include "analyze/base/scan.h"

/*
 * The tables that any format of lines may fill besides its own: a row for a file with columns that we do not know, and
 * one for each of its lines that has them.
 */
extern const struct table unknown_columns_table;
extern const struct table unknown_values_table;

/*
 * Reads the first line and compares its words with each of the known headers (NULL-terminated; the indents vary between
 * kernels).  Columns behind a word "[" of a known header may be missing from the end, as older kernels have fewer.
 * More than the known columns may follow: some vendors add their own.  Their names are a row of unknown_columns, and
 * what the lines have in them one of unknown_values, see format_end.  A header of which the last columns are missing,
 * at most half of them, is a problem, and its lines are read.  A byte order mark before the header and carriage
 * returns at the ends of the lines are a problem, and are passed over.  1 when rows may follow, 0 when there is
 * nothing to read (no text, or a header that is not known, which is then a problem), -1 when the sink says so.
 */
int format_header(struct lines *lines, const struct format_sink *sink, const char *const headers[]);

/* The lines of a member that has a header. */
struct lines format_lines_of(const struct format_input *input);

/*
 * The lines of a member without a header.  A byte order mark at its beginning, and carriage returns at the ends of all of
 * its lines, are a problem, and are passed over; a text of one line keeps its carriage return, which a name may end in.
 * 0, or -1 when the sink says so.
 */
int format_open(struct lines *lines, const struct format_input *input, const struct format_sink *sink);

/*
 * A scan of the line that was read last.  In a member that was read to its end, a last line without a newline is a line
 * like the others: editors leave such lines, and so does somebody who copies a file by hand.  At the end of a member
 * that was cut it is half a line, of which nothing can be trusted, and the scan has failed already.
 */
struct scan format_line(struct lines *lines, struct slice line);

/* Notes in s how the line that was read last ends; text is what a problem of it quotes.  format_line has done so. */
void format_ends(struct scan *s, const struct lines *lines, struct slice text);

/*
 * A problem if that line has no newline, which the kernel never leaves out: the line was understood, but its end may be
 * missing.  format_end and format_row say it themselves.  0, or -1 when the sink says so.
 */
int format_newline(const struct format_sink *sink, const struct scan *s, size_t line);

/*
 * Ends a line whose fields have all been read: a problem if s has failed.  Words that are left over are kept as they
 * are; where no header names them, the first of such lines is a row of unknown_columns.  0, or -1 when the sink says so.
 */
int format_end(const struct format_sink *sink, const struct scan *s, size_t line);

/*
 * Hands on the record that was made of the line, unless s has failed, and ends the line as format_end does.
 */
int format_row(const struct format_sink *sink, const struct table *table, const void *record, const struct scan *s,
               size_t line);

/* Reads one line that scan stands at and ends with format_row. */
typedef int line_parser(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line);

/* Calls parse_line for each line behind the header; headers is NULL where the file has none. */
int format_lines(const struct format_input *input, const struct format_sink *sink, const char *const headers[],
                 line_parser *parse_line);

struct decoder;

/* Reads one line as above, with an empty decoder for what its row is made of. */
typedef int decoding_line_parser(const struct format_input *input, struct scan *s, struct decoder *decoder,
                                 const struct format_sink *sink, size_t line);

/* The same as format_lines for text with escapes. */
int format_decoded_lines(const struct format_input *input, const struct format_sink *sink, const char *const headers[],
                         decoding_line_parser *parse_line);

/* Whether that is what %p and %pK print for a kernel address: 8 to 16 hexadecimal digits, or one of a few words. */
bool format_is_pointer(struct slice word);

/*
 * An unsigned number of 32 bits that some kernels print with %d (uids, port ids): read as the kernel meant it.  The second is not known
 * where the line ends before it.
 */
void scan_u32(struct scan *s, const char *want, int64_t *out);
void scan_maybe_u32(struct scan *s, const char *want, struct maybe *out);

#endif
