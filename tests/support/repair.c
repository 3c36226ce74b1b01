#include "tests/support/repair.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/digest.h"
#include "analyze/base/error.h"
#include "analyze/base/scan.h"
#include "schema/snapshot/snapshot.h"

/* Offsets in a header. */
enum { SIZE_AT = 124, SIZE_LEN = 12, SUM_AT = 148, SUM_LEN = 8, MAGIC_AT = 257, NAME_LEN = 100 };

static size_t
smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t
padding(size_t len)
{
    return (TAR_BLOCK - len % TAR_BLOCK) % TAR_BLOCK;
}

static size_t
octal(const char *digits, size_t len)
{
    size_t value = 0;

    for (size_t i = 0; i < len && digits[i] >= '0' && digits[i] <= '7'; i++)
        value = value * 8 + (size_t)(digits[i] - '0');
    return value;
}

void
repair_open(struct repair *repair, struct slice tar)
{
    *repair = (struct repair){ 0 };
    while (tar.len >= TAR_BLOCK && memcmp(tar.ptr + MAGIC_AT, "ustar", 5) == 0) {
        struct repair_member *member;
        size_t size = smaller(octal(tar.ptr + SIZE_AT, SIZE_LEN), tar.len - TAR_BLOCK);

        repair->members = xrealloc(repair->members, (repair->count + 1) * sizeof(*repair->members));
        member = &repair->members[repair->count++];
        *member = (struct repair_member){ .content = { 0 } };
        memcpy(member->header, tar.ptr, TAR_BLOCK);
        tar = slice_skip(tar, TAR_BLOCK);
        buffer_add(&member->content, tar.ptr, size);
        tar = slice_skip(tar, smaller(size + padding(size), tar.len));
    }
    buffer_add(&repair->rest, tar.ptr, tar.len);
}

void
repair_close(struct repair *repair)
{
    for (size_t i = 0; i < repair->count; i++)
        buffer_free(&repair->members[i].content);
    free(repair->members);
    buffer_free(&repair->rest);
}

/* What the manifest says of the members so far. */
struct known {
    struct entry {
        struct slice path; /* below the top directory */
        struct digest digest;
        size_t size;
    } * entries;
    size_t count;
    int64_t bytes;
    struct digest previous;
};

static struct slice
path_of(const struct repair_member *member)
{
    struct slice name = { member->header, strnlen(member->header, NAME_LEN) };
    const char *slash = memchr(name.ptr, '/', name.len);

    return slash ? slice_skip(name, (size_t)(slash + 1 - name.ptr)) : name;
}

static void
note(struct known *known, const struct repair_member *member)
{
    struct sha256_ctx sha256;
    struct entry *entry;

    known->entries = xrealloc(known->entries, (known->count + 1) * sizeof(*known->entries));
    entry = &known->entries[known->count++];
    sha256_init(&sha256);
    digest_add(&sha256, member->content.ptr, member->content.len);
    *entry = (struct entry){ path_of(member), digest_take(&sha256), member->content.len };
    known->bytes += (int64_t)entry->size;
}

static const struct entry *
find(const struct known *known, struct slice path)
{
    for (size_t i = 0; i < known->count; i++)
        if (known->entries[i].path.len == path.len && memcmp(known->entries[i].path.ptr, path.ptr, path.len) == 0)
            return &known->entries[i];
    return NULL;
}

/* The value behind "key": with its quotes, if it has some; ptr NULL where there is none. */
static struct slice
value_of(struct slice line, const char *key)
{
    const char *at = memmem(line.ptr, line.len, key, strlen(key));
    struct slice value = { NULL, 0 };
    size_t len = 0;

    if (!at)
        return value;
    value = slice_skip(line, (size_t)(at - line.ptr) + strlen(key));
    if (value.len > 0 && value.ptr[0] == '"')
        for (len = 1; len < value.len && value.ptr[len] != '"';)
            len++;
    while (len < value.len && value.ptr[len] != ',' && value.ptr[len] != '}')
        len++;
    value.len = len;
    return value;
}

