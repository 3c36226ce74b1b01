#include "collect/base/directory.h"

#include "collect/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* struct linux_dirent64 in getdents64(2). */
struct entry {
    uint64_t inode;
    int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[];
};

typedef int visitor(void *context, const char *name, unsigned char type);

/* Calls `visit` for each entry except "." and "..", and stops when it does not return 0.  0, or -1 with errno. */
static int
directory_each(struct guard *guard, int fd, visitor *visit, void *context)
{
    _Alignas(struct entry) char buffer[LIMIT_DIRECTORY];

    for (;;) {
        ssize_t count = guard_getdents(guard, fd, buffer, sizeof(buffer));

        if (count <= 0)
            return (int)count;
        for (char *p = buffer; p < buffer + count;) {
            const struct entry *e = (const struct entry *)(const void *)p;

            p += e->size;
            if (strcmp(e->name, ".") == 0 || strcmp(e->name, "..") == 0)
                continue;
            if (visit(context, e->name, e->type) != 0)
                return -1;
        }
    }
}

/* Whether the name is a decimal number as the kernel writes it: without leading zeros. */
static bool
parse_number(const char *name, unsigned *out)
{
    uint64_t value;

    if ((*name == '0' && name[1] != '\0') || !text_decimal(text_of_string(name), INT_MAX, &value))
        return false;
    *out = (unsigned)value;
    return true;
}

int
numbers_add(struct numbers *numbers, unsigned value)
{
    if (numbers->count == numbers->cap) {
        size_t cap = numbers->cap ? numbers->cap * 2 : 64;
        unsigned *values = realloc(numbers->values, cap * sizeof(*values));

        if (!values)
            return -1;
        numbers->values = values;
        numbers->cap = cap;
    }
    numbers->values[numbers->count++] = value;
    return 0;
}

struct listed {
    struct numbers *numbers;
    struct bound most;
};

static int
add_number(void *context, const char *name, unsigned char type)
{
    const struct listed *listed = context;
    struct numbers *numbers = listed->numbers;
    unsigned value;

    (void)type;
    if (!parse_number(name, &value))
        return 0;
    if (numbers->count >= listed->most.most) {
        errno = EFBIG;
        return -1;
    }
    return numbers_add(numbers, value);
}

static int
compare_numbers(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a;
    unsigned y = *(const unsigned *)b;

    return (x > y) - (x < y);
}

/* procfs lists pids and descriptors in ascending order, so most lists need no sorting.  Other file systems may not. */
void
numbers_sort(struct numbers *n)
{
    size_t kept = 0;
    bool ascending = true;

    for (size_t i = 1; i < n->count; i++)
        ascending = ascending && n->values[i - 1] < n->values[i];
    if (ascending)
        return;
    qsort(n->values, n->count, sizeof(*n->values), compare_numbers);
    for (size_t i = 0; i < n->count; i++)
        if (kept == 0 || n->values[kept - 1] != n->values[i])
            n->values[kept++] = n->values[i];
    n->count = kept;
}

int
directory_numbers(struct guard *guard, int fd, struct bound most, struct numbers *out)
{
    struct listed listed = { out, most };
    int rc, saved;

    out->count = 0;
    rc = directory_each(guard, fd, add_number, &listed);
    saved = errno;
    numbers_sort(out);
    errno = saved;
    return rc;
}

void
numbers_free(struct numbers *numbers)
{
    free(numbers->values);
    *numbers = (struct numbers){ 0 };
}

int
numbers_append(struct numbers *numbers, const struct numbers *more)
{
    for (size_t i = 0; i < more->count; i++)
        if (numbers_add(numbers, more->values[i]) != 0)
            return -1;
    return 0;
}

bool
numbers_has(const struct numbers *numbers, unsigned value)
{
    return numbers->count > 0 &&
           bsearch(&value, numbers->values, numbers->count, sizeof(value), compare_numbers) != NULL;
}

struct names {
    struct bytes *out;
    struct guard *guard;
    int fd;
    enum directory_kind kind;
    struct bound most;
};

/* Some file systems do not report the type in the listing (DT_UNKNOWN). */
static bool
is_kind(const struct names *names, const char *name, unsigned char type)
{
    struct stat st;

    if (type != DT_UNKNOWN)
        return type == (names->kind == DIRECTORY_FILES ? DT_REG : DT_DIR);
    if (guard_fstatat(names->guard, names->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    return names->kind == DIRECTORY_FILES ? S_ISREG(st.st_mode) : S_ISDIR(st.st_mode);
}

static int
add_name(void *context, const char *name, unsigned char type)
{
    struct names *names = context;

    if (names->kind != DIRECTORY_ALL && !is_kind(names, name, type))
        return 0;
    if (names->out->len >= names->most.most) {
        errno = EFBIG;
        return -1;
    }
    bytes_append(names->out, name, strlen(name) + 1);
    if (names->out->failed) {
        errno = ENOMEM;
        return -1;
    }
    return 0;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts names, each of which ends with a NUL.  0, or -1 without memory. */
static int
sort_names(struct bytes *names)
{
    struct bytes sorted = { 0 };
    const char **index;
    size_t count = 0;

    for (size_t i = 0; i < names->len; i++)
        count += names->data[i] == '\0';
    if (count < 2)
        return 0;
    index = calloc(count, sizeof(*index));
    if (!index)
        return -1;
    count = 0;
    for (size_t i = 0; i < names->len; i += strlen(names->data + i) + 1)
        index[count++] = names->data + i;
    qsort(index, count, sizeof(*index), compare_names);
    for (size_t i = 0; i < count; i++)
        bytes_append(&sorted, index[i], strlen(index[i]) + 1);
    free(index);
    if (sorted.failed) {
        bytes_free(&sorted);
        errno = ENOMEM;
        return -1;
    }
    bytes_free(names);
    *names = sorted;
    return 0;
}

int
directory_names(struct guard *guard, int fd, enum directory_kind kind, struct bound most, struct bytes *out)
{
    struct names names = { out, guard, fd, kind, most };

    if (directory_each(guard, fd, add_name, &names) != 0)
        return -1;
    return sort_names(out);
}
