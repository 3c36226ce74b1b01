/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(vlan_config_rows)
{
    assert_format("vlan_config", "vlan/config",
                  "VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n"
                  "eth0.7         | 7  | eth0\nabcdefghijklmno| 4094  | eth1\n",
                  "3 proc_net_vlan 1|eth0.7|7|eth0\n4 proc_net_vlan 1|abcdefghijklmno|4094|eth1\n");
}
