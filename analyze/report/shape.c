#include "analyze/report/shape.h"

#include <string.h>

static const struct shape *const shapes[] = { &shape_table, &shape_facts,   &shape_findings, &shape_tree,
                                              &shape_bars,  &shape_picture, &shape_matrix };

const struct shape *
shape_by_name(const char *name, struct error *error)
{
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
        if (strcmp(shapes[i]->name, name) == 0)
            return shapes[i];
    error_set(error, "no shape %s for a section", name);
    return NULL;
}

static int
write_table(struct rows *rows, struct error *error)
{
    return rows_write_table(rows, 0, error);
}

static int
write_tree(struct rows *rows, struct error *error)
{
    return rows_write_table(rows, 1, error);
}

/* A row of the table is a row of the SQL. */
const struct shape shape_table = { .name = "table", .write = write_table };

/* The same, but that the first column is the depth of what the second one names. */
const struct shape shape_tree = { .name = "tree", .write = write_tree };
