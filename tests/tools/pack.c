/*
 * pack TREE OUT.tar.zst|OUT.tar.gz|OUT.tar|-
 *
 * Turns a directory in the layout of a snapshot (meta.json, net/<netns>/before/tcp, proc/<pid>/links, ...) into a snapshot with
 * manifest and SHA256SUMS, by collect's own code and always with the same bytes.  "-" writes an uncompressed one to standard output.
 *
 * The top directory and all times come from meta.json: the text after the first "nodename" and "realtime" in it; without them, the
 * tree's own name and the epoch.
 *
 * A file `attempts` at the top of the tree has lines of path TAB source TAB state TAB errno ("-" for none, and for the source that
 * a live host would give).  A line whose path is a file of the tree says what became of that member; any other makes a manifest
 * line without a member.  The file itself is not packed, nor is any at the top whose name begins with "expected" or "README".
 */
#include "collect/archive/snapshot.h"
#include "collect/base/directory.h"
#include "collect/host/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct item {
    char *path;   /* of the member */
    char *source; /* from `attempts`; NULL where it has none */
    char *state;
    char *error;
    bool is_file;
    /* its place in the archive: compared in this order, and then by path */
    unsigned segment;
    unsigned long owner; /* namespace or pid */
    unsigned long tid;
    size_t index; /* in sources.def */
};

struct items {
    struct item *list;
    size_t count, cap;
};

static _Noreturn void
fail(const char *what, const char *path)
{
    (void)fprintf(stderr, "pack: %s: %s\n", what, path);
    exit(2);
}

static struct item *
find(struct items *items, const char *path)
{
    for (size_t i = 0; i < items->count; i++)
        if (strcmp(items->list[i].path, path) == 0)
            return &items->list[i];
    return NULL;
}

/* Adds an item, which takes over the path. */
static struct item *
add(struct items *items, char *path) /* NOLINT(readability-non-const-parameter): it is kept and freed */
{
    if (items->count == items->cap) {
        items->cap = items->cap ? items->cap * 2 : 256;
        items->list = realloc(items->list, items->cap * sizeof(*items->list));
    }
    if (!path || !items->list)
        fail("out of memory", "-");
    items->list[items->count] = (struct item){ .path = path };
    return &items->list[items->count++];
}

/* ---- the tree */

static bool
is_packed(const char *path)
{
    return strcmp(path, "attempts") != 0 && strncmp(path, "expected", 8) != 0 && strncmp(path, "README", 6) != 0;
}

static void
walk(struct items *items, const char *tree, const char *below)
{
    struct bytes path = { 0 };
    struct bytes names = { 0 };
    struct stat st;
    int fd;

    bytes_format(&path, "%s/%s", tree, below);
    fd = open(bytes_string(&path), O_RDONLY | O_DIRECTORY);
    if (fd < 0 || directory_names(&(struct guard){ 0 }, fd, DIRECTORY_ALL, limits_usual.names, &names) != 0)
        fail("cannot list", bytes_string(&path));
    for (size_t i = 0; i < names.len; i += strlen(names.data + i) + 1) {
        struct bytes name = { 0 };

        bytes_format(&name, "%s%s%s", below, *below ? "/" : "", names.data + i);
        if (fstatat(fd, names.data + i, &st, AT_SYMLINK_NOFOLLOW) != 0)
            fail("cannot examine", bytes_string(&name));
        if (S_ISDIR(st.st_mode))
            walk(items, tree, bytes_string(&name));
        else if (is_packed(bytes_string(&name)))
            add(items, strdup(bytes_string(&name)))->is_file = true;
        bytes_free(&name);
    }
    bytes_free(&names);
    bytes_free(&path);
    close(fd);
}

static bool
read_file(const char *tree, const char *path, struct bytes *out)
{
    struct bytes name = { 0 };
    ssize_t count = 0;
    int fd;

    bytes_format(&name, "%s/%s", tree, path);
    fd = open(bytes_string(&name), O_RDONLY);
    bytes_free(&name);
    if (fd < 0)
        return false;
    do {
        char *room = bytes_room(out, 65536);

        count = room ? read(fd, room, 65536) : -1;
        if (count > 0)
            bytes_grew(out, (size_t)count);
    } while (count > 0);
    close(fd);
    if (count < 0)
        fail("cannot read", path);
    return true;
}

