/*
 * Units of work in the order in which they were submitted, and what has been made of them.  A plain data structure: whoever shares
 * it among threads locks it (pool.c).
 *
 * A unit (a process, one file of a namespace, ...) is a sequence of steps; a step is one attempt, or none.
 */
#ifndef COLLECT_WORK_QUEUE_H
#define COLLECT_WORK_QUEUE_H

#include "collect/archive/attempt.h"

struct unit;
struct worker;

struct unit_class {
    /*
     * Does the next step and returns true, or returns false when there was none left.  It moves on to the following step
     * before its first system call; it changes nothing of the unit after one, unless guard_lost() says no.
     */
    bool (*step)(struct unit *unit, struct worker *worker);
    /* Begins the attempt that the next step would make, and moves past it without making it; false when there is none left. */
    bool (*skip)(struct unit *unit, struct attempt *a);
    void (*free)(struct unit *unit);
};

/* The head of every unit; the class's own fields follow. */
struct unit {
    const struct unit_class *class;
    struct results finished; /* what was not taken yet */
    bool done;
    bool hung;               /* a system call of its last step was given up; for the class, which clears it */
    uint64_t number;         /* in the order of submission */
    struct unit *next;       /* in that order */
    struct unit *next_ready; /* of those that wait for a worker */
};

struct queue {
    struct unit *first, *last;             /* outstanding, in order */
    struct unit *first_ready, *last_ready; /* in order as well */
    uint64_t submitted;
    size_t units;
    size_t done;  /* of them, those that are */
    size_t bytes; /* of results that were not taken */
};

/* Adds a unit, which waits for a worker, and which the queue then owns. */
void queue_submit(struct queue *q, struct unit *unit);

/* The next unit for a worker; NULL while there is none, or while too much is read ahead. */
struct unit *queue_pop(struct queue *q);

/*
 * The unit, which a worker had and did not finish, waits again, at its place in the order: when too much is read ahead, nobody looks
 * for the oldest one behind another.
 */
void queue_return(struct queue *q, struct unit *unit);

/* Moves the results to the unit's, and says whether the owner is worth waking. */
bool queue_publish(struct queue *q, struct unit *unit, struct results *results, bool done);

/*
 * Ends all units that wait for a worker: each step that they still have becomes an attempt of that state.  -1 when there was no
 * memory for one.
 */
int queue_skip(struct queue *q, enum snapshot_state state, int error, const char *reason);

/* Whether the worker of this unit has to wait until some of what was read is taken. */
bool queue_is_ahead(const struct queue *q, const struct unit *unit);

/* Whether the owner is worth waking: not for each unit, as long as there is more to come. */
bool queue_is_worth_taking(const struct queue *q);

/* Moves the results of the oldest units out, and drops those that are done.  Whether workers may have waited for that. */
bool queue_take(struct queue *q, struct results *out);

/* Drops everything. */
void queue_free(struct queue *q);

#endif
