/*
 * The command line of lsof, which is none of getopt's: options may begin with +, and some take a value only where one follows.
 */
#ifndef ANALYZE_COMMANDS_LSOF_OPTIONS_H
#define ANALYZE_COMMANDS_LSOF_OPTIONS_H

#include "analyze/answers/lsof/request.h"
#include "analyze/commands/answer_options.h"

struct lsof_options {
    const char *database;
    struct answer_options answer; /* format NULL where none is said */
    struct lsof_request request;
    bool crossing; /* -x */
};

/* 0; -1 with the error filled; -2 where --help or -v was asked for and printed. */
int lsof_options_read(struct lsof_options *options, int argc, char **argv, struct error *error);

#endif