static void
read_attempts(struct items *items, const char *tree)
{
    struct bytes text = { 0 };
    char *line, *rest;

    if (!read_file(tree, "attempts", &text))
        return;
    (void)bytes_string(&text);
    for (line = strtok_r(text.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *fields, *path = strtok_r(line, "\t", &fields);
        char *source = strtok_r(NULL, "\t", &fields);
        char *state = strtok_r(NULL, "\t", &fields);
        char *error = strtok_r(NULL, "\t", &fields);
        struct item *item;

        if (!path || !source || !state || !error)
            fail("want four fields in attempts", line);
        item = find(items, path);
        if (!item)
            item = add(items, strdup(path));
        item->source = strcmp(source, "-") == 0 ? NULL : strdup(source);
        item->state = strdup(state);
        item->error = strdup(error);
    }
    bytes_free(&text);
}

/* ---- the order of the archive, as docs/snapshot-format.md has it */

enum { SEGMENT_META, SEGMENT_BEFORE, SEGMENT_PROCESS, SEGMENT_AFTER, SEGMENT_CONTEXT, SEGMENT_HOST, SEGMENT_MEMORY };

static size_t
source_index(enum snapshot_scope scope, const char *path)
{
    for (size_t i = source_next(scope, 0); i < source_count; i = source_next(scope, i + 1)) {
        size_t len = strlen(sources[i].path);

        if (strncmp(sources[i].path, path, source_is_directory(&sources[i]) ? len : len + 1) == 0)
            return i;
    }
    return source_count;
}

static void
place_net(struct item *item, const char *rest)
{
    static const struct {
        const char *dir;
        unsigned segment;
        enum snapshot_scope scope;
    } passes[] = {
        { "/before/", SEGMENT_BEFORE, SCOPE_NET_SOCKETS },
        { "/after/", SEGMENT_AFTER, SCOPE_NET_SOCKETS },
        { "/context/", SEGMENT_CONTEXT, SCOPE_NET_CONTEXT },
    };
    char *end;

    item->segment = SEGMENT_CONTEXT;
    item->owner = strtoul(rest, &end, 10); /* 0 for net/namespaces, which therefore comes first */
    for (size_t i = 0; i < sizeof(passes) / sizeof(passes[0]); i++) {
        size_t len = strlen(passes[i].dir);

        if (strncmp(end, passes[i].dir, len) == 0) {
            item->segment = passes[i].segment;
            item->index = source_index(passes[i].scope, end + len);
        }
    }
}

static void
place_process(struct item *item, const char *rest)
{
    char *end;

    item->owner = strtoul(rest, &end, 10);
    if (end == rest) {
        item->segment = SEGMENT_HOST;
        item->index = source_index(SCOPE_PROC, rest);
        return;
    }
    item->segment = SEGMENT_PROCESS;
    if (strncmp(end, "/task/", 6) == 0) {
        item->tid = strtoul(end + 6, &end, 10);
        item->index = source_index(SCOPE_THREAD, end + (*end == '/'));
        return;
    }
    end += *end == '/';
    item->index = source_index(SCOPE_PROCESS, end);
    if (source_index(SCOPE_PROCESS_MEMORY, end) < source_count)
        item->segment = SEGMENT_MEMORY;
}

static void
place(struct item *item)
{
    item->index = source_count;
    if (strcmp(item->path, SNAPSHOT_META) == 0) {
        item->segment = SEGMENT_META;
    } else if (strncmp(item->path, "net/", 4) == 0) {
        place_net(item, item->path + 4);
    } else if (strncmp(item->path, "proc/", 5) == 0) {
        place_process(item, item->path + 5);
    } else {
        item->segment = SEGMENT_HOST;
        item->index = source_count + 1;
    }
}

static int
compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    if (x->tid != y->tid)
        return x->tid < y->tid ? -1 : 1;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return strcmp(x->path, y->path);
}

/* ---- the snapshot */

/* The text after "key": in meta.json, which the fixtures write in this form. */
static const char *
json_find(const char *text, const char *key)
{
    const char *at = strstr(text, key);

    at = at ? at + strlen(key) : NULL;
    while (at && (*at == ' ' || *at == ':'))
        at++;
    return at;
}

static enum snapshot_state
find_state(const char *name)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (strcmp(state_name((enum snapshot_state)i), name) == 0)
            return (enum snapshot_state)i;
    fail("not a state", name);
}

static int
find_errno(const char *name)
{
    static const struct {
        int number;
        const char *name;
    } names[] = {
        { 0, "-" },
#define ERRNO(name) { name, #name },
#include "collect/base/errno.def"
#undef ERRNO
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].number;
    fail("not an errno", name);
}

/* The path from which collect would have read the member. */
static void
put_source(struct bytes *out, const struct item *item)
{
    const char *pass = item->path;

    bytes_clear(out);
    if (item->source) {
        bytes_text(out, item->source);
    } else if (item->segment == SEGMENT_META || strcmp(item->path, SNAPSHOT_NAMESPACES) == 0) {
        bytes_text(out, "collect");
    } else if (strncmp(item->path, "net/", 4) == 0) {
        for (int slashes = 0; *pass && slashes < 3; pass++)
            slashes += *pass == '/';
        bytes_format(out, "/proc/net/%s", pass);
    } else {
        bytes_format(out, "/%s", item->path);
    }
}

