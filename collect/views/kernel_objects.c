/*
 * The members views/modules and views/livepatches: directories of sysfs with the same few attributes each, a line for
 * each.  A module shows in /sys/module (mod_sysfs_setup(), kernel/module/sysfs.c), one that is built into the kernel
 * too, without `initstate`; a live patch in /sys/kernel/livepatch (kernel/livepatch/core.c), with a directory for each
 * patched object, and in it one for each patched function.
 */
#include "collect/base/directory.h"
#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/base/regular.h"
#include "collect/views/views.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Bytes of an attribute.  They are numbers and words. */
#define VALUE_SIZE 256

static const struct sysfs_listing {
    const char *directory; /* below /sys */
    /* Names of attributes.  If an object lacks the first, it has no others. */
    const char *attributes[8];
    const char *inner; /* a directory of which only the existence counts; NULL for none */
    bool nested;       /* it has directories of objects, and these of functions */
} module_listing = { "module",
                     { "initstate", "refcnt", "taint", "coresize", "initsize", "version", "srcversion", NULL },
                     "sections",
                     false },
  livepatch_listing = { "kernel/livepatch", { "enabled", "transition", "stack_order", "replace", NULL }, NULL, true };

/* Appends "<TAB><key>=<value>".  0, or an errno value. */
static int
put_attribute(struct bytes *out, struct guard *guard, int dir, const char *name)
{
    char value[VALUE_SIZE];
    const char *type;
    int fd = regular_open(guard, dir, name, O_RDONLY, &type); /* anything may be mounted there */
    ssize_t len = fd < 0 ? -1 : guard_read(guard, fd, value, sizeof(value));
    int error = errno;

    if (fd >= 0)
        guard_close(guard, fd);
    if (len < 0)
        return error;
    if (len > 0 && value[len - 1] == '\n')
        len--;
    bytes_format(out, "\t%s=", name);
    escape_target(out, value, (size_t)len);
    return 0;
}

/* Appends "<TAB>function=<object>/<function>" for each. */
static void
put_functions(struct bytes *out, struct guard *guard, const struct limits *limits, int dir)
{
    struct bytes objects = { 0 }, functions = { 0 };

    (void)directory_names(guard, dir, DIRECTORY_DIRECTORIES, limits->names,
                          &objects); /* what was read before an error counts */
    for (size_t i = 0; i < objects.len && out->len < limits->file_bytes.most; i += strlen(objects.data + i) + 1) {
        int fd = guard_openat(guard, dir, objects.data + i, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);

        bytes_clear(&functions);
        if (fd >= 0)
            (void)directory_names(guard, fd, DIRECTORY_DIRECTORIES, limits->names, &functions);
        for (size_t k = 0; k < functions.len && out->len < limits->file_bytes.most;
             k += strlen(functions.data + k) + 1) {
            bytes_text(out, "\tfunction=");
            escape_target(out, objects.data + i, strlen(objects.data + i));
            bytes_byte(out, '/');
            escape_target(out, functions.data + k, strlen(functions.data + k));
        }
        if (fd >= 0)
            guard_close(guard, fd);
    }
    bytes_free(&objects);
    bytes_free(&functions);
}

/* Appends the line of one object.  It may go away meanwhile, and then has fewer attributes. */
static void
put_object(struct bytes *out, struct guard *guard, const struct limits *limits, const struct sysfs_listing *listing,
           int top, const char *name)
{
    int dir = guard_openat(guard, top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    struct stat st;

    if (dir < 0)
        return;
    escape_target(out, name, strlen(name));
    for (const char *const *attribute = listing->attributes; *attribute; attribute++)
        if (put_attribute(out, guard, dir, *attribute) != 0 && attribute == listing->attributes)
            break;
    if (listing->inner && guard_fstatat(guard, dir, listing->inner, &st, AT_SYMLINK_NOFOLLOW) == 0)
        bytes_format(out, "\t%s=", listing->inner);
    if (listing->nested)
        put_functions(out, guard, limits, dir);
    bytes_byte(out, '\n');
    guard_close(guard, dir);
}

static void
list(struct host *host, struct worker *w, const struct sysfs_listing *listing)
{
    const struct limits *limits = host_limits(host);
    struct attempt *a = &w->attempt;
    struct bound cut = limits->names;
    struct bytes names = { 0 };
    int error = host->sys < 0 ? host->sys_error : 0;
    int top = error ? -1 : guard_openat(&w->guard, host->sys, listing->directory, O_RDONLY | O_DIRECTORY);

    if (top < 0 && !error)
        error = errno;
    if (top >= 0 && directory_names(&w->guard, top, DIRECTORY_DIRECTORIES, limits->names, &names) != 0)
        error = errno;
    for (size_t i = 0; i < names.len && a->content.len < limits->file_bytes.most && !guard_lost(&w->guard);
         i += strlen(names.data + i) + 1) {
        put_object(&a->content, &w->guard, limits, listing, top, names.data + i);
        if (!attempt_grows(a, NULL))
            break;
    }
    if (!error && guard_is_late(&w->guard))
        error = ETIME;
    if (!error && a->content.len >= limits->file_bytes.most) {
        error = EFBIG;
        cut = limits->file_bytes;
    }
    if (top >= 0)
        guard_close(&w->guard, top);
    bytes_free(&names);
    if (guard_lost(&w->guard))
        return;
    attempt_read(a);
    if (error)
        attempt_not_listed(a, error, ORIGIN_HOST, cut);
    worker_commit(w);
}

static void
list_modules(void *context, struct worker *w)
{
    list(context, w, &module_listing);
}

static void
list_livepatches(void *context, struct worker *w)
{
    list(context, w, &livepatch_listing);
}

struct unit *
unit_modules(struct host *host)
{
    static const struct once once = { "views/modules", "/sys/module", "", .work = list_modules };

    return unit_once(&once, host);
}

struct unit *
unit_livepatches(struct host *host)
{
    static const struct once once = { "views/livepatches", "/sys/kernel/livepatch", "", .work = list_livepatches };

    return unit_once(&once, host);
}
