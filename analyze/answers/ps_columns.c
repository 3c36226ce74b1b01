#include "analyze/answers/ps_columns.h"

#include <stdlib.h>
#include <string.h>

static struct maybe
stored(const struct ps_host *host, const struct task *task, int which)
{
    (void)host;
    return task->numbers[which];
}

static struct maybe
never(const struct ps_host *host, const struct task *task, int which)
{
    (void)host;
    (void)task;
    (void)which;
    return (struct maybe){ 0 };
}

/* A priority of the kernel as ps counts it: `which` is what is added to it. */
static struct maybe
priority(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe number = task_number(task, TASK_priority);

    (void)host;
    number.known = number.known && number.value > -1000 && number.value < 1000;
    number.value += number.known ? which : 0;
    return number;
}

/* The other way round: a larger number is more urgent. */
static struct maybe
urgency(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe number = priority(host, task, 0);

    number.value = number.known ? which - number.value : 0;
    return number;
}

static struct maybe
real_time(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe number = task_number(task, TASK_rt_priority);

    (void)host;
    (void)which;
    number.known = number.known && number.value > 0;
    return number;
}

static struct maybe
login(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe number = task->numbers[which];

    (void)host;
    number.known = number.known && number.value != UINT32_MAX; /* nobody logged in */
    return number;
}

/* Whether it forked without exec, and whether it used super-user privileges: 1 and 4. */
static struct maybe
flags(const struct ps_host *host, const struct task *task, int which)
{
    struct maybe number = task->numbers[which];

    (void)host;
    number.value = number.value >> 6 & 7;
    return number;
}

#define NUMBER(name, title, width, which)                           \
    {                                                               \
        name, title, width, true, stored, NULL, TASK_##which, false \
    }
#define MADE(name, title, width, number)                 \
    {                                                    \
        name, title, width, true, number, NULL, 0, false \
    }
#define SHOWN(name, title, width, number, text, which)       \
    {                                                        \
        name, title, width, true, number, text, which, false \
    }
#define TEXT(name, title, width, text, which)               \
    {                                                       \
        name, title, width, false, NULL, text, which, false \
    }
#define STORED(name, title, width, which) TEXT(name, title, width, ps_stored, TASK_TEXT_##which)
#define USER(name, title, which)          TEXT(name, title, 8, ps_user, TASK_##which)
#define GROUP(name, title, which)         TEXT(name, title, 8, ps_group, TASK_##which)
#define COMMAND(name, title, width, text)              \
    {                                                  \
        name, title, width, false, NULL, text, 0, true \
    }

