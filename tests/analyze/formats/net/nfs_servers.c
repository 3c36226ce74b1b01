/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(nfs_servers_rows)
{
    assert_format("nfs_servers", "nfsfs/servers",
                  "NV SERVER   PORT USE HOSTNAME\n"
                  "v3 c0000202  801   2 nfs.example\n"
                  "v4 20010db8000000000000000000000007  801   1 2001:db8::7\n"
                  "v4 c000020  801   1 x\n",
                  "2 proc_net_nfs_servers 1|3|192.0.2.2|c0000202|2049|2|nfs.example\n"
                  "3 proc_net_nfs_servers 1|4|2001:db8::7|20010db8000000000000000000000007|2049|1|2001:db8::7\n"
                  "4 want \"address\" have \"c000020\"\n");
    assert_format("nfs_volumes", "nfsfs/volumes",
                  "NV SERVER   PORT DEV          FSID                              FSC\n"
                  "v4 c0000202  801 0:46         8b1f0a2b3c4d5e6f:0                no \n",
                  "2 proc_net_nfs_volumes 1|4|192.0.2.2|c0000202|2049|0:46|8b1f0a2b3c4d5e6f:0|no\n");
    assert_format("nfs_volumes", "nfsfs/volumes", "NV SERVER   PORT DEV     FSID\nv3 c0000202  801 0:19    12:0\n",
                  "2 proc_net_nfs_volumes 1|3|192.0.2.2|c0000202|2049|0:19|12:0|NULL\n");
}
