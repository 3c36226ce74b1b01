/*
 * What collect itself reads of netlink's answers, on any bytes.  What a scan accepts can be walked to its end; keys that are wiped are
 * gone, and nothing else changes size or place.
 */
#include "collect/base/netlink.h"
#include "collect/net/generic.h"
#include "collect/net/seen.h"
#include "collect/net/unix_queue.h"
#include "tests/support/fuzz.h"

#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 4

static void
walk(struct netlink_attributes attributes, unsigned depth)
{
    struct netlink_attribute attribute;

    while (netlink_next_attribute(&attributes, &attribute)) {
        fuzz_touch(attribute.data, attribute.len);
        if (depth < DEPTH)
            walk(netlink_inside(&attribute), depth + 1);
    }
}

/* How many messages there are, and whether nothing was left over. */
static size_t
walk_messages(const char *data, size_t len, bool *all)
{
    struct netlink_messages messages = { data, len };
    struct netlink_message message;
    size_t count = 0;

    for (; netlink_next(&messages, &message); count++) {
        fuzz_touch(message.data, message.len);
        walk(netlink_attributes(&message, 0), 0);
        walk(netlink_attributes(&message, 16), 0);
    }
    *all = messages.len == 0;
    return count;
}

static void
read_all(const char *data, size_t len)
{
    struct generic generic = { .error = 0 };
    struct numbers interfaces = { 0 };
    struct unix_queue queue = { 0 };
    struct inodes seen;

    inodes_init(&seen);
    generic_take(&generic, data, len);
    (void)generic_add_interfaces(&interfaces, data, len);
    (void)unix_queue_add_dump(&queue, data, len, false);
    (void)unix_queue_add_dump(&queue, data, len, true);
    unix_queue_sort(&queue);
    for (size_t i = 0; i < dump_count; i++) {
        (void)generic_id(&generic, &dumps[i]);
        seen_add_dump(&seen, &dumps[i], data, len);
    }
    inodes_free(&seen);
    unix_queue_free(&queue);
    numbers_free(&interfaces);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct netlink_answer answer = { 0 };
    char *text = fuzz_copy(data, size), *wiped = fuzz_copy(data, size);
    bool all, all_wiped;
    size_t count = walk_messages(text, size, &all);

    if (netlink_scan(text, size, &answer) == 0 && !answer.done && !all)
        fuzz_fail("a scan accepts what cannot be walked");
    read_all(text, size);
    generic_wipe_keys(wiped, size);
    if (walk_messages(wiped, size, &all_wiped) != count || all_wiped != all)
        fuzz_fail("wiping keys changed messages");
    for (size_t i = 0; i < size; i++)
        if (wiped[i] != text[i] && wiped[i] != 0)
            fuzz_fail("wiping keys wrote something else than zeros");
    free(wiped);
    free(text);
    return 0;
}
