/*
 * Lists of indicators, of which the content says what they are: lines (with # comments), CSV (a column of types and one of values, or the
 * first column), STIX 2 bundles and MISP events, eve.json of Suricata and conn.log of Zeek (tabs or JSON).
 */
#ifndef ANALYZE_MATCH_LIST_H
#define ANALYZE_MATCH_LIST_H

#include "analyze/match/indicator.h"

/* Reads a list; - is standard input.  0, or -1 with the error filled where it cannot be read, or is of no such form. */
int list_read(struct indicators *indicators, const char *path, struct error *error);

/* The forms.  A record is a whole document of JSON, or a line that is one, with a NUL behind it: 1 when it was read, 0 for no JSON, -1 with the error filled. */
struct json_reader;
struct json_reader *json_reader_open(struct indicators *indicators, struct error *error);
void json_reader_free(struct json_reader *reader);
int json_reader_record(struct json_reader *reader, struct slice record, const struct place *place, struct error *error);

/* A pattern of STIX: each comparison that names a value. */
int stix_pattern(struct indicators *indicators, struct slice pattern, struct slice note, const struct place *place,
                 struct error *error);

/* Lines of text, one after the other; zero it before the first. */
struct text_list {
    int type_column, value_column, note_column; /* of CSV, from 1; 0 for none */
    bool begun;
    char separator;     /* of Zeek's columns; 0: it is no such log */
    char **zeek_fields; /* names of its columns */
    size_t zeek_count;
};
int text_list_line(struct text_list *list, struct indicators *indicators, struct slice line, const struct place *place,
                   struct error *error);
void text_list_free(struct text_list *list);

/* A time in seconds since the epoch with a fraction, or as 2026-01-31T12:00:00.5+0100, in nanoseconds; false for what is none. */
bool time_of_text(struct slice text, int64_t *ns);

/* When what began then and lasted so long ended: the last time that there is, where that would be later. */
int64_t time_after(int64_t begin_ns, int64_t lasted_ns);

#endif
