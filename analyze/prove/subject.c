#include "analyze/prove/subject.h"

#include <stdlib.h>

#include "analyze/base/scan.h"
#include "sql.h"

static const struct subject_kind socket_kind = {
    .name = "socket",
    .table = "sockets",
    .id = "socket_id",
    .key = sql_prove_key_socket,
    .twin = sql_prove_twin_socket,
    .places = sql_prove_places_socket,
    .words = sql_prove_words_socket,
};

static const struct subject_kind process_kind = {
    .name = "process",
    .key = sql_prove_key_process,
    .twin = sql_prove_twin_process,
    .places = sql_prove_places_process,
    .words = sql_prove_words_process,
};

static const struct subject_kind finding_kind = {
    .name = "finding",
    .table = "finding_rows",
    .id = "finding_id",
    .key = sql_prove_key_finding,
    .twin = sql_prove_twin_finding,
    .places = sql_prove_places_finding,
    .words = sql_prove_words_finding,
};

/* What is followed by a number and nothing else. */
static const struct {
    const char *before, *after;
    const struct subject_kind *kind;
    const char *find;
} numbered[] = {
    { "socket:[", "]", &socket_kind, sql_prove_find_inode },
    { "socket ", "", &socket_kind, sql_prove_find_socket },
    { "pid ", "", &process_kind, sql_prove_find_process },
    { "finding ", "", &finding_kind, sql_prove_find_finding },
};

/* Whether the text is a number, with `after` behind it. */
static bool
take_number(struct slice text, const char *after, int64_t *number)
{
    struct scan scan = scan_of(text);

    if (text.len == 0 || text.ptr[0] < '0' || text.ptr[0] > '9')
        return false;
    scan_dec(&scan, "number", number);
    return scan_ok(&scan) && slice_is(scan.rest, after);
}

/* Splits at the last colon, behind which a number stands; false where there is none. */
static bool
split_number(struct slice text, struct slice *before, int64_t *number)
{
    const char *colon = memrchr(text.ptr, ':', text.len);

    if (!colon || !take_number(slice_skip(text, (size_t)(colon - text.ptr) + 1), "", number))
        return false;
    *before = (struct slice){ text.ptr, (size_t)(colon - text.ptr) };
    return true;
}

/* "member PATH[:LINE]" and "TABLE PATH:LINE" */
static bool
take_place(struct slice text, struct subject *subject)
{
    const char *space = memchr(text.ptr, ' ', text.len);
    struct slice word, path;

    if (!space)
        return false;
    word = (struct slice){ text.ptr, (size_t)(space - text.ptr) };
    text = slice_skip(text, word.len + 1);
    if (!split_number(text, &path, &subject->line)) {
        if (!slice_is(word, "member"))
            return false;
        path = text;
        subject->line = 0;
    } else if (subject->line == 0) {
        return false;
    }
    if (path.len == 0)
        return false;
    subject->text = xstrndup(path.ptr, path.len);
    if (!slice_is(word, "member"))
        subject->table = xstrndup(word.ptr, word.len);
    return true;
}

static bool
take_address(struct slice text, struct subject *subject)
{
    struct slice address;

    if (memchr(text.ptr, ' ', text.len) || !split_number(text, &address, &subject->number) || address.len == 0)
        return false;
    if (address.len > 2 && address.ptr[0] == '[' && address.ptr[address.len - 1] == ']')
        address = (struct slice){ address.ptr + 1, address.len - 2 };
    subject->kind = &socket_kind;
    subject->find = sql_prove_find_address;
    subject->text = xstrndup(address.ptr, address.len);
    return true;
}

int
subject_parse(const char *text, struct subject *subject, struct error *error)
{
    struct slice all = slice_of(text);

    *subject = (struct subject){ 0 };
    for (size_t i = 0; i < sizeof(numbered) / sizeof(numbered[0]); i++) {
        if (!slice_begins(all, numbered[i].before) ||
            !take_number(slice_skip(all, strlen(numbered[i].before)), numbered[i].after, &subject->number))
            continue;
        subject->kind = numbered[i].kind;
        subject->find = numbered[i].find;
        return 0;
    }
    if (take_place(all, subject) || take_address(all, subject))
        return 0;
    return error_set(error,
                     "%s: want socket N, socket:[INODE], ADDRESS:PORT, pid N, finding N, member PATH:LINE or TABLE "
                     "PATH:LINE",
                     text);
}

void
subject_free(struct subject *subject)
{
    free(subject->text);
    free(subject->table);
    *subject = (struct subject){ 0 };
}
