/*
 * analyze help: the usage with all commands and topics, what a command's options are, and topics.  A topic is a part of the manual
 * (topics.h), or what one of our tables has: a line in help.c.
 */
#ifndef ANALYZE_COMMANDS_HELP_H
#define ANALYZE_COMMANDS_HELP_H

#include "analyze/commands/command.h"

/* The command of that name in a list that ends in NULL; NULL for none. */
const struct command *help_command(const struct command *const *commands, const char *name);

void help_usage(const struct command *const *commands);

/* Prints what there is about a command or a topic; another name is an error that has the nearest one. */
enum outcome help_about(const struct command *const *commands, char *name, struct error *error);

#endif
