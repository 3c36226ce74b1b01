/*
 * Netlink: requests for dumps, and what recv(2) answers to them, kept byte for byte.  See netlink(7), and netlink_dump() and
 * netlink_ack() in net/netlink/af_netlink.c.
 */
#ifndef COLLECT_BASE_NETLINK_H
#define COLLECT_BASE_NETLINK_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

/* A netlink socket in the network namespace of the calling thread.  A descriptor, or -1 with errno. */
int netlink_socket(struct guard *guard, int protocol);

/* How far a dump has come. */
struct netlink_answer {
    bool done;        /* its last message was read */
    bool interrupted; /* the table changed while it was dumped: NLM_F_DUMP_INTR */
    int error;        /* errno that the kernel ended it with; 0 when it is whole, or not done */
};

/* Begins a request in `out`: the header, whose length netlink_finish sets when the body is complete. */
void netlink_begin(struct bytes *out, unsigned type);
void netlink_finish(struct bytes *out);

/* Sends a request to the kernel.  0, or -1 with errno. */
int netlink_send(struct guard *guard, int fd, const struct bytes *request);

/*
 * Appends what one recv(2) gives to the content, which then ends with a whole message, and updates the answer.  0, or -1 with
 * errno: EBADMSG for what is no sequence of messages, EMSGSIZE for one that is larger than the kernel should make.
 */
int netlink_receive(struct guard *guard, int fd, struct bytes *content, struct netlink_answer *answer);

/* What is in a run of messages that netlink_scan has found well-formed; pointers into it. */
struct netlink_messages {
    const char *data; /* what is left */
    size_t len;
};
struct netlink_message {
    unsigned type;
    const char *data; /* behind the header */
    size_t len;
};
struct netlink_attributes {
    const char *data; /* what is left */
    size_t len;
};
struct netlink_attribute {
    unsigned type; /* without its flags */
    const char *data;
    size_t len;
};

/* Takes the next one.  False at the end, and at what is none. */
bool netlink_next(struct netlink_messages *messages, struct netlink_message *message);
bool netlink_next_attribute(struct netlink_attributes *attributes, struct netlink_attribute *attribute);

/* Those behind the fixed part of a message, and those inside an attribute. */
struct netlink_attributes netlink_attributes(const struct netlink_message *message, size_t fixed);
struct netlink_attributes netlink_inside(const struct netlink_attribute *attribute);

/* Looks for the end of a dump in a run of messages.  0, or -1 when they are not well-formed. */
int netlink_scan(const char *data, size_t len, struct netlink_answer *answer);

#endif
