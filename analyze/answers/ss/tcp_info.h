/*
 * ss -i of TCP.  A host may have hundreds of thousands of these rows, so the text is made here and not by SQL, which took most of the
 * time of an answer for it.
 */
#ifndef ANALYZE_ANSWERS_SS_TCP_INFO_H
#define ANALYZE_ANSWERS_SS_TCP_INFO_H

#include "analyze/answers/ss/ss.h"
#include "analyze/base/buffer.h"

/* Appends the text of a row of ss_tcp_info.sql. */
void ss_tcp_info(sqlite3_stmt *row, const struct ss_request *request, struct buffer *to);

/* The text of a rate: bits per second as a number, or short with a unit.  sprint_bw() of misc/ss.c. */
#define SS_RATE 64
void ss_rate_text(char text[SS_RATE], double bits, bool plain);

#endif