/* Names, titles and widths of format_array[] in procps; the last ones are ours. */
static const struct ps_column columns[] = {
    NUMBER("pid", "PID", 5, pid),
    NUMBER("tgid", "TGID", 5, pid),
    NUMBER("tid", "TID", 5, tid),
    NUMBER("lwp", "LWP", 5, tid),
    NUMBER("spid", "SPID", 5, tid),
    NUMBER("ppid", "PPID", 5, ppid),
    NUMBER("pgid", "PGID", 5, pgrp),
    NUMBER("pgrp", "PGRP", 5, pgrp),
    NUMBER("sid", "SID", 5, session),
    NUMBER("sess", "SESS", 5, session),
    NUMBER("session", "SESS", 5, session),
    NUMBER("tpgid", "TPGID", 5, tpgid),
    NUMBER("uid", "UID", 5, euid),
    NUMBER("euid", "EUID", 5, euid),
    NUMBER("ruid", "RUID", 5, uid),
    NUMBER("suid", "SUID", 5, suid),
    NUMBER("svuid", "SVUID", 5, suid),
    NUMBER("fsuid", "FSUID", 5, fsuid),
    NUMBER("fuid", "FUID", 5, fsuid),
    NUMBER("gid", "GID", 5, egid),
    NUMBER("egid", "EGID", 5, egid),
    NUMBER("rgid", "RGID", 5, gid),
    NUMBER("sgid", "SGID", 5, sgid),
    NUMBER("svgid", "SVGID", 5, sgid),
    NUMBER("fsgid", "FSGID", 5, fsgid),
    NUMBER("fgid", "FGID", 5, fsgid),
    USER("user", "USER", euid),
    USER("euser", "EUSER", euid),
    USER("uname", "USER", euid),
    USER("uid_hack", "UID", euid),
    USER("ruser", "RUSER", uid),
    USER("suser", "SUSER", suid),
    USER("svuser", "SVUSER", suid),
    USER("fuser", "FUSER", fsuid),
    USER("fsuser", "FSUSER", fsuid),
    GROUP("group", "GROUP", egid),
    GROUP("egroup", "EGROUP", egid),
    GROUP("rgroup", "RGROUP", gid),
    GROUP("sgroup", "SGROUP", sgid),
    GROUP("svgroup", "SVGROUP", sgid),
    GROUP("fgroup", "FGROUP", fsgid),
    GROUP("fsgroup", "FSGROUP", fsgid),
    COMMAND("args", "COMMAND", 27, ps_command),
    COMMAND("command", "COMMAND", 27, ps_command),
    COMMAND("cmd", "CMD", 27, ps_command),
    { "comm", "COMMAND", 15, false, NULL, ps_stored, TASK_TEXT_comm, true },
    { "ucomm", "COMMAND", 15, false, NULL, ps_stored, TASK_TEXT_comm, true },
    { "ucmd", "CMD", 15, false, NULL, ps_stored, TASK_TEXT_comm, true },
    STORED("exe", "EXE", 27, exe),
    STORED("cwd", "CWD", 27, cwd),
    STORED("cgroup", "CGROUP", 27, cgroup),
    STORED("label", "LABEL", 31, label),
    STORED("context", "CONTEXT", 31, label),
    STORED("supgid", "SUPGID", 20, groups),
    TEXT("stat", "STAT", 4, ps_state, 0),
    STORED("s", "S", 1, state),
    STORED("state", "S", 1, state),
    SHOWN("f", "F", 1, flags, NULL, TASK_flags),
    SHOWN("flag", "F", 1, flags, NULL, TASK_flags),
    SHOWN("flags", "F", 1, flags, NULL, TASK_flags),
    TEXT("tty", "TT", 8, ps_terminal, 0),
    TEXT("tt", "TT", 8, ps_terminal, 0),
    TEXT("tname", "TTY", 8, ps_terminal, 0),
    SHOWN("time", "TIME", 8, ps_seconds, ps_clock, 0),
    SHOWN("cputime", "TIME", 8, ps_seconds, ps_clock, 0),
    SHOWN("atime", "TIME", 8, ps_seconds, ps_clock, 0),
    SHOWN("bsdtime", "TIME", 6, ps_seconds, ps_bsd_clock, 0),
    MADE("times", "TIME", 8, ps_seconds),
    MADE("cputimes", "TIME", 8, ps_seconds),
    SHOWN("etime", "ELAPSED", 11, ps_elapsed, ps_elapsed_clock, 0),
    MADE("etimes", "ELAPSED", 7, ps_elapsed),
    SHOWN("start", "STARTED", 8, ps_started, ps_start, PS_START),
    SHOWN("stime", "STIME", 5, ps_started, ps_start, PS_STIME),
    SHOWN("start_time", "START", 5, ps_started, ps_start, PS_STIME),
    SHOWN("bsdstart", "START", 6, ps_started, ps_start, PS_BSDSTART),
    SHOWN("lstart", "STARTED", 24, ps_started, ps_start, PS_LSTART),
    SHOWN("pcpu", "%CPU", 4, ps_permille, ps_cpu_share, 0),
    SHOWN("%cpu", "%CPU", 4, ps_permille, ps_cpu_share, 0),
    MADE("c", "C", 2, ps_percent),
    MADE("util", "C", 2, ps_percent),
    MADE("cp", "CP", 3, ps_permille),
    SHOWN("pmem", "%MEM", 4, ps_memory_permille, ps_memory_share, 0),
    SHOWN("%mem", "%MEM", 4, ps_memory_permille, ps_memory_share, 0),
    MADE("vsz", "VSZ", 6, ps_size),
    MADE("vsize", "VSZ", 6, ps_size),
    MADE("rss", "RSS", 5, ps_rss),
    MADE("rssize", "RSS", 5, ps_rss),
    MADE("rsz", "RSZ", 5, ps_rss),
    MADE("sz", "SZ", 5, ps_pages),
    SHOWN("ni", "NI", 3, stored, ps_nice, TASK_nice),
    SHOWN("nice", "NI", 3, stored, ps_nice, TASK_nice),
    SHOWN("pri", "PRI", 3, urgency, NULL, 39),
    SHOWN("opri", "PRI", 3, priority, NULL, 60),
    SHOWN("intpri", "PRI", 3, priority, NULL, 60),
    SHOWN("priority", "PRI", 3, priority, NULL, 0),
    MADE("rtprio", "RTPRIO", 6, real_time),
    TEXT("cls", "CLS", 3, ps_class, 0),
    TEXT("class", "CLS", 3, ps_class, 0),
    TEXT("policy", "POL", 3, ps_class, 0),
    NUMBER("sched", "SCH", 3, policy),
    NUMBER("psr", "PSR", 3, processor),
    NUMBER("cpuid", "CPUID", 5, processor),
    NUMBER("nlwp", "NLWP", 4, threads),
    NUMBER("thcount", "THCNT", 5, threads),
    NUMBER("min_flt", "MINFL", 6, minflt),
    NUMBER("minflt", "MINFLT", 6, minflt),
    NUMBER("maj_flt", "MAJFL", 6, majflt),
    NUMBER("majflt", "MAJFLT", 6, majflt),
    NUMBER("fds", "FDS", 3, fds),
    SHOWN("luid", "LUID", 5, login, NULL, TASK_loginuid),
    NUMBER("cgroupns", "CGROUPNS", 10, cgroup_ns),
    NUMBER("ipcns", "IPCNS", 10, ipc_ns),
    NUMBER("mntns", "MNTNS", 10, mnt_ns),
    NUMBER("netns", "NETNS", 10, net_ns),
    NUMBER("pidns", "PIDNS", 10, pid_ns),
    NUMBER("timens", "TIMENS", 10, time_ns),
    NUMBER("userns", "USERNS", 10, user_ns),
    NUMBER("utsns", "UTSNS", 10, uts_ns),
    TEXT("addr", "ADDR", 4, ps_dash, 0),
    MADE("wchan", "WCHAN", 6, never),
    STORED("container", "CONTAINER", 12, container),
    NUMBER("sockets", "SOCKETS", 7, sockets),
};

