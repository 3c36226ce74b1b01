#include "tests/support/format_refusal.h"

#include "tests/support/test.h"

/* So many places are tried. */
#define PLACES_MAX 40

/* A sink that takes a number of rows and problems, and refuses the next. */
struct refusal {
    size_t takes;
    bool refused;
};

static int
take(struct refusal *refusal)
{
    if (refusal->refused)
        fail_msg("the format went on after the sink refused");
    refusal->refused = refusal->takes == 0;
    if (refusal->refused)
        return -1;
    refusal->takes--;
    return 0;
}

static int
take_row(void *context, const struct table *table, const void *record, size_t line)
{
    (void)table, (void)record, (void)line;
    return take(context);
}

static int
take_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)line, (void)want, (void)have;
    return take(context);
}

void
assert_format_stops(const struct format *format, const struct format_input *input)
{
    for (size_t takes = 0; takes < PLACES_MAX; takes++) {
        struct refusal refusal = { .takes = takes };
        struct format_sink sink = { &refusal, take_row, take_problem };
        int result = format->parse(input, &sink);

        if (result != (refusal.refused ? -1 : 0))
            fail_msg("%s returned %d after the sink took %zu", format->name, result, takes);
        if (!refusal.refused)
            return;
    }
}
