#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/cells.h"
#include "tests/support/format_samples.h"

static const struct format_sample *
sample(void)
{
    size_t n = 0;

    while (strcmp(format_sample_at(n)->format, "xtables") != 0)
        n++;
    return format_sample_at(n);
}

static struct cells *
parse(struct slice text)
{
    struct format_input input = { .text = text, .file = slice_of("xtables"), .net_namespace = 1 };

    return cells_of("xtables", &input);
}

/* A rule, the policy of its chain, and the end of the table, which is no rule. */
TEST(xtables_rules)
{
    struct cells *cells = parse(format_sample_text(sample()));

    assert_int_equal(cells_problems(cells), 0);
    assert_int_equal(cells_count(cells, "xt_rules"), 2);
    assert_cells(cells, "xt_rules", 0, "line", "1", "ordinal", "1", "family", "2", "table_name", "filter", "chain",
                 "INPUT", "hook", "1", "position", "1", "policy", "0", "protocol", "6", "source_address", "192.0.2.0",
                 "source_length", "24", "destination_address", "NULL", "destination_length", "0", "input_interface",
                 "eth0", "inverted", "0", "matches", "NULL", "target", "DROP", "jump_chain", "NULL", "is_goto", "0",
                 "packets", "7", "bytes", "420");
    assert_cells(cells, "xt_rules", 1, "ordinal", "2", "chain", "INPUT", "policy", "1", "target", "ACCEPT", "protocol",
                 "NULL", "source_address", "NULL", "source_length", "0");
    cells_free(cells);
}

/* Wherever the member is cut, there is a problem, and no more rows than are whole. */
TEST(xtables_cut)
{
    struct slice whole = format_sample_text(sample());

    for (size_t len = 1; len < whole.len; len++) {
        char *copy = malloc(len);
        struct cells *cells;

        assert_non_null(copy);
        memcpy(copy, whole.ptr, len);
        cells = parse((struct slice){ copy, len });
        assert_int_equal(cells_problems(cells), 1);
        assert_int_equal(cells_count(cells, "xt_rules"), 0);
        cells_free(cells);
        free(copy);
    }
}

/* A table that the kernel did not give, a family that is not known, and an entry whose lengths lie. */
TEST(xtables_malformed)
{
    struct slice whole = format_sample_text(sample());
    char *copy = malloc(whole.len);
    size_t entries = (size_t)((const char *)memchr(whole.ptr, '\n', whole.len) - whole.ptr) + 1;
    struct cells *cells = parse(slice_of("ip\tfilter\t!EPERM\nip6\tmangle\t!ENOENT\n"));

    assert_int_equal(cells_problems(cells) + cells_count(cells, "xt_rules"), 0);
    cells_free(cells);
    cells = parse(slice_of("ax25\tfilter\t2\t0\t0\n"));
    assert_string_equal(cells_problem(cells, 0), "1 want family have ax25");
    cells_free(cells);
    assert_non_null(copy);
    memcpy(copy, whole.ptr, whole.len);
    copy[entries + 152 + 90] = 1; /* next_offset of the second entry */
    copy[entries + 152 + 91] = 0;
    cells = parse((struct slice){ copy, whole.len });
    assert_int_equal(cells_count(cells, "xt_rules"), 1);
    assert_int_equal(cells_problems(cells), 1);
    cells_free(cells);
    free(copy);
}
