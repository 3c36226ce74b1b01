/*
 * analyze ss: the sockets of a snapshot as ss of iproute2 prints them.
 */
#ifndef ANALYZE_ANSWERS_SS_SS_H
#define ANALYZE_ANSWERS_SS_SS_H

#include "analyze/answers/answer.h"
#include "analyze/answers/ss/selection.h"

/* What is shown beside addresses; a set. */
enum ss_show {
    SS_SHOW_PROCESSES = 1,
    SS_SHOW_OPTIONS = 2, /* timers */
    SS_SHOW_EXTENDED = 4,
    SS_SHOW_MEMORY = 8,
    SS_SHOW_INFO = 16,
    SS_SHOW_TOS = 32,
    SS_SHOW_CGROUP = 64,
    SS_SHOW_SOCKOPT = 128,
    SS_SHOW_BPF = 256, /* classic filters of packet sockets */
};

struct ss_request {
    struct ss_selection selection;
    unsigned show;
    bool numeric, resolve; /* no names of services; names of hosts */
    bool no_header, no_queues, oneline;
    bool summary;
    const char *net_namespace; /* name or inode number; NULL for all */
    const char *filter;        /* states and conditions; "" for none */
};

/* The function of an answer_request; context is a struct ss_request. */
int ss_answer(void *context, struct answer *answer, struct error *error);

#endif
