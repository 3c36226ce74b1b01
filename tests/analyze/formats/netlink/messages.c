/*
 * What holds for every netlink dump: control messages, lying lengths, byte order.
 */
#include "tests/support/test.h"

#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static struct cells *
parse(const struct made *made)
{
    struct format_input input = {
        .text = buffer_slice(&made->bytes),
        .big_endian = made->big_endian,
        .file = slice_of("rtnetlink/nsid"),
        .net_namespace = 1,
    };

    return cells_of("rtnl_nsid", &input);
}

/* One row's message. */
static void
make_nsid(struct made *made, unsigned flags, int32_t nsid)
{
    made_begin(made, RTM_NEWNSID, flags);
    made_number(made, 4, 0);
    made_attribute_number(made, NETNSA_NSID, 4, (uint32_t)nsid);
    made_end(made);
}

static void
assert_problem(struct made *made, size_t rows, const char *problem)
{
    struct cells *cells = parse(made);

    assert_int_equal(cells_count(cells, "rtnl_nsid"), rows);
    assert_int_equal(cells_problems(cells), problem ? 1 : 0);
    if (problem)
        assert_string_equal(cells_problem(cells, 0), problem);
    cells_free(cells);
    buffer_free(&made->bytes);
}

TEST(netlink_dump_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;

        make_nsid(&made, NLM_F_MULTI, 0x01020304);
        make_nsid(&made, NLM_F_MULTI, -1);
        made_done(&made, 0);
        cells = parse(&made);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "rtnl_nsid", 0, "line", "1", "net_namespace", "1", "nsid", "16909060");
        assert_cells(cells, "rtnl_nsid", 1, "line", "2", "nsid", "-1", "current_nsid", "NULL");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(netlink_empty_member_has_no_problem)
{
    struct made made = { 0 };

    assert_problem(&made, 0, NULL);
}

TEST(netlink_interrupted_dump_is_one_problem)
{
    struct made made = { 0 };

    make_nsid(&made, NLM_F_MULTI, 1);
    make_nsid(&made, NLM_F_MULTI | NLM_F_DUMP_INTR, 2);
    make_nsid(&made, NLM_F_MULTI | NLM_F_DUMP_INTR, 3);
    made_done(&made, 0);
    assert_problem(&made, 3, "2 want dump that nothing interrupted have NLM_F_DUMP_INTR");
}

TEST(netlink_dump_without_an_end_is_a_problem)
{
    struct made made = { 0 };

    make_nsid(&made, NLM_F_MULTI, 1);
    assert_problem(&made, 1, "1 want NLMSG_DONE have end of the dump");
}

TEST(netlink_errors_are_problems)
{
    struct made made = { 0 };

    make_nsid(&made, NLM_F_MULTI, 1);
    made_done(&made, -105);
    assert_problem(&made, 1, "2 want dump without error have -105");

    made = (struct made){ .big_endian = true };
    made_begin(&made, NLMSG_ERROR, 0);
    made_number(&made, 4, (uint32_t)-2);
    made_end(&made);
    assert_problem(&made, 0, "1 want dump without error have -2");

    made = (struct made){ 0 };
    made_begin(&made, NLMSG_OVERRUN, 0);
    made_end(&made);
    made_begin(&made, NLMSG_NOOP, 0);
    made_end(&made);
    made_done(&made, 0);
    assert_problem(&made, 0, "1 want known type of message have 4");
}

TEST(netlink_unknown_type_is_one_problem)
{
    struct made made = { 0 };

    made_begin(&made, RTM_NEWLINK, 0);
    made_number(&made, 4, 0);
    made_end(&made);
    make_nsid(&made, 0, 5);
    made_done(&made, 0);
    assert_problem(&made, 1, "1 want known type of message have 16");
}

TEST(netlink_lying_message_length_ends_the_dump)
{
    static const uint32_t lengths[] = { 0, 1, 15, 29, 0x7fffffff, 0xffffffff };

    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        struct made made = { .big_endian = true };
        struct cells *cells;

        made_begin(&made, RTM_NEWNSID, 0);
        made_number(&made, 4, 0);
        made_attribute_number(&made, NETNSA_NSID, 4, 1);
        made.bytes.len = 0;
        made_number(&made, 4, lengths[i]);
        made.bytes.len = 28;
        cells = parse(&made);
        assert_int_equal(cells_count(cells, "rtnl_nsid"), 0);
        assert_int_equal(cells_problems(cells), 1);
        assert_non_null(strstr(cells_problem(cells, 0), "1 want netlink message have "));
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

/* What was understood makes the row; what follows a bad attribute is not read. */
TEST(netlink_lying_attribute_length_is_one_problem_beside_the_row)
{
    static const uint16_t lengths[] = { 0, 3, 9, 0xffff };

    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        struct made made = { 0 };
        struct cells *cells;

        made_begin(&made, RTM_NEWNSID, 0);
        made_number(&made, 4, 0);
        made_attribute_number(&made, NETNSA_CURRENT_NSID, 4, 7);
        made_number(&made, 2, lengths[i]);
        made_number(&made, 2, NETNSA_NSID);
        made_number(&made, 4, 8);
        made_end(&made);
        made_done(&made, 0);
        cells = parse(&made);
        assert_cells(cells, "rtnl_nsid", 0, "current_nsid", "7", "nsid", "NULL");
        assert_int_equal(cells_problems(cells), 1);
        assert_non_null(strstr(cells_problem(cells, 0), "1 want attribute have "));
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}

TEST(netlink_short_number_is_one_problem_beside_the_row)
{
    struct made made = { 0 };

    made_begin(&made, RTM_NEWNSID, 0);
    made_number(&made, 4, 0);
    made_attribute_number(&made, NETNSA_NSID, 2, 0x0102);
    made_end(&made);
    made_done(&made, 0);
    assert_problem(&made, 1, "1 want nsid have 0201");
}

TEST(netlink_flags_of_attributes_and_longer_numbers_are_read_over)
{
    struct made made = { 0 };
    struct cells *cells;

    made_begin(&made, RTM_NEWNSID, 0);
    made_number(&made, 4, 0);
    made_attribute_number(&made, NETNSA_NSID | NLA_F_NESTED, 8, 3);
    made_attribute_number(&made, NETNSA_CURRENT_NSID | NLA_F_NET_BYTEORDER, 4, 4);
    made_attribute_text(&made, 0x3000, "of a newer kernel");
    made_end(&made);
    made_done(&made, 0);
    cells = parse(&made);
    assert_int_equal(cells_problems(cells), 0);
    assert_cells(cells, "rtnl_nsid", 0, "nsid", "3", "current_nsid", "4");
    cells_free(cells);
    buffer_free(&made.bytes);
}

TEST(netlink_cut_fixed_part_makes_no_row)
{
    struct made made = { 0 };

    made_begin(&made, RTM_NEWNSID, 0);
    made_end(&made);
    made_done(&made, 0);
    assert_problem(&made, 0, "1 want whole message have ");
}

/* A long dump is cut into several members, of which only the last has an end. */
TEST(netlink_dump_that_goes_on_needs_no_end)
{
    struct made made = { 0 };
    struct format_input input = { .file = slice_of("rtnetlink/nsid"), .continued = true };
    struct cells *cells;

    make_nsid(&made, NLM_F_MULTI, 1);
    input.text = buffer_slice(&made.bytes);
    cells = cells_of("rtnl_nsid", &input);
    assert_int_equal(cells_count(cells, "rtnl_nsid"), 1);
    assert_int_equal(cells_problems(cells), 0);
    cells_free(cells);
    buffer_free(&made.bytes);
}
