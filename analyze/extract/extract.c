#include "analyze/extract/extract.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/archive/member_path.h"
#include "analyze/base/limits.h"
#include "analyze/base/notice.h"
#include "analyze/base/scan.h"
#include "analyze/extract/tree.h"

struct extraction {
    const char *directory;
    const struct format *links;
    struct tree tree;
    struct extract_result *result;
    struct error *error;
};

/* The links of one process or thread. */
struct linker {
    struct extraction *extraction;
    char *base;     /* "proc/812" or "proc/812/task/813" */
    const char *up; /* from there to the top */
};

/* Takes the result of a tree function; prints a notice when the path could not be created. */
static int
told(struct extraction *extraction, int result, const char *path)
{
    if (result == 0) {
        notice("%s: left out: %s", path, strerror(errno));
        extraction->result->left_out++;
    }
    return result < 0 ? -1 : 0;
}

static int
put_file(struct extraction *extraction, char *path, struct slice content)
{
    int result = told(extraction, tree_file(&extraction->tree, path, content, extraction->error), path);

    free(path);
    return result;
}

static int
put_link(struct extraction *extraction, char *path, struct slice target)
{
    char *text = xstrndup(target.ptr, target.len);
    int result;

    errno = EINVAL;
    /* readlink(2) never returned a NUL. */
    result = strlen(text) < target.len ? 0 : tree_link(&extraction->tree, path, text, extraction->error);
    result = told(extraction, result, path);
    free(text);
    free(path);
    return result;
}

/* A field of a record, by the name of its column. */
static const void *
field_of(const struct table *table, const void *record, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return (const char *)record + table->columns[i].offset;
    return NULL;
}

static bool
link_known(struct slice link)
{
    if (slice_is(link, "exe") || slice_is(link, "cwd") || slice_is(link, "root"))
        return true;
    if (!slice_begins(link, "ns/") || link.len == 3)
        return false;
    for (size_t i = 3; i < link.len; i++)
        if ((link.ptr[i] < 'a' || link.ptr[i] > 'z') && link.ptr[i] != '_')
            return false;
    return true;
}

/* format_sink of the links: a descriptor has a column fd, any other link a column link. */
static int
on_link(void *context, const struct table *table, const void *record, size_t line)
{
    struct linker *linker = context;
    const int64_t *fd = field_of(table, record, "fd");
    const struct slice *link = field_of(table, record, "link");
    const struct slice *target = field_of(table, record, "target");
    const struct maybe *inode = field_of(table, record, "inode");

    (void)line;
    if (!target || !target->ptr)
        return 0;
    if (fd)
        return put_link(linker->extraction, xasprintf("%s/fd/%" PRId64, linker->base, *fd), *target);
    if (!link || !link_known(*link))
        return 0;
    if (put_link(linker->extraction, xasprintf("%s/%.*s", linker->base, (int)link->len, link->ptr), *target))
        return -1;
    if (slice_is(*link, "ns/net") && inode && inode->known) {
        char *net = xasprintf("%s/net/%" PRId64, linker->up, inode->value);
        int result = put_link(linker->extraction, xasprintf("%s/net", linker->base), slice_of(net));

        free(net);
        return result;
    }
    return 0;
}

static int
on_link_problem(void *context, size_t line, const char *want, struct slice have)
{
    const struct linker *linker = context;

    notice("%s/links:%zu: want %s, have %.*s", linker->base, line, want,
           have.len < LIMIT_QUOTE ? (int)have.len : LIMIT_QUOTE, have.ptr ? have.ptr : "");
    linker->extraction->result->left_out++;
    return 0;
}

static int
put_links(struct extraction *extraction, const struct member_path *member, struct slice content)
{
    bool thread = member->kind == MEMBER_THREAD;
    struct linker linker = { .extraction = extraction, .up = thread ? "../../../.." : "../.." };
    struct format_sink sink = { &linker, on_link, on_link_problem };
    struct format_input input = { .text = content, .file = member->file, .pid = member->pid, .tid = member->tid };
    char *path;
    int result;

    linker.base = thread ? xasprintf("proc/%" PRId64 "/task/%" PRId64, member->pid, member->tid)
                         : xasprintf("proc/%" PRId64, member->pid);
    path = xasprintf("%s/fd", linker.base);
    result = told(extraction, tree_directory(&extraction->tree, path, extraction->error), path);
    free(path);
    if (result == 0)
        result = extraction->links->parse(&input, &sink);
    free(linker.base);
    return result;
}

/* Splits "fd/5<TAB>text" into the name and the text. */
static bool
fdinfo_line(struct slice line, struct slice *fd, struct slice *text)
{
    const char *tab = memchr(line.ptr, '\t', line.len);

    if (!tab || !slice_begins(line, "fd/"))
        return false;
    *fd = (struct slice){ line.ptr + 3, (size_t)(tab - line.ptr) - 3 };
    *text = slice_skip(line, (size_t)(tab - line.ptr) + 1);
    for (size_t i = 0; i < fd->len; i++)
        if (fd->ptr[i] < '0' || fd->ptr[i] > '9')
            return false;
    return fd->len > 0 && fd->len < 12;
}

