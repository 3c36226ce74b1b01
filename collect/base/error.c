#include "collect/base/error.h"

#include <string.h>

int
error_set(struct error *error, const char *format, ...)
{
    va_list arguments;

    if (error->text.len > 0)
        return -1;
    va_start(arguments, format);
    bytes_vformat(&error->text, format, arguments);
    va_end(arguments);
    return -1;
}

int
error_errno(struct error *error, int number, const char *format, ...)
{
    va_list arguments;

    if (error->text.len > 0)
        return -1;
    va_start(arguments, format);
    bytes_vformat(&error->text, format, arguments);
    va_end(arguments);
    bytes_format(&error->text, ": %s", strerror(number));
    return -1;
}
