/*
 * Rows of (at_ns, time, event, ...) as bars over time, and below them as a table: the whole time from the first to the last event, and the
 * last part of it, where an incident is.
 */
#include "analyze/report/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AT_NS, TIME, EVENT };

#define NS INT64_C(1000000000)

/* Pixels */
#define WIDTH 1180
#define LEFT  90 /* names of the lanes */
#define EDGE  8  /* before them */
#define RIGHT 20
#define LANE  30
#define LANES 5
#define BAR   24
#define HEAD  24
#define FOOT  26
#define BINS  120
#define TICKS 5

/* The lanes, from above. */
static const char *const lanes[LANES] = { "boot", "process", "login", "logout", "capture" };

struct event {
    int64_t at; /* seconds since the epoch */
    size_t lane;
};

struct events {
    struct event *list;
    size_t count, size;
    int64_t first, last;
};

static void
add_event(struct events *events, int64_t at, struct slice name)
{
    size_t lane = 0;

    while (lane < LANES && !slice_is(name, lanes[lane]))
        lane++;
    if (lane == LANES)
        return;
    if (events->count == events->size) {
        events->size = events->size > 0 ? 2 * events->size : 256;
        events->list = xrealloc(events->list, events->size * sizeof(*events->list));
    }
    if (events->count == 0 || at < events->first)
        events->first = at;
    if (events->count == 0 || at > events->last)
        events->last = at;
    events->list[events->count++] = (struct event){ at, lane };
}

static void
write_time(FILE *out, int64_t at)
{
    char text[64]; /* of a format of ours, with a year of at most 11 digits */
    time_t seconds = (time_t)at;
    struct tm utc;

    if (gmtime_r(&seconds, &utc) && strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &utc) > 0)
        fputs(text, out);
}

static void
write_lane(FILE *out, const struct events *events, size_t lane, int64_t from, int64_t until, double top)
{
    size_t bins[BINS] = { 0 };
    double width = (double)(WIDTH - LEFT - RIGHT) / BINS, span = (double)(until - from) + 1;

    fprintf(out, "<text x=\"0\" y=\"%.0f\" class=\"n\">%s</text><path d=\"M%d %.1fH%d\" class=\"tick\"/>\n",
            top + LANE - 6, lanes[lane], LEFT, top + LANE, WIDTH - RIGHT);
    for (size_t i = 0; i < events->count; i++)
        if (events->list[i].lane == lane && events->list[i].at >= from && events->list[i].at <= until)
            bins[(size_t)((double)(events->list[i].at - from) / span * BINS)]++;
    for (size_t i = 0; i < BINS; i++) {
        double height = fmin(4 + 4 * log2((double)bins[i] + 1), BAR);

        if (bins[i] > 0)
            fprintf(out,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"bar "
                    "%s\"><title>%zu</title></rect>\n",
                    LEFT + (double)i * width, top + LANE - height, width - 1, height, lanes[lane], bins[i]);
    }
}

static double
write_span(FILE *out, const struct events *events, int64_t from, int64_t until, double top, const char *title)
{
    fprintf(out, "<text x=\"0\" y=\"%.0f\" class=\"h\">%s</text>\n", top + 14, title);
    for (size_t lane = 0; lane < LANES; lane++)
        write_lane(out, events, lane, from, until, top + HEAD + (double)lane * LANE);
    top += HEAD + LANES * LANE;
    for (size_t i = 0; i <= TICKS; i++) {
        double x = LEFT + (double)(WIDTH - LEFT - RIGHT) * (double)i / TICKS;

        fprintf(out,
                "<path d=\"M%.1f %.1fv5\" class=\"tick\"/><text x=\"%.1f\" y=\"%.1f\" class=\"d\" text-anchor=\"%s\">",
                x, top, x, top + 17,
                i == 0       ? "start"
                : i == TICKS ? "end"
                             : "middle");
        write_time(out, from + (until - from) * (int64_t)i / TICKS);
        fputs("</text>\n", out);
    }
    return top + FOOT;
}

/* What is looked at closely: the last day of a longer time, the last hour of a day. */
static int64_t
close_span(const struct events *events)
{
    int64_t span = events->last - events->first;

    return span > INT64_C(2) * 86400 ? 86400 : span > 2 * 3600 ? 3600 : 0;
}

static void
write_bars(struct page *page, const struct events *events)
{
    int64_t near = close_span(events);
    double block = HEAD + LANES * LANE + FOOT, height = near > 0 ? 2 * block + 10 : block;
    FILE *out = page->out;

    fprintf(out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Bars of time\"><svg class=\"graph\" "
            "viewBox=\"%d 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\""
            " aria-label=\"When things happened: the table below has each event\">\n",
            -EDGE, WIDTH + EDGE, height, WIDTH + EDGE, height);
    (void)write_span(out, events, events->first, events->last, 0, "From the first event to the last");
    if (near > 0)
        (void)write_span(out, events, events->last - near, events->last, block + 10,
                         near == 3600 ? "The last hour" : "The last day");
    fputs("</svg></div>\n", out);
}

static int
write_all(struct rows *rows, struct error *error)
{
    struct events events = { 0 };
    int step;

    while ((step = rows_peek(rows, error)) == 1)
        add_event(&events, sqlite3_column_int64(rows->statement, AT_NS) / NS, rows_text(rows, EVENT));
    rows_rewind(rows);
    if (step == 0 && events.count > 0 && !page_is_full(rows->page))
        write_bars(rows->page, &events);
    free(events.list);
    return step ? step : rows_write_table(rows, 0, error);
}

const struct shape shape_bars = { .name = "bars", .write = write_all };
