/*
 * What an archive says, read afresh: its digest, the chain of its manifest, and the members that are asked for, each with its bytes and
 * with the line of the manifest that vouches for it.
 */
#ifndef ANALYZE_PROVE_EVIDENCE_H
#define ANALYZE_PROVE_EVIDENCE_H

#include "analyze/archive/reader.h"
#include "analyze/base/buffer.h"

/* A member that is asked for. */
struct evidence_member {
    char *path;
    bool found;            /* in the archive; the rest is unknown when it is not */
    bool verified;         /* with the right digest, in a segment that holds */
    struct buffer content; /* of a verified one */
    struct digest sha256;  /* as the manifest has it */
    int64_t bytes;
    int64_t segment;      /* of the manifest that has its line */
    size_t manifest_line; /* of that segment */
    char *manifest;       /* that line */
};

/* A segment that holds. */
struct evidence_link {
    int64_t segment;
    struct digest sha256;
};

struct evidence {
    char *directory;
    struct digest meta_sha256;
    bool big_endian;
    struct evidence_member *members;
    size_t count;
    struct evidence_link *links;
    size_t link_count;
    int64_t end_segment; /* of the end record */
    size_t end_line;
    char *end;     /* the end record; NULL where there is none */
    char *problem; /* the first that was met; NULL where there is none */
    struct reader_summary summary;
};

/* Called when meta.json was read: asks for members (evidence_want), some perhaps twice.  0, or -1 with the error filled to read no further. */
typedef int evidence_begin(void *context, struct evidence *evidence, struct error *error);

/* Reads the archive once.  0, or -1 with the error filled: as reader_run().  Freed with evidence_free() in any case. */
int evidence_read(const char *path, const struct limits *limits, evidence_begin *begin, void *context,
                  struct evidence *evidence, struct error *error);

void evidence_want(struct evidence *evidence, struct slice path);

/* NULL when it was not asked for. */
const struct evidence_member *evidence_member_of(const struct evidence *evidence, struct slice path);

void evidence_free(struct evidence *evidence);

#endif