static void
put_item(struct snapshot *snapshot, const struct item *item, const char *tree, uint64_t realtime)
{
    struct attempt a = { 0 };
    struct error error = { 0 };

    attempt_begin(&a, "", "", item->path);
    put_source(&a.source, item);
    if (item->is_file) {
        (void)read_file(tree, item->path, &a.content);
        attempt_read(&a);
    }
    if (item->state) {
        a.state = find_state(item->state);
        a.error = find_errno(item->error);
    }
    a.start = realtime;
    a.monotonic = a.took = 0;
    for (const char *p = a.content.data; source_index(SCOPE_PROCESS, "links") == item->index && p;) {
        a.descriptors += strncmp(p, "fd/", 3) == 0;
        p = memchr(p, '\n', (size_t)(a.content.data + a.content.len - p));
        p = p && p + 1 < a.content.data + a.content.len ? p + 1 : NULL;
    }
    if (snapshot_add(snapshot, &a, &error) != 0)
        fail(bytes_string(&error.text), item->path);
    attempt_free(&a);
}

static void
put_snapshot(struct items *items, const char *tree, int fd, const struct codec *codec)
{
    static const char *const none[] = { NULL };
    struct snapshot_clock clock = { .stands = true };
    struct snapshot snapshot;
    struct sink sink;
    struct error error = { 0 };
    struct bytes meta = { 0 }, top = { 0 }, name = { 0 };
    const char *nodename, *time;
    uint64_t realtime;

    (void)read_file(tree, SNAPSHOT_META, &meta);
    nodename = json_find(bytes_string(&meta), "\"nodename\"");
    time = json_find(meta.data, "\"realtime\"");
    realtime = time ? strtoull(time, NULL, 10) : 0;
    clock.realtime = realtime;
    if (nodename && *nodename == '"')
        bytes_append(&name, nodename + 1, strcspn(nodename + 1, "\""));
    else
        bytes_text(&name, strrchr(tree, '/') ? strrchr(tree, '/') + 1 : tree);
    snapshot_top(&top, bytes_string(&name), realtime);
    if (sink_open(&sink, fd, codec, 0) != 0 || snapshot_open(&snapshot, &sink, bytes_string(&top), clock, &error) != 0)
        fail("out of memory", tree);
    for (size_t i = 0; i < items->count; i++) {
        if (i > 0 && items->list[i].segment != items->list[i - 1].segment && snapshot_segment(&snapshot, &error) != 0)
            fail(bytes_string(&error.text), tree);
        snapshot.totals.processes += items->list[i].segment == SEGMENT_PROCESS && items->list[i].tid == 0 &&
                                     items->list[i].index == source_index(SCOPE_PROCESS, "stat");
        put_item(&snapshot, &items->list[i], tree, realtime);
    }
    if (snapshot_end(&snapshot, snapshot_result(&snapshot.totals, false), none, &error) != 0)
        fail(bytes_string(&error.text), tree);
    snapshot_free(&snapshot);
    sink_free(&sink);
    bytes_free(&meta);
    bytes_free(&top);
    bytes_free(&name);
}

int
main(int argc, char *argv[])
{
    struct items items = { 0 };
    const struct codec *codec;
    size_t len;
    int fd;

    if (argc != 3)
        fail("usage", "pack TREE OUT.tar.zst|OUT.tar.gz|OUT.tar|-");
    len = strlen(argv[1]);
    while (len > 1 && argv[1][len - 1] == '/')
        argv[1][--len] = '\0';
    codec = strcmp(argv[2], "-") == 0 ? codec_by_name("none") : codec_by_suffix(argv[2]);
    if (!codec)
        fail("want .tar.zst, .tar.gz or .tar", argv[2]);
    walk(&items, argv[1], "");
    read_attempts(&items, argv[1]);
    for (size_t i = 0; i < items.count; i++)
        place(&items.list[i]);
    if (items.count > 0)
        qsort(items.list, items.count, sizeof(*items.list), compare);
    fd = strcmp(argv[2], "-") == 0 ? STDOUT_FILENO : open(argv[2], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        fail("cannot create", argv[2]);
    put_snapshot(&items, argv[1], fd, codec);
    if (close(fd) != 0)
        fail("cannot write", argv[2]);
    for (size_t i = 0; i < items.count; i++) {
        free(items.list[i].path);
        free(items.list[i].source);
        free(items.list[i].state);
        free(items.list[i].error);
    }
    free(items.list);
    return 0;
}
