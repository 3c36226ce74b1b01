/*
 * Values for the parameters of the analyst's SQL: analyze query --param NAME=VALUE, or @QUESTION NAME=VALUE in the shell.
 */
#ifndef ANALYZE_QUERY_PARAMETERS_H
#define ANALYZE_QUERY_PARAMETERS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/error.h"

struct parameter {
    char *name;  /* without : @ or $ */
    char *value; /* NULL for NULL */
    bool given;  /* by the user; else a default of the question */
    bool used;   /* some statement has it */
};

struct parameters {
    struct parameter *list;
    size_t count;
    bool shell; /* they stand behind a question, in the shell, and not in --param: what messages say */
};

/* Takes NAME=VALUE as the user wrote it; the last of a name counts. */
int parameters_add(struct parameters *parameters, const char *text, struct error *error);

/* A value for a parameter that the user gave none. */
void parameters_default(struct parameters *parameters, const char *name, size_t name_len, const char *value);

/*
 * Binds each parameter of the statement; a whole number is bound as one, anything else as text.  An error that names the
 * parameter where there is no value.
 */
int parameters_bind(struct parameters *parameters, sqlite3_stmt *statement, struct error *error);

/* An error where the user gave a value that no statement has used. */
int parameters_check_used(const struct parameters *parameters, struct error *error);

void parameters_free(struct parameters *parameters);

#endif
