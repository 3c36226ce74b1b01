/*
 * The options of lsof: a row of the table says all of each.
 */
#ifndef ANALYZE_COMMANDS_LSOF_OPTION_TABLE_H
#define ANALYZE_COMMANDS_LSOF_OPTION_TABLE_H

#include "analyze/commands/lsof_options.h"

/* Whether an option takes a value. */
enum lsof_value {
    LSOF_NONE,
    LSOF_NEEDED,
    LSOF_OPTIONAL, /* the rest of the word, or the next word if that begins neither with - nor with + */
    LSOF_DIGITS,   /* digits; what follows them is the next option */
};

struct lsof_option {
    char letter;
    const char *signs; /* - or + or both */
    enum lsof_value value;
    const char *argument; /* for the help */
    const char *help;
    int (*set)(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
               struct error *error);
    const char *refused; /* why a snapshot has no answer; NULL where it has one */
    const char *ignored; /* why it changes nothing */
};

/* The row of an option; NULL for what is none. */
const struct lsof_option *lsof_option_find(char letter, char sign);

/* Row by row, for the help; NULL behind the last. */
const struct lsof_option *lsof_option_at(size_t index);

#endif