/* Columns of ps that no snapshot has. */
static const struct {
    const char *names; /* separated by spaces */
    const char *reason;
} missing[] = {
    { " blocked caught ignored pending sig sig_block sig_catch sig_ignore sig_pend sigcatch sigignore sigmask tsig ",
      "the database has no masks of signals; proc/PID/status in the archive has them" },
    { " pss uss htprv htshr size drs trs dsiz tsiz m_size vm_data vm_exe vm_lib vm_stack ",
      "collect does not read the files that count parts of the memory" },
    { " environ ", "the table process_environment has it, where collect --environ was asked for" },
    { " oom oomadj numa lim ag_id agid ag_nice agnice nwchan esp eip stackp start_stack start_code end_code ",
      "collect does not read it" },
    { " unit uunit slice lsession machine ouid seat lxc docker ",
      "systemd and the runtimes answer for it on a live host; the columns cgroup and container say what the host's "
      "files say" },
    { " rbytes rchars rops wbytes wcbytes wchars wops ", "the table process_io has it" },
    { " cuc cuu ", "the times of children that have ended are not in the database" },
};

const struct ps_column *
ps_column_by_name(struct slice name, struct error *error)
{
    char *word;

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        if (slice_is(name, columns[i].name))
            return &columns[i];
    word = xasprintf(" %.*s ", (int)(name.len < 64 ? name.len : 64), name.ptr);
    for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]) && !error->text; i++)
        if (strstr(missing[i].names, word))
            error_set(error, "ps: a snapshot cannot show the column%.*s: %s", (int)strlen(word) - 1, word,
                      missing[i].reason);
    error_set(error, "ps: no column%.*s (see ps(1) for their names)", (int)strlen(word) - 1, word);
    free(word);
    return NULL;
}
