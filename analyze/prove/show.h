/*
 * A proof as text for people, or as one JSON object.
 */
#ifndef ANALYZE_PROVE_SHOW_H
#define ANALYZE_PROVE_SHOW_H

#include <stdio.h>

#include "analyze/prove/proof.h"

/* Errors stay in the stream. */
void show_text(FILE *out, const struct proof *proof);
void show_json(FILE *out, const struct proof *proof);

/* The line for a notebook: what was read where, and every digest that it takes to find that again.  The caller frees it. */
char *show_notebook(const struct proof *proof);

/* The first segment of the chain that vouches for a place of the proof. */
int64_t show_first_segment(const struct proof *proof);

#endif
