/*
 * Finds which numbers the kernel can have given to a task.  It gives them to processes and threads in ascending order
 * up to pid_max, and then begins again at 300 (alloc_pid(), kernel/pid.c).  Before it has begun again, no task has ever
 * had a number above the last one that was handed out.
 *
 * The last field of /proc/loadavg is the last number, in the pid namespace of the reader.  `processes` in /proc/stat
 * counts the tasks made since boot in all pid namespaces (total_forks, kernel/fork.c).  In the initial pid namespace
 * every task has a number: as long as the two values agree, no number was used twice.  In another pid namespace only
 * some tasks have a number: if fewer tasks were made than there are numbers, the numbers cannot have been used up.
 *
 * Three things are assumed and not proved.  No process has chosen its number (clone3(2) with set_tid, or ns_last_pid,
 * as CRIU does).  Forks that failed after they had taken a number were too few to use up all numbers.  And in a pid
 * namespace other than the initial one, pid_max was never lower; to be safe, the sweep always asks for all numbers
 * below HANDED_OUT_ALWAYS, which is cheap.
 */
#ifndef COLLECT_VIEWS_HANDED_OUT_H
#define COLLECT_VIEWS_HANDED_OUT_H

#include "collect/base/bytes.h"

/* pid_max after boot with up to 32 processors: PID_MAX_DEFAULT, include/linux/threads.h. */
#define HANDED_OUT_ALWAYS 32768U

struct handed_out {
    unsigned pid_max; /* all numbers are lower */
    unsigned last;    /* the last number that was handed out; 0 if unknown */
    unsigned highest; /* the highest number known to be in use before `last` was read */
    uint64_t forks;   /* tasks made since boot; 0 if unknown */
    bool is_first;    /* our pid namespace is the initial one */
};

/* `last` from the text of /proc/loadavg, and `forks` from that of /proc/stat; 0 if the text does not have it. */
unsigned handed_out_last(const char *text, size_t len);
uint64_t handed_out_forks(const char *text, size_t len);

/*
 * The lowest number that was never handed out; pid_max if there is none or if that is unknown.  Appends the reason to
 * `why`: the values that prove it, or why there is no proof; nothing if pid_max is so low that no proof is needed.
 */
unsigned handed_out_end(const struct handed_out *numbers, struct bytes *why);

#endif
