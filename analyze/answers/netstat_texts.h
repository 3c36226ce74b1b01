/*
 * The words in which netstat -s prints the counters of the kernel: statistics.c of net-tools.
 */
#ifndef ANALYZE_ANSWERS_NETSTAT_TEXTS_H
#define ANALYZE_ANSWERS_NETSTAT_TEXTS_H

enum netstat_text_kind {
    COUNT,    /* always printed */
    SOME,     /* printed unless it is 0 */
    RECEIVED, /* of the histogram of received ICMP messages, printed unless it is 0 */
    SENT,     /* of that of sent ones */
    HIDDEN,   /* never printed: a setting, or a limit */
};

struct netstat_text {
    const char *group, *name; /* of the counter, in the kernel's file */
    enum netstat_text_kind kind;
    const char *text; /* # stands for the number */
};

/* NULL where net-tools has no words for the counter. */
const struct netstat_text *netstat_text_of(const char *group, const char *name);

#endif
