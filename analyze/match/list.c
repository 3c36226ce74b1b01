#include "analyze/match/list.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/base/buffer.h"
#include "analyze/base/limits.h"

struct reading {
    struct indicators *indicators;
    const struct limits *limits;
    struct json_reader *json;
    struct text_list text;
    const char *list; /* name */
    FILE *in;
    char *line;
    size_t size;
    int64_t number;
};

/* The next line, without its end; false at the end of the file. */
static bool
next_line(struct reading *reading, struct slice *line)
{
    ssize_t len = getline(&reading->line, &reading->size, reading->in);

    if (len < 0)
        return false;
    while (len > 0 && strchr("\r\n", reading->line[len - 1]))
        len--;
    reading->line[len] = '\0';
    *line = (struct slice){ reading->line, (size_t)len };
    reading->number++;
    return true;
}

static bool
is_too_long(const struct reading *reading, const struct buffer *text)
{
    return text->len > (uint64_t)reading->limits->list_bytes;
}

/* A document that goes over many lines, of which the first is read already. */
static int
read_document(struct reading *reading, struct slice first, struct error *error)
{
    struct place place = { reading->list, slice_of("$") };
    struct buffer text = { 0 };
    struct slice line;
    int rc;

    buffer_add(&text, first.ptr, first.len);
    while (!is_too_long(reading, &text) && next_line(reading, &line)) {
        buffer_add(&text, "\n", 1);
        buffer_add(&text, line.ptr, line.len);
    }
    if (is_too_long(reading, &text)) {
        char *bound = LIMIT_TEXT(reading->limits, list_bytes, "a document of JSON of more than @");

        rc = error_set(error, "%s", bound);
        free(bound);
    } else {
        buffer_add(&text, "", 1); /* its NUL */
        rc = json_reader_record(reading->json, (struct slice){ text.ptr, text.len - 1 }, &place, error);
    }
    buffer_free(&text);
    if (rc == 0)
        return error_set(error, "begins as JSON, and is none");
    return rc < 0 ? -1 : 0;
}

/* A line alone is a document, or a record; where the first is neither, all of the file is one document. */
static int
read_json(struct reading *reading, struct slice line, struct error *error)
{
    int rc = 1, records = 0;

    do {
        char *number = xasprintf("%" PRId64, reading->number);
        struct place place = { reading->list, slice_of(number) };

        if (line.len > 0) {
            rc = json_reader_record(reading->json, line, &place, error);
            if (rc == 0 && records > 0)
                indicators_refuse(reading->indicators, line, &place);
        }
        free(number);
        if (rc < 0)
            return -1;
        if (rc == 0 && records == 0)
            return read_document(reading, line, error);
        records++;
    } while (next_line(reading, &line));
    return 0;
}

static int
read_text(struct reading *reading, struct slice line, struct error *error)
{
    do {
        char *number = xasprintf("%" PRId64, reading->number);
        struct place place = { reading->list, slice_of(number) };
        int rc = text_list_line(&reading->text, reading->indicators, line, &place, error);

        free(number);
        if (rc)
            return -1;
    } while (next_line(reading, &line));
    return 0;
}

static int
read_all(struct reading *reading, struct error *error)
{
    struct slice line;
    int rc;

    do {
        if (!next_line(reading, &line))
            return ferror(reading->in) ? error_set(error, "%s", strerror(errno)) : 0;
        if (slice_begins(line, "\xef\xbb\xbf")) /* what some editors begin a file with */
            line = slice_skip(line, 3);
    } while (line.len == 0);
    rc = line.ptr[0] == '{' || line.ptr[0] == '[' ? read_json(reading, line, error) : read_text(reading, line, error);
    return rc == 0 && ferror(reading->in) ? error_set(error, "%s", strerror(errno)) : rc;
}

int
list_read(struct indicators *indicators, const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    struct reading reading = { .indicators = indicators,
                               .limits = indicators_limits(indicators),
                               .list = slash ? slash + 1 : path,
                               .in = fopen(path, "re") };
    int rc = -1;

    if (!reading.in)
        return error_set(error, "%s: %s", path, strerror(errno));
    reading.json = json_reader_open(indicators, error);
    if (reading.json)
        rc = read_all(&reading, error);
    json_reader_free(reading.json);
    text_list_free(&reading.text);
    free(reading.line);
    (void)fclose(reading.in); /* it was only read */
    return rc ? error_prefix(error, "%s", path) : 0;
}
