/*
 * Which numbers can have been given to a task.  The kernel hands them out in ascending order, to threads as to processes, up to pid_max, and
 * then begins again at 300 (kernel/pid.c, alloc_pid()).  Until it has done so, what lies above the number handed out last was never anybody's.
 *
 * The last field of /proc/loadavg is that number, in the reader's pid namespace; `processes` of /proc/stat counts the tasks that were made
 * since boot, in all of them (kernel/fork.c, total_forks).  In the first pid namespace every task has a number: as long as both agree,
 * none was used twice.  In another one, only some have: fewer of them than there are numbers cannot have used them up.
 *
 * What this does not prove: that nobody chose a number (clone3(2) with set_tid, ns_last_pid: CRIU does), that not so many forks failed after
 * they had taken one that they alone used the numbers up, and, in a pid namespace that is not the first, that pid_max was not lower before.
 * Against the last, whoever relies on it asks for the numbers below HANDED_OUT_ALWAYS all the same, since that is cheap.
 */
#ifndef COLLECT_VIEWS_HANDED_OUT_H
#define COLLECT_VIEWS_HANDED_OUT_H

#include "collect/base/bytes.h"

/* pid_max as the kernel sets it at boot, on a machine with up to 32 processors: include/linux/threads.h, PID_MAX_DEFAULT. */
#define HANDED_OUT_ALWAYS 32768U

struct handed_out {
    unsigned pid_max; /* no number reaches it */
    unsigned last;    /* handed out last; 0 where it is not known */
    unsigned highest; /* of those that were in use before that was asked, as far as known */
    uint64_t forks;   /* tasks made since boot; 0 where it is not known */
    bool is_first;    /* our pid namespace is the first one */
};

/* The two numbers from the text of /proc/loadavg and of /proc/stat; 0 where it is not there. */
unsigned handed_out_last(const char *text, size_t len);
uint64_t handed_out_forks(const char *text, size_t len);

/*
 * The first of the numbers that were never handed out; pid_max where there is none, or where that is not known.  Appends why: the proof with
 * what it is made of, or what is wrong with it; nothing where the question does not arise.
 */
unsigned handed_out_end(const struct handed_out *numbers, struct bytes *why);

#endif
