/*
 * From an answer back to the bytes.  Nothing is believed of the database but what is to be proved: the archive is read again, with every
 * digest and the chain, and loaded afresh into a database of this command's own; the rows there and here must be the same.
 */
#ifndef ANALYZE_PROVE_PROVE_H
#define ANALYZE_PROVE_PROVE_H

#include "analyze/base/limits.h"
#include "analyze/prove/proof.h"
#include "analyze/query/scope.h"

struct prove_request {
    const char *database;      /* path */
    const char *archive;       /* path of a file: it is read twice */
    const char *subject;       /* as subject_parse() takes it */
    const struct scope *scope; /* the archive's snapshot must be one of these, where it says something */
    const struct limits *limits;
    bool in_memory; /* no temporary file can be made */
};

/*
 * 0 with the proof, which holds when it has no faults; -1 with the error filled when there could be none: no such row, no snapshot of this
 * archive.  Freed with proof_free() in any case.
 */
int prove_run(const struct prove_request *request, struct proof *proof, struct error *error);

#endif
