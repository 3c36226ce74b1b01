/* Composed from what the kernel's functions print: no module was at hand. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(ip_vs_conn_rows)
{
    assert_format(
        "ip_vs_conn", "ip_vs_conn",
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n"
        "TCP C0000263 C350 C0000202 0050 CB007105 1F90 ESTABLISHED     899\n"
        "UDP 2001:0db8:0000:0000:0000:0000:0000:0001 1388 2001:0db8:0000:0000:0000:0000:0000:0002 0035 CB007105 0035 "
        "UDP             300 sip x\n",
        "2 proc_net_ip_vs_conn "
        "1|TCP|192.0.2.99|c0000263|50000|192.0.2.2|c0000202|80|203.0.113.5|cb007105|8080|ESTABLISHED|"
        "899|NULL\n"
        "3 proc_net_ip_vs_conn 1|UDP|2001:db8::1|20010db8000000000000000000000001|5000|2001:db8::2|"
        "20010db8000000000000000000000002|53|203.0.113.5|cb007105|53|UDP|300|sip x\n");
}
