/*
 * /proc/sysvipc/{shm,sem,msg}: written by sysvipc_shm_proc_show (ipc/shm.c; rss and swap since 2.6.36), sysvipc_sem_proc_show (ipc/sem.c)
 * and sysvipc_msg_proc_show (ipc/msg.c).  The permissions are octal, all else is decimal; the key may be negative.
 */
#include "analyze/formats/lib/line_reader.h"

/* The columns that all three files have. */
struct permissions {
    int64_t key;
    int64_t id;
    int64_t mode;
    int64_t uid;
    int64_t gid;
    int64_t cuid;
    int64_t cgid;
};

struct shm_row {
    struct permissions of;
    int64_t size;
    int64_t cpid;
    int64_t lpid;
    int64_t nattch;
    int64_t atime;
    int64_t dtime;
    int64_t ctime;
    struct maybe rss;
    struct maybe swap;
};

struct sem_row {
    struct permissions of;
    int64_t nsems;
    int64_t otime;
    int64_t ctime;
};

struct msg_row {
    struct permissions of;
    int64_t cbytes;
    int64_t qnum;
    int64_t lspid;
    int64_t lrpid;
    int64_t stime;
    int64_t rtime;
    int64_t ctime;
};

#define OF(row, name, field)                                                                 \
    {                                                                                        \
        name, offsetof(struct row, of) + offsetof(struct permissions, field), COLUMN_INTEGER \
    }
#define PERMISSIONS(row, id_name)                                                                               \
    OF(row, "key", key), OF(row, id_name, id), OF(row, "mode", mode), OF(row, "uid", uid), OF(row, "gid", gid), \
        OF(row, "cuid", cuid), OF(row, "cgid", cgid)

static const struct column shm_columns[] = {
    PERMISSIONS(shm_row, "shmid"), COLUMN(struct shm_row, size),   COLUMN(struct shm_row, cpid),
    COLUMN(struct shm_row, lpid),  COLUMN(struct shm_row, nattch), COLUMN(struct shm_row, atime),
    COLUMN(struct shm_row, dtime), COLUMN(struct shm_row, ctime),  COLUMN(struct shm_row, rss),
    COLUMN(struct shm_row, swap),
};
static const struct table shm_table = TABLE("proc_sysvipc_shm", shm_columns);
static const struct table *const sysvipc_shm_tables[] = { &shm_table, NULL };

static const struct column sem_columns[] = {
    PERMISSIONS(sem_row, "semid"),
    COLUMN(struct sem_row, nsems),
    COLUMN(struct sem_row, otime),
    COLUMN(struct sem_row, ctime),
};
static const struct table sem_table = TABLE("proc_sysvipc_sem", sem_columns);
static const struct table *const sysvipc_sem_tables[] = { &sem_table, NULL };

static const struct column msg_columns[] = {
    PERMISSIONS(msg_row, "msqid"), COLUMN(struct msg_row, cbytes), COLUMN(struct msg_row, qnum),
    COLUMN(struct msg_row, lspid), COLUMN(struct msg_row, lrpid),  COLUMN(struct msg_row, stime),
    COLUMN(struct msg_row, rtime), COLUMN(struct msg_row, ctime),
};
static const struct table msg_table = TABLE("proc_sysvipc_msg", msg_columns);
static const struct table *const sysvipc_msg_tables[] = { &msg_table, NULL };

static const char *const shm_headers[] = {
    "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap",
    "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime",
    NULL,
};
static const char *const sem_headers[] = { "key semid perms nsems uid gid cuid cgid otime ctime", NULL };
static const char *const msg_headers[] = {
    "key msqid perms cbytes qnum lspid lrpid uid gid cuid cgid stime rtime ctime",
    NULL,
};

/* The kernel prints twelve bits: 01000 SHM_DEST, 02000 SHM_LOCKED, and the permissions of chmod(1). */
static void
scan_mode(struct scan *s, int64_t *out)
{
    struct slice word = { NULL, 0 };

    *out = 0;
    scan_word(s, "permissions", &word);
    for (size_t i = 0; scan_ok(s) && i < word.len; i++) {
        if (word.len > 6 || word.ptr[i] < '0' || word.ptr[i] > '7')
            scan_fail(s, "permissions", word);
        else
            *out = *out * 8 + (word.ptr[i] - '0');
    }
}

static void
scan_name(struct scan *s, struct permissions *out)
{
    scan_signed(s, "key", &out->key);
    scan_dec(s, "identifier", &out->id);
    scan_mode(s, &out->mode);
}

static void
scan_users(struct scan *s, struct permissions *out)
{
    scan_u32(s, "uid", &out->uid);
    scan_u32(s, "gid", &out->gid);
    scan_u32(s, "uid of the creator", &out->cuid);
    scan_u32(s, "gid of the creator", &out->cgid);
}

static int
parse_shm_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct shm_row row = { .size = 0 };

    (void)input;
    scan_name(s, &row.of);
    scan_unsigned(s, "size", &row.size);
    scan_dec(s, "creator", &row.cpid);
    scan_dec(s, "last user", &row.lpid);
    scan_unsigned(s, "attached", &row.nattch);
    scan_users(s, &row.of);
    scan_unsigned(s, "time attached", &row.atime);
    scan_unsigned(s, "time detached", &row.dtime);
    scan_unsigned(s, "time changed", &row.ctime);
    scan_maybe_unsigned(s, "bytes in memory", &row.rss);
    scan_maybe_unsigned(s, "bytes in swap", &row.swap);
    return format_row(sink, &shm_table, &row, s, line);
}

static int
parse_sem_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct sem_row row = { .nsems = 0 };

    (void)input;
    scan_name(s, &row.of);
    scan_dec(s, "semaphores", &row.nsems);
    scan_users(s, &row.of);
    scan_unsigned(s, "time used", &row.otime);
    scan_unsigned(s, "time changed", &row.ctime);
    return format_row(sink, &sem_table, &row, s, line);
}

static int
parse_msg_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct msg_row row = { .cbytes = 0 };

    (void)input;
    scan_name(s, &row.of);
    scan_unsigned(s, "bytes", &row.cbytes);
    scan_unsigned(s, "messages", &row.qnum);
    scan_dec(s, "last sender", &row.lspid);
    scan_dec(s, "last receiver", &row.lrpid);
    scan_users(s, &row.of);
    scan_unsigned(s, "time sent", &row.stime);
    scan_unsigned(s, "time received", &row.rtime);
    scan_unsigned(s, "time changed", &row.ctime);
    return format_row(sink, &msg_table, &row, s, line);
}

static int
parse_sysvipc_shm(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, shm_headers, parse_shm_line);
}

static int
parse_sysvipc_sem(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, sem_headers, parse_sem_line);
}

static int
parse_sysvipc_msg(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, msg_headers, parse_msg_line);
}

const struct format format_sysvipc_msg = {
    .name = "sysvipc_msg",
    .parse = parse_sysvipc_msg,
    .tables = sysvipc_msg_tables,
};
const struct format format_sysvipc_sem = {
    .name = "sysvipc_sem",
    .parse = parse_sysvipc_sem,
    .tables = sysvipc_sem_tables,
};
const struct format format_sysvipc_shm = {
    .name = "sysvipc_shm",
    .parse = parse_sysvipc_shm,
    .tables = sysvipc_shm_tables,
};
