/*
 * ps on a snapshot: which tasks, which columns, in which order.
 */
#ifndef ANALYZE_ANSWERS_PS_H
#define ANALYZE_ANSWERS_PS_H

#include "analyze/answers/answer.h"

struct ps_column;

/* A column that was asked for; another title and width than its own where `title` is not NULL and `width` is not 0. */
struct ps_field {
    const struct ps_column *column;
    char *title;
    size_t width;
};

/* A key to sort by. */
struct ps_key {
    const struct ps_column *column;
    bool down;
};

/* A list that selects tasks: any of them will do. */
struct ps_filter {
    const struct ps_filter_kind *kind;
    const char *list; /* items, separated by commas or spaces */
};

struct ps_request {
    struct ps_field *fields;
    size_t field_count;
    struct ps_key *keys;
    size_t key_count;
    struct ps_filter *filters;
    size_t filter_count;
    bool threads;
    bool forest;
    bool has_terminal; /* only processes that have one */
    bool no_leaders;   /* no session leaders */
    bool running;      /* only those that run, or wait for a disk */
    bool others;       /* those that were not selected */
    bool no_header;    /* no names of columns */
    size_t rows;       /* so many were shown */
};

/* Each adds what the text says: "pid,user:20,comm=NAME"; "-rss,pid"; for `option` as ps has it (p, C, u, ...), "1,2".  0, or -1 with the error filled. */
int ps_add_fields(struct ps_request *request, const char *text, struct error *error);
int ps_add_keys(struct ps_request *request, const char *text, struct error *error);
int ps_add_filter(struct ps_request *request, const char *option, const char *list, struct error *error);
void ps_free(struct ps_request *request);

/* ps_select.c: whether the request wants the task. */
struct ps_host;
struct task;
bool ps_wants(const struct ps_request *request, const struct ps_host *host, const struct task *task);

/* For answer_run; the context is the request. */
int ps_answer(void *context, struct answer *answer, struct error *error);

#endif
