/*
 * What went wrong, on its way up to main.c, which prints it and exits.  A function that fails fills the error and
 * returns -1.
 */
#ifndef ANALYZE_BASE_ERROR_H
#define ANALYZE_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct error {
    char *text;   /* one line without a newline; NULL while nothing went wrong */
    char *detail; /* lines to show below it, such as the place in an SQL text; NULL for none */
    bool unread;  /* nobody reads the output any more, which is the reader's wish and no fault */
};

/* Formats the text (the first error stays; later ones are dropped) and returns -1. */
int error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "prefix: " before the text and returns -1. */
int error_prefix(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds a line to the detail, while there is an error, and returns -1. */
int error_detail(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

void error_clear(struct error *error);

/* Out of memory or a bug of ours: writes one line and exits with 2.  A lack of memory is never reported as a struct error. */
_Noreturn void die(const char *what);
void *xmalloc(size_t size);
void *xrealloc(void *old, size_t size);
char *xstrndup(const char *text, size_t len);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

#endif
