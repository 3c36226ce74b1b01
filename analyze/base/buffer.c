#include "analyze/base/buffer.h"

#include <stdarg.h>
#include <stdlib.h>

#include "analyze/base/error.h"

void
buffer_add(struct buffer *buffer, const void *bytes, size_t len)
{
    if (len == 0)
        return;
    if (len > SIZE_MAX / 4 || buffer->len > SIZE_MAX / 4)
        die("buffer too large");
    if (buffer->len + len > buffer->size) {
        buffer->size = buffer->size * 2 > buffer->len + len ? buffer->size * 2 : buffer->len + len;
        buffer->ptr = xrealloc(buffer->ptr, buffer->size);
    }
    memcpy(buffer->ptr + buffer->len, bytes, len);
    buffer->len += len;
}

void
buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = xvasprintf(format, arguments);
    va_end(arguments);
    buffer_add(buffer, text, strlen(text));
    free(text);
}

void
buffer_free(struct buffer *buffer)
{
    free(buffer->ptr);
    *buffer = (struct buffer){ 0 };
}
