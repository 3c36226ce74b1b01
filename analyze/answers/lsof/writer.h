/*
 * How the rows are written: as lsof's table, as fields for another program (-F, -t), or as JSON (-J, -j).
 */
#ifndef ANALYZE_ANSWERS_LSOF_WRITER_H
#define ANALYZE_ANSWERS_LSOF_WRITER_H

#include "analyze/answers/answer.h"
#include "analyze/answers/lsof/file.h"
#include "analyze/answers/lsof/request.h"

struct namespaces;

/* The output for one snapshot. */
struct output {
    const struct lsof_request *request;
    struct answer *answer;
    const struct namespaces *namespaces;
    bool tasks;         /* threads may be among the rows */
    int64_t pid, tid;   /* of the row before; pid -2 before the first */
    bool any;           /* a row was written */
    struct buffer text; /* of the row that is being written */
};

struct writer {
    int (*begin)(struct output *output, struct error *error);
    int (*file)(struct output *output, const struct lsof_process *process, const struct lsof_file *file,
                struct error *error);
    int (*end)(struct output *output, struct error *error);
};

extern const struct writer writer_table, writer_terse, writer_fields, writer_json, writer_json_lines;

/* Appends the name as lsof prints it: what it is, the endpoints, and the namespace where there are several. */
void output_name(const struct output *output, const struct lsof_file *file, bool with_state, struct buffer *text);

/* The descriptor: cwd, 3, ... */
void output_descriptor(const struct lsof_file *file, char *text, size_t size);

/* An offset as lsof prints it, 0t12 or 0x1234. */
void output_offset(const struct lsof_request *request, int64_t offset, char *text, size_t size);

/* The number of an inode, which the database keeps as the signed number with the same bits. */
void output_inode(int64_t inode, char *text, size_t size);

/* A device number in the encoding of stat(2), in hexadecimal. */
void output_device(int64_t device, char *text, size_t size);

/* Whether -F asks for a field, by its letter; that of the process is always there. */
bool output_wants(const struct output *output, char field);

#endif
