/*
 * Why the run cannot go on, on its way up to main.c, which prints it and exits.  What the kernel refuses is not an error but
 * data: a line of the manifest.
 */
#ifndef COLLECT_BASE_ERROR_H
#define COLLECT_BASE_ERROR_H

#include "collect/base/bytes.h"

struct error {
    struct bytes text; /* one line; empty while nothing went wrong */
};

/* Formats the text (the first error stays) and returns -1. */
int error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with ": " and the message and name of the errno value after it. */
int error_errno(struct error *error, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
