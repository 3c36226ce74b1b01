/*
 * Every format there is.
 */
#ifndef ANALYZE_FORMATS_REGISTRY_H
#define ANALYZE_FORMATS_REGISTRY_H

#include "analyze/base/format.h"

/* All formats, NULL-terminated. */
extern const struct format *const formats[];

/* The format of that name; NULL for raw. */
const struct format *format_by_name(const char *name);

/* Of the source of all formats and of what they are made with: where it is another, the same bytes may give other rows. */
extern const char formats_digest[];

/* The tables that any format with a header may fill besides its own, NULL-terminated. */
enum {
    SHARED_UNKNOWN_COLUMNS, /* a row for a file with columns that we do not know */
    SHARED_UNKNOWN_VALUES,  /* the words of a line in these columns */
};
extern const struct table *const shared_tables[];

#endif
