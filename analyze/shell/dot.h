/*
 * Dot-commands: a table of those that work, and of those of other shells that do not, with what to type instead.
 */
#ifndef ANALYZE_SHELL_DOT_H
#define ANALYZE_SHELL_DOT_H

#include "analyze/shell/shell.h"

/* What the argument of a command is, for completion. */
enum dot_words { DOT_NO_WORDS, DOT_COMMANDS, DOT_TABLES, DOT_HOSTS, DOT_FORMATS };

struct dot_command {
    const char *name; /* without the dot */
    const char *arguments;
    const char *help;
    size_t least, most; /* arguments */
    /* `words` has `count` arguments and then NULL. */
    int (*run)(struct shell *shell, char **words, size_t count, struct error *error);
    enum dot_words words;
};

/* The commands that work; the last has no name. */
extern const struct dot_command dot_commands[];

/* Runs a line that begins with a dot, or with @ and the name of a question.  0, or -1 with the error filled. */
int dot_run(struct shell *shell, const char *line, struct error *error);

/* The command that a word means, which may be cut where no other begins so; NULL with the error filled. */
const struct dot_command *dot_command_of(const char *word, struct error *error);

/* Commands, by their file. */
#define DOT_RUN(name) int dot_##name(struct shell *shell, char **words, size_t count, struct error *error)
DOT_RUN(host);
DOT_RUN(at);
DOT_RUN(snapshot);
DOT_RUN(each);
DOT_RUN(all);
DOT_RUN(snapshots);
DOT_RUN(tables);
DOT_RUN(indexes);
DOT_RUN(schema);
DOT_RUN(mode);
DOT_RUN(nullvalue);
DOT_RUN(questions);
DOT_RUN(output);
DOT_RUN(once);
DOT_RUN(timer);
DOT_RUN(bail);
DOT_RUN(show);

/* Frees the texts of a scope that the shell owns. */
void dot_scope_free(struct scope *scope);

#endif
