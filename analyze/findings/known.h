/*
 * Findings that somebody has looked at and knows: a file with a line for each, "KEY[:PATTERN]; REASON[; DATE]".  The pattern is of the
 * program, or the subject, as GLOB takes it; behind the date the finding is told again.  Empty lines, and those that begin with #, do not count.
 */
#ifndef ANALYZE_FINDINGS_KNOWN_H
#define ANALYZE_FINDINGS_KNOWN_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/base/error.h"

struct known;

/* Reads the file; *known is freed with known_free, NULL is fine there.  A line that is none of these is an error, with its number. */
int known_read(FILE *in, struct known **known, struct error *error);
void known_free(struct known *known);

/* Whether a finding is known today (as 2026-01-31).  NULL knows nothing. */
bool known_has(const struct known *known, const char *key, const char *program_or_subject, const char *today);

#endif
