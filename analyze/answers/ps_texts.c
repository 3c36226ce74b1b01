/*
 * What ps writes in words, as pr_stat(), pr_args() and the others of procps (src/ps/output.c) and dev_to_tty() (library/devname.c) do.
 */
#include "analyze/answers/ps_columns.h"

#include <inttypes.h>
#include <stdlib.h>

static char *
copy_of(const char *text)
{
    return text ? xasprintf("%s", text) : NULL;
}

static char *
name_or_number(const char *name, struct maybe number)
{
    if (!number.known)
        return NULL;
    return name ? copy_of(name) : xasprintf("%" PRId64, number.value);
}

char *
ps_user(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe uid = task->numbers[which];

    return name_or_number(uid.known ? names_user(host->names, uid.value) : NULL, uid);
}

char *
ps_group(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe gid = task->numbers[which];

    return name_or_number(gid.known ? names_group(host->names, gid.value) : NULL, gid);
}

char *
ps_stored(const struct ps_host *host, const struct task *task, int which)
{
    (void)host;
    return copy_of(task->texts[which]);
}

/* ps has no address to show either. */
char *
ps_dash(const struct ps_host *host, const struct task *task, int which)
{
    (void)host;
    (void)task;
    (void)which;
    return copy_of("-");
}

/* The arguments; where there are none, or they could not be read, the name in brackets. */
char *
ps_command(const struct ps_host *host, const struct task *task, int which)
{
    const char *args = task->texts[TASK_TEXT_args], *comm = task->texts[TASK_TEXT_comm];
    const char *state = task->texts[TASK_TEXT_state];

    (void)host;
    (void)which;
    if (args && *args)
        return copy_of(args);
    return comm ? xasprintf("[%s]%s", comm, state && *state == 'Z' ? " <defunct>" : "") : NULL;
}

static bool
are_same(struct maybe left, struct maybe right)
{
    return left.known && right.known && left.value == right.value;
}

char *
ps_state(const struct ps_host *host, const struct task *task, int which)
{
    const char *state = task->texts[TASK_TEXT_state];
    int64_t nice = task_number(task, TASK_nice).value;

    (void)host;
    (void)which;
    if (!state)
        return NULL;
    return xasprintf("%s%s%s%s%s%s", state,
                     nice < 0   ? "<"
                     : nice > 0 ? "N"
                                : "",
                     task_number(task, TASK_vm_lck).value > 0 ? "L" : "",
                     are_same(task_number(task, TASK_session), task_number(task, TASK_pid)) ? "s" : "",
                     task_number(task, TASK_threads).value > 1 ? "l" : "",
                     are_same(task_number(task, TASK_pgrp), task_number(task, TASK_tpgid)) ? "+" : "");
}

/* Devices that are terminals, from the kernel's Documentation/admin-guide/devices.txt, by the names that ps gives them. */
static const struct terminal {
    unsigned major, first, last; /* numbers */
    const char *name;
    unsigned number; /* of the first */
    bool is_alone;   /* the name has no number */
} terminals[] = {
    { 4, 0, 63, "tty", 0, false },        { 4, 64, 255, "ttyS", 0, false },     { 5, 0, 0, "tty", 0, true },
    { 5, 1, 1, "console", 0, true },      { 136, 0, 255, "pts/", 0, false },    { 137, 0, 255, "pts/", 256, false },
    { 138, 0, 255, "pts/", 512, false },  { 139, 0, 255, "pts/", 768, false },  { 140, 0, 255, "pts/", 1024, false },
    { 141, 0, 255, "pts/", 1280, false }, { 142, 0, 255, "pts/", 1536, false }, { 143, 0, 255, "pts/", 1792, false },
    { 166, 0, 255, "ttyACM", 0, false },  { 188, 0, 255, "ttyUSB", 0, false },  { 204, 64, 79, "ttyAMA", 0, false },
    { 229, 0, 255, "hvc", 0, false },
};

/* "?" without a terminal; the numbers of a device that is not in the list. */
char *
ps_terminal(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe device = task_number(task, TASK_tty_nr);
    unsigned major, minor;

    (void)host;
    (void)which;
    if (!device.known || device.value == 0)
        return NULL;
    major = (unsigned)(device.value >> 8 & 0xfff); /* as new_encode_dev() of the kernel puts them together */
    minor = (unsigned)((device.value & 0xff) | (device.value >> 12 & 0xfff00));
    for (size_t i = 0; i < sizeof(terminals) / sizeof(terminals[0]); i++) {
        const struct terminal *t = &terminals[i];

        if (t->major == major && minor >= t->first && (minor <= t->last || major >= 136))
            return t->is_alone ? copy_of(t->name) : xasprintf("%s%u", t->name, minor - t->first + t->number);
    }
    return xasprintf("%u:%u", major, minor);
}

/* Other policies than "other" and "batch" have no nice value. */
char *
ps_nice(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe nice = task_number(task, TASK_nice), policy = task_number(task, TASK_policy);

    (void)host;
    (void)which;
    if (!nice.known)
        return NULL;
    return policy.known && policy.value != 0 && policy.value != 3 ? copy_of("-") : xasprintf("%" PRId64, nice.value);
}

char *
ps_class(const struct ps_host *host, const struct task *task, int which)
{
    static const char *const classes[] = { "TS", "FF", "RR", "B", "ISO", "IDL", "DLN" };
    struct maybe policy = task_number(task, TASK_policy);

    (void)host;
    (void)which;
    if (!policy.known)
        return NULL;
    if (policy.value < 0 || policy.value >= (int64_t)(sizeof(classes) / sizeof(classes[0])))
        return xasprintf("#%" PRId64, policy.value);
    return copy_of(classes[policy.value]);
}
