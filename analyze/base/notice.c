#include "analyze/base/notice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
