/*
 * The table of the sockets of families that have a text table and nothing else: proc_net_family_sockets.  Each writer
 * has a format.
 */
#ifndef ANALYZE_FORMATS_LIB_FAMILY_SOCKET_H
#define ANALYZE_FORMATS_LIB_FAMILY_SOCKET_H

#include "analyze/formats/lib/line_reader.h"

/* A field that the writer does not print stays unknown, or without a value. */
struct family_socket {
    int64_t net_namespace;
    struct slice pass;
    int64_t family; /* AF_* */
    struct maybe protocol;
    struct maybe type; /* SOCK_* */
    struct maybe state;
    struct slice local_address;
    struct slice remote_address;
    struct slice interface_name;
    struct maybe ref_count;
    struct maybe recv_q;
    struct maybe send_q;
    struct maybe uid;
    struct maybe inode;
    struct maybe parent_inode;
    struct slice details;
};

extern const struct table family_socket_table;

struct family_socket family_socket_of(const struct format_input *input, int64_t family);

/* Required numbers: s fails where one is missing. */
void scan_known_dec(struct scan *s, const char *want, struct maybe *out);
void scan_known_unsigned(struct scan *s, const char *want, struct maybe *out);
void scan_known_signed(struct scan *s, const char *want, struct maybe *out);
void scan_known_hex(struct scan *s, const char *want, struct maybe *out);
void scan_known_u32(struct scan *s, const char *want, struct maybe *out);

/* The next `count` words as one slice. */
void scan_words(struct scan *s, const char *want, size_t count, struct slice *out);

#endif
