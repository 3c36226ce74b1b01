/* Rows as nested objects: the names of the columns are paths. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/render/registry.h"

#define COLUMNS 6

static char *
row_of(const struct cell *cells)
{
    static const char *const names[COLUMNS] = { "@timestamp", "a.b.c", "a.b.d[]", "a.e", "ab.e", "f" };
    struct error error = { 0 };
    struct render render;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    render_init(&render, &render_nested, out);
    assert_int_equal(render_begin(&render, names, COLUMNS, &error), 0);
    assert_int_equal(render_row(&render, cells, &error), 0);
    assert_int_equal(render_end(&render, &error), 0);
    render_free(&render);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void
check(const char *const *texts, const char *expected)
{
    struct cell cells[COLUMNS];
    char *have;

    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = cell_of_text(texts[i]);
    have = row_of(cells);
    assert_string_equal(have, expected);
    free(have);
}

TEST(nested_objects_open_and_close)
{
    check((const char *const[]){ "t", "1", "2", "3", "4", "5" },
          "{\"@timestamp\":\"t\",\"a\":{\"b\":{\"c\":\"1\",\"d\":[\"2\"]},\"e\":\"3\"},\"ab\":{\"e\":\"4\"},\"f\":"
          "\"5\"}\n");
}

TEST(nested_nulls_are_left_out)
{
    check((const char *const[]){ NULL, "1", NULL, "3", NULL, NULL }, "{\"a\":{\"b\":{\"c\":\"1\"},\"e\":\"3\"}}\n");
    check((const char *const[]){ NULL, NULL, "2\n", NULL, NULL, "5" },
          "{\"a\":{\"b\":{\"d\":[\"2\\u000a\"]}},\"f\":\"5\"}\n");
    check((const char *const[]){ NULL, NULL, NULL, NULL, NULL, NULL }, "{}\n");
}
