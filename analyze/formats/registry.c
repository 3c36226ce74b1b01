#include "analyze/formats/registry.h"

#include "analyze/formats/lib/line_reader.h"

#define FORMAT(name) extern const struct format format_##name;
#include "analyze/formats/formats.def"
#undef FORMAT

const struct format *const formats[] = {
#define FORMAT(name) &format_##name,
#include "analyze/formats/formats.def"
#undef FORMAT
    NULL,
};

const struct table *const shared_tables[] = {
    [SHARED_UNKNOWN_COLUMNS] = &unknown_columns_table,
    [SHARED_UNKNOWN_VALUES] = &unknown_values_table,
    NULL,
};

const struct format *
format_by_name(const char *name)
{
    for (const struct format *const *f = formats; *f; f++)
        if (strcmp((*f)->name, name) == 0)
            return *f;
    return NULL;
}
