#include "analyze/load/member.h"

#include <stdlib.h>

#include "analyze/archive/member_path.h"
#include "analyze/formats/registry.h"
#include "analyze/load/contents.h"
#include "analyze/load/inet_sockets.h"
#include "analyze/load/rows.h"
#include "analyze/load/store.h"

int
load_problem(struct load *load, struct maybe member_id, size_t line, const char *want, struct slice have)
{
    load->result->problems++;
    return store_problem(load->store, load->result->snapshot_id, member_id, line, want, have, load->error);
}

static int
on_line_problem(void *context, size_t line, const char *want, struct slice have)
{
    struct load *load = context;

    if (++load->member_problems > load->limits->problems)
        return 0;
    if (load->member_problems == load->limits->problems)
        return load_problem(load, maybe_of(load->member_id), line,
                            "a member with fewer problems (see --limit problems)", slice_of("more, not listed"));
    return load_problem(load, maybe_of(load->member_id), line, want, have);
}

/* Whether so many rows more may be made of the archive. */
static bool
has_room(const struct load *load, int64_t more)
{
    int64_t rows = load->result->rows + more;

    return rows <= load->limits->rows && (rows <= load->limits->dense_rows || rows <= load->arrived);
}

/* Says that rows of the present member were left out, from this line on: once for each member, while there are not too many such members. */
static int
leave_out(struct load *load, size_t line)
{
    char *want;
    int result;

    if (load->member_full)
        return 0;
    load->member_full = true;
    if (load->left_out > load->limits->problems)
        return 0;
    if (++load->left_out > load->limits->problems)
        return load_problem(load, maybe_of(load->member_id), line,
                            "fewer members with rows that are left out (see --limit problems)",
                            slice_of("more, not listed"));
    want = load->result->rows >= load->limits->rows
               ? LIMIT_TEXT(load->limits, rows, "at most @ rows of an archive")
               : LIMIT_TEXT(load->limits, dense_rows, "at most @ rows of an archive that has fewer bytes than rows");
    result = load_problem(load, maybe_of(load->member_id), line, want, slice_of("more, which are left out"));
    free(want);
    return result;
}

static int
on_row(void *context, const struct table *table, const void *record, size_t line)
{
    struct load *load = context;
    struct slice text = rows_too_long(table, record, load->limits->field_bytes);

    if (!has_room(load, 1))
        return leave_out(load, line);
    if (text.ptr) {
        char *want = LIMIT_TEXT(load->limits, field_bytes, "texts of at most @");
        int result = on_line_problem(load, line, want, text);

        free(want);
        return result;
    }
    load->result->rows++;
    load->result->unknown += table == shared_tables[SHARED_UNKNOWN_COLUMNS];
    inet_sockets_add(load->sockets, table, record, load->member_id, (int64_t)line);
    for (const struct table *const *shared = shared_tables; *shared; shared++)
        load->member_unknown = load->member_unknown || table == *shared;
    return rows_insert(load->rows, table, load->result->snapshot_id, load->member_id, line, record, load->error);
}

/* Whether the manifest says that another member goes on with the dump. */
static bool
is_continued(struct slice reason)
{
    static const char mark[] = "continued in ";

    return reason.ptr && memmem(reason.ptr, reason.len, mark, sizeof(mark) - 1);
}

/* Reads a member some of whose rows are in tables that members with the same content share. */
static int
parse_content(struct load *load, const struct format *format, const struct rows_kinds *kinds, struct slice sha256,
              struct format_input *input, const struct format_sink *sink)
{
    int64_t pid = input->pid, tid = input->tid, rows = load->result->rows;
    struct content content;
    int result = contents_find(load->contents, format, kinds, sha256, input, &content, load->error);

    if (result == 0 && content.known && !has_room(load, content.rows)) { /* it has fewer rows here */
        contents_end(&content);
        result = contents_find(load->contents, format, kinds, (struct slice){ NULL, 0 }, input, &content, load->error);
    }
    if (result)
        return -1;
    rows_set_content(load->rows, content.id, content.known);
    if (content.known && kinds->all)
        load->result->rows += content.rows;
    else
        result = format->parse(input, sink);
    if (result == 0 && !content.known)
        result = contents_add(load->contents, &content, load->result->rows - rows,
                              load->member_problems > 0 || load->member_unknown || load->member_full, load->error);
    if (result == 0)
        result = contents_member(load->contents, &content, load->result->snapshot_id, load->member_id, pid, tid,
                                 load->error);
    contents_end(&content);
    return result;
}

static int
parse(struct load *load, const struct format *format, const struct member_path *member,
      const struct manifest_line *line, bool verified, struct slice content)
{
    struct format_sink sink = { load, on_row, on_line_problem };
    struct rows_kinds kinds = rows_kinds_of(load->rows, format);
    /* Under another bound there may be other problems. */
    bool shared = verified && load->limits->field_bytes == limits_usual.field_bytes;
    struct format_input input = {
        .text = content,
        .text_most = (size_t)load->limits->field_bytes,
        .big_endian = load->big_endian,
        .word_bits = load->word_bits,
        .continued = is_continued(line->reason),
        .source = line->source,
        .cut = !slice_is(line->state, "ok"),
        .file = member->file,
        .pass = member->pass,
        .net_namespace = member->net_namespace,
        .pid = member->pid,
        .tid = member->tid,
    };

    if (kinds.count == 0)
        return format->parse(&input, &sink);
    return parse_content(load, format, &kinds, shared ? line->sha256 : (struct slice){ NULL, 0 }, &input, &sink);
}

/* Whether a member with this state was read to its end. */
static bool
is_read(struct slice state)
{
    return slice_is(state, "ok") || slice_is(state, "empty");
}

int
load_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    struct load *load = context;
    struct member_path member = member_path_of(line->path);
    const char *name = member_path_format(&member);
    const struct format *format;

    if (store_member(load->store, load->result->snapshot_id, line, verified, &load->member_id, error))
        return -1;
    load->member_path.len = 0;
    buffer_add(&load->member_path, line->path.ptr, line->path.len);
    load->member_problems = 0;
    load->member_full = false;
    load->member_unknown = false;
    if (!name && verified && !slice_is(line->path, SNAPSHOT_META))
        return load_problem(load, maybe_of(load->member_id), 0, "a file that this version knows", line->path);
    format = name ? format_by_name(name) : NULL;
    if (!format || !content.ptr)
        return 0;
    if (content.len == 0 && is_read(line->state) && format->never_empty)
        return load_problem(load, maybe_of(load->member_id), 0, "content: this file is never empty",
                            slice_of("no bytes"));
    return parse(load, format, &member, line, verified, content);
}
