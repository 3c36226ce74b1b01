/*
 * The columns of ps, by their names in procps, and some of our own.
 */
#ifndef ANALYZE_ANSWERS_PS_COLUMNS_H
#define ANALYZE_ANSWERS_PS_COLUMNS_H

#include "analyze/answers/names.h"
#include "analyze/answers/tasks.h"

/* What a column may look at. */
struct ps_host {
    struct tasks tasks;
    struct names *names;
    bool threads; /* a row is a thread */
};

struct ps_column {
    const char *name;
    const char *title;
    size_t width;
    bool right;
    /* One of them: a number, which sorts as such and is shown in decimal where there is no text; NULL or not known where it is not known. */
    struct maybe (*number)(const struct ps_host *host, const struct task *task, int which);
    char *(*text)(const struct ps_host *host, const struct task *task, int which); /* to be freed */
    int which;
    bool is_command; /* the branches of a forest stand before it */
};

/* NULL, and the error says why, for a column that ps has and a snapshot does not, or that nobody has. */
const struct ps_column *ps_column_by_name(struct slice name, struct error *error);

/* ps_texts.c: the texts of columns that are not as they are stored. */
char *ps_user(const struct ps_host *host, const struct task *task, int which);
char *ps_group(const struct ps_host *host, const struct task *task, int which);
char *ps_command(const struct ps_host *host, const struct task *task, int which);
char *ps_dash(const struct ps_host *host, const struct task *task, int which);
char *ps_state(const struct ps_host *host, const struct task *task, int which);
char *ps_terminal(const struct ps_host *host, const struct task *task, int which);
char *ps_nice(const struct ps_host *host, const struct task *task, int which);
char *ps_class(const struct ps_host *host, const struct task *task, int which);
char *ps_stored(const struct ps_host *host, const struct task *task, int which);

/* ps_times.c: times and shares. */
struct maybe ps_seconds(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_elapsed(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_started(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_permille(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_percent(const struct ps_host *host, const struct task *task, int which);
char *ps_clock(const struct ps_host *host, const struct task *task, int which);
char *ps_bsd_clock(const struct ps_host *host, const struct task *task, int which);
char *ps_elapsed_clock(const struct ps_host *host, const struct task *task, int which);
char *ps_start(const struct ps_host *host, const struct task *task, int which);
char *ps_cpu_share(const struct ps_host *host, const struct task *task, int which);
char *ps_memory_share(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_memory_permille(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_rss(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_size(const struct ps_host *host, const struct task *task, int which);
struct maybe ps_pages(const struct ps_host *host, const struct task *task, int which);

/* The ways to write when a task started. */
enum ps_start_form { PS_STIME, PS_START, PS_BSDSTART, PS_LSTART };

#endif
