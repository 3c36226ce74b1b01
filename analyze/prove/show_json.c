#include "analyze/prove/show.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyze/render/render.h"

static void
write_text(FILE *out, const char *before, const char *text)
{
    fputs(before, out);
    if (text)
        json_write(out, slice_of(text));
    else
        fputs("null", out);
}

static void
write_row(FILE *out, const struct proof_row *row)
{
    write_text(out, "{\"table\":", row->table);
    fputs(",\"values\":{", out);
    for (size_t i = 0; i < row->count; i++) {
        const struct proof_cell *cell = &row->cells[i];
        struct slice bytes = buffer_slice(&cell->bytes);

        write_text(out, i > 0 ? "," : "", cell->column);
        putc(':', out);
        if (cell->null)
            fputs("null", out);
        else if (cell->number)
            fwrite(bytes.ptr, 1, bytes.len, out);
        else
            json_write(out, bytes);
    }
    fputs("}}", out);
}

/* The bytes as text, which people read, and in hexadecimal, which is exact whatever they are. */
static void
write_excerpt(FILE *out, const struct excerpt *excerpt)
{
    fprintf(out, ",\"bytes\":%zu,\"whole_member\":%s,\"text\":", excerpt->bytes.len, excerpt->whole ? "true" : "false");
    if (excerpt->binary)
        fputs("null", out);
    else
        json_write(out, excerpt->bytes);
    fputs(",\"hex\":\"", out);
    render_hex(out, excerpt->bytes);
    putc('"', out);
}

static void
write_place(FILE *out, const struct proof_place *place)
{
    const struct evidence_member *member = place->member;

    write_text(out, "{\"role\":", place->role);
    write_text(out, ",\"member\":", place->path);
    if (place->line)
        fprintf(out, ",\"line\":%" PRId64, place->line);
    else
        fputs(",\"line\":null", out);
    write_excerpt(out, &place->excerpt);
    fputs(",\"rows\":[", out);
    for (size_t i = 0; i < place->count; i++) {
        fputs(i > 0 ? "," : "", out);
        write_row(out, &place->rows[i]);
    }
    fprintf(out, "],\"member_bytes\":%" PRId64, member->bytes);
    write_text(out, ",\"member_sha256\":", member->sha256.hex);
    fprintf(out, ",\"manifest_segment\":%" PRId64 ",\"manifest_line\":%zu", member->segment, member->manifest_line);
    write_text(out, ",\"manifest\":", member->manifest);
    putc('}', out);
}

static void
write_thing(FILE *out, const struct proof_thing *thing)
{
    write_text(out, "{\"kind\":", thing->kind);
    if (thing->kind)
        fprintf(out, ",\"number\":%" PRId64, thing->number);
    else
        fputs(",\"number\":null", out);
    write_text(out, ",\"what\":", thing->words);
    fputs(",\"row\":", out);
    if (thing->row)
        write_row(out, thing->row);
    else
        fputs("null", out);
    fputs(",\"places\":[", out);
    for (size_t i = 0; i < thing->count; i++) {
        fputs(i > 0 ? "," : "", out);
        write_place(out, &thing->places[i]);
    }
    fputs("]}", out);
}

static void
write_chain(FILE *out, const struct proof *proof)
{
    const struct evidence *evidence = &proof->evidence;
    int64_t first = show_first_segment(proof);
    const char *comma = "";

    fputs("\"chain\":[", out);
    for (size_t i = 0; i < evidence->link_count; i++) {
        if (evidence->links[i].segment < first)
            continue;
        fprintf(out, "%s{\"segment\":%" PRId64 ",\"sha256\":\"%s\"}", comma, evidence->links[i].segment,
                evidence->links[i].sha256.hex);
        comma = ",";
    }
    fputs("],\"end\":", out);
    if (evidence->end) {
        fprintf(out, "{\"segment\":%" PRId64 ",\"line\":%zu", evidence->end_segment, evidence->end_line);
        write_text(out, ",\"record\":", evidence->end);
        putc('}', out);
    } else {
        fputs("null", out);
    }
}

static void
write_archive(FILE *out, const struct proof *proof)
{
    write_text(out, ",\"archive\":{\"file\":", proof->archive);
    fprintf(out, ",\"bytes\":%" PRId64, proof->evidence.summary.archive_bytes);
    write_text(out, ",\"sha256\":", proof->evidence.summary.archive_sha256.hex);
    write_text(out, ",\"result\":", proof->evidence.summary.result);
    fputs("},\"notes\":[", out);
    for (size_t i = 0; i < proof->note_count; i++)
        write_text(out, i > 0 ? "," : "", proof->notes[i]);
    putc(']', out);
}

void
show_json(FILE *out, const struct proof *proof)
{
    char *notebook = show_notebook(proof);

    write_text(out, "{\"subject\":", proof->subject);
    fprintf(out, ",\"snapshot\":{\"snapshot_id\":%" PRId64, proof->snapshot_id);
    write_text(out, ",\"host\":", proof->host);
    write_text(out, ",\"started_at\":", proof->started_at);
    write_text(out, ",\"case_id\":", proof->case_id);
    write_text(out, ",\"operator\":", proof->operator_name);
    write_text(out, ",\"meta_sha256\":", proof->evidence.meta_sha256.hex);
    fputs("},\"things\":[", out);
    for (size_t i = 0; i < proof->count; i++) {
        fputs(i > 0 ? "," : "", out);
        write_thing(out, &proof->things[i]);
    }
    fputs("],", out);
    write_chain(out, proof);
    write_archive(out, proof);
    write_text(out, ",\"notebook\":", notebook);
    fputs("}\n", out);
    free(notebook);
}
