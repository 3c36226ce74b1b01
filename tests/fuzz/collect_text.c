/*
 * What collect itself reads of the kernel's text, on any bytes.  The first byte says what the text is.
 */
#include "collect/base/escape.h"
#include "collect/base/json.h"
#include "collect/base/text.h"
#include "collect/host/host.h"
#include "collect/net/autoload.h"
#include "collect/net/seen.h"
#include "collect/net/socket_counts.h"
#include "collect/net/unix_queue.h"
#include "collect/netns/mount_table.h"
#include "collect/process/fdinfo.h"
#include "collect/process/process_stat.h"
#include "collect/views/walk.h"
#include "tests/support/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
touch(struct text text)
{
    fuzz_touch(text.data, text.len);
}

static void
read_mountinfo(const char *data, size_t len)
{
    struct text rest = { data, len }, line;
    struct mount_line mount;
    struct mount_table table;
    struct bytes path = { 0 }, all = { 0 };
    struct walk walk = { .count = 0 };
    size_t directory;

    mount_table_init(&table);
    while (text_next_line(&rest, &line)) {
        touch(line);
        if (!mount_line_parse(line, &mount))
            continue;
        touch(mount.options);
        mount_table_add(&table, 1, &mount);
        bytes_clear(&path);
        text_unescape(&path, mount.point);
        if (path.len > mount.point.len)
            fuzz_fail("a field grows when its escapes are taken out");
        (void)mount_table_is_local(&table, 1, bytes_string(&path));
        for (uint64_t id = 0; id < 4; id++) {
            bytes_clear(&all);
            if (mount_table_upper(&table, id, bytes_string(&path), &all, &directory) && directory > all.len)
                fuzz_fail("a directory that is longer than the path");
            (void)mount_table_find(&table, id);
        }
    }
    mount_table_searched(&table, 1);
    (void)mount_table_is_local(&table, 1, "/a/b");
    mount_table_free(&table);
    bytes_clear(&all);
    bytes_append(&all, data, len);
    walk_add_mounts(&walk, &all, "cgroup2");
    walk_free(&walk);
    bytes_free(&all);
    bytes_free(&path);
}

static void
read_counts(const char *data, size_t len)
{
    struct socket_counts counts = { 0 };

    socket_counts_parse(&counts, data, len);
    (void)socket_counts_tcp(&counts);
    (void)conntrack_is_empty(data, len);
}

static void
read_stat(const char *data, size_t len)
{
    struct process_stat stat = process_stat_parse(data, len);

    if (stat.comm > len || stat.comm_length > len - stat.comm)
        fuzz_fail("a name outside of the text");
    fuzz_touch(data + stat.comm, stat.comm_length);
}

static void
read_sockets(const char *data, size_t len)
{
    static const char *const formats[] = { "inet", "unix", "netlink", "packet", "raw" };
    struct unix_queue queue = { 0 };
    struct bytes target = { 0 };
    struct inodes seen;

    inodes_init(&seen);
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        seen_add_table(&seen, formats[i], data, len);
    inodes_free(&seen);
    unix_queue_add_table(&queue, data, len, len % 2);
    unix_queue_sort(&queue);
    bytes_append(&target, data, len);
    (void)unix_queue_has(&queue, &target);
    (void)fdinfo_says_more(&target);
    (void)text_link_number(text_of(&target));
    unix_queue_free(&queue);
    bytes_free(&target);
}

static void
check_printable(const struct bytes *out, size_t least)
{
    if (out->failed || out->len < least)
        fuzz_fail("an escape lost something");
    for (size_t i = 0; i < out->len; i++)
        if ((unsigned char)out->data[i] < 0x20)
            fuzz_fail("a control byte behind the escape");
}

static void
escape(const char *data, size_t len)
{
    struct bytes out = { 0 };
    struct json json = { .out = &out };

    escape_target(&out, data, len);
    check_printable(&out, len);
    bytes_clear(&out);
    escape_ascii(&out, data, len);
    check_printable(&out, len);
    bytes_clear(&out);
    escape_component(&out, data, len);
    check_printable(&out, len);
    for (size_t i = 0; i < out.len; i++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-", out.data[i]))
            fuzz_fail("a component with the byte %02x", (unsigned char)out.data[i]);
    bytes_clear(&out);
    json_open(&json, NULL, '{');
    json_bytes(&json, "bytes", data, len);
    json_ascii(&json, "ascii", data, len);
    json_close(&json, '}');
    check_printable(&out, 2 * len);
    bytes_free(&out);
}

static void
read_symbols(const char *data, size_t len)
{
    struct autoload autoload = { .present = 0 };

    autoload_take(&autoload, data, len);
    for (size_t i = 0; i < dump_count; i++)
        (void)autoload_module(&autoload, &dumps[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(const char *data, size_t len) = {
        read_mountinfo, read_counts, read_stat, read_sockets, escape, read_symbols,
    };
    char *text;

    if (size == 0)
        return 0;
    text = fuzz_copy(data + 1, size - 1);
    readers[data[0] % (sizeof(readers) / sizeof(readers[0]))](text, size - 1);
    free(text);
    return 0;
}
