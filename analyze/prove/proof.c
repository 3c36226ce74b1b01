#include "analyze/prove/proof.h"

#include <stdlib.h>

static void
add(char ***list, size_t *count, char *text)
{
    *list = xrealloc(*list, (*count + 1) * sizeof(**list));
    (*list)[(*count)++] = text;
}

void
proof_fault(struct proof *proof, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(&proof->faults, &proof->fault_count, xvasprintf(format, arguments));
    va_end(arguments);
}

void
proof_note(struct proof *proof, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(&proof->notes, &proof->note_count, xvasprintf(format, arguments));
    va_end(arguments);
}

static void
free_row(struct proof_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        free(row->cells[i].column);
        buffer_free(&row->cells[i].bytes);
    }
    free(row->cells);
    free(row->table);
}

static void
free_place(struct proof_place *place)
{
    for (size_t i = 0; i < place->count; i++)
        free_row(&place->rows[i]);
    free(place->rows);
    free(place->role);
    free(place->path);
}

static void
free_list(char **list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i]);
    free(list);
}

void
proof_free(struct proof *proof)
{
    for (size_t i = 0; i < proof->count; i++) {
        struct proof_thing *thing = &proof->things[i];

        for (size_t k = 0; k < thing->count; k++)
            free_place(&thing->places[k]);
        if (thing->row)
            free_row(thing->row);
        free(thing->row);
        free(thing->places);
        free(thing->words);
    }
    free(proof->things);
    free_list(proof->faults, proof->fault_count);
    free_list(proof->notes, proof->note_count);
    evidence_free(&proof->evidence);
    free(proof->subject);
    free(proof->host);
    free(proof->started_at);
    free(proof->case_id);
    free(proof->operator_name);
    *proof = (struct proof){ 0 };
}
