/*
 * The phases of a run, in their order: the most volatile things first, the sockets on both sides of the descriptor walk, close to each
 * other, then what takes long, what may hang last.
 */
#ifndef COLLECT_PHASES_H
#define COLLECT_PHASES_H

#include "collect/net/netview.h"
#include "collect/netns/census.h"
#include "collect/views/views.h"
#include "collect/work/pool.h"

/* What the phases work on. */
struct scene {
    struct host host;
    struct census before; /* taken at the start */
    struct census after;  /* taken after the descriptor walk */
    struct census others; /* of those in neither that the views show */
    struct views views;
    struct netview view;
    struct census *late;        /* the later of those that there are */
    bool has_dump;              /* of the unix sockets of the namespace whose tables are being written */
    struct results on_the_side; /* attempts that no worker makes; written at the end of the phase */
};

struct phase {
    const char *name; /* for the progress line */
    /* What the phase needs before its units; NULL where it needs nothing.  0, or -1 with the error filled. */
    int (*prepare)(struct scene *scene, bool interrupted, struct error *error);
    size_t (*count)(const struct scene *scene);
    /* The unit of that index, or NULL when there is nothing to do for it: 0; -1 without memory. */
    int (*make)(struct scene *scene, size_t index, struct unit **unit);
};

extern const struct phase phases[];
extern const size_t phase_count;

/* Adds an attempt that no worker makes, and takes it over.  0, or -1 with the error filled. */
int scene_add(struct scene *scene, struct attempt *a, struct error *error);

/*
 * Takes a later census, which then is the late one.  One that fails is no reason to stop: the earlier one serves, and a line says so.  Or
 * records why there is none.  0, or -1 with the error filled.
 */
int scene_take_census(struct scene *scene, struct census *census, const struct numbers *only, struct error *error);
int scene_skip_census(struct scene *scene, const char *reason, struct error *error);

/* What later phases need of an attempt that was written. */
void scene_written(struct scene *scene, const struct attempt *a);

void scene_free(struct scene *scene);

#endif
