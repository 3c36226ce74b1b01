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
    struct buffer line;
    bool too_long; /* the line was, so it ended the reading */
    int64_t number;
};

/* The next line, without its end, a NUL behind it; false at the end of the file, or of what may be read of it. */
static bool
next_line(struct reading *reading, struct slice *line)
{
    struct buffer *text = &reading->line;
    uint64_t most = (uint64_t)reading->limits->list_bytes;
    int c;

    text->len = 0;
    while ((c = getc_unlocked(reading->in)) != EOF && c != '\n' && text->len <= most)
        buffer_add(text, &(char){ (char)c }, 1);
    reading->too_long = text->len > most;
    if (reading->too_long || (c == EOF && text->len == 0))
        return false;
    while (text->len > 0 && text->ptr[text->len - 1] == '\r')
        text->len--;
    buffer_add(text, "", 1);
    *line = (struct slice){ text->ptr, text->len - 1 };
    reading->number++;
    return true;
}

static bool
is_too_long(const struct reading *reading, const struct buffer *text)
{
    return text->len > (uint64_t)reading->limits->list_bytes;
}

static int
refuse_too_long(const struct reading *reading, const char *format, struct error *error)
{
    char *bound = LIMIT_TEXT(reading->limits, list_bytes, format);

    error_set(error, "%s", bound);
    free(bound);
    return -1;
}

/* A document that goes over many lines, of which the first is read already. */
static int
read_document(struct reading *reading, struct slice first, struct error *error)
{
    struct place place = { reading->list, slice_of("$") };
    struct buffer text = { 0 };
    struct slice line;
    int rc;

    /* The first line may be all of it: it is not copied. */
    text = reading->line;
    reading->line = (struct buffer){ 0 };
    (void)memmove(text.ptr, first.ptr, first.len);
    text.len = first.len;
    while (!is_too_long(reading, &text) && next_line(reading, &line)) {
        buffer_add(&text, "\n", 1);
        buffer_add(&text, line.ptr, line.len);
    }
    if (reading->too_long || is_too_long(reading, &text)) {
        rc = refuse_too_long(reading, "a document of JSON of more than @", error);
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
            return reading->too_long     ? refuse_too_long(reading, "a line of more than @", error)
                   : ferror(reading->in) ? error_set(error, "%s", strerror(errno))
                                         : 0;
        if (slice_begins(line, "\xef\xbb\xbf")) /* what some editors begin a file with */
            line = slice_skip(line, 3);
    } while (line.len == 0);
    rc = line.ptr[0] == '{' || line.ptr[0] == '[' ? read_json(reading, line, error) : read_text(reading, line, error);
    if (rc == 0 && reading->too_long)
        return refuse_too_long(reading, "a line of more than @", error);
    return rc == 0 && ferror(reading->in) ? error_set(error, "%s", strerror(errno)) : rc;
}

int
list_read(struct indicators *indicators, const char *path, struct error *error)
{
    bool is_standard = strcmp(path, "-") == 0;
    const char *name = is_standard ? "standard input" : path, *slash = strrchr(name, '/');
    struct reading reading = { .indicators = indicators,
                               .limits = indicators_limits(indicators),
                               .list = slash ? slash + 1 : name,
                               .in = is_standard ? stdin : fopen(path, "re") };
    int rc = -1;

    if (!reading.in)
        return error_set(error, "%s: %s", path, strerror(errno));
    reading.json = json_reader_open(indicators, error);
    if (reading.json)
        rc = read_all(&reading, error);
    json_reader_free(reading.json);
    text_list_free(&reading.text);
    buffer_free(&reading.line);
    if (!is_standard)
        (void)fclose(reading.in); /* it was only read */
    return rc ? error_prefix(error, "%s", name) : 0;
}
