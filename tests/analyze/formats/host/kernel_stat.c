#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(kernel_stat)
{
    assert_format("kernel_stat", "stat",
                  "cpu  988656 10295 384476 937719 50851 0 4832 1183 0 0\n"
                  "cpu13 471796 4886 190926 471278 47242 0 1966\n"
                  "intr 17341 0 0 9 0\nctxt 140990644\nbtime 1795251760\n",
                  "1 proc_stat_cpus NULL|988656|10295|384476|937719|50851|0|4832|1183|0|0\n"
                  "2 proc_stat_cpus 13|471796|4886|190926|471278|47242|0|1966|NULL|NULL|NULL\n"
                  "3 host_counters stat|intr|0|17341|NULL\n"
                  "3 host_counters stat|intr|3|9|NULL\n"
                  "4 host_counters stat|ctxt|0|140990644|NULL\n"
                  "5 host_counters stat|btime|0|1795251760|NULL\n");
    assert_format_cut("kernel_stat", "stat", "cpux 1\ncpu0 1 2 3\nbtime\nintr 1 x\nprocesses 12",
                      "1 want \"processor\" have \"x\"\n"
                      "2 want \"idle\" have \"\"\n"
                      "3 want \"number\" have \"\"\n"
                      "4 host_counters stat|intr|0|1|NULL\n"
                      "4 want \"number\" have \"x\"\n"
                      "5 want \"newline\" have \"processes 12\"\n");
}
