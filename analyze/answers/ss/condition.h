/*
 * One condition of a filter: what it compares, and with what.
 */
#ifndef ANALYZE_ANSWERS_SS_CONDITION_H
#define ANALYZE_ANSWERS_SS_CONDITION_H

#include "analyze/answers/ss/row.h"

enum ss_test {
    SS_TEST_HOST,     /* address and port, either of which may be missing */
    SS_TEST_AT_LEAST, /* port */
    SS_TEST_AT_MOST,
    SS_TEST_DEVICE,
    SS_TEST_MARK,
    SS_TEST_CGROUP,
    SS_TEST_AUTOBOUND,
};

/* An address of which the first bits count. */
struct ss_prefix {
    unsigned char bytes[16];
    size_t size; /* 4 or 16 */
    unsigned bits;
};

/* A zeroed one matches every socket. */
struct ss_condition {
    enum ss_test test;
    bool remote;   /* dst, dport */
    int family;    /* of the address: 0 for one of inet or none; AF_UNIX, AF_PACKET, AF_NETLINK, AF_VSOCK */
    char *pattern; /* of a unix address; name of a device */
    struct ss_prefix *prefixes; /* of an inet address: any of them */
    size_t prefix_count;
    struct maybe address; /* protocol of packet and netlink, context id of vsock */
    struct maybe port;    /* … or index of a device */
    int64_t number, mask; /* mark or cgroup; the first and last of a range of ports */
};

/* What the value of a condition is read with. */
struct ss_reader {
    sqlite3 *db;
    struct ss_selection *selection;
};

/*
 * Reads the value behind src, dst (or, as `is_port`, sport, dport): [FAMILY:]ADDRESS[:PORT].  NULL, or a text, which the
 * caller frees, that says why it is none.
 */
char *ss_read_host(struct ss_condition *condition, const struct ss_reader *reader, const char *value, bool is_port);
char *ss_read_device(struct ss_condition *condition, const struct ss_reader *reader, const char *value);
char *ss_read_mark(struct ss_condition *condition, const struct ss_reader *reader, const char *value);
char *ss_read_cgroup(struct ss_condition *condition, const struct ss_reader *reader, const char *value);

/* A number as C writes it (0x for hexadecimal, 0 for octal), and nothing else; false where it is none or greater than `max`. */
bool ss_read_number(const char *text, int64_t max, int64_t *number);

bool ss_condition_matches(const struct ss_condition *condition, const struct ss_row *row);
void ss_condition_free(struct ss_condition *condition);

#endif
