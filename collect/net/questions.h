/*
 * What a dump is requested for, one after the other: some are of one interface, or of one place of an interface.  The dumps of links and of
 * queueing disciplines, which come before, tell which there are.
 */
#ifndef COLLECT_NET_QUESTIONS_H
#define COLLECT_NET_QUESTIONS_H

#include "collect/archive/attempt.h"
#include "collect/base/directory.h"
#include "collect/base/limits.h"
#include "collect/net/devices.h"
#include "collect/net/qdiscs.h"

struct questions {
    struct numbers interfaces; /* of WireGuard, by index */
    struct devices devices;
    struct filter_places places;
};

void questions_free(struct questions *questions);

/* Adds what a part of a dump tells of later ones. */
void questions_add(struct questions *questions, const struct dump *dump, const struct bytes *content,
                   const struct limits *limits);

/* How often the dump is requested: once, or for each interface or place. */
size_t questions_count(const struct questions *questions, const struct dump *dump);

/* Why the dump is not requested at all, if that is never. */
const char *questions_lack(const struct questions *questions, const struct dump *dump);

/* The part of the request that depends on that.  What it points to lives as long as nothing is added. */
struct dump_options questions_at(const struct questions *questions, const struct dump *dump, size_t index);

/* Says at the end of a dump that is asked for many that there were more, also where the last one has gone meanwhile. */
void questions_tell_left_out(const struct questions *questions, const struct dump *dump, struct attempt *a,
                             const struct limits *limits);

#endif
