/*
 * /run/utmp: struct utmp of glibc (sysdeps/gnu/bits/utmp.h), in the byte order of the captured host; see utmp(5).
 *
 * There are two layouts.  Where 32- and 64-bit programs share the file (x86_64, ppc64, riscv64, …) and on 32-bit machines the session
 * and the time have 32 bits, and a record has 384 bytes.  On the other 64-bit machines (aarch64, s390x, …) session and time have 64
 * bits, and a record has 400 bytes.
 */
#include "analyze/base/format.h"
#include "analyze/formats/lib/address.h"

#define OFFSET_PID         4
#define OFFSET_TTY         8
#define OFFSET_ID          40
#define OFFSET_USER        44
#define OFFSET_HOST        76
#define OFFSET_TERMINATION 332
#define OFFSET_EXIT        334
#define OFFSET_SESSION     336

#define TTY_SIZE           32
#define ID_SIZE            4
#define USER_SIZE          32
#define HOST_SIZE          256

/* PID_MAX_LIMIT of the kernel: a session is a pid, and a time of any Unix of today is larger. */
#define SESSION_MAX 4194304

static const struct layout {
    size_t size;    /* size of a record */
    size_t number;  /* size of the session, and of each part of the time behind it */
    size_t time;    /* offset */
    size_t address; /* offset */
} layouts[] = { { 384, 4, 340, 348 }, { 400, 8, 344, 360 } };

struct utmp_row {
    int64_t type;
    int64_t pid;
    struct slice tty;
    struct slice id;
    struct slice username;
    struct slice host;
    int64_t termination;
    int64_t exit;
    int64_t session;
    int64_t time;
    int64_t microseconds;
    struct slice address;
};

static const struct column columns[] = {
    COLUMN(struct utmp_row, type),        COLUMN(struct utmp_row, pid),          COLUMN(struct utmp_row, tty),
    COLUMN(struct utmp_row, id),          COLUMN(struct utmp_row, username),     COLUMN(struct utmp_row, host),
    COLUMN(struct utmp_row, termination), COLUMN(struct utmp_row, exit),         COLUMN(struct utmp_row, session),
    COLUMN(struct utmp_row, time),        COLUMN(struct utmp_row, microseconds), COLUMN(struct utmp_row, address),
};
static const struct table table = TABLE("utmp", columns);
static const struct table *const tables[] = { &table, NULL };

/* An unsigned number of so many bytes. */
static uint64_t
number(const char *at, size_t size, bool big_endian)
{
    uint64_t value = 0;

    for (size_t i = 0; i < size; i++)
        value = value << 8 | (unsigned char)at[big_endian ? i : size - 1 - i];
    return value;
}

/* A field of characters ends at the first NUL, or is full. */
static struct slice
text_of(const char *at, size_t size)
{
    return (struct slice){ at, strnlen(at, size) };
}

/* The size of the file tells the layout where it is a multiple of one record size alone.  Otherwise the first record decides, by
 * the bytes that are the session in one layout and the time in the other. */
static const struct layout *
layout_of(const struct format_input *input)
{
    bool fits = input->text.len % layouts[0].size == 0;
    bool fits_wide = input->text.len % layouts[1].size == 0;

    if (fits == fits_wide && input->text.len >= layouts[1].size)
        fits = number(input->text.ptr + layouts[0].time, layouts[0].number, input->big_endian) > SESSION_MAX;
    else if (fits == fits_wide)
        return &layouts[0];
    return fits ? &layouts[0] : &layouts[1];
}

/* An IPv4 address stands in the first of the four words. */
static void
read_address(const char *at, struct address *address)
{
    static const char zeros[16];

    memcpy(address->ip, at, sizeof(address->ip));
    address->ip_len = memcmp(at + 4, zeros, 12) == 0 ? 4 : 16;
    address->text_len = 0;
    if (memcmp(at, zeros, sizeof(zeros)) != 0)
        address_text(address);
}

static int
put_record(const struct format_input *input, const struct layout *layout, const char *record,
           const struct format_sink *sink, size_t ordinal)
{
    bool big_endian = input->big_endian;
    struct address address;
    struct utmp_row row = {
        .type = (int16_t)number(record, 2, big_endian),
        .pid = (int32_t)number(record + OFFSET_PID, 4, big_endian),
        .tty = text_of(record + OFFSET_TTY, TTY_SIZE),
        .id = text_of(record + OFFSET_ID, ID_SIZE),
        .username = text_of(record + OFFSET_USER, USER_SIZE),
        .host = text_of(record + OFFSET_HOST, HOST_SIZE),
        .termination = (int16_t)number(record + OFFSET_TERMINATION, 2, big_endian),
        .exit = (int16_t)number(record + OFFSET_EXIT, 2, big_endian),
        .session = (int64_t)number(record + OFFSET_SESSION, layout->number, big_endian),
        .time = (int64_t)number(record + layout->time, layout->number, big_endian),
        .microseconds = (int64_t)number(record + layout->time + layout->number, layout->number, big_endian),
    };

    read_address(record + layout->address, &address);
    if (address.text_len > 0)
        row.address = (struct slice){ address.text, address.text_len };
    return sink->row(sink->context, &table, &row, ordinal);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    const struct layout *layout = layout_of(input);
    struct slice rest = input->text;
    size_t ordinal = 1;

    for (; rest.len >= layout->size; ordinal++) {
        if (put_record(input, layout, rest.ptr, sink, ordinal) != 0)
            return -1;
        rest = slice_skip(rest, layout->size);
    }
    return rest.len > 0 ? sink->problem(sink->context, ordinal, "a whole utmp record", rest) : 0;
}

const struct format format_utmp = { .name = "utmp", .parse = parse, .tables = tables };
