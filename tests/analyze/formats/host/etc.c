/* The files of /etc and /run. */
#include "tests/support/test.h"

#include <stdlib.h>

#include "tests/support/format_text.h"

TEST(passwd_lines)
{
    assert_format("passwd", "passwd",
                  "root:x:0:0:root:/root:/bin/bash\n"
                  "# comment\n\n"
                  "nobody:*:65534:65534::/nonexistent:\n"
                  "caf\xc3\xa9::4294967294:1:a,b:c:/bin/sh -x",
                  "1 passwd_file root|x|0|0|root|/root|/bin/bash\n"
                  "4 passwd_file nobody|*|65534|65534||/nonexistent|NULL\n"
                  "5 passwd_file caf\\xc3\\xa9||4294967294|1|a,b|c|/bin/sh -x\n");
}

/* Lines that look odd to people and not to glibc: each of these is uid 0 to getpwnam(3). */
TEST(passwd_lines_as_glibc_reads_them)
{
    assert_format("passwd", "passwd",
                  "  a:x:0:0:::\n"
                  "b:x: 0:0\n"
                  "c:x:+0:-0::/\n"
                  "d:x:4294967295:2:e:f:g:h\n",
                  "1 passwd_file a|x|0|0|||NULL\n"
                  "2 passwd_file b|x|0|0|NULL|NULL|NULL\n"
                  "3 passwd_file c|x|0|0||/|NULL\n"
                  "4 passwd_file d|x|4294967295|2|e|f|g:h\n");
    assert_format("passwd", "passwd", "a:x:-1:0:::\nb:x:4294967296:0:::\nc:x:0 :0:::\nd:x:0:-2:::\n",
                  "1 want \"uid\" have \"-1\"\n"
                  "2 want \"uid\" have \"4294967296\"\n"
                  "3 want \"uid\" have \"0 \"\n"
                  "4 want \"gid\" have \"-2\"\n");
}

TEST(passwd_malformed)
{
    assert_format("passwd", "passwd", "x\ny:x\nz:x:0x0:0:::\nw:x:1:two:::\nv:x:99999999999999999999:1:::\n",
                  "1 want \"user name\" have \"x\"\n"
                  "2 want \"password\" have \"x\"\n"
                  "3 want \"uid\" have \"0x0\"\n"
                  "4 want \"gid\" have \"two\"\n"
                  "5 want \"uid\" have \"99999999999999999999\"\n");
    assert_format("passwd", "passwd", "", "");
}

/* nsswitch's compat mode: neither users nor problems. */
TEST(passwd_and_group_entries_of_compat_mode)
{
    assert_format(
        "passwd", "passwd",
        "root:x:0:0:::\n-user\n-@netgroup\n+\n+::::::\n +@staff:::::/srv:/bin/sh\n+who:x:0:0:::\n-\n+@\n-gone:\n"
        "a+b:x:1:1:::\n",
        "1 passwd_file root|x|0|0|||NULL\n"
        "2 nss_compat_entries passwd|exclude|name|user|NULL\n"
        "3 nss_compat_entries passwd|exclude|netgroup|netgroup|NULL\n"
        "4 nss_compat_entries passwd|include|all|NULL|NULL\n"
        "5 nss_compat_entries passwd|include|all|NULL|:::::\n"
        "6 nss_compat_entries passwd|include|netgroup|staff|::::/srv:/bin/sh\n"
        "7 nss_compat_entries passwd|include|name|who|x:0:0:::\n"
        "8 nss_compat_entries passwd|exclude|all|NULL|NULL\n"
        "9 nss_compat_entries passwd|include|name|@|NULL\n"
        "10 nss_compat_entries passwd|exclude|name|gone|\n"
        "11 passwd_file a+b|x|1|1|||NULL\n");
    assert_format("group", "group", "root:x:0:\n+:::\n-wheel\n+adm:::a,b\n",
                  "1 group_file root|x|0|NULL\n"
                  "2 nss_compat_entries group|include|all|NULL|::\n"
                  "3 nss_compat_entries group|exclude|name|wheel|NULL\n"
                  "4 nss_compat_entries group|include|name|adm|::a,b\n");
}

