/*
 * Netlink: requests for dumps, and their answers, which are kept byte for byte.  The format is in netlink(7); the
 * kernel writes it in netlink_dump() and netlink_ack(), net/netlink/af_netlink.c.
 */
#ifndef COLLECT_BASE_NETLINK_H
#define COLLECT_BASE_NETLINK_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

/* Makes a netlink socket in the network namespace of the calling thread.  A descriptor, or -1 with errno. */
int netlink_socket(struct guard *guard, int protocol);

/* What is known of a dump so far. */
struct netlink_answer {
    bool done;        /* its last message was read: NLMSG_DONE or NLMSG_ERROR */
    bool interrupted; /* the table changed during the dump: NLM_F_DUMP_INTR */
    int error;        /* errno value with which the kernel ended the dump; 0 if it is complete or not done */
};

/*
 * netlink_begin replaces the content of `out` by the header of a request for a dump of that message type.  The caller
 * appends the body; netlink_finish then sets the length in the header.
 */
void netlink_begin(struct bytes *out, unsigned type);
void netlink_finish(struct bytes *out);

/* Sends the request to the kernel.  0, or -1 with errno. */
int netlink_send(struct guard *guard, int fd, const struct bytes *request);

/*
 * Appends the messages that one recv(2) returns to `content`, and updates `answer`.  Returns 0, or -1 with errno and
 * without appending.  EBADMSG: the bytes are not a sequence of whole messages.  EMSGSIZE: the answer does not fit into
 * our buffer.
 */
int netlink_receive(struct guard *guard, int fd, struct bytes *content, struct netlink_answer *answer);

/* Iterators over messages that netlink_scan has accepted.  All pointers point into the scanned bytes. */
struct netlink_messages {
    const char *data; /* the rest */
    size_t len;
};
struct netlink_message {
    unsigned type;
    const char *data; /* behind the header */
    size_t len;
};
struct netlink_attributes {
    const char *data; /* the rest */
    size_t len;
};
struct netlink_attribute {
    unsigned type; /* without NLA_F_NESTED and NLA_F_NET_BYTEORDER */
    const char *data;
    size_t len;
};

/* Take the next message or attribute off.  False at the end, and if the rest is malformed. */
bool netlink_next(struct netlink_messages *messages, struct netlink_message *message);
bool netlink_next_attribute(struct netlink_attributes *attributes, struct netlink_attribute *attribute);

/* The attributes behind the `fixed` bytes that a message begins with, and those nested in an attribute. */
struct netlink_attributes netlink_attributes(const struct netlink_message *message, size_t fixed);
struct netlink_attributes netlink_inside(const struct netlink_attribute *attribute);

/* Updates `answer` from a sequence of whole messages.  0, or -1 if the bytes are not one. */
int netlink_scan(const char *data, size_t len, struct netlink_answer *answer);

#endif
