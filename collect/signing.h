/*
 * The option --sign: a file beside the snapshot, with the signature of the snapshot.
 */
#ifndef COLLECT_SIGNING_H
#define COLLECT_SIGNING_H

#include "collect/archive/output.h"
#include "collect/host/options.h"
#include "collect/run.h"

struct signing {
    const struct options *options;
    struct bytes path; /* of the signature */
    struct output output;
};

/*
 * Makes the file, so that what is in the way is known before anything is read.  Without --sign, nothing is done here and
 * below.  0, or -1 with the error filled.
 */
int signing_open(struct signing *signing, const struct options *options, struct error *error);

/* Call when the snapshot has its name: writes the signature.  0, or -1 with the error filled. */
int signing_commit(struct signing *signing, const struct summary *summary, struct error *error);

void signing_close(struct signing *signing);

#endif
