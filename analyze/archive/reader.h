/*
 * Reads a snapshot, once and as a stream: the archive, the chain of its manifest segments, the digest of every member.
 *
 * Members wait in memory until the segment that describes them was read.  A segment holds when its first line has the
 * digest of the segment before, as that one was read; then each of its members is checked against its line.
 * Only a member whose digest is right, in a segment that holds, is handed on with its content.
 *
 * meta.json is the exception: it is handed on as soon as it was read, since without it nothing else can be understood.
 * When it turns out not to verify, that is a problem like any other.
 */
#ifndef ANALYZE_ARCHIVE_READER_H
#define ANALYZE_ARCHIVE_READER_H

#include "analyze/archive/reader_events.h"
#include "analyze/base/error.h"

/*
 * Reads the snapshot in a file, or in standard input for "-".  0 when it was read, whole or not; -1 with the error filled
 * when it is no snapshot, or of a newer format, or an event said so.
 */
int reader_run(const char *path, const struct reader_events *events, struct reader_summary *summary,
               struct error *error);

#endif
