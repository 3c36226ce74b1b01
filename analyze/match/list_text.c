/*
 * Lists of lines: one indicator each, CSV, and Zeek's logs with tabs.
 */
#include "analyze/match/list.h"

#include <stdlib.h>
#include <strings.h>

static struct slice
trimmed(struct slice text)
{
    while (text.len > 0 && strchr(" \t\r\"'", text.ptr[0]))
        text = slice_skip(text, 1);
    while (text.len > 0 && strchr(" \t\r\"'", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* The field with this number, from 1; ptr NULL where there is none.  A separator inside of quotes is part of a field. */
static struct slice
field(struct slice line, char separator, int number)
{
    bool quoted = false;
    size_t start = 0;

    for (size_t i = 0; i <= line.len; i++) {
        if (i < line.len && separator != '\t' && line.ptr[i] == '"')
            quoted = !quoted;
        if (i < line.len && (quoted || line.ptr[i] != separator))
            continue;
        if (--number == 0)
            return (struct slice){ line.ptr + start, i - start };
        start = i + 1;
    }
    return (struct slice){ NULL, 0 };
}

/* Whether the name is one of the words, of which NULL is the last. */
static bool
is_one_of(struct slice name, const char *const *words)
{
    while (*words && (name.len != strlen(*words) || strncasecmp(name.ptr, *words, name.len) != 0))
        words++;
    return *words;
}

/* Whether the line names the columns of CSV. */
static bool
read_header(struct text_list *list, struct slice line)
{
    static const char *const types[] = { "type", "indicator_type", "indicator type", "kind", NULL };
    static const char *const values[] = { "value", "indicator", "ioc", "indicator_value", NULL };
    static const char *const notes[] = { "description", "comment", "note", NULL };
    struct slice name;

    for (int i = 1; (name = field(line, ',', i)).ptr; i++) {
        name = trimmed(name);
        if (is_one_of(name, types))
            list->type_column = i;
        if (is_one_of(name, values))
            list->value_column = i;
        if (is_one_of(name, notes))
            list->note_column = i;
    }
    return list->value_column > 0;
}

static int
add_typed(struct indicators *indicators, struct slice type, struct slice value, struct slice note, struct slice whole,
          const struct place *place, struct error *error)
{
    unsigned kinds = kinds_of_type(type);

    if (kinds == 0) {
        indicators_refuse(indicators, whole, place);
        return 0;
    }
    return indicators_add(indicators, kinds, value, note, place, error);
}

/* TYPE:VALUE, TYPE,VALUE, VALUE or VALUE,...; an address of IPv6 has colons, too, but no type before them. */
static int
add_plain(struct indicators *indicators, struct slice line, const struct place *place, struct error *error)
{
    const struct slice none = { NULL, 0 };
    struct slice first = trimmed(field(line, ',', 1)), second = field(line, ',', 2), type = field(first, ':', 1);

    if (second.ptr && kinds_of_type(first))
        return add_typed(indicators, first, trimmed(second), none, line, place, error);
    if (type.len < first.len && kinds_of_type(type))
        return add_typed(indicators, type, trimmed(slice_skip(first, type.len + 1)), none, line, place, error);
    return indicators_add(indicators, KIND_ANY, first, (struct slice){ NULL, 0 }, place, error);
}

/* The value of a column of Zeek; ptr NULL where it is unset, or there is no such column. */
static struct slice
zeek_value(const struct text_list *list, struct slice line, const char *name)
{
    for (size_t i = 0; i < list->zeek_count; i++)
        if (strcmp(list->zeek_fields[i], name) == 0) {
            struct slice value = field(line, list->separator, (int)i + 1);

            return slice_is(value, "-") || slice_is(value, "(empty)") ? (struct slice){ NULL, 0 } : value;
        }
    return (struct slice){ NULL, 0 };
}

static int64_t
port_of(struct slice text)
{
    int64_t number = 0;

    for (size_t i = 0; i < text.len && number < 65536; i++)
        number = text.ptr[i] >= '0' && text.ptr[i] <= '9' ? number * 10 + (text.ptr[i] - '0') : 65536;
    return text.len > 0 && number < 65536 ? number : 0;
}

static int
add_zeek(const struct text_list *list, struct indicators *indicators, struct slice line, const struct place *place,
         struct error *error)
{
    struct flow_seen flow = {
        .source = zeek_value(list, line, "id.orig_h"),
        .destination = zeek_value(list, line, "id.resp_h"),
        .source_port = port_of(zeek_value(list, line, "id.orig_p")),
        .destination_port = port_of(zeek_value(list, line, "id.resp_p")),
        .protocol = zeek_value(list, line, "proto"),
        .community_id = zeek_value(list, line, "community_id"),
    };
    int64_t lasted = 0;
    struct slice note;

    if (!time_of_text(zeek_value(list, line, "ts"), &flow.begin_ns)) {
        indicators_refuse(indicators, line, place);
        return 0;
    }
    (void)time_of_text(zeek_value(list, line, "duration"), &lasted); /* unset for a single packet */
    flow.end_ns = time_after(flow.begin_ns, lasted);
    note = zeek_value(list, line, "service");
    if (!note.ptr)
        note = zeek_value(list, line, "uid"); /* by which the other logs have it */
    return indicators_add_flow(indicators, &flow, note, place, error);
}

static void
read_zeek_fields(struct text_list *list, struct slice line)
{
    struct slice name;

    for (int i = 2; (name = field(line, list->separator, i)).ptr; i++) {
        list->zeek_fields = xrealloc(list->zeek_fields, (list->zeek_count + 1) * sizeof(*list->zeek_fields));
        list->zeek_fields[list->zeek_count++] = xstrndup(name.ptr, name.len);
    }
}

int
text_list_line(struct text_list *list, struct indicators *indicators, struct slice line, const struct place *place,
               struct error *error)
{
    bool first = !list->begun;

    if (slice_begins(line, "#separator")) /* \x09, and nobody changes it */
        list->separator = '\t';
    if (list->separator && slice_begins(line, "#fields"))
        read_zeek_fields(list, line);
    if (line.len == 0 || line.ptr[0] == '#' || trimmed(line).len == 0)
        return 0;
    list->begun = true;
    if (list->separator)
        return add_zeek(list, indicators, line, place, error);
    if (first && memchr(line.ptr, ',', line.len) && read_header(list, line))
        return 0;
    if (list->value_column) {
        struct slice value = trimmed(field(line, ',', list->value_column)), note = { NULL, 0 };

        if (list->note_column)
            note = trimmed(field(line, ',', list->note_column));
        if (note.len == 0)
            note.ptr = NULL;
        if (!list->type_column)
            return indicators_add(indicators, KIND_ANY, value, note, place, error);
        return add_typed(indicators, trimmed(field(line, ',', list->type_column)), value, note, line, place, error);
    }
    return add_plain(indicators, line, place, error);
}

void
text_list_free(struct text_list *list)
{
    for (size_t i = 0; i < list->zeek_count; i++)
        free(list->zeek_fields[i]);
    free(list->zeek_fields);
}
