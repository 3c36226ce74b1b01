#include "collect/views/bpf_functions.h"

#include "collect/base/escape.h"
#include "collect/base/kernel_error.h"
#include "collect/base/limits.h"
#include "collect/views/btf.h"
#include "collect/views/kallsyms.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * struct bpf_btf_info of include/uapi/linux/bpf.h.  The header that we build with may be that of Linux 5.8, which has no
 * name.
 */
struct info {
    uint64_t data;
    uint32_t size, id;
    uint64_t name;
    uint32_t name_len, kernel;
};

/* Bytes of the name of a module, with its NUL (MODULE_NAME_LEN), and room to spare. */
#define NAME_SIZE 128

/* On x86, the address of a probe may be behind an instruction endbr64, which is this long. */
#define ENDBR 4

/* More bytes than an address has hexadecimal digits. */
#define DIGITS 16

/* One BTF. */
struct source {
    uint32_t id;
    char name[NAME_SIZE];
    struct bytes data;
    struct btf btf;
};

void
bpf_want_type(struct bpf_wanted *wanted, uint32_t object, uint32_t type)
{
    const struct bpf_type one = { object, type };

    if (type != 0)
        bytes_append(&wanted->types, &one, sizeof(one));
}

void
bpf_want_address(struct bpf_wanted *wanted, uint64_t address, uint32_t link, uint32_t ordinal)
{
    const struct bpf_address one = { .address = address, .link = link, .ordinal = ordinal };

    if (address != 0) /* what the sysctl kptr_restrict makes of all */
        bytes_append(&wanted->addresses, &one, sizeof(one));
}

void
bpf_wanted_free(struct bpf_wanted *wanted)
{
    bytes_free(&wanted->types);
    bytes_free(&wanted->addresses);
    bytes_free(&wanted->names);
}

/* The descriptor of the BTF; -1 with errno. */
static int
open_btf(struct guard *guard, uint32_t id)
{
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.btf_id = id;
    return guard_bpf_open(guard, BPF_BTF_GET_FD_BY_ID, &attr, sizeof(attr));
}

/* 0, or -1 with errno. */
static int
ask(struct guard *guard, int fd, struct info *info)
{
    union bpf_attr attr;

    memset(&attr, 0, sizeof(attr));
    attr.info.bpf_fd = (uint32_t)fd;
    attr.info.info_len = sizeof(*info);
    attr.info.info = (uint64_t)(uintptr_t)info;
    return guard_bpf(guard, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr));
}

/* Reads the name and the bytes of the BTF.  0, or an errno value. */
static int
read_btf(struct source *source, struct guard *guard, int fd)
{
    struct info info = { .name = (uint64_t)(uintptr_t)source->name, .name_len = sizeof(source->name) };
    uint32_t size;
    char *room;

    if (ask(guard, fd, &info) != 0)
        return errno;
    size = info.size;
    if (size == 0 || size > LIMIT_FILE)
        return size == 0 ? ENODATA : EFBIG;
    room = bytes_room(&source->data, size);
    if (!room)
        return ENOMEM;
    info = (struct info){ .data = (uint64_t)(uintptr_t)room, .size = size };
    if (ask(guard, fd, &info) != 0)
        return errno;
    bytes_grew(&source->data, size);
    source->id = info.id;
    source->name[sizeof(source->name) - 1] = '\0';
    return 0;
}

static int
open_source(struct source *source, struct guard *guard, uint32_t id)
{
    int fd = open_btf(guard, id), error;

    if (fd < 0)
        return errno;
    error = read_btf(source, guard, fd);
    guard_close(guard, fd);
    return error;
}

/* Finds the BTF of the kernel, which is mostly the first.  0, or an errno value. */
static int
open_kernel(struct source *kernel, struct guard *guard)
{
    union bpf_attr attr;
    uint32_t id = 0;
    int error;

    if (kernel->data.len > 0)
        return 0;
    for (unsigned count = 0; count < LIMIT_BPF; count++) {
        memset(&attr, 0, sizeof(attr));
        attr.start_id = id;
        if (guard_bpf(guard, BPF_BTF_GET_NEXT_ID, &attr, sizeof(attr)) != 0)
            return errno;
        id = attr.next_id;
        bytes_clear(&kernel->data);
        error = open_source(kernel, guard, id);
        if (error && error != ENOENT)
            return error;
        if (!error && strcmp(kernel->name, "vmlinux") == 0)
            return btf_begin(&kernel->btf, kernel->data.data, kernel->data.len, NULL) ? 0 : EINVAL;
    }
    return ENOENT;
}

/*
 * Prepares the BTF with that id, which is on its own, as that of a program is, or builds on that of the kernel, as that
 * of a module does: then its first names are not in it.  0, or an errno value.
 */
static int
prepare(struct source *source, struct source *kernel, struct guard *guard, uint32_t id)
{
    int error = open_source(source, guard, id);

    if (error)
        return error;
    if (source->name[0] == '\0') /* of a program */
        return btf_begin(&source->btf, source->data.data, source->data.len, NULL) ? 0 : EINVAL;
    error = open_kernel(kernel, guard);
    if (error)
        return error;
    return btf_begin(&source->btf, source->data.data, source->data.len, source->id == kernel->id ? NULL : &kernel->btf)
               ? 0
               : EINVAL;
}

