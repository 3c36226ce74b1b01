/*
 * tcp_stats_print() of misc/ss.c: the parts of the text, each with its columns of ss_tcp_info.sql.  What is 0 or not known is not printed.
 */
#include "analyze/answers/ss/tcp_info.h"

#include <string.h>

/* A text in the making. */
struct line {
    sqlite3_stmt *row;
    const struct ss_request *request;
    struct buffer *to;
};

static void
put(const struct line *line, const char *text)
{
    buffer_add(line->to, text, strlen(text));
}

static int64_t
value(const struct line *line, int column)
{
    return sqlite3_column_int64(line->row, column);
}

/* The begin of a part: a space between it and what stands before. */
static void
begin(const struct line *line, const char *name)
{
    if (line->to->len > 0 && line->to->ptr[line->to->len - 1] != ' ')
        put(line, " ");
    put(line, name);
}

static void
put_number(const struct line *line, int64_t number)
{
    char text[sizeof("-9223372036854775808")], *at = text + sizeof(text);
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        *--at = '-';
    buffer_add(line->to, at, (size_t)(text + sizeof(text) - at));
}

static void
put_thousandth(const struct line *line, int64_t number)
{
    char text[32];

    sqlite3_snprintf(sizeof(text), text, "%g", (double)number / 1000.0);
    put(line, text);
}

static void
put_rate(const struct line *line, double bits)
{
    char text[SS_RATE];

    ss_rate_text(text, bits, line->request->numeric);
    put(line, text);
    put(line, "bps");
}

static void
options(const struct line *line, int column, const char *name)
{
    static const struct {
        int64_t bit; /* TCPI_OPT_* */
        const char *word;
    } words[] = { { 1, "ts" }, { 64, "usec_ts" }, { 2, "sack" }, { 8, "ecn" }, { 16, "ecnseen" }, { 32, "fastopen" } };
    int64_t bits = line->request->show & SS_SHOW_OPTIONS ? value(line, column) : 0;

    (void)name;
    for (size_t i = 0; bits != 0 && i < sizeof(words) / sizeof(words[0]); i++)
        if (bits & words[i].bit)
            begin(line, words[i].word);
}

static void
text(const struct line *line, int column, const char *name)
{
    const char *bytes = (const char *)sqlite3_column_text(line->row, column);

    (void)name;
    if (bytes && *bytes)
        begin(line, bytes);
}

static void
scale(const struct line *line, int column, const char *name)
{
    if (!(value(line, column) & 4)) /* TCPI_OPT_WSCALE */
        return;
    begin(line, name);
    put_number(line, value(line, column + 1));
    put(line, ",");
    put_number(line, value(line, column + 2));
}

static void
number(const struct line *line, int column, const char *name)
{
    int64_t number = value(line, column);

    if (number == 0)
        return;
    begin(line, name);
    put_number(line, number);
}

static void
threshold(const struct line *line, int column, const char *name)
{
    if (value(line, column) < 65535) /* there is one */
        number(line, column, name);
}

static void
flag(const struct line *line, int column, const char *name)
{
    if (value(line, column) != 0)
        begin(line, name);
}

/* Of microseconds, milliseconds. */
static void
milliseconds(const struct line *line, int column, const char *name)
{
    int64_t number = value(line, column);

    if (number == 0)
        return;
    begin(line, name);
    put_thousandth(line, number);
}

static void
round_trip(const struct line *line, int column, const char *name)
{
    milliseconds(line, column, name);
    if (value(line, column) == 0)
        return;
    put(line, "/");
    put_thousandth(line, value(line, column + 1));
}

/* What the window allows to be sent in a round trip. */
static void
send_rate(const struct line *line, int column, const char *name)
{
    int64_t window = value(line, column), size = value(line, column + 1), measured = value(line, column + 2);

    if (window == 0 || size == 0 || measured == 0)
        return;
    begin(line, name);
    put_rate(line, (double)window * 8000000.0 * (double)size / (double)value(line, column + 3));
}

static void
rate(const struct line *line, int column, const char *name)
{
    int64_t bytes = value(line, column);

    if (bytes == 0)
        return;
    begin(line, name);
    put_rate(line, (double)bytes * 8.0);
}

static void
pacing(const struct line *line, int column, const char *name)
{
    int64_t most = value(line, column + 1);

    if (value(line, column) == -1) /* no limit */
        return;
    rate(line, column, name);
    if (value(line, column) == 0 || most == 0 || most == -1)
        return;
    put(line, "/");
    put_rate(line, (double)most * 8.0);
}

