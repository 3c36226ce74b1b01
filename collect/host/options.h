/*
 * The command line.  One table drives parsing and --help.
 */
#ifndef COLLECT_HOST_OPTIONS_H
#define COLLECT_HOST_OPTIONS_H

#include "collect/archive/codec.h"
#include "collect/base/error.h"

struct options {
    const char *output; /* NULL: standard output */
    const char *case_id;
    const char *operator_name;
    const char *note;
    const char *compress; /* as given */
    const char *proc;     /* NULL: /proc */
    unsigned timeout;     /* seconds that one system call may take */
    unsigned every;       /* seconds from the start of a round to that of the next one; 0: a single snapshot */
    unsigned count;       /* rounds; 0: until a signal comes */
    bool thorough;        /* also what is left out because it is dear */
    bool environ;         /* opt-ins */
    bool maps;
    bool hash_exe;
    bool quiet;
    bool verbose;
    bool help;
    bool version;
    unsigned waiting; /* collect's process that waits for this one to take a snapshot of several; 0 for a single one */
    const struct codec *codec; /* what compress, or the output's suffix, says */
    int argc;                  /* the whole command line, for meta.json */
    char *const *argv;
};

/* Parses and checks; the strings stay those of argv.  0, or -1 with the error filled. */
int options_parse(struct options *options, int argc, char *argv[], struct error *error);

/* The text of --help. */
void options_help(struct bytes *out);

#endif