static int
compare_types(const void *left, const void *right)
{
    const struct bpf_type *a = left, *b = right;

    if (a->object != b->object)
        return a->object < b->object ? -1 : 1;
    return (a->type > b->type) - (a->type < b->type);
}

static void
put_type(struct bytes *out, const struct bpf_type *type, const struct source *source, const struct source *kernel,
         int error)
{
    struct btf_type_found found;

    bytes_format(out, "type\t%u\t%u\t", type->object, type->type);
    if (!error && !btf_find(&source->btf, type->type, &found) &&
        (source == kernel || type->type >= source->btf.first || !btf_find(&kernel->btf, type->type, &found)))
        error = ENOENT;
    if (error) {
        bytes_byte(out, '!');
        error_name(out, error);
    } else {
        bytes_format(out, "%u\t", found.info);
        escape_target(out, found.name, strlen(found.name));
        bytes_byte(out, '\t');
        escape_target(out, source->name, strlen(source->name));
    }
    bytes_byte(out, '\n');
}

/* Appends the lines for the types of one BTF. */
static int
put_types(const struct bpf_type *types, size_t count, struct source *kernel, struct guard *guard, struct bytes *out)
{
    struct source other = { 0 }, *source = types->object == 0 ? kernel : &other;
    int error = types->object == 0 ? open_kernel(kernel, guard) : prepare(&other, kernel, guard, types->object);

    for (size_t i = 0; i < count; i++)
        if (i == 0 || types[i].type != types[i - 1].type)
            put_type(out, &types[i], source, kernel, error);
    bytes_free(&other.data);
    return error;
}

int
bpf_types_put(struct bpf_wanted *wanted, struct guard *guard, struct bytes *out)
{
    struct bpf_type *types = (struct bpf_type *)(void *)wanted->types.data;
    size_t count = wanted->types.len / sizeof(*types), end;
    struct source kernel = { 0 };
    int error = wanted->types.failed ? ENOMEM : 0, other;

    if (count > 0)
        qsort(types, count, sizeof(*types), compare_types);
    for (size_t i = 0; i < count && !guard_lost(guard); i = end) {
        for (end = i + 1; end < count && types[end].object == types[i].object; end++)
            ;
        other = put_types(&types[i], end - i, &kernel, guard, out);
        if (!error && other != ENOENT) /* of a program or a module that went away meanwhile */
            error = other;
    }
    bytes_free(&kernel.data);
    return error;
}

static int
compare_addresses(const void *left, const void *right)
{
    const struct bpf_address *a = left, *b = right;

    return (a->address > b->address) - (a->address < b->address);
}

static uint64_t
address_of(struct text word)
{
    uint64_t value = 0;

    for (size_t i = 0; i < word.len && i < DIGITS; i++) {
        char c = word.data[i];
        bool is_digit = c >= '0' && c <= '9';

        if (!is_digit && !(c >= 'a' && c <= 'f'))
            return 0;
        value = value << 4 | (uint64_t)(is_digit ? c - '0' : c - 'a' + 10);
    }
    return value;
}

/* The index of the first address that is not smaller. */
static size_t
first_from(const struct bpf_address *list, size_t count, uint64_t address)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (list[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the symbol is a function. */
static bool
is_code(struct text type)
{
    return text_is(type, "t") || text_is(type, "T") || text_is(type, "w") || text_is(type, "W");
}

static bool
take_symbol(void *context, struct text line)
{
    struct bpf_wanted *wanted = context;
    struct bpf_address *list = (struct bpf_address *)(void *)wanted->addresses.data;
    size_t count = wanted->addresses.len / sizeof(*list);
    uint64_t address = address_of(text_word(line, 0));
    struct text name, module;
    size_t i = first_from(list, count, address);

    if (address == 0 || i == count || list[i].address > address + ENDBR || !is_code(text_word(line, 1)))
        return true;
    name = text_word(line, 2);
    module = kallsyms_module(line);
    for (; i < count && list[i].address <= address + ENDBR; i++) {
        bool exact = list[i].address == address;

        if (list[i].exact || (list[i].name && !exact) || (!exact && list[i].address != address + ENDBR))
            continue;
        list[i].exact = exact;
        list[i].name = wanted->names.len + 1;
        escape_target(&wanted->names, name.data, name.len);
        bytes_byte(&wanted->names, '\t');
        escape_target(&wanted->names, module.data, module.len);
        bytes_byte(&wanted->names, '\0');
    }
    return wanted->names.len < LIMIT_FILE;
}

int
bpf_addresses_put(struct bpf_wanted *wanted, struct guard *guard, int fd, struct bytes *out)
{
    const struct kallsyms kallsyms = { .take = take_symbol, .context = wanted };
    struct bpf_address *list = (struct bpf_address *)(void *)wanted->addresses.data;
    size_t count = wanted->addresses.len / sizeof(*list);
    int error;

    if (count == 0)
        return wanted->addresses.failed ? ENOMEM : 0;
    qsort(list, count, sizeof(*list), compare_addresses);
    error = kallsyms_read(&kallsyms, guard, fd);
    for (size_t i = 0; i < count && !wanted->names.failed; i++)
        if (list[i].name)
            bytes_format(out, "function\t%u\t%u\t%s\n", list[i].link, list[i].ordinal,
                         wanted->names.data + list[i].name - 1);
    return error || !wanted->names.failed ? error : ENOMEM;
}
