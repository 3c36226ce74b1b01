/*
 * A row of lsof: a file that a process (or a thread of it) has open, with what the snapshot says of it.
 */
#ifndef ANALYZE_ANSWERS_LSOF_FILE_H
#define ANALYZE_ANSWERS_LSOF_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/base/buffer.h"

/* A process, or a thread of one; pid -1 stands for the sockets that no process has. */
struct lsof_process {
    int64_t pid, tid; /* tid 0 for the process itself */
    char *command;    /* freed, as the texts below */
    char *task;       /* name of the thread; NULL for the process itself */
    char *user;       /* name, or number; NULL where it is not known */
    bool user_is_name;
    struct maybe ppid, pgid, uid;
    unsigned selected; /* the kinds of selection that it matches */
    bool left_out;     /* none of its files is selected, but +E may list an end */
};

/* Both ends of a socket. */
struct lsof_end {
    struct slice ip;      /* 4 or 16 bytes; empty for none */
    struct slice address; /* as text */
    struct maybe port;
};

/* A socket, as the table `sockets` has it.  Texts are borrowed. */
struct lsof_socket {
    struct maybe net_namespace;
    int64_t family, protocol; /* -1 where it is not known */
    const char *node;         /* for Internet sockets: TCP, UDP, ...; NULL for others */
    struct slice type, state, path;
    struct lsof_end local, remote;
    struct maybe recv_q, send_q, uid, inode;
    struct maybe diag_member, diag_line;
    struct maybe st; /* of raw and icmp sockets: the state, as a number */
    struct slice protocol_name;
    struct slice ownership; /* why it has no owner, or which one is not sure */
};

struct lsof_file {
    const char *fd;          /* cwd, txt, ...; NULL for a number */
    int64_t number;          /* of the descriptor; -1 for none */
    char access, lock;       /* ' ' for none */
    const char *type;        /* REG, IPv4, ...; ? where the snapshot does not say */
    struct slice link;       /* what the link says, whole; empty where it could not be read */
    struct maybe device;     /* of its file system: major << 32 | minor */
    struct maybe raw_device; /* of a device file: its own, likewise */
    struct maybe size, offset, links;
    struct maybe inode;          /* for the column NODE, or for DEVICE where a protocol stands in NODE */
    const char *protocol;        /* for the column NODE; NULL for none */
    char number_of_protocol[24]; /* where it has no name */
    bool deleted;
    struct buffer name;               /* without the state and the endpoints */
    struct buffer ends;               /* the endpoints, as -E wants them */
    const struct lsof_socket *socket; /* NULL for what is none */
    const char *state;                /* of a socket; NULL for none */
    const char *tcp_state;            /* of an Internet socket, of UDP, too: the kernel has the same for both */
    bool unread;                      /* the name says why it could not be read */
    unsigned selected;                /* as in struct lsof_process */
};

/* Whether the column NAME shows this end: it has an address or a port. */
bool lsof_end_shown(const struct lsof_end *end);

#endif
