#include "analyze/base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
error_set(struct error *error, const char *format, ...)
{
    va_list arguments;

    if (error->text)
        return -1;
    va_start(arguments, format);
    error->text = xvasprintf(format, arguments);
    va_end(arguments);
    return -1;
}

int
error_prefix(struct error *error, const char *format, ...)
{
    va_list arguments;
    char *prefix;
    char *text;

    va_start(arguments, format);
    prefix = xvasprintf(format, arguments);
    va_end(arguments);
    text = xasprintf("%s: %s", prefix, error->text ? error->text : "failed");
    free(prefix);
    free(error->text);
    error->text = text;
    return -1;
}

int
error_detail(struct error *error, const char *format, ...)
{
    char *before = error->detail, *line;
    va_list arguments;

    va_start(arguments, format);
    line = xvasprintf(format, arguments);
    va_end(arguments);
    error->detail = xasprintf("%s%s%s", before ? before : "", before ? "\n" : "", line);
    free(line);
    free(before);
    return -1;
}

void
error_clear(struct error *error)
{
    free(error->text);
    free(error->detail);
    *error = (struct error){ 0 };
}

_Noreturn void
die(const char *what)
{
    /*
     * No stdio, and nothing of atexit(3): it may allocate, and memory may have run out.  What SQLite had begun to write, the
     * next program that opens the database rolls back.  When the write fails, too, the exit status says it all the same.
     */
    if (write(STDERR_FILENO, "analyze: ", 9) < 0 || write(STDERR_FILENO, what, strlen(what)) < 0 ||
        write(STDERR_FILENO, "\n", 1) < 0)
        _exit(2);
    _exit(2);
}

void *
xmalloc(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);

    if (!memory)
        die("out of memory");
    return memory;
}

void *
xrealloc(void *old, size_t size)
{
    void *memory = realloc(old, size > 0 ? size : 1);

    if (!memory)
        die("out of memory");
    return memory;
}

char *
xstrndup(const char *text, size_t len)
{
    size_t used = strnlen(text, len);
    char *copy = xmalloc(used + 1);

    memcpy(copy, text, used);
    copy[used] = '\0';
    return copy;
}

char *
xasprintf(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = xvasprintf(format, arguments);
    va_end(arguments);
    return text;
}

char *
xvasprintf(const char *format, va_list arguments)
{
    char *text;

    if (vasprintf(&text, format, arguments) < 0)
        die("out of memory");
    return text;
}