TEST(group_lines)
{
    assert_format("group", "group", "root:x:0:\nadm:x:4:syslog,ubuntu\nwheel::10: a ,,b\nx:y\n",
                  "1 group_file root|x|0|NULL\n"
                  "2 group_file adm|x|4|syslog,ubuntu\n"
                  "2 group_members 0|adm|4|syslog\n"
                  "2 group_members 1|adm|4|ubuntu\n"
                  "3 group_file wheel||10| a ,,b\n"
                  "3 group_members 0|wheel|10|a \n"
                  "3 group_members 2|wheel|10|b\n"
                  "4 want \"password\" have \"y\"\n");
}

TEST(hosts_lines)
{
    assert_format("hosts", "hosts",
                  "127.0.0.1\tlocalhost  vm # here\n"
                  "  # nothing\n"
                  "::1 ip6-localhost#x\n"
                  "10.0.0.1\n"
                  "fe80::1%lo0 a",
                  "1 hosts_file 127.0.0.1|localhost vm\n"
                  "3 hosts_file ::1|ip6-localhost\n"
                  "4 hosts_file 10.0.0.1|NULL\n"
                  "5 hosts_file fe80::1%lo0|a\n");
}

TEST(services_and_protocols)
{
    assert_format("services", "services",
                  "# x\ntcpmux\t\t1/tcp\t\t\t\t# TCP port service multiplexer\n"
                  "discard\t\t9/udp\t\tsink  null\n"
                  "echo 7\nbad x/tcp\nlast 65535/tcp",
                  "2 services_file tcpmux|1|tcp|NULL|TCP port service multiplexer\n"
                  "3 services_file discard|9|udp|sink null|NULL\n"
                  "4 want \"/\" have \"\"\n"
                  "5 want \"port\" have \"x/tcp\"\n"
                  "6 services_file last|65535|tcp|NULL|NULL\n");
    assert_format("protocols", "protocols", "ip\t0\tIP\t\t# internet protocol\nipv6-icmp 58 IPv6-ICMP x\nno\n",
                  "1 protocols_file ip|0|IP|internet protocol\n"
                  "2 protocols_file ipv6-icmp|58|IPv6-ICMP x|NULL\n"
                  "3 want \"number\" have \"\"\n");
}

TEST(resolv_conf_words)
{
    assert_format("resolv_conf", "resolv.conf",
                  "# made\n; by\nnameserver 10.0.0.1 extra\nnameserver\t2001:db8::1#53\n"
                  "search a.example b.example # and\noptions ndots:2 rotate\n nameserver 6.6.6.6\nnameserver\n"
                  "domain x.example",
                  "3 resolv_conf nameserver|0|10.0.0.1\n"
                  "4 resolv_conf nameserver|0|2001:db8::1#53\n"
                  "5 resolv_conf search|0|a.example\n"
                  "5 resolv_conf search|1|b.example\n"
                  "6 resolv_conf options|0|ndots:2\n"
                  "6 resolv_conf options|1|rotate\n"
                  "7 want \"keyword at the beginning of the line\" have \" nameserver 6.6.6.6\"\n"
                  "8 want \"value\" have \"\"\n"
                  "9 resolv_conf domain|0|x.example\n");
}

TEST(os_release_values)
{
    assert_format("os_release", "os-release",
                  "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n# x\n\nVERSION_ID='12'\n"
                  "NAME=\"a \\\"b\\\" \\$c \\d\"\nX=a\\ b\nEMPTY=\nBAD=\"open\nno\nLAST=x y",
                  "1 os_release PRETTY_NAME|Debian GNU/Linux 12 (bookworm)\n"
                  "2 os_release ID|debian\n"
                  "5 os_release VERSION_ID|12\n"
                  "6 os_release NAME|a \"b\" $c \\d\n"
                  "7 os_release X|a b\n"
                  "8 os_release EMPTY|\n"
                  "9 want \"closing quote\" have \"\"open\"\n"
                  "10 want \"key\" have \"no\"\n"
                  "11 os_release LAST|x y\n");
}

TEST(preloaded_libraries)
{
    assert_format("ld_so_preload", "ld.so.preload", "# none\n/lib/a.so /lib/b.so:/lib/c.so # d\n\tlibx.so",
                  "2 ld_so_preload 0|/lib/a.so\n"
                  "2 ld_so_preload 1|/lib/b.so\n"
                  "2 ld_so_preload 2|/lib/c.so\n"
                  "3 ld_so_preload 0|libx.so\n");
    assert_format("ld_so_preload", "ld.so.preload", "", "");
}

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
