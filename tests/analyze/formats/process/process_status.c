#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(process_status_values)
{
    assert_format(
        "process_status", "status",
        "Name:\ta\\nTgid:\\t9\n"
        "Tgid:\t26890\n"
        "Pid:\t26890\n"
        "TracerPid:\t0\n"
        "Uid:\t1000\t1001\t1002\t1003\n"
        "Gid:\t100\t101\t102\t103\n"
        "FDSize:\t256\n"
        "Groups:\t4 24 27 \n"
        "NStgid:\t26890\t6\n"
        "VmSize:\t    3060 kB\n"
        "VmLck:\t       0 kB\n"
        "VmRSS:\t    1624 kB\n"
        "Threads:\t31\n"
        "CapInh:\t0000000000000000\n"
        "CapPrm:\t00000000a80425fb\n"
        "CapEff:\t00000000a80425fb\n"
        "CapBnd:\t00000000a80425fb\n"
        "CapAmb:\t0000000000000000\n"
        "NoNewPrivs:\t0\n"
        "Seccomp:\t2\n"
        "VmSwap:\t       4 kB\nRssAnon:\t     200 kB\nRssFile:\t    1424 kB\nRssShmem:\t       0 kB\n"
        "Cpus_allowed_list:\t0-1,4\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t545\n",
        "1 process_status 7|7|26890|26890 6|0|1000|1001|1002|1003|100|101|102|103|4 24 27|3133440|1662976|0|31|"
        "0000000000000000|00000000a80425fb|00000000a80425fb|00000000a80425fb|0000000000000000|0|2|"
        "4096|204800|1458176|0|0-1,4|150|545\n");
}

TEST(process_status_of_an_old_kernel_and_a_kernel_thread)
{
    assert_format(
        "process_status", "status", "Name:\tkthreadd\nTgid:\t2\nUid:\t0\t0\t0\t0\nGroups:\t \n",
        "1 process_status 7|7|2|NULL|NULL|0|0|0|0|NULL|NULL|NULL|NULL||NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
}

TEST(process_status_malformed)
{
    assert_format_cut(
        "process_status", "status",
        "Tgid:\tx\nUid:\t1\t2\nno colon\nVmSize:\t99999999999999999 kB\nVmRSS:\t5 pages\nThreads:\t3",
        "1 want \"Tgid\" have \"x\"\n"
        "2 want \"Uid\" have \"\"\n"
        "3 want \"key\" have \"no colon\"\n"
        "4 want \"VmSize\" have \"\"\n"
        "5 want \"kB\" have \"pages\"\n"
        "6 want \"newline\" have \"Threads:\\x093\"\n"
        "1 process_status 7|7|NULL|NULL|NULL|1|2|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|"
        "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("process_status", "status", "", "");
}
