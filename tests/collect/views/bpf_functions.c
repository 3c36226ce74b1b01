/* bpf_functions.c, btf.c: names by the numbers of types and by addresses. */
#include "tests/support/test.h"

#include "collect/views/bpf_functions.h"
#include "collect/views/btf.h"
#include "tests/support/bytes.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#include <fcntl.h>
#include <linux/btf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A record and `more` words behind it. */
static void
add_type(struct bytes *types, unsigned kind, unsigned members, uint32_t name, size_t more)
{
    const uint32_t record[3] = { name, kind << 24 | members, 0 }, nothing = 0;

    bytes_append(types, record, sizeof(record));
    for (size_t i = 0; i < more; i++)
        bytes_append(types, &nothing, sizeof(nothing));
}

static struct bytes
make_btf(const struct bytes *types, const char *strings, size_t len)
{
    struct btf_header header = { .magic = BTF_MAGIC,
                                 .version = BTF_VERSION,
                                 .hdr_len = sizeof(header),
                                 .type_len = (uint32_t)types->len,
                                 .str_off = (uint32_t)types->len,
                                 .str_len = (uint32_t)len };
    struct bytes out = { 0 };

    bytes_append(&out, &header, sizeof(header));
    bytes_append(&out, types->data, types->len);
    bytes_append(&out, strings, len);
    return out;
}

/* Every kind has its own length, and what builds on another BTF counts on from there. */
TEST(btf_of_the_kernel_and_of_a_module)
{
    static const char names[] = "\0int\0do_it\0ops", own[] = "mod_do\0";
    struct bytes types = { 0 }, more = { 0 }, data, other;
    struct btf base, split, none;
    struct btf_type_found found;

    add_type(&types, BTF_KIND_INT, 0, 1, 1);
    add_type(&types, BTF_KIND_STRUCT, 2, 11, 6);
    add_type(&types, BTF_KIND_FUNC_PROTO, 3, 0, 6);
    add_type(&types, 19, 2, 0, 6); /* BTF_KIND_ENUM64 */
    add_type(&types, BTF_KIND_FUNC, 0, 5, 0);
    data = make_btf(&types, names, sizeof(names));
    assert_true(btf_begin(&base, data.data, data.len, NULL));
    assert_int_equal(btf_end(&base), 6);
    assert_true(btf_find(&base, 5, &found));
    assert_string_equal(found.name, "do_it");
    assert_int_equal(BTF_INFO_KIND(found.info), BTF_KIND_FUNC);
    assert_true(btf_find(&base, 2, &found));
    assert_string_equal(found.name, "ops");
    assert_false(btf_find(&base, 6, &found) || btf_find(&base, 0, &found));
    add_type(&more, BTF_KIND_FUNC, 0, sizeof(names), 0);
    other = make_btf(&more, own, sizeof(own));
    assert_true(btf_begin(&split, other.data, other.len, &base));
    assert_true(btf_find(&split, 6, &found));
    assert_string_equal(found.name, "mod_do");
    assert_false(btf_find(&split, 5, &found));
    for (size_t len = 0; len < data.len; len++)
        assert_false(btf_begin(&none, data.data, len, NULL));
    bytes_free(&types);
    bytes_free(&more);
    bytes_free(&data);
    bytes_free(&other);
}

/* A kind that is not known, and a record that is cut off: what comes behind is not found. */
TEST(btf_that_is_not_understood)
{
    struct bytes types = { 0 }, data;
    struct btf_type_found found;
    struct btf btf, split;

    add_type(&types, BTF_KIND_PTR, 0, 0, 0);
    add_type(&types, 31, 0, 0, 0);
    add_type(&types, BTF_KIND_PTR, 0, 0, 0);
    data = make_btf(&types, "", 1);
    assert_true(btf_begin(&btf, data.data, data.len, NULL));
    assert_true(btf_find(&btf, 1, &found));
    assert_string_equal(found.name, "");
    assert_false(btf_find(&btf, 3, &found));
    assert_int_equal(btf_end(&btf), 0);
    assert_false(btf_begin(&split, data.data, data.len, &btf));
    bytes_free(&types);
    bytes_free(&data);
}

static void
put_addresses(struct bpf_wanted *wanted, const char *path, struct bytes *out)
{
    struct guard guard = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    assert_true(fd >= 0);
    assert_int_equal(bpf_addresses_put(wanted, &guard, fd, out), 0);
    close(fd);
    bpf_wanted_free(wanted);
}

/* As kprobe_multi links have them: at the function, or behind its endbr64, in the kernel or in a module. */
TEST(bpf_functions_by_address)
{
    static const char symbols[] = "ffffffff81000000 T first\n"
                                  "ffffffff81000000 T alias\n"
                                  "ffffffff81000010 t second\n"
                                  "ffffffff81000020 D data\n"
                                  "ffffffff81000030 t third\n"
                                  "ffffffff81000034 t fourth\n"
                                  "ffffffffc0000000 t nf_hook\t[nf_nat]\n";
    struct scene *scene = scene_begin();
    struct bpf_wanted wanted = { .types = { 0 } };
    struct bytes have = { 0 };

    scene_write(scene, "symbols", symbols, sizeof(symbols) - 1);
    bpf_want_address(&wanted, 0xffffffffc0000004, 8, 1);
    bpf_want_address(&wanted, 0xffffffff81000000, 8, 2);
    bpf_want_address(&wanted, 0xffffffff81000014, 9, 1);
    bpf_want_address(&wanted, 0xffffffff81000020, 9, 2);
    bpf_want_address(&wanted, 0xffffffff81000034, 9, 3);
    bpf_want_address(&wanted, 0xffffffff81000011, 9, 4);
    bpf_want_address(&wanted, 0, 9, 5);
    put_addresses(&wanted, scene_text(scene, "%s/symbols", scene_directory(scene)), &have);
    expect_bytes(&have, "function\t8\t2\tfirst\t\nfunction\t9\t1\tsecond\t\nfunction\t9\t3\tfourth\t\n"
                        "function\t8\t1\tnf_hook\tnf_nat\n");
    scene_end(scene);
}

/* The file of the running kernel. */
TEST(bpf_functions_in_kallsyms)
{
    struct scene *scene = scene_begin();
    struct bpf_wanted wanted = { .types = { 0 } };
    struct bytes have = { 0 };
    char *address = sh_ok(scene, "awk '$3 == \"do_exit\" { print $1; exit }' /proc/kallsyms");
    uint64_t value = strtoull(address, NULL, 16);

    if (value == 0)
        skip();
    bpf_want_address(&wanted, value, 1, 1);
    bpf_want_address(&wanted, value + 4, 1, 2);
    put_addresses(&wanted, "/proc/kallsyms", &have);
    expect_bytes(&have, "function\t1\t1\tdo_exit\t\nfunction\t1\t2\tdo_exit\t\n");
    scene_end(scene);
}
