#include "analyze/shell/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum input_kind
next(struct input *input, bool begun, const char **line)
{
    struct stream *stream = input->context;
    ssize_t len;

    (void)begun;
    errno = 0;
    len = getline(&stream->line, &stream->size, stream->in);
    if (len < 0) {
        if (errno == ENOMEM)
            die("out of memory");
        stream->error = ferror(stream->in) ? errno : 0;
        return INPUT_END;
    }
    if (len > 0 && stream->line[len - 1] == '\n')
        stream->line[--len] = '\0';
    if (len > 0 && stream->line[len - 1] == '\r')
        stream->line[--len] = '\0';
    /* SQLite ends at a NUL; what follows must not be dropped without a word. */
    for (ssize_t i = 0; i < len; i++)
        if (stream->line[i] == '\0')
            stream->line[i] = '\x01';
    input->number++;
    *line = stream->line;
    return INPUT_LINE;
}

static void
begin(struct stream *stream, FILE *in, const char *name)
{
    *stream = (struct stream){ .in = in };
    stream->input = (struct input){ .name = name, .context = stream, .next = next };
}

int
stream_open(struct stream *stream, const char *path, struct error *error)
{
    FILE *in = fopen(path, "re");

    if (!in)
        return error_set(error, "%s: %s", path, strerror(errno));
    begin(stream, in, path);
    return 0;
}

void
stream_standard(struct stream *stream)
{
    begin(stream, stdin, "standard input");
}

int
stream_close(struct stream *stream, struct error *error)
{
    free(stream->line);
    if (stream->in != stdin)
        (void)fclose(stream->in); /* it was only read */
    return stream->error ? error_set(error, "%s: %s", stream->input.name, strerror(stream->error)) : 0;
}
