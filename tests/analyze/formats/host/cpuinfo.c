#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(cpuinfo)
{
    assert_format("cpuinfo", "cpuinfo",
                  "processor\t: 0\nmodel name\t: AMD EPYC: x\nflags\t\t: fpu vme\npower management:\n\n"
                  "processor\t: 1\nbogomips\t: 4890.86\n\nHardware\t: BCM2835\n",
                  "1 proc_cpuinfo 0|processor|0\n"
                  "2 proc_cpuinfo 0|model name|AMD EPYC: x\n"
                  "3 proc_cpuinfo 0|flags|fpu vme\n"
                  "4 proc_cpuinfo 0|power management|\n"
                  "6 proc_cpuinfo 1|processor|1\n"
                  "7 proc_cpuinfo 1|bogomips|4890.86\n"
                  "9 proc_cpuinfo NULL|Hardware|BCM2835\n");
    /* s390 and MIPS say something of the machine first. */
    assert_format_cut("cpuinfo", "cpuinfo",
                      "vendor_id       : IBM/S390\nprocessor 0: version = FF,  identification = 1\n"
                      "processor\t: ARMv7 rev 0\nno colon\nprocessor\t: 3",
                      "1 proc_cpuinfo NULL|vendor_id|IBM/S390\n"
                      "2 proc_cpuinfo NULL|processor 0|version = FF,  identification = 1\n"
                      "3 proc_cpuinfo NULL|processor|ARMv7 rev 0\n"
                      "4 want \"key\" have \"no colon\"\n"
                      "5 want \"newline\" have \"processor\\x09: 3\"\n");
}
