/*
 * The member views/symbols: which modules have symbols in /proc/kallsyms, and how many.  The file itself has 10 MB, nearly
 * all of it the kernel's own, and addresses that belong into no archive.  s_show(), kernel/kallsyms.c, prints
 *
 *     <address> <type> <name>[<TAB>[<module>]]
 *
 * Loaded BPF programs stand there as symbols of a module `bpf`, and trampolines of ftrace and kprobes as those of
 * `__builtin__ftrace` and `__builtin__kprobes`.  Of these the names are kept, because they name what hooks something.
 */
#include "collect/base/limits.h"
#include "collect/views/kallsyms.h"
#include "collect/views/views.h"
#include "collect/work/once.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

struct symbols {
    struct bytes *out;
    struct bytes module; /* of the lines before */
    uint64_t count;      /* of its symbols so far */
    uint64_t most;       /* bytes of the member */
};

/* The modules of which each symbol is kept. */
static bool
has_names(const char *module)
{
    return strcmp(module, "bpf") == 0 || strncmp(module, "__builtin__", 11) == 0;
}

/* Ends the run of lines with the same module: "<module><TAB><count><LF>". */
static void
end_module(struct symbols *s)
{
    if (s->count > 0)
        bytes_format(s->out, "%s\t%llu\n", bytes_string(&s->module), (unsigned long long)s->count);
    s->count = 0;
    bytes_clear(&s->module);
}

static bool
take_line(void *context, struct text line)
{
    struct symbols *s = context;
    struct text name = text_word(line, 2), module = kallsyms_module(line);

    if (module.len == 0)
        return true;
    if (!text_is(module, bytes_string(&s->module))) {
        end_module(s);
        bytes_append(&s->module, module.data, module.len);
    }
    if (!has_names(bytes_string(&s->module))) {
        s->count++;
        return true;
    }
    bytes_format(s->out, "%s\t1\t", bytes_string(&s->module));
    bytes_append(s->out, name.data, name.len);
    bytes_byte(s->out, '\n');
    return s->out->len < s->most;
}

/* 0, or an errno value. */
static int
take_all(struct symbols *s, struct guard *guard, int fd)
{
    const struct kallsyms kallsyms = { .only_modules = true, .take = take_line, .context = s };
    int error = kallsyms_read(&kallsyms, guard, fd);

    end_module(s);
    return error;
}

/* Whether the kernel was built without modules.  Then the file has nothing but BPF programs and trampolines. */
static bool
has_no_modules(const struct host *host, struct guard *guard)
{
    struct stat st;

    return guard_fstatat(guard, host_proc(host, "modules"), "modules", &st, AT_SYMLINK_NOFOLLOW) != 0 &&
           errno == ENOENT;
}

static void
count_symbols(void *context, struct worker *w)
{
    struct host *host = context;
    struct attempt *a = &w->attempt;
    struct bound most = host_limits(host)->file_bytes;
    struct symbols symbols = { .out = &a->content, .most = most.most };
    int fd, error;

    if (!(host->options && host->options->thorough) && has_no_modules(host, &w->guard)) {
        attempt_ended(a, STATE_skipped, "for cost: the kernel was built without modules");
        worker_commit(w);
        return;
    }
    fd = attempt_open(a, &w->guard, host_proc(host, "kallsyms"), "kallsyms", O_RDONLY);
    error = fd < 0 ? errno : take_all(&symbols, &w->guard, fd);

    if (fd >= 0)
        guard_close(&w->guard, fd);
    bytes_free(&symbols.module);
    if (guard_lost(&w->guard))
        return;
    attempt_read(a);
    if (error)
        attempt_not_listed(a, error, ORIGIN_HOST, most);
    worker_commit(w);
}

struct unit *
unit_symbols(struct host *host)
{
    static const struct once once = { "views/symbols", "/proc/kallsyms", "", .work = count_symbols };

    return unit_once(&once, host);
}
