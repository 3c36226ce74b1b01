#include "analyze/prove/show.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyze/base/error.h"
#include "analyze/base/escape.h"

/* Bytes of a place that are shown: more of them are counted, and in JSON all are there. */
#define SHOWN_BYTES (16 << 10)

/* Bytes in a line of hexadecimal digits. */
#define HEX_BYTES 16

#define INDENT    "    "

static void
write_hex_line(FILE *out, size_t offset, struct slice bytes)
{
    fprintf(out, INDENT INDENT "%04zx ", offset);
    for (size_t i = 0; i < HEX_BYTES; i++) {
        if (i < bytes.len)
            fprintf(out, " %02x", (unsigned)(unsigned char)bytes.ptr[i]);
        else
            fputs("   ", out);
    }
    fputs("  ", out);
    for (size_t i = 0; i < bytes.len; i++)
        putc(bytes.ptr[i] >= ' ' && bytes.ptr[i] <= '~' ? bytes.ptr[i] : '.', out);
    putc('\n', out);
}

static void
write_hex(FILE *out, struct slice bytes)
{
    for (size_t at = 0; at < bytes.len; at += HEX_BYTES) {
        struct slice rest = slice_skip(bytes, at);

        if (rest.len > HEX_BYTES)
            rest.len = HEX_BYTES;
        write_hex_line(out, at, rest);
    }
}

/* Each line of a text on a line of its own; all other control characters escaped. */
static void
write_lines(FILE *out, struct slice bytes)
{
    do {
        const char *newline = bytes.len > 0 ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
        size_t len = newline ? (size_t)(newline - bytes.ptr) : bytes.len;

        fputs(INDENT INDENT, out);
        escape_write(out, (struct slice){ bytes.ptr, len });
        putc('\n', out);
        bytes = slice_skip(bytes, newline ? len + 1 : len);
    } while (bytes.len > 0);
}

static void
write_excerpt(FILE *out, const struct excerpt *excerpt)
{
    struct slice bytes = excerpt->bytes;

    if (bytes.len > SHOWN_BYTES)
        bytes.len = SHOWN_BYTES;
    fprintf(out, INDENT "%zu byte%s%s\n", excerpt->bytes.len, excerpt->bytes.len == 1 ? "" : "s",
            excerpt->whole ? ", the whole member" : "");
    if (excerpt->binary)
        write_hex(out, bytes);
    else
        write_lines(out, bytes);
    if (bytes.len < excerpt->bytes.len)
        fprintf(out, INDENT INDENT "(%zu bytes more, which --format json has)\n", excerpt->bytes.len - bytes.len);
}

static void
write_row(FILE *out, const struct proof_row *row)
{
    fprintf(out, INDENT "%s:", row->table);
    for (size_t i = 0; i < row->count; i++) {
        const struct proof_cell *cell = &row->cells[i];

        if (cell->null)
            continue;
        fprintf(out, " %s=", cell->column);
        escape_write(out, buffer_slice(&cell->bytes));
    }
    putc('\n', out);
}

static void
write_place(FILE *out, const struct proof_place *place)
{
    const struct evidence_member *member = place->member;

    fprintf(out, "\n%s  ", place->role);
    escape_write(out, slice_of(place->path));
    if (place->line)
        fprintf(out, ":%" PRId64, place->line);
    putc('\n', out);
    write_excerpt(out, &place->excerpt);
    for (size_t i = 0; i < place->count; i++)
        write_row(out, &place->rows[i]);
    fprintf(out, INDENT "member: %" PRId64 " bytes, SHA-256 %s\n", member->bytes, member->sha256.hex);
    fprintf(out, INDENT "manifest/%06" PRId64 ":%zu: ", member->segment, member->manifest_line);
    escape_write(out, slice_of(member->manifest));
    putc('\n', out);
}

