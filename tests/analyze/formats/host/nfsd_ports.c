#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(nfsd_ports_lines)
{
    assert_format("nfsd_ports", "fs/nfsd/portlist", "rdma 20049\ntcp 2049\nudp x\ntcp\n",
                  "1 nfsd_ports rdma|20049\n"
                  "2 nfsd_ports tcp|2049\n"
                  "3 want \"port\" have \"x\"\n"
                  "4 want \"port\" have \"\"\n");
    assert_format("nfsd_ports", "fs/nfsd/portlist", "", "");
}
