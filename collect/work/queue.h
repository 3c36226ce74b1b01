/*
 * A queue of units in the order of their submission, with their results.  It has no lock: pool.c holds the lock of the
 * pool.
 *
 * A unit stands for a process, a file of a namespace, and so on.  It is a sequence of steps; a step makes one attempt,
 * or none.
 */
#ifndef COLLECT_WORK_QUEUE_H
#define COLLECT_WORK_QUEUE_H

#include "collect/archive/attempt.h"

struct unit;
struct worker;

struct unit_class {
    /*
     * Does the next step and returns true, or returns false if none is left.  Because the worker may be given up in a
     * system call, the function advances the unit to the following step before the first call; after a call, it changes
     * the unit only if guard_lost() is false.
     */
    bool (*step)(struct unit *unit, struct worker *worker);
    /* Begins the attempt of the next step without doing the step, and advances past it.  False if none is left. */
    bool (*skip)(struct unit *unit, struct attempt *a);
    void (*free)(struct unit *unit);
};

/* The head of every unit; the class's own fields follow. */
struct unit {
    const struct unit_class *class;
    struct results finished; /* not yet taken */
    bool done;
    bool hung;               /* a system call of the last step was given up; the class reads and clears this */
    uint64_t number;         /* counts submissions */
    struct unit *next;       /* in the order of submission */
    struct unit *next_ready; /* the next unit that waits for a worker */
};

struct queue {
    size_t window; /* bytes of results that were not taken, beyond which no unit is begun; set by the owner */
    struct unit *first, *last;             /* all units, oldest first */
    struct unit *first_ready, *last_ready; /* units that wait for a worker, oldest first */
    uint64_t submitted;
    size_t units;   /* in the queue */
    size_t done;    /* of these, how many are done */
    size_t bytes;   /* of results that were not taken */
    size_t taken;   /* bytes of those that were taken last */
    uint64_t large; /* bytes of all large results so far */
};

/* Adds a unit that waits for a worker, and takes it over. */
void queue_submit(struct queue *q, struct unit *unit);

/* The next unit for a worker; NULL if there is none, or if more than `window` bytes wait to be taken. */
struct unit *queue_pop(struct queue *q);

/*
 * Makes a unit that a worker has not finished wait again, at its place in the order of submission: queue_pop relies on
 * the oldest unit being first when too much has been read ahead.
 */
void queue_return(struct queue *q, struct unit *unit);

/* Moves the results to those of the unit.  Returns whether to wake the owner. */
bool queue_publish(struct queue *q, struct unit *unit, struct results *results, bool done);

/*
 * Ends the oldest units that wait for a worker, at most LIMIT_WINDOW_UNITS: each step that is left becomes an attempt with
 * that state, errno value and reason.  Returns 0, or -1 if there was no memory for an attempt.
 */
int queue_skip(struct queue *q, enum snapshot_state state, int error, const char *reason);

/* Whether the worker of this unit must wait until results were taken. */
bool queue_is_ahead(const struct queue *q, const struct unit *unit);

/* Whether the worker of this unit may have a large content in memory. */
bool queue_may_be_large(const struct queue *q, const struct unit *unit);

/* The results that were taken last are written.  Whether workers may wait for that. */
bool queue_written(struct queue *q);

/* Whether there is enough to take that the owner should be woken: not for every unit while more are to come. */
bool queue_is_worth_taking(const struct queue *q);

/*
 * Moves the results of the oldest units to `out`, and frees the units that are done.  Whether workers may wait for
 * that.
 */
bool queue_take(struct queue *q, struct results *out);

/* Frees all units and results. */
void queue_free(struct queue *q);

#endif
