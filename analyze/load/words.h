/*
 * Words of the table sockets that several families need.
 */
#ifndef ANALYZE_LOAD_WORDS_H
#define ANALYZE_LOAD_WORDS_H

#include <stdint.h>

enum { WORDS_MPTCP = 262 }; /* IPPROTO_MPTCP */

/* TCP_* of the kernel, which other families use, too. */
const char *words_tcp_state(int64_t state);

/* What saw a socket: bit 0 before, 1 after, 2 diag, 3 descriptor; joined by commas. */
const char *words_seen(unsigned bits);

#endif
