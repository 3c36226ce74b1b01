/*
 * Netlink for tests: dumps of the running kernel, and messages made by hand in either byte order.
 */
#ifndef TESTS_SUPPORT_NETLINK_H
#define TESTS_SUPPORT_NETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/base/buffer.h"

/*
 * Sends a dump request of that type with the body to NETLINK_<protocol> and returns all messages as received, NLMSG_DONE or
 * NLMSG_ERROR included.  The caller frees the buffer.  An errno of the kernel is put into *error, 0 when there is none.
 */
struct buffer netlink_dump(int protocol, unsigned type, const void *body, size_t len, int *error);

/* Messages being made. */
struct made {
    struct buffer bytes;
    bool big_endian;
    size_t message; /* offset of the open message */
};

/* Opens a message; every message and attribute opened is closed before the next one on its level. */
void made_begin(struct made *made, unsigned type, unsigned flags);
void made_end(struct made *made);

/* Puts numbers in the byte order of the messages; made_network is always big-endian. */
void made_number(struct made *made, size_t width, uint64_t value);
void made_network(struct made *made, size_t width, uint64_t value);
void made_bytes(struct made *made, const void *bytes, size_t len);

/* Whole attributes. */
void made_attribute(struct made *made, unsigned type, const void *bytes, size_t len);
void made_attribute_number(struct made *made, unsigned type, size_t width, uint64_t value);
void made_attribute_network(struct made *made, unsigned type, size_t width, uint64_t value);
void made_attribute_text(struct made *made, unsigned type, const char *text);

/* An attribute that holds what is put until made_close: attributes or a structure. */
size_t made_open(struct made *made, unsigned type);
void made_close(struct made *made, size_t opened);

/* NLMSG_DONE with that status. */
void made_done(struct made *made, int status);

#endif
