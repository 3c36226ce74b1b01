/*
 * Where a report goes: a file that is there whole or not at all, and that only its owner can read, since it is evidence.
 */
#ifndef ANALYZE_REPORT_OUTPUT_H
#define ANALYZE_REPORT_OUTPUT_H

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/*
 * Writes the bytes to a new file beside `path`, with mode 0600, and gives it that name when it is on the disk.  Refused where `path` is
 * something else than a file, or `not_this`.
 */
int output_write_file(const char *path, const char *not_this, struct slice bytes, struct error *error);

#endif
