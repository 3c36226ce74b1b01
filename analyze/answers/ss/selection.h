/*
 * Which sockets an answer of ss is about: tables of sockets, address families and states, with the defaults of ss (misc/ss.c of
 * iproute2: default_dbs, default_afs, filter_merge_defaults).
 */
#ifndef ANALYZE_ANSWERS_SS_SELECTION_H
#define ANALYZE_ANSWERS_SS_SELECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/base/error.h"
#include "analyze/base/slice.h"

/* The tables of ss. */
enum ss_table {
    SS_NETLINK,
    SS_PACKET_RAW,
    SS_PACKET_DGRAM,
    SS_UNIX_STREAM,
    SS_UNIX_DGRAM,
    SS_UNIX_SEQPACKET,
    SS_RAW,
    SS_UDP,
    SS_TCP,
    SS_DCCP,
    SS_SCTP,
    SS_VSOCK_STREAM,
    SS_VSOCK_DGRAM,
    SS_VSOCK_SEQPACKET,
    SS_XDP,
    SS_MPTCP,
    SS_TABLES,
};

/* Sets of tables, of families (AF_*) and of states. */
#define SS_TABLE(table)   (1U << (table))
#define SS_FAMILY(family) (UINT64_C(1) << (family))
#define SS_STATE(state)   (1U << (state))

/* The kernel's numbers, and one more that ss has for TCP sockets that are bound and nothing else. */
enum ss_state {
    SS_UNKNOWN,
    SS_ESTABLISHED,
    SS_SYN_SENT,
    SS_SYN_RECV,
    SS_FIN_WAIT1,
    SS_FIN_WAIT2,
    SS_TIME_WAIT,
    SS_CLOSE,
    SS_CLOSE_WAIT,
    SS_LAST_ACK,
    SS_LISTEN,
    SS_CLOSING,
    SS_BOUND_INACTIVE = 13,
    SS_STATES,
};

#define SS_ALL_STATES (SS_STATE(SS_STATES) - 1)

/* A zeroed one is empty. */
struct ss_selection {
    unsigned tables;
    uint64_t families;
    unsigned states;
    unsigned wanted_states; /* by -a, -l, -B, state and exclude; 0 while nobody said anything */
    int preferred;          /* the family named last, of addresses without one; 0 for none */
    bool chosen;            /* a table or a family was named */
    bool queried;           /* -A was given */
    bool with_states;       /* state or exclude was given */
};

void ss_select_table(struct ss_selection *selection, enum ss_table table);
void ss_select_family(struct ss_selection *selection, int family);

/* -f NAME. */
int ss_select_family_by_name(struct ss_selection *selection, const char *name, struct error *error);

/* -A: names of tables, separated by commas, each perhaps with a ! before it. */
int ss_select_query(struct ss_selection *selection, const char *query, struct error *error);

/* `state NAME`, or `exclude NAME`: -1 where there is no such state. */
int ss_select_state(struct ss_selection *selection, struct slice name, bool exclude);

/* Fills in the defaults. */
void ss_select_defaults(struct ss_selection *selection);

/* What ss says when there is nothing to show whatever the sockets are; NULL when there may be something. */
const char *ss_selection_is_empty(const struct ss_selection *selection);

/* The state that a word of sockets.state means, of the given table. */
enum ss_state ss_state_of(const char *word, enum ss_table table);

/* How ss prints it. */
const char *ss_state_title(enum ss_state state);

#endif
