/*
 * Every output format there is.
 */
#ifndef ANALYZE_RENDER_REGISTRY_H
#define ANALYZE_RENDER_REGISTRY_H

#include "analyze/base/error.h"
#include "analyze/render/render.h"

extern const struct render_format render_table;
extern const struct render_format render_box;
extern const struct render_format render_line;
extern const struct render_format render_csv;
extern const struct render_format render_json;
extern const struct render_format render_jsonl;
extern const struct render_format render_markdown;

/* Not in the list, since it is for columns that are named for it: see nested.c. */
extern const struct render_format render_nested;

/* The format of that name; NULL, and an error that lists the names, when there is none. */
const struct render_format *render_format_by_name(const char *name, struct error *error);

/* The formats, counted from 0; NULL behind the last. */
const struct render_format *render_format_at(size_t index);

#endif
