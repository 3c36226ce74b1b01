/*
 * What each kind of command gives up before it looks at anything of a snapshot.  See analyze/confine/confine.h.
 */
#ifndef ANALYZE_COMMANDS_CONFINED_H
#define ANALYZE_COMMANDS_CONFINED_H

#include "analyze/answers/answer.h"
#include "analyze/confine/confine.h"

/* Nothing is written: for the questions that a database answers.  A journal that a killed load left is rolled back first. */
int confined_to_read(const struct settings *settings, const char *database, struct error *error);
int confined_to_match(const struct settings *settings, const char *database, char *const *lists, size_t count,
                      struct error *error);

/*
 * A load that was killed leaves a journal, and only who may write can roll it back; or end WAL mode, which somebody set.  That is done by a
 * process of its own, so that this one need never write.  Before anything else here.
 */
int confined_recover(const struct settings *settings, const char *database, struct error *error);

/* The answer to a question about snapshots: a screen for it in that format, whatever may be given up before the database is read, the answer. */
int confined_answer(const struct settings *settings, const struct render_format *format, struct answer_request *request,
                    struct error *error);

/* As the request says; standard error tells what is lacking.  `confinement` is freed with confinement_free(), also after an error. */
int confined_to(const struct settings *settings, const struct confine_request *request, struct confinement *confinement,
                struct error *error);

#endif
