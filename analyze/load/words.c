#include "analyze/load/words.h"

const char *
words_tcp_state(int64_t state)
{
    static const char *const names[] = {
        "UNKNOWN", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT",
        "CLOSED",  "CLOSE_WAIT",  "LAST_ACK", "LISTEN",   "CLOSING",   "SYN_RECV", /* TCP_NEW_SYN_RECV */
    };

    return names[state > 0 && state < (int64_t)(sizeof(names) / sizeof(names[0])) ? state : 0];
}

const char *
words_seen(unsigned bits)
{
    static const char *const words[] = {
        "",
        "before",
        "after",
        "before,after",
        "diag",
        "before,diag",
        "after,diag",
        "before,after,diag",
        "descriptor",
        "before,descriptor",
        "after,descriptor",
        "before,after,descriptor",
        "diag,descriptor",
        "before,diag,descriptor",
        "after,diag,descriptor",
        "before,after,diag,descriptor",
    };

    return words[bits & 15];
}
