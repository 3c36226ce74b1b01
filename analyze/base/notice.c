#include "analyze/base/notice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"
#include "analyze/base/escape.h"

void
notice(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = xvasprintf(format, arguments);
    va_end(arguments);
    flockfile(stderr);
    fputs("analyze: ", stderr);
    escape_write(stderr, slice_of(text));
    putc('\n', stderr);
    funlockfile(stderr);
    free(text);
}

void
notice_lines(const char *text)
{
    size_t len;

    flockfile(stderr);
    for (; *text; text += len + (text[len] == '\n')) {
        len = strcspn(text, "\n");
        fputs("    ", stderr);
        escape_write(stderr, (struct slice){ text, len });
        putc('\n', stderr);
    }
    funlockfile(stderr);
}
