/*
 * build/tests/standin: analyze, taken over by its archive.
 *
 * The program as it is, but for one parser: a /proc/uptime that begins with a magic word is no file of the kernel, but says what a parser with a
 * bug might be made to do: run code that the archive brings, start a program, write elsewhere.  Each deed tells on standard error whether
 * it was done.  The linker puts the functions here in the place of those of analyze/; nothing of this is in the product.
 *
 * STANDIN_OFF in the environment has those of "landlock", "seccomp", "rlimits" and "pinned" that this machine shall seem to lack.
 */
#include "tests/standin/deeds.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/confine/filter.h"
#include "analyze/confine/landlock.h"
#include "analyze/confine/pinned.h"
#include "analyze/confine/rlimits.h"
#include "analyze/formats/registry.h"

static const char magic[] = "STAND-IN ";

const struct format *__real_format_by_name(const char *name);
const struct format *__wrap_format_by_name(const char *name);
int __real_landlock_begin(const struct confine_request *request);
int __wrap_landlock_begin(const struct confine_request *request);
int __real_filter_begin(const struct confine_request *request);
int __wrap_filter_begin(const struct confine_request *request);
int __real_pinned_make(const char *database);
int __wrap_pinned_make(const char *database);
int __real_rlimits_begin(const struct settings *settings);
int __wrap_rlimits_begin(const struct settings *settings);

static bool
is_off(const char *what)
{
    const char *off = getenv("STANDIN_OFF");

    errno = ENOSYS;
    return off && strstr(off, what);
}

int
__wrap_landlock_begin(const struct confine_request *request)
{
    return is_off("landlock") ? -1 : __real_landlock_begin(request);
}

int
__wrap_filter_begin(const struct confine_request *request)
{
    return is_off("seccomp") ? -1 : __real_filter_begin(request);
}

int
__wrap_pinned_make(const char *database)
{
    return is_off("pinned") ? -1 : __real_pinned_make(database);
}

int
__wrap_rlimits_begin(const struct settings *settings)
{
    return is_off("rlimits") ? -1 : __real_rlimits_begin(settings);
}

/* A line a deed: its name, and what it is done to. */
static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    struct slice rest = input->text;

    if (!slice_begins(rest, magic))
        return __real_format_by_name("uptime")->parse(input, sink);
    deed_do(slice_skip(rest, sizeof(magic) - 1));
    return 0;
}

const struct format *
__wrap_format_by_name(const char *name)
{
    static const struct table *const no_tables[] = { NULL };
    static const struct format taken_over = { "uptime", parse, no_tables, true };

    return strcmp(name, "uptime") == 0 ? &taken_over : __real_format_by_name(name);
}