/* One member holds the files of a directory: fdinfo/N. */
static int
put_fdinfo(struct extraction *extraction, struct slice path, struct slice content)
{
    struct lines lines = lines_of(content);
    struct buffer file = { 0 };
    struct slice present = { "", 0 };
    struct slice line, fd, text;
    int result = 0;

    while (result == 0 && lines_next(&lines, &line)) {
        if (!fdinfo_line(line, &fd, &text) || slice_begins(text, "!"))
            continue;
        if (present.len != fd.len || memcmp(present.ptr, fd.ptr, fd.len) != 0) {
            if (present.len > 0)
                result =
                    put_file(extraction, xasprintf("%.*s/%.*s", (int)path.len, path.ptr, (int)present.len, present.ptr),
                             buffer_slice(&file));
            file.len = 0;
            present = fd;
        }
        buffer_add(&file, text.ptr, text.len);
        buffer_add(&file, "\n", 1);
    }
    if (result == 0 && present.len > 0)
        result = put_file(extraction, xasprintf("%.*s/%.*s", (int)path.len, path.ptr, (int)present.len, present.ptr),
                          buffer_slice(&file));
    buffer_free(&file);
    return result;
}

/* A table of a namespace.  The table of the second pass replaces that of the first. */
static int
put_table(struct extraction *extraction, const struct member_path *member, struct slice content)
{
    char *path = xasprintf("net/%" PRId64 "/%.*s", member->net_namespace, (int)member->file.len, member->file.ptr);

    if (slice_is(member->pass, "after") &&
        told(extraction, tree_remove(&extraction->tree, path, extraction->error), path)) {
        free(path);
        return -1;
    }
    return put_file(extraction, path, content);
}

/* Where it would be on the host. */
static int
put_like_host(struct extraction *extraction, struct slice path, struct slice content)
{
    struct member_path member = member_path_of(path);
    bool task = member.kind == MEMBER_PROCESS || member.kind == MEMBER_THREAD;

    if (member.kind == MEMBER_SNAPSHOT)
        return 0;
    if (member.kind == MEMBER_NET)
        return put_table(extraction, &member, content);
    if (task && slice_is(member.file, "links"))
        return put_links(extraction, &member, content);
    if (task && slice_is(member.file, "fdinfo"))
        return put_fdinfo(extraction, path, content);
    return put_file(extraction, xasprintf("%.*s", (int)path.len, path.ptr), content);
}

static int
put_raw(struct extraction *extraction, struct slice path, struct slice content)
{
    return put_file(extraction, xasprintf("snapshot/%.*s", (int)path.len, path.ptr), content);
}

static bool
on_wants(void *context, struct slice path)
{
    (void)context;
    (void)path;
    return true;
}

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    struct extraction *extraction = context;
    bool big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
    char *net;
    int result;

    (void)directory;
    extraction->result->foreign_order = slice_is(meta->byte_order, big_endian ? "little" : "big");
    if (tree_open(extraction->directory, &extraction->tree, error))
        return -1;
    if (!meta->net_namespace.known)
        return 0;
    net = xasprintf("../net/%" PRId64, meta->net_namespace.value);
    result = put_link(extraction, xasprintf("proc/net"), slice_of(net));
    free(net);
    return result;
}

static int
on_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    struct extraction *extraction = context;

    (void)error;
    if (content.ptr) {
        extraction->result->written++;
        return put_raw(extraction, line->path, content) || put_like_host(extraction, line->path, content) ? -1 : 0;
    }
    if (verified || line->bytes.known) {
        notice("%.*s: left out: %s", (int)line->path.len, line->path.ptr, verified ? "too large" : "not verified");
        extraction->result->left_out++;
    }
    return 0;
}

static int
on_bookkeeping(void *context, struct slice path, struct slice content, struct error *error)
{
    (void)error;
    return put_raw(context, path, content);
}

static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct slice path = problem->path.ptr ? problem->path : slice_of("archive");
    struct slice have = problem->have.ptr ? problem->have : slice_of("something else");

    (void)context;
    (void)error;
    notice("%.*s: want %s, have %.*s", (int)path.len, path.ptr, problem->want, (int)have.len, have.ptr);
    return 0;
}

int
extract(const char *snapshot, const char *directory, const struct format *links, const struct limits *limits,
        struct extract_result *result, struct error *error)
{
    struct extraction extraction = { .directory = directory, .links = links, .result = result, .error = error };
    struct reader_events events = {
        .context = &extraction,
        .limits = limits,
        .wants = on_wants,
        .begin = on_begin,
        .member = on_member,
        .bookkeeping = on_bookkeeping,
        .problem = on_problem,
    };
    int failed;

    *result = (struct extract_result){ 0 };
    extraction.tree = (struct tree){ .root = -1, .directory = -1 };
    failed = reader_run(snapshot, &events, &result->summary, error);
    tree_close(&extraction.tree);
    return failed;
}