static void
part_of_time(const struct line *line, const char *name, int64_t part, int64_t whole)
{
    char bytes[64];

    if (part == 0)
        return;
    sqlite3_snprintf(sizeof(bytes), bytes, "%lldms(%.1f%%)", (long long)(part / 1000),
                     100.0 * (double)part / (double)whole);
    begin(line, name);
    put(line, bytes);
}

static void
busy(const struct line *line, int column, const char *name)
{
    int64_t whole = value(line, column);

    if (whole == 0)
        return;
    begin(line, name);
    put_number(line, whole / 1000);
    put(line, "ms");
    part_of_time(line, "rwnd_limited:", value(line, column + 1), whole);
    part_of_time(line, "sndbuf_limited:", value(line, column + 2), whole);
}

static void
retransmissions(const struct line *line, int column, const char *name)
{
    if (value(line, column) == 0 && value(line, column + 1) == 0)
        return;
    begin(line, name);
    put_number(line, value(line, column));
    put(line, "/");
    put_number(line, value(line, column + 1));
}

/* In the order of ss, which is that of the statement's columns. */
static const struct part {
    const char *name;
    void (*write)(const struct line *line, int column, const char *name);
    int columns;
} parts[] = {
    { NULL, options, 1 },
    { NULL, text, 1 }, /* congestion control */
    { "wscale:", scale, 3 },
    { "rto:", milliseconds, 1 },
    { "backoff:", number, 1 },
    { "rtt:", round_trip, 2 },
    { "ato:", milliseconds, 1 },
    { "mss:", number, 1 },
    { "pmtu:", number, 1 },
    { "rcvmss:", number, 1 },
    { "advmss:", number, 1 },
    { "cwnd:", number, 1 },
    { "ssthresh:", threshold, 1 },
    { "bytes_sent:", number, 1 },
    { "bytes_retrans:", number, 1 },
    { "bytes_acked:", number, 1 },
    { "bytes_received:", number, 1 },
    { "segs_out:", number, 1 },
    { "segs_in:", number, 1 },
    { "data_segs_out:", number, 1 },
    { "data_segs_in:", number, 1 },
    { NULL, text, 1 }, /* dctcp, bbr */
    { "send ", send_rate, 4 },
    { "lastsnd:", number, 1 },
    { "lastrcv:", number, 1 },
    { "lastack:", number, 1 },
    { "pacing_rate ", pacing, 2 },
    { "delivery_rate ", rate, 1 },
    { "delivered:", number, 1 },
    { "delivered_ce:", number, 1 },
    { "app_limited", flag, 1 },
    { "busy:", busy, 3 },
    { "unacked:", number, 1 },
    { "retrans:", retransmissions, 2 },
    { "lost:", number, 1 },
    { "sacked:", number, 1 },
    { "dsack_dups:", number, 1 },
    { "fackets:", number, 1 },
    { "reordering:", number, 1 },
    { "reord_seen:", number, 1 },
    { "rcv_rtt:", milliseconds, 1 },
    { "rcv_space:", number, 1 },
    { "rcv_ssthresh:", number, 1 },
    { "notsent:", number, 1 },
    { "minrtt:", milliseconds, 1 },
    { "rcv_ooopack:", number, 1 },
    { "snd_wnd:", number, 1 },
    { "rcv_wnd:", number, 1 },
    { "rehash:", number, 1 },
    { "md5keys:", number, 1 },
    { NULL, text, 1 }, /* upper layer: TLS, MPTCP */
};

void
ss_tcp_info(sqlite3_stmt *row, const struct ss_request *request, struct buffer *to)
{
    const struct line line = { row, request, to };
    int column = 0;

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        parts[i].write(&line, column, parts[i].name);
        column += parts[i].columns;
    }
}

void
ss_rate_text(char text[SS_RATE], double bits, bool plain)
{
    static const struct {
        double size;
        const char *unit;
    } units[] = { { 1e12, "T" }, { 1e9, "G" }, { 1e6, "M" }, { 1e3, "k" } };
    size_t i = 0;

    while (i < sizeof(units) / sizeof(units[0]) && bits < units[i].size)
        i++;
    if (plain)
        sqlite3_snprintf(SS_RATE, text, "%.0f", bits);
    else if (i < sizeof(units) / sizeof(units[0]))
        sqlite3_snprintf(SS_RATE, text, "%.3g%s", bits / units[i].size, units[i].unit);
    else
        sqlite3_snprintf(SS_RATE, text, "%g", bits);
}
