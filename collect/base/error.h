/*
 * Why the run cannot go on.  The error goes up to main.c, which prints it and exits.  A refusal by the kernel is not
 * such an error: it is data, a line in the manifest.
 */
#ifndef COLLECT_BASE_ERROR_H
#define COLLECT_BASE_ERROR_H

#include "collect/base/bytes.h"

struct error {
    struct bytes text; /* one line; empty if there is no error */
};

/* Sets the text, unless an earlier error has set it.  Returns -1. */
int error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, followed by ": " and strerror(3) of the errno value. */
int error_errno(struct error *error, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
