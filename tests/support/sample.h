/*
 * Snapshots made byte by byte, well-formed or not, for analyze to read.  Independent of collect and of libarchive, so that a test can
 * write what neither would.
 */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include "analyze/base/buffer.h"
#include "analyze/base/digest.h"

#define SAMPLE_TOP "web-20251121T093703Z/"

/* The meta.json of a little-endian host. */
extern const char sample_meta[];

/* A table of TCP: one that listens and one that is connected. */
extern const char sample_tcp[];

struct sample {
    struct buffer tar;
    struct buffer lines; /* of the present segment */
    struct buffer sums;
    int64_t members, bytes;
    int segment;
    struct digest previous;
};

/* An entry of any name and type ('0' is a regular file), and nothing else. */
void sample_entry(struct sample *sample, const char *name, char type, struct slice content);

/* A member, its line in SHA256SUMS, and nothing in the manifest. */
void sample_unlisted(struct sample *sample, const char *path, struct slice content);

/* A member with all that belongs to it. */
void sample_member(struct sample *sample, const char *path, struct slice content);

/* A member that collect could not read to its end. */
void sample_truncated(struct sample *sample, const char *path, struct slice content);

/* A line of the manifest. */
void sample_line(struct sample *sample, const char *json);

/* Ends the segment. */
void sample_segment(struct sample *sample);

/* The end record and what follows it. */
void sample_end(struct sample *sample, const char *result);

/* The beginning of every snapshot: meta.json and its segment. */
void sample_begin(struct sample *sample);

/* A whole snapshot: a tcp table in both passes with two sockets, two processes that hold one each, one denied file. */
void sample_small(struct sample *sample);

void sample_free(struct sample *sample);

/* The same bytes as one zstd frame with a checksum, or one gzip member. The caller frees the buffer. */
struct buffer sample_zstd(struct slice bytes);
struct buffer sample_gzip(struct slice bytes);

/* A file in memory with these bytes: its descriptor, for the caller to close; `path` opens it anew each time. */
struct memory_file {
    int fd;
    char path[32];
};
struct memory_file sample_file(struct slice bytes);

#endif
