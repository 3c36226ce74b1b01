/*
 * What the program gives up before it looks at anything that a hostile host may have made.  If a parser has a bug that hands the program
 * over to whoever made the archive, the program can still not start another one, open a socket, look into other processes, or
 * write anywhere but where it has to.
 *
 *   no_new_privs  no program gains privileges any more
 *   rlimits       memory, descriptors, no core dump, no new process
 *   Landlock      the kernel lets it open only the files and directories of the request, and nothing of the network
 *   seccomp       only the system calls of calls.def; any other fails with EPERM, and standard error and the kernel's log say so
 *
 * There is no way back.  Where the kernel lacks one of these, the others hold: see `lacks`.
 */
#ifndef ANALYZE_CONFINE_CONFINE_H
#define ANALYZE_CONFINE_CONFINE_H

#include <stddef.h>

#include "analyze/base/error.h"
#include "analyze/base/settings.h"

enum confine_files {
    CONFINE_READ,     /* no file is opened for writing, made, renamed or removed */
    CONFINE_NEW,      /* new files are made in `directory`; none that exists is opened for writing */
    CONFINE_TREE,     /* the same, with directories and links below `directory` */
    CONFINE_DATABASE, /* SQLite writes into the directory of `database`: journals and temporary files stand there, too */
};

struct confine_request {
    enum confine_files files;
    const char *database;  /* whose directory is read, and for CONFINE_DATABASE written; NULL: none */
    const char *directory; /* that is written into, for CONFINE_NEW and CONFINE_TREE */
    char *const *inputs;   /* files, and directories, that are read; "-" and what is not there count for nothing */
    size_t count;
    bool reads_all; /* any file may be read: somebody names files later */
    bool terminal;  /* a line editor changes the terminal's modes */
};

/* What holds now, for a person to read: freed with confinement_free(). */
struct confinement {
    char *holds; /* "no_new_privs, rlimits, Landlock ABI 7, seccomp" */
    char *lacks; /* "Landlock: Function not implemented"; NULL where nothing is lacking */
    char *text;  /* both: "no_new_privs, rlimits, seccomp; without Landlock: Function not implemented" */
};

/*
 * From now on the program is confined.  0; or -1 with the error filled where something is lacking and the settings do not allow that.
 */
int confine(const struct settings *settings, const struct confine_request *request, struct confinement *confinement,
            struct error *error);
void confinement_free(struct confinement *confinement);

/* Prints what this machine offers, a line each. */
void confine_describe(void);

#endif
