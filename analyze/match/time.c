#include "analyze/match/list.h"

#include <time.h>

#define NS_PER_SECOND 1000000000

/* Takes up to `most` digits; how many there were. */
static int
digits(struct slice *text, int most, int64_t *number)
{
    int count = 0;

    *number = 0;
    while (count < most && text->len > 0 && text->ptr[0] >= '0' && text->ptr[0] <= '9') {
        *number = *number * 10 + (text->ptr[0] - '0');
        *text = slice_skip(*text, 1);
        count++;
    }
    return count;
}

static bool
sign(struct slice *text, char c)
{
    if (text->len == 0 || text->ptr[0] != c)
        return false;
    *text = slice_skip(*text, 1);
    return true;
}

/* .5: nanoseconds; what is finer is left out. */
static int64_t
fraction(struct slice *text)
{
    int64_t number, rest;
    int count;

    if (!sign(text, '.'))
        return 0;
    count = digits(text, 9, &number);
    while (digits(text, 9, &rest) > 0)
        continue;
    for (; count < 9; count++)
        number *= 10;
    return number;
}

/* Z, +01:00, +0100, or nothing: seconds that the clock is ahead. */
static bool
zone(struct slice text, int64_t *seconds)
{
    bool behind = text.len > 0 && text.ptr[0] == '-';
    int64_t hours, minutes;

    *seconds = 0;
    if (text.len == 0 || slice_is(text, "Z"))
        return true;
    if (!sign(&text, '+') && !sign(&text, '-'))
        return false;
    if (digits(&text, 2, &hours) != 2)
        return false;
    (void)sign(&text, ':');
    if (digits(&text, 2, &minutes) != 2 || text.len > 0)
        return false;
    *seconds = (hours * 3600 + minutes * 60) * (behind ? -1 : 1);
    return true;
}

static bool
calendar(struct slice text, int64_t *ns)
{
    static const char signs[] = "--T::";
    int64_t parts[6], offset, below;
    struct tm tm = { 0 };

    for (int i = 0; i < 6; i++)
        if (digits(&text, i == 0 ? 4 : 2, &parts[i]) != (i == 0 ? 4 : 2) ||
            (i < 5 && !sign(&text, signs[i]) && !(signs[i] == 'T' && sign(&text, ' '))))
            return false;
    below = fraction(&text);
    if (!zone(text, &offset) || parts[0] < 1970 || parts[0] > 2200)
        return false;
    tm.tm_year = (int)parts[0] - 1900;
    tm.tm_mon = (int)parts[1] - 1;
    tm.tm_mday = (int)parts[2];
    tm.tm_hour = (int)parts[3];
    tm.tm_min = (int)parts[4];
    tm.tm_sec = (int)parts[5];
    *ns = ((int64_t)timegm(&tm) - offset) * NS_PER_SECOND + below;
    return true;
}

bool
time_of_text(struct slice text, int64_t *ns)
{
    struct slice rest = text;
    int64_t seconds, below;

    if (!text.ptr || text.len == 0)
        return false;
    if (digits(&rest, 10, &seconds) > 0 && (rest.len == 0 || rest.ptr[0] == '.') && seconds < 9000000000) {
        below = fraction(&rest);
        *ns = seconds * NS_PER_SECOND + below;
        return rest.len == 0;
    }
    return calendar(text, ns);
}

int64_t
time_after(int64_t begin_ns, int64_t lasted_ns)
{
    if (lasted_ns > 0 && begin_ns > INT64_MAX - lasted_ns)
        return INT64_MAX;
    return begin_ns + lasted_ns; /* neither is far below 0: the years begin with 1970 */
}
