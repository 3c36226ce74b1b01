/*
 * The command line.  One table in options.c drives parsing and --help.
 */
#ifndef COLLECT_HOST_OPTIONS_H
#define COLLECT_HOST_OPTIONS_H

#include "collect/archive/codec.h"
#include "collect/archive/signature.h"
#include "collect/base/error.h"
#include "collect/base/limits.h"

struct options {
    const char *output; /* NULL: standard output */
    const char *case_id;
    const char *operator_name;
    const char *note;
    const char *compress; /* argument of --compress, or NULL */
    const char *sign;     /* file of the secret key, or NULL */
    const char *proc;     /* NULL: /proc */
    unsigned timeout;     /* seconds that one system call may take */
    unsigned every;       /* seconds from the start of a round to that of the next one; 0: a single snapshot */
    unsigned count;       /* rounds; 0: until a signal comes */
    struct limits limits; /* those of --limit, else the usual ones */
    bool low_memory;      /* take little memory, as asked or because there is little */
    uint64_t available;   /* bytes of memory that were to be had, UINT64_MAX if that is not known */
    bool thorough;        /* read also what is expensive, and let the kernel load modules */
    bool environ;         /* read it; likewise maps, and hash_exe for the SHA-256 of programs */
    bool maps;
    bool hash_exe;
    bool save_deleted; /* copy programs whose file is no longer at its path */
    bool probe_ports;  /* bind the ports that no table shows, which changes the host for a moment */
    bool quiet;
    bool verbose;
    bool help;
    bool version;
    unsigned waiting;           /* with --every, the pid of the parent that waits for this process; else 0 */
    const struct codec *codec;  /* chosen by `compress` or by the suffix of `output` */
    const struct sign_key *key; /* what the file `sign` has, set by who reads it; NULL: no signature */
    int argc;                   /* the whole command line, for meta.json */
    char *const *argv;
};

/* Parses and checks the command line.  The strings point into argv.  0, or -1 with the error filled. */
int options_parse(struct options *options, int argc, char *argv[], struct error *error);

/* Appends the text of --help. */
void options_help(struct bytes *out);

#endif