/* Puts a text in the place of the value of that key, if there is one. */
static void
set(struct buffer *line, const char *key, const char *text)
{
    struct slice value = value_of(buffer_slice(line), key);
    struct buffer changed = { 0 };

    if (!value.ptr)
        return;
    buffer_add(&changed, line->ptr, (size_t)(value.ptr - line->ptr));
    buffer_add(&changed, text, strlen(text));
    buffer_add(&changed, value.ptr + value.len, line->len - (size_t)(value.ptr + value.len - line->ptr));
    buffer_free(line);
    *line = changed;
}

static void
set_number(struct buffer *line, const char *key, int64_t number)
{
    char *text = xasprintf("%" PRId64, number);

    set(line, key, text);
    free(text);
}

static void
set_text(struct buffer *line, const char *key, const char *value)
{
    char *text = xasprintf("\"%s\"", value);

    set(line, key, text);
    free(text);
}

static void
repair_line(struct buffer *line, const struct known *known)
{
    struct slice path = value_of(buffer_slice(line), "\"path\":");
    const struct entry *entry = path.len >= 2 ? find(known, (struct slice){ path.ptr + 1, path.len - 2 }) : NULL;

    set_text(line, "\"previous\":", known->previous.hex);
    if (value_of(buffer_slice(line), "\"end\":").ptr) {
        set_number(line, "\"members\":", (int64_t)known->count);
        set_number(line, "\"bytes\":", known->bytes);
    } else if (entry) {
        set_text(line, "\"sha256\":", entry->digest.hex);
        set_number(line, "\"bytes\":", (int64_t)entry->size);
    }
}

static void
repair_sum(struct buffer *line, const struct known *known)
{
    const size_t digits = sizeof(known->previous.hex) - 1;
    struct slice text = buffer_slice(line);
    const struct entry *entry = text.len > digits + 2 ? find(known, slice_skip(text, digits + 2)) : NULL;

    if (entry)
        memcpy(line->ptr, entry->digest.hex, digits);
}

static void
repair_lines(struct buffer *content, const struct known *known,
             void (*change)(struct buffer *line, const struct known *known))
{
    struct lines lines = lines_of(buffer_slice(content));
    struct buffer changed = { 0 };
    struct slice line;

    while (lines_next(&lines, &line)) {
        struct buffer one = { 0 };

        buffer_add(&one, line.ptr, line.len);
        change(&one, known);
        buffer_add(&changed, one.ptr, one.len);
        if (lines.whole)
            buffer_add(&changed, "\n", 1);
        buffer_free(&one);
    }
    buffer_free(content);
    *content = changed;
}

static void
repair_content(struct repair_member *member, struct known *known)
{
    struct slice path = path_of(member);
    bool is_segment = slice_begins(path, SNAPSHOT_MANIFEST_DIR);

    if (slice_is(path, SNAPSHOT_SUMS)) {
        repair_lines(&member->content, known, repair_sum);
        return;
    }
    if (is_segment)
        repair_lines(&member->content, known, repair_line);
    note(known, member);
    if (is_segment)
        known->previous = known->entries[known->count - 1].digest;
}

static void
repair_header(struct repair_member *member)
{
    char digits[32];
    unsigned sum = 0;

    if (snprintf(digits, sizeof(digits), "%0*zo", SIZE_LEN - 1, member->content.len) < 0)
        die("snprintf");
    memcpy(member->header + SIZE_AT, digits, SIZE_LEN);
    memset(member->header + SUM_AT, ' ', SUM_LEN);
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += (unsigned char)member->header[i];
    if (snprintf(digits, sizeof(digits), "%06o", sum) < 0)
        die("snprintf");
    memcpy(member->header + SUM_AT, digits, SUM_LEN - 1);
}

struct buffer
repair_made(struct repair *repair, enum repair_depth depth)
{
    static const char zeros[TAR_BLOCK];
    struct known known = { .count = 0 };
    struct buffer tar = { 0 };

    memset(known.previous.hex, '0', sizeof(known.previous.hex) - 1);
    for (size_t i = 0; i < repair->count; i++) {
        struct repair_member *member = &repair->members[i];

        if (depth == REPAIR_ALL)
            repair_content(member, &known);
        repair_header(member);
        buffer_add(&tar, member->header, sizeof(member->header));
        buffer_add(&tar, member->content.ptr, member->content.len);
        buffer_add(&tar, zeros, padding(member->content.len));
    }
    buffer_add(&tar, repair->rest.ptr, repair->rest.len);
    free(known.entries);
    return tar;
}
