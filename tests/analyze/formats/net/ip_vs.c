/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(ip_vs_rows)
{
    assert_format(
        "ip_vs", "ip_vs",
        "IP Virtual Server version 1.2.1 (size=4096)\n"
        "Prot LocalAddress:Port Scheduler Flags\n"
        "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n"
        "TCP  C0000202:0050 rr persistent 360 FFFFFFFF\n"
        "  -> CB007105:1F90      Masq    1      2          3\n"
        "FWM  0000000A wlc \n"
        "  -> [2001:0db8:0000:0000:0000:0000:0000:0001]:0050      Route   1      0          0\n"
        "SCTP oops\n"
        "  -> CB007105:1F90      Masq    1      2          3\n",
        "4 proc_net_ip_vs 1|TCP|192.0.2.2|c0000202|80|NULL|rr|persistent 360 "
        "FFFFFFFF|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "5 proc_net_ip_vs 1|TCP|192.0.2.2|c0000202|80|NULL|rr|persistent 360 "
        "FFFFFFFF|203.0.113.5|cb007105|8080|Masq|1|2|3\n"
        "6 proc_net_ip_vs 1|FWM|NULL|NULL|NULL|10|wlc|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
        "7 proc_net_ip_vs "
        "1|FWM|NULL|NULL|NULL|10|wlc|NULL|2001:db8::1|20010db8000000000000000000000001|80|Route|1|0|0\n"
        "8 want \"address of a service\" have \"oops\"\n"
        "9 want \"a service before its servers\" have \"  -> CB007105:1F90      Masq    1      2          3\"\n");
}
