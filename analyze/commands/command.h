/*
 * A subcommand: a file analyze/commands/<name>.c that defines one of these; main.c lists it.  The table drives dispatch, usage and
 * --help.
 */
#ifndef ANALYZE_COMMANDS_COMMAND_H
#define ANALYZE_COMMANDS_COMMAND_H

#include "analyze/base/error.h"
#include "analyze/base/settings.h"

/* Exit codes of analyze. */
enum outcome {
    OUTCOME_DONE = 0,
    OUTCOME_ATTENTION = 1, /* done, with something to look at: findings, unverified member, skipped line */
    OUTCOME_FAILED = 2,    /* the error says why */
};

/* An option of a subcommand, for getopt_long and for --help. */
struct option_help {
    char letter;          /* 0 where there is only a long name */
    const char *name;     /* NULL where there is only a letter */
    const char *argument; /* NULL where it takes none */
    const char *help;
};

struct command {
    const char *name;
    const char *arguments; /* as in the usage line: "DB SNAPSHOT..." */
    const char *summary;
    const struct option_help *options; /* ended by an empty one; NULL for none */
    /* argv[0] is the name of the command.  OUTCOME_FAILED fills the error. */
    enum outcome (*run)(int argc, char **argv, const struct settings *settings, struct error *error);
};

extern const struct command command_load;
extern const struct command command_query;
extern const struct command command_shell;
extern const struct command command_snapshots;
extern const struct command command_verify;
extern const struct command command_extract;
extern const struct command command_schema;
extern const struct command command_findings;
extern const struct command command_prove;
extern const struct command command_timeline;
extern const struct command command_match;
extern const struct command command_diff;
extern const struct command command_history;
extern const struct command command_graph;
extern const struct command command_report;
extern const struct command command_netstat;
extern const struct command command_lsof;
extern const struct command command_ss;
extern const struct command command_ps;
extern const struct command command_pstree;

/*
 * Parses the options of a command: calls set(context, option, value) for each (value NULL where it takes none), which
 * returns 0 or fills the error.  Returns the index of the first operand, -1 with the error filled, or -2 when --help was
 * asked for and printed.
 */
int command_options(const struct command *command, int argc, char **argv,
                    int (*set)(void *context, const struct option_help *option, const char *value, struct error *error),
                    void *context, struct error *error);

#endif
