/*
 * The options by which a command is told for which snapshots its answer is: analyze/query/scope.h.
 */
#ifndef ANALYZE_COMMANDS_SCOPE_OPTIONS_H
#define ANALYZE_COMMANDS_SCOPE_OPTIONS_H

#include "analyze/commands/command.h"
#include "analyze/query/scope.h"

/* Rows of a command's table of options.  A command whose own --all is that of another tool leaves out the last: --each serves. */
#define SCOPE_OPTIONS                    \
    SCOPE_OPTIONS_BUT_ALL,               \
    {                                    \
        0, "all", NULL, "every snapshot" \
    }

/* Of a command whose answers are of one snapshot each. */
#define SCOPE_OPTIONS_ONE_BY_ONE             \
    SCOPE_OPTIONS_BUT_ALL,                   \
    {                                        \
        0, "all", NULL, "the same as --each" \
    }

/* Of a command whose answer is of one snapshot alone: what may mean several is refused where it does. */
#define SCOPE_OPTIONS_OF_ONE                                                                            \
    { 0, "host", "NAME", "the newest snapshot of this host" },                                          \
        { 0, "at", "TIME", "the newest snapshot that was begun by then" },                              \
        { 0, "snapshot", "ID", "this snapshot; latest, or the name of a host, for its newest" },        \
        { 0, "each", NULL, "every snapshot: refused where there are several, as a picture is of one" }, \
    {                                                                                                   \
        0, "all", NULL, "the same as --each"                                                            \
    }

/* Of a command that tells what was over time: see scope_limit(). */
#define SCOPE_OPTIONS_OVER_TIME                                                                       \
    { 0, "host", "NAME", "only snapshots of this host" },                                             \
        { 0, "at", "TIME", "of each host, only the newest snapshot that was begun by then" },         \
        { 0, "snapshot", "ID", "only this snapshot; latest, or the name of a host, for its newest" }, \
        { 0, "each", NULL, "every snapshot (the default)" },                                          \
    {                                                                                                 \
        0, "all", NULL, "the same as --each"                                                          \
    }

#define SCOPE_OPTIONS_BUT_ALL                                                                         \
    { 0, "host", "NAME", "the newest snapshot of this host" },                                        \
        { 0, "at", "TIME", "the newest snapshot of each host that was begun by then" },               \
        { 0, "snapshot", "ID", "only this snapshot; latest, or the name of a host, for its newest" }, \
    {                                                                                                 \
        0, "each", NULL, "every snapshot, one after the other"                                        \
    }

/* Takes the option, if it is one of those: whether it was. */
bool scope_option(struct scope *scope, const struct option_help *option, const char *value);

#endif
