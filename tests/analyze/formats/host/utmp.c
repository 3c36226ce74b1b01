#include "tests/support/test.h"

#include <stdlib.h>

#include "tests/support/format_text.h"

/* A number in the record, in the byte order of the host. */
static void
put(char *at, size_t size, uint64_t value, bool big_endian)
{
    for (size_t i = 0; i < size; i++)
        at[big_endian ? size - 1 - i : i] = (char)(value >> 8 * i);
}

struct login {
    uint64_t type, pid, session, seconds, microseconds;
    const char *tty, *id, *user, *host;
    unsigned char address[16];
};

/* A record as a host with 32-bit (wide = false) or 64-bit times writes it: offsets from glibc's own struct, compiled for
 * x86_64 and for aarch64. */
static void
put_record(char *record, const struct login *login, bool wide, bool big_endian)
{
    size_t size = wide ? 8 : 4;

    memset(record, 0, wide ? 400 : 384);
    put(record, 2, login->type, big_endian);
    put(record + 4, 4, login->pid, big_endian);
    memcpy(record + 8, login->tty, strlen(login->tty));
    memcpy(record + 40, login->id, strlen(login->id));
    memcpy(record + 44, login->user, strlen(login->user));
    memcpy(record + 76, login->host, strlen(login->host));
    put(record + 332, 2, 0xffff, big_endian);
    put(record + 334, 2, 3, big_endian);
    put(record + 336, size, login->session, big_endian);
    put(record + (wide ? 344 : 340), size, login->seconds, big_endian);
    put(record + (wide ? 352 : 344), size, login->microseconds, big_endian);
    memcpy(record + (wide ? 360 : 348), login->address, 16);
}

static const struct login logins[] = {
    { 2, 0, 0, 1763715000, 5, "~", "~~", "reboot", "6.1.0-18-amd64", { 0 } },
    { 7, 4711, 4711, 1763715823, 999999, "pts/0", "ts/0", "root", "203.0.113.9", { 203, 0, 113, 9 } },
    { 8, 4712, 1, 4000000000, 0, "pts/1", "abcd", "a-name-that-fills-32-characters!", "x", { 0x20, 1, [15] = 1 } },
};

static const char expected_logins[] =
    "1 utmp 2|0|~|~~|reboot|6.1.0-18-amd64|-1|3|0|1763715000|5|NULL\n"
    "2 utmp 7|4711|pts/0|ts/0|root|203.0.113.9|-1|3|4711|1763715823|999999|203.0.113.9\n"
    "3 utmp 8|4712|pts/1|abcd|a-name-that-fills-32-characters!|x|-1|3|1|4000000000|0|2001::1\n";

static void
check_utmp(bool wide, bool big_endian, size_t records)
{
    size_t size = wide ? 400 : 384;
    char *text = calloc(records, size);
    struct format_input input = { .text = { text, records * size }, .big_endian = big_endian };
    char *have;

    assert_non_null(text);
    for (size_t i = 0; i < records; i++)
        put_record(text + i * size, &logins[i % 3], wide, big_endian);
    have = format_text("utmp", &input);
    if (strncmp(have, expected_logins, strlen(expected_logins)) != 0)
        fail_msg("%d %d %zu: %s", wide, big_endian, records, have);
    assert_null(strstr(have, "want"));
    free(have);
    free(text);
}

/* Both layouts in both byte orders; also where the size of the file fits both. */
TEST(utmp_layouts)
{
    for (int i = 0; i < 4; i++) {
        check_utmp(i % 2, i / 2, 3);
        check_utmp(i % 2, i / 2, i % 2 ? 24 : 25);
    }
}

TEST(utmp_cut)
{
    char record[384 + 100];
    struct format_input input = { .text = { record, sizeof(record) } };
    char *have;

    put_record(record, &logins[1], false, false);
    memset(record + 384, 'x', 100);
    have = format_text("utmp", &input);
    assert_non_null(strstr(have, "1 utmp 7|4711|pts/0|"));
    assert_non_null(strstr(have, "\n2 want \"a whole utmp record\" have \"xxx"));
    free(have);
    input.text.len = 10;
    have = format_text("utmp", &input);
    assert_non_null(strstr(have, "1 want \"a whole utmp record\""));
    free(have);
    assert_format("utmp", "utmp", "", "");
}
