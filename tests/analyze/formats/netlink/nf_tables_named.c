/* Sets, objects and flowtables of nf_tables: this kernel may have no flowtables. */
#include "tests/support/test.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static void
begin(struct made *made, unsigned message)
{
    made_begin(made, NFNL_SUBSYS_NFTABLES << 8 | message, NLM_F_MULTI);
    made_bytes(made, (unsigned char[]){ NFPROTO_INET, NFNETLINK_V0, 0, 1 }, 4);
}

static void
make_all(struct made *made)
{
    size_t outer, inner;

    begin(made, NFT_MSG_NEWSET);
    made_attribute_text(made, NFTA_SET_TABLE, "t");
    made_attribute_text(made, NFTA_SET_NAME, "blocked");
    made_attribute_network(made, NFTA_SET_FLAGS, 4, NFT_SET_TIMEOUT);
    made_attribute_network(made, NFTA_SET_KEY_TYPE, 4, 7);
    made_attribute_network(made, NFTA_SET_KEY_LEN, 4, 4);
    made_attribute_network(made, NFTA_SET_TIMEOUT, 8, 3600000);
    made_attribute_network(made, NFTA_SET_HANDLE, 8, 2);
    made_end(made);
    begin(made, NFT_MSG_NEWOBJ);
    made_attribute_text(made, NFTA_OBJ_TABLE, "t");
    made_attribute_text(made, NFTA_OBJ_NAME, "hits");
    made_attribute_network(made, NFTA_OBJ_TYPE, 4, NFT_OBJECT_COUNTER);
    made_attribute_network(made, NFTA_OBJ_USE, 4, 2);
    outer = made_open(made, NFTA_OBJ_DATA);
    made_attribute_network(made, NFTA_COUNTER_BYTES, 8, 840);
    made_attribute_network(made, NFTA_COUNTER_PACKETS, 8, 14);
    made_close(made, outer);
    made_end(made);
    begin(made, NFT_MSG_NEWFLOWTABLE);
    made_attribute_text(made, NFTA_FLOWTABLE_TABLE, "t");
    made_attribute_text(made, NFTA_FLOWTABLE_NAME, "f");
    outer = made_open(made, NFTA_FLOWTABLE_HOOK);
    made_attribute_network(made, NFTA_FLOWTABLE_HOOK_NUM, 4, 0);
    made_attribute_network(made, NFTA_FLOWTABLE_HOOK_PRIORITY, 4, 0xfffffffb);
    inner = made_open(made, NFTA_FLOWTABLE_HOOK_DEVS);
    made_attribute_text(made, NFTA_DEVICE_NAME, "eth0");
    made_attribute_text(made, NFTA_DEVICE_NAME, "eth1");
    made_close(made, inner);
    made_close(made, outer);
    made_end(made);
    made_done(made, 0);
}

TEST(nf_tables_named_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct format_input input = { .big_endian = big_endian, .file = slice_of("nftables/set"), .net_namespace = 1 };
        struct cells *cells;

        make_all(&made);
        input.text = buffer_slice(&made.bytes);
        cells = cells_of("nf_tables_named", &input);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "nft_named", 0, "family", "1", "table_name", "t", "kind", "set", "name", "blocked", "flags",
                     "16", "key_type", "7", "key_bytes", "4", "data_type", "NULL", "timeout_ms", "3600000", "handle",
                     "2", "packets", "NULL");
        assert_cells(cells, "nft_named", 1, "kind", "object", "name", "hits", "object_type", "1", "uses", "2",
                     "packets", "14", "bytes", "840", "devices", "NULL");
        assert_cells(cells, "nft_named", 2, "kind", "flowtable", "name", "f", "hook", "0", "priority", "-5", "devices",
                     "eth0,eth1");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}
