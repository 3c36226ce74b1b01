/*
 * Goes through the processes of a snapshot and hands each file that is meant to the writer.
 */
#ifndef ANALYZE_ANSWERS_LSOF_WALK_H
#define ANALYZE_ANSWERS_LSOF_WALK_H

#include "analyze/answers/lsof/ends.h"
#include "analyze/answers/lsof/lookup.h"
#include "analyze/answers/lsof/writer.h"

enum walk_statement {
    WALK_PROCESSES,
    WALK_TASKS,
    WALK_LINKS,
    WALK_MAPS,
    WALK_DESCRIPTORS,
    WALK_UNOWNED,
    WALK_FDINFO,
    WALK_STATEMENTS
};

/* A table of descriptors that could not be read. */
struct unread {
    int64_t pid, tid;
    char *reason; /* freed */
};

struct walk {
    struct lsof_request *request;
    sqlite3 *db;
    sqlite3_stmt *statements[WALK_STATEMENTS];
    struct lookup *lookup;
    struct ends *ends; /* NULL where they are not wanted */
    struct unread *unread;
    size_t unread_count;
    bool big_endian;
    bool own_tasks; /* a thread has links of its own */
    bool finding;   /* nothing is written: this round finds the ends that +E lists */
    const struct writer *writer;
    struct output *output;
};

/* All files that are meant. */
int walk_run(struct walk *walk, struct error *error);

/* walk_descriptors.c: those of the descriptors of a thread; of the sockets without an owner where `process` has the pid -1. */
int walk_descriptors(struct walk *walk, const struct lsof_process *process, int64_t tid, struct error *error);

/*
 * walk_links.c: the directories and the program of a thread; *program becomes a copy of the program's path, *unread true where a line says
 * that the descriptors could not be read.
 */
int walk_links(struct walk *walk, const struct lsof_process *process, int64_t tid, char **program, bool *unread,
               struct error *error);
/* What is mapped, beside the program. */
int walk_maps(struct walk *walk, const struct lsof_process *process, const char *program, struct error *error);
/* A row that says why the descriptors could not be read. */
int walk_unread_table(struct walk *walk, const struct lsof_process *process, const char *reason, struct error *error);

/* Hands the file on if it is meant, and frees its texts. */
int walk_file(struct walk *walk, const struct lsof_process *process, struct lsof_file *file, const char *eventfd,
              struct error *error);

/* A file of which nothing is known yet. */
struct lsof_file walk_new_file(const char *fd, int64_t number);

/* A column of a statement. */
struct slice walk_text(sqlite3_stmt *statement, int column);
struct maybe walk_number(sqlite3_stmt *statement, int column);

#endif