static void
write_chain(FILE *out, const struct proof *proof)
{
    const struct evidence *evidence = &proof->evidence;
    int64_t first = show_first_segment(proof);

    fputs("\nchain\n", out);
    for (size_t i = 0; i < evidence->link_count; i++)
        if (evidence->links[i].segment >= first)
            fprintf(out, INDENT "manifest/%06" PRId64 ": SHA-256 %s\n", evidence->links[i].segment,
                    evidence->links[i].sha256.hex);
    if (!evidence->end) {
        fputs(INDENT "no end record\n", out);
        return;
    }
    fprintf(out, INDENT "manifest/%06" PRId64 ":%zu: ", evidence->end_segment, evidence->end_line);
    escape_write(out, slice_of(evidence->end));
    putc('\n', out);
}

int64_t
show_first_segment(const struct proof *proof)
{
    int64_t first = INT64_MAX;

    for (size_t i = 0; i < proof->count; i++)
        for (size_t k = 0; k < proof->things[i].count; k++)
            if (proof->things[i].places[k].member->segment < first)
                first = proof->things[i].places[k].member->segment;
    return first;
}

static void
write_named(FILE *out, const char *name, const char *text)
{
    if (!text)
        return;
    fputs(name, out);
    escape_write(out, slice_of(text));
}

void
show_text(FILE *out, const struct proof *proof)
{
    char *notebook = show_notebook(proof);

    fprintf(out, "snapshot %" PRId64, proof->snapshot_id);
    write_named(out, ": ", proof->host);
    write_named(out, ", ", proof->started_at);
    write_named(out, ", case ", proof->case_id);
    write_named(out, ", operator ", proof->operator_name);
    fprintf(out, ", meta.json SHA-256 %s\n", proof->evidence.meta_sha256.hex);
    for (size_t i = 0; i < proof->count; i++) {
        const struct proof_thing *thing = &proof->things[i];

        putc('\n', out);
        if (thing->kind)
            fprintf(out, "%s %" PRId64 ": ", thing->kind, thing->number);
        escape_write(out, slice_of(thing->words));
        putc('\n', out);
        if (thing->row)
            write_row(out, thing->row);
        for (size_t k = 0; k < thing->count; k++)
            write_place(out, &thing->places[k]);
    }
    write_chain(out, proof);
    fputs("\narchive ", out);
    escape_write(out, slice_of(proof->archive));
    fprintf(out, "\n" INDENT "%" PRId64 " bytes, SHA-256 %s, %s\n", proof->evidence.summary.archive_bytes,
            proof->evidence.summary.archive_sha256.hex, proof->evidence.summary.result);
    for (size_t i = 0; i < proof->note_count; i++)
        write_lines(out, slice_of(proof->notes[i]));
    fputs("\nEach byte above was read from the archive just now, and the archive, loaded afresh, gives the same "
          "rows.\n\n",
          out);
    escape_write(out, slice_of(notebook));
    putc('\n', out);
    free(notebook);
}

/* " PATH:LINE,LINE (SHA-256);" for each run of places in one member. */
static void
note_places(FILE *out, const struct proof_thing *thing)
{
    for (size_t i = 0; i < thing->count; i++) {
        const struct proof_place *place = &thing->places[i];
        bool goes_on = i > 0 && strcmp(place->path, place[-1].path) == 0;
        bool ends = i + 1 == thing->count || strcmp(place->path, place[1].path) != 0;

        if (!goes_on)
            fprintf(out, " %s", place->path);
        if (place->line)
            fprintf(out, "%c%" PRId64, goes_on ? ',' : ':', place->line);
        if (ends)
            fprintf(out, " (%s);", place->member->sha256.hex);
    }
}

char *
show_notebook(const struct proof *proof)
{
    const struct evidence *evidence = &proof->evidence;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        die("out of memory");
    fprintf(out, "proved: %s of %s at %s (meta.json %s):", proof->subject, proof->host ? proof->host : "unknown host",
            proof->started_at ? proof->started_at : "unknown time", evidence->meta_sha256.hex);
    for (size_t i = 0; i < proof->count; i++)
        note_places(out, &proof->things[i]);
    if (evidence->link_count > 0)
        fprintf(out, " manifest/%06" PRId64 " %s;", evidence->links[evidence->link_count - 1].segment,
                evidence->links[evidence->link_count - 1].sha256.hex);
    fprintf(out, " archive %s", evidence->summary.archive_sha256.hex);
    if (fclose(out))
        die("out of memory");
    return text;
}
