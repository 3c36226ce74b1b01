#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(modules)
{
    assert_format("modules", "modules",
                  "nf_nat 49152 2 xt_MASQUERADE,nft_chain_nat, Live 0x0000000000000000\n"
                  "rootkit 16384 0 - Live 0xffffffffc0a00000 (OE)\n"
                  "fixed 20480 - - Live 0x00000000\n"
                  "gone 20480 -1 [permanent], Unloading 0x00000000\n",
                  "1 proc_modules nf_nat|49152|2|xt_MASQUERADE,nft_chain_nat,|Live|0x0000000000000000|NULL\n"
                  "2 proc_modules rootkit|16384|0|-|Live|0xffffffffc0a00000|(OE)\n"
                  "3 proc_modules fixed|20480|NULL|-|Live|0x00000000|NULL\n"
                  "4 proc_modules gone|20480|-1|[permanent],|Unloading|0x00000000|NULL\n");
    assert_format_cut("modules", "modules", "a\nb x\nc 5\nd 5 0 - Live\ne 5 0 - Live 0x0",
                      "1 want \"size\" have \"\"\n"
                      "2 want \"size\" have \"x\"\n"
                      "3 want \"references\" have \"\"\n"
                      "4 want \"address\" have \"\"\n"
                      "5 want \"newline\" have \"e 5 0 - Live 0x0\"\n");
}
